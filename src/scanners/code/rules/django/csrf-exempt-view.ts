import { defineRule, reference } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { exemptView } from '../../support/settings/csrf-exempt.ts';

export const rule = defineRule({
  meta: {
    name: 'csrf-exempt-view',
    title: 'A view for logged-in users is exempt from the CSRF check',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-352'],
    aliases: ['codeql:py/csrf-protection-disabled', 'semgrep:python.django.security.audit.csrf-exempt.no-csrf-exempt'],
    tags: ['django', 'csrf'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: reference('django.views.decorators.csrf.csrf_exempt'),
  check(ctx, node) {
    const view = exemptView(ctx, node);
    if (view !== 'session') return;
    ctx.report(node, {
      message:
        'The view knows its user by the session cookie, and another site can send requests to it in the name of that user.',
      remediation:
        'Remove `csrf_exempt` and send the token; webhooks prove themselves by a signature instead of a session.',
    });
  },
});
