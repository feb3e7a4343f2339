import { setKeyword, unsafeFix } from '../../edits.ts';
import { defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { cookieCall, cookieCalls, cookieFlag } from '../../support/settings/cookies.ts';

export const rule = defineRule({
  meta: {
    name: 'cookie-without-secure',
    title: 'A sensitive cookie is sent over plain HTTP too',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-614'],
    aliases: [
      'codeql:py/insecure-cookie',
      'semgrep:python.django.security.audit.secure-cookies.django-secure-set-cookie',
      'semgrep:python.flask.security.audit.secure-set-cookie.secure-set-cookie',
      'semgrep:python.pyramid.audit.set-cookie-secure-unsafe-value.pyramid-set-cookie-secure-unsafe-value',
    ],
    tags: ['cookies', 'web'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: cookieCalls,
  check(ctx, node) {
    const cookie = cookieCall(ctx, node);
    if (cookie === undefined || cookie.isDeleted) return;
    const flag = cookieFlag(ctx, node, 'secure');
    if (flag !== 'off' && (flag !== 'missing' || !cookie.isSensitive)) return;
    ctx.report(node, {
      ...(cookie.isSensitive ? {} : { severity: 'low' as const }),
      message: `Without \`secure=True\` browsers send \`${cookie.name}\` over plain HTTP too, where it can be read on the way.`,
      remediation: 'Pass `secure=True`.',
      fix: unsafeFix('Set the flag', setKeyword(ctx, node, 'secure', 'True')),
    });
  },
});
