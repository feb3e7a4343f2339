import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPublicHttp, urlStart } from '../../support/urls.ts';

export const rule = defineRule({
  meta: {
    name: 'basic-auth-over-http',
    title: 'A password is sent over clear-text HTTP',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-523', 'CWE-319'],
    aliases: ['semgrep:python.requests.security.no-auth-over-http.no-auth-over-http'],
    tags: ['transport', 'requests'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('httpx.{Client,AsyncClient}', 'aiohttp.ClientSession'),
  check(ctx, node, path) {
    const url = ctx.argumentNode(node, 'base_url', path.startsWith('aiohttp') ? 0 : undefined);
    const start = url === undefined ? undefined : urlStart(ctx, url);
    const auth = ctx.argumentNode(node, 'auth');
    if (url === undefined || start === undefined || !isPublicHttp(start) || auth === undefined) return;
    if (ctx.constant(auth)?.kind === 'none') return;
    ctx.report(url, {
      message: 'Every request of this client carries the password, readable for everybody on its way.',
      remediation: 'Use `https://`, and change the password.',
    });
  },
});
