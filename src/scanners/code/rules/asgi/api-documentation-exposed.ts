import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'api-documentation-exposed',
    title: 'The interactive documentation of an API is public',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-200'],
    aliases: ['seed:runtime-hardening-api-docs'],
    tags: ['fastapi', 'configuration'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call('fastapi.FastAPI'),
  check(ctx, node) {
    if (!['docs_url', 'redoc_url', 'openapi_url'].every((name) => ctx.omits(node, name))) return;
    ctx.report(node, {
      message: 'Everybody can read the description of all routes at `/docs`, `/redoc` and `/openapi.json`.',
      remediation: 'Pass `docs_url=None, redoc_url=None, openapi_url=None` in production, unless the API is public.',
    });
  },
});
