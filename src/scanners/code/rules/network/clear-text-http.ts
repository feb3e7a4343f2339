import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPublicHttp, urlStart } from '../../support/urls.ts';

export const rule = defineRule({
  meta: {
    name: 'clear-text-http',
    title: 'A request goes out over clear-text HTTP',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-319'],
    aliases: [
      'semgrep:python.lang.security.audit.insecure-transport.requests.request-with-http.request-with-http',
      'semgrep:python.lang.security.audit.insecure-transport.requests.request-session-with-http.request-session-with-http',
      'semgrep:python.lang.security.audit.network.http-not-https-connection.http-not-https-connection',
      'semgrep:python.lang.security.audit.insecure-transport.urllib.insecure-urlopen.insecure-urlopen',
      'semgrep:python.lang.security.audit.insecure-transport.urllib.insecure-request-object.insecure-request-object',
    ],
    tags: ['transport', 'requests', 'httpx'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'requests.{get,post,put,patch,delete,head,options,request}',
    'requests.{Session,session}().{get,post,put,patch,delete,head,options,request}',
    'httpx.{get,post,put,patch,delete,head,options,request,stream}',
    'httpx.{Client,AsyncClient}().{get,post,put,patch,delete,head,options,request,stream}',
    'aiohttp.ClientSession().{get,post,put,patch,delete,head,request}',
    'urllib3.PoolManager().{request,urlopen}',
    'urllib.request.{urlopen,Request,urlretrieve}',
  ),
  check(ctx, node, path) {
    const first = ctx.argumentNode(node, undefined, 0);
    const url =
      ctx.argumentNode(node, 'url') ??
      (/\.(?:request|stream)$/.test(path) || path.includes('PoolManager')
        ? ctx.argumentNode(node, undefined, 1)
        : first);
    const start = url === undefined ? undefined : urlStart(ctx, url);
    if (url === undefined || start === undefined || !isPublicHttp(start)) return;
    const sendsPassword = ctx.argumentNode(node, 'auth') !== undefined || /^http:\/\/[^/@]*:[^/@]*@/i.test(start);
    if (sendsPassword) return reportPassword(ctx, url);
    ctx.report(url, {
      message: 'This request is readable on its way, and its answer can be replaced.',
      remediation: 'Use `https://`.',
    });
  },
});

function reportPassword(ctx: RuleContext, url: Node): void {
  ctx.report(url, {
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-523', 'CWE-319'],
    message: 'The password of this request is readable for everybody on its way.',
    remediation: 'Use `https://`, and change the password.',
  });
}
