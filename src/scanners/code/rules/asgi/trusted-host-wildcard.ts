import { Kind, List, listItems } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'trusted-host-wildcard',
    title: 'The host check of an ASGI application accepts every host',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-644', 'CWE-20'],
    aliases: ['seed:runtime-hardening-trusted-host'],
    tags: ['fastapi', 'starlette', 'configuration'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    '{starlette,fastapi}.middleware.trustedhost.TrustedHostMiddleware',
    'starlette.applications.Starlette().add_middleware',
    'fastapi.FastAPI().add_middleware',
    '{starlette,fastapi}.middleware.Middleware',
  ),
  check(ctx, node, path) {
    if (!path.endsWith('TrustedHostMiddleware')) {
      const middleware = ctx.argumentNode(node, undefined, 0);
      if (middleware === undefined || !(ctx.qualifiedName(middleware) ?? '').endsWith('.TrustedHostMiddleware')) return;
    }
    const hosts = ctx.argumentNode(node, 'allowed_hosts');
    if (hosts === undefined) {
      if (!ctx.omits(node, 'allowed_hosts') || path.endsWith('TrustedHostMiddleware')) return;
    } else {
      const list = ctx.valueOf(hosts);
      const kind = ctx.kind(list);
      if (kind !== Kind.List && kind !== Kind.Tuple) return;
      if (!listItems(ctx.words, List.elts(ctx.words, list)).some((item) => ctx.string(item) === '*')) return;
    }
    ctx.report(hosts ?? node, {
      message: 'Every `Host` header passes: the check that the middleware is there for does not take place.',
      remediation: 'List the host names of the service in `allowed_hosts`.',
    });
  },
});
