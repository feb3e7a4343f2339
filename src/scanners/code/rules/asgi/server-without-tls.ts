import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'server-without-tls',
    title: 'An application server listens without TLS',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-319'],
    aliases: ['seed:runtime-hardening-tls-uvicorn'],
    tags: ['uvicorn', 'hypercorn', 'configuration', 'tls'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call('uvicorn.run'),
  check(ctx, node) {
    const host = ctx.argumentNode(node, 'host');
    if (host === undefined || /^(?:127\.|localhost|::1)/.test(ctx.string(host) ?? 'localhost')) return;
    if (!ctx.omits(node, 'ssl_certfile') || !ctx.omits(node, 'ssl_keyfile') || !ctx.omits(node, 'uds')) return;
    ctx.report(node, {
      message: 'The server answers other machines over plain HTTP, unless a proxy with TLS is in front.',
      remediation: 'Pass `ssl_certfile` and `ssl_keyfile`, or listen on `127.0.0.1` behind a proxy.',
    });
  },
});
