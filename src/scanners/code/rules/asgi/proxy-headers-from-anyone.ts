import { Assign, Kind, listItems, Name } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'proxy-headers-from-anyone',
    title: 'A server believes the proxy headers of every client',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-348', 'CWE-290'],
    aliases: [],
    tags: ['uvicorn', 'gunicorn', 'proxy', 'configuration'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call(
      'uvicorn.{run,Config}',
      'uvicorn.middleware.proxy_headers.ProxyHeadersMiddleware',
      'hypercorn.middleware.ProxyFixMiddleware',
      'waitress.serve',
    ),
    onNode('Assign', { symbols: ['forwarded_allow_ips', 'proxy_allow_ips'] }),
  ],
  check(ctx, node, path) {
    const report = {
      message:
        'Any client chooses the address and scheme that the application sees, and so passes limits and checks by address.',
      remediation: 'Name the addresses of the proxies.',
    };
    if (ctx.kind(node) === Kind.Assign) {
      if (!/gunicorn/i.test(ctx.file.path)) return;
      const [target] = listItems(ctx.words, Assign.targets(ctx.words, node));
      if (target === undefined || ctx.kind(target) !== Kind.Name) return;
      const value = Assign.value(ctx.words, node);
      if (/^(?:forwarded|proxy)_allow_ips$/.test(ctx.name(Name.id(ctx.words, target))) && ctx.string(value) === '*')
        ctx.report(value, report);
      return;
    }
    const name = path.endsWith('ProxyHeadersMiddleware')
      ? 'trusted_hosts'
      : path.startsWith('waitress')
        ? 'trusted_proxy'
        : 'forwarded_allow_ips';
    const trusted = ctx.argumentNode(node, name);
    if (trusted !== undefined && ctx.string(trusted) === '*') ctx.report(trusted, report);
  },
});
