import { setKeyword, unsafeFix } from '../../edits.ts';
import { defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { cookieCall, cookieCalls, cookieFlag } from '../../support/settings/cookies.ts';

export const rule = defineRule({
  meta: {
    name: 'cookie-without-httponly',
    title: 'Scripts can read a sensitive cookie',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-1004'],
    aliases: [
      'codeql:py/client-exposed-cookie',
      'semgrep:python.pyramid.audit.set-cookie-httponly-unsafe-value.pyramid-set-cookie-httponly-unsafe-value',
    ],
    tags: ['cookies', 'web'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: cookieCalls,
  check(ctx, node) {
    const cookie = cookieCall(ctx, node);
    if (cookie === undefined || cookie.isDeleted) return;
    const flag = cookieFlag(ctx, node, 'httponly');
    if (flag !== 'off' && (flag !== 'missing' || !cookie.isSensitive)) return;
    if (!cookie.isSensitive) return;
    ctx.report(node, {
      ...(cookie.isSensitive ? {} : { severity: 'low' as const }),
      message: `Without \`httponly=True\` a script that gets into a page reads \`${cookie.name}\`.`,
      remediation: 'Pass `httponly=True`.',
      fix: unsafeFix('Set the flag', setKeyword(ctx, node, 'httponly', 'True')),
    });
  },
});
