import { Attribute, BinOp, ConstantKind, constantKindOf, Kind, Name, Operator } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const money =
  /^(?:unit_?|total_?|net_?|gross_?|sub_?|order_?|account_?|list_?|sale_?)*(?:price|amount_due|balance|salary|invoice_total|tax_amount|vat|refund|discount_amount|subtotal|total_price|total_amount|gross_amount|net_amount)$/i;

export const rule = defineRule({
  meta: {
    name: 'float-money',
    title: 'Money is kept or computed as a float',
    severity: 'low',
    confidence: 'low',
    cwe: ['CWE-1339'],
    aliases: ['pyscg:0001'],
    tags: ['numbers', 'django', 'sqlalchemy'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
    contexts: outsideTests,
  },
  on: [
    onNode('BinOp', {
      symbols: [
        'price',
        'unit_price',
        'total_price',
        'balance',
        'salary',
        'vat',
        'refund',
        'subtotal',
        'net_amount',
        'gross_amount',
        'tax_amount',
        'total_amount',
      ],
    }),
    call('django.db.models.FloatField', 'sqlalchemy.Float', 'builtins.float'),
  ],
  check(ctx, node, path) {
    const { words } = ctx;
    if (path !== '') {
      const statement = ctx.enclosingStatement(node);
      const target =
        words[statement] === Kind.Assign
          ? words[words[statement + 3] + 1]
          : words[statement] === Kind.AnnAssign
            ? words[statement + 3]
            : 0;
      if (target === 0 || !money.test(nameOf(ctx, target))) return;
    } else {
      const operator = BinOp.op(words, node);
      if (operator > Operator.Div || operator === Operator.MatMult) return;
      const sides = [BinOp.left(words, node), BinOp.right(words, node)];
      const hasFloat = sides.some(
        (side) => words[side] === Kind.Constant && constantKindOf(words, side) === ConstantKind.Float,
      );
      if (!hasFloat || !sides.some((side) => money.test(nameOf(ctx, side)))) return;
    }
    ctx.report(node, {
      message: 'Binary floats cannot hold most amounts of money: cents get lost in sums and comparisons.',
      remediation: 'Use `decimal.Decimal` (`DecimalField`, `Numeric`), or count cents with integers.',
    });
  },
});

function nameOf(ctx: RuleContext, node: Node): string {
  const { words } = ctx;
  if (words[node] === Kind.Name) return ctx.name(Name.id(words, node));
  return words[node] === Kind.Attribute ? ctx.name(Attribute.attr(words, node)) : '';
}
