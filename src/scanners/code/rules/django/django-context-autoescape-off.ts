import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'django-context-autoescape-off',
    title: 'A Django template is rendered without escaping',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-79'],
    aliases: ['semgrep:python.django.security.audit.xss.context-autoescape-off.context-autoescape-off'],
    tags: ['django', 'xss'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('django.template.{Context,RequestContext,Engine,context.Context,context.RequestContext,engine.Engine}'),
  check(ctx, node) {
    const autoescape = ctx.argumentNode(node, 'autoescape');
    if (autoescape === undefined || ctx.truth(autoescape) !== false) return;
    const around = ctx.enclosingFunction(node);
    // Plain text needs no escaping: mails, configuration files.
    const text = around === undefined ? '' : ctx.text(around).slice(0, 6000);
    const isPlainText = /mail|\.txt\b|subject|plain/i.test(text);
    ctx.report(node, {
      ...(isPlainText ? { severity: 'low' as const, confidence: 'low' as const } : {}),
      message: 'Values are not escaped: one that holds HTML becomes part of the page.',
      remediation: 'Remove `autoescape=False`, unless the result is plain text.',
    });
  },
});
