import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'ticket-cookie-weak',
    title: 'The login cookie of Pyramid can be read by scripts or sent by other sites',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-1004', 'CWE-1275'],
    aliases: [
      'semgrep:python.pyramid.audit.authtkt-cookie-httponly-unsafe-value.pyramid-authtkt-cookie-httponly-unsafe-value',
      'semgrep:python.pyramid.audit.authtkt-cookie-samesite.pyramid-authtkt-cookie-samesite',
    ],
    tags: ['cookies', 'web', 'pyramid'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('pyramid.authentication.{AuthTktAuthenticationPolicy,AuthTktCookieHelper}'),
  check(ctx, node) {
    const readable = ctx.argument(node, 'http_only');
    if (readable.state === 'absent' || (readable.state === 'given' && ctx.truth(readable.node) === false)) {
      ctx.report(node, {
        message: 'The cookie is set without `HttpOnly`: a script that gets into a page reads the login.',
        remediation: 'Pass `http_only=True`.',
      });
    }
    const samesite = ctx.argumentConstant(node, 'samesite');
    if (samesite?.kind === 'none' || (samesite?.kind === 'str' && /^none$/i.test(samesite.value))) {
      ctx.report(node, {
        severity: 'low',
        message: 'Requests of other sites carry the login cookie.',
        remediation: 'Leave `samesite` at `"Lax"`, or pass `"Strict"`.',
      });
    }
  },
});
