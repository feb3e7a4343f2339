import { ClassDef, Kind, listItems } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';

const expression =
  /^django\.db\.models\.(?:[\w.]+\.)?(?:Func|Expression|BaseExpression|Aggregate|Transform|Lookup|Value|Case|When|Subquery|Exists|Window|ExpressionWrapper|CombinedExpression|OrderBy|RawSQL)$/;

export const rule = defineRule({
  meta: {
    name: 'django-custom-expression',
    title: 'SQL is put together by an own expression of Django',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-89'],
    aliases: [
      'semgrep:python.django.security.audit.custom-expression-as-sql.custom-expression-as-sql',
      'semgrep:python.django.security.audit.extends-custom-expression.extends-custom-expression',
    ],
    tags: ['inventory', 'sql', 'django'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: [onNode('ClassDef', { roots: ['django'] }), call('*.as_sql')],
  check(ctx, node) {
    if (ctx.kind(node) === Kind.ClassDef) {
      const isExpression = listItems(ctx.words, ClassDef.bases(ctx.words, node)).some((base) =>
        ctx.bindings.qualifiedNames(base).some((path) => expression.test(path)),
      );
      if (!isExpression) return;
    } else if (!ctx.imports('django')) return;
    ctx.report(node, {
      message: 'The text of this expression goes into the statement as it is.',
      remediation: 'Keep values out of `template` and `function`; return them as parameters.',
    });
  },
});
