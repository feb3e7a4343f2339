import { call, defineRule, reference } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'csrf-exempt-used',
    title: 'A view is exempt from the CSRF check',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-352'],
    aliases: ['semgrep:python.django.security.audit.csrf-exempt.no-csrf-exempt'],
    tags: ['django', 'flask', 'csrf'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: [
    reference('django.views.decorators.csrf.csrf_exempt'),
    call('{flask_wtf,flask_wtf.csrf}.{CSRFProtect,CsrfProtect}().exempt'),
  ],
  check(ctx, node) {
    ctx.report(node, {
      message: 'Requests that other sites start reach this view. That is right for webhooks and APIs with tokens only.',
      remediation: 'Check that the view does not rely on a session cookie.',
    });
  },
});
