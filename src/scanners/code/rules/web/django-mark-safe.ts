import { ClassDef, Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { asksIfSafe, isUnescaped } from '../../support/markup.ts';

export const rule = defineRule({
  meta: {
    name: 'django-mark-safe',
    title: 'Text that is not constant is marked as safe HTML',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-79', 'CWE-80'],
    aliases: [
      'bandit:B308',
      'bandit:B703',
      'ruff:S308',
      'semgrep:python.django.security.audit.avoid-mark-safe.avoid-mark-safe',
      'semgrep:python.django.security.audit.xss.class-extends-safestring.class-extends-safestring',
    ],
    tags: ['web', 'xss', 'django'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call('django.utils.safestring.{mark_safe,SafeString,SafeText}', 'django.utils.html.mark_safe'),
  check(ctx, node) {
    const text = ctx.argumentNode(node, undefined, 0) ?? ctx.argumentNode(node, 's');
    if (text === undefined || !isUnescaped(ctx, text) || asksIfSafe(ctx, node)) return;
    const around = ctx.enclosingClass(node);
    if (
      around !== undefined &&
      ctx.kind(around) === Kind.ClassDef &&
      ctx.name(ClassDef.name(ctx.words, around)).startsWith('Safe')
    )
      return;
    ctx.report(node, {
      message: 'Django no longer escapes this text: what a user put into it becomes part of the page.',
      remediation: 'Use `format_html` with placeholders, which escapes each value.',
    });
  },
});
