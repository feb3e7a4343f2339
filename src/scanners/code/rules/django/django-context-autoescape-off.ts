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
    const text = around === undefined ? '' : ctx.text(around).slice(0, 6000);
    // Plain text needs no escaping: mails, files of configuration.
    const isPage = /html|HttpResponse|mark_safe/i.test(text) && !/mail|subject/i.test(text);
    ctx.report(node, {
      ...(isPage ? {} : { severity: 'low' as const, confidence: 'low' as const }),
      message: 'Values are not escaped: one that holds HTML becomes part of the page.',
      remediation: 'Remove `autoescape=False`, unless the result is plain text.',
    });
  },
});
