import { defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { cookieCall, cookieCalls } from '../../support/settings/cookies.ts';

export const rule = defineRule({
  meta: {
    name: 'cookie-without-samesite',
    title: 'A cookie is sent along with requests of other sites',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-1275'],
    aliases: [
      'codeql:py/samesite-none-cookie',
      'semgrep:python.pyramid.audit.set-cookie-samesite-unsafe-value.pyramid-set-cookie-samesite-unsafe-value',
    ],
    tags: ['cookies', 'web'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: cookieCalls,
  check(ctx, node) {
    const cookie = cookieCall(ctx, node);
    const samesite = ctx.argumentNode(node, 'samesite');
    if (cookie === undefined || cookie.isDeleted || samesite === undefined || !cookie.isSensitive) return;
    const value = ctx.constant(samesite);
    if (value === undefined || (value.kind === 'str' && !/^none$/i.test(value.value))) return;
    ctx.report(node, {
      message: `A page of another site sends requests that carry \`${cookie.name}\`.`,
      remediation: 'Use `samesite="Lax"`, or `"Strict"` for what only the own pages need.',
    });
  },
});
