import { FunctionDef, Kind } from '../../../../python/index.ts';
import { call, defineRule, node as onNode, reference } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'django-html-declared-safe',
    title: 'A class or filter declares its text as safe HTML',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-79'],
    aliases: [
      'semgrep:python.django.security.audit.xss.filter-with-is-safe.filter-with-is-safe',
      'semgrep:python.django.security.audit.xss.html-magic-method.html-magic-method',
      'semgrep:python.django.security.audit.xss.html-safe.html-safe',
    ],
    tags: ['inventory', 'web', 'xss', 'django'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: [
    call('django.template.Library().filter'),
    reference('django.utils.{html,encoding}.html_safe'),
    onNode('FunctionDef', { symbols: ['__html__'] }),
  ],
  check(ctx, node) {
    if (ctx.kind(node) === Kind.Call) {
      const safe = ctx.argumentNode(node, 'is_safe');
      if (safe === undefined || ctx.truth(safe) !== true) return;
    } else if (ctx.kind(node) === Kind.FunctionDef && ctx.name(FunctionDef.name(ctx.words, node)) !== '__html__')
      return;
    ctx.report(node, {
      message: 'Templates do not escape what comes from here.',
      remediation: 'Check that every value in it is escaped.',
    });
  },
});
