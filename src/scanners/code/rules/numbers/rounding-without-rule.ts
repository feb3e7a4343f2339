import { BinOp, Call, Kind, listItems, Operator } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isSurely } from '../../support/types/infer.ts';

export const rule = defineRule({
  meta: {
    name: 'rounding-without-rule',
    title: 'A float becomes an integer without a rule for rounding',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-197'],
    aliases: ['pyscg:0005'],
    tags: ['numbers'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
    contexts: outsideTests,
  },
  on: call('builtins.{int,round}'),
  check(ctx, node, path) {
    const { words } = ctx;
    const args = listItems(words, Call.args(words, node));
    if (args.length !== 1) return;
    const isQuotient = words[args[0]] === Kind.BinOp && BinOp.op(words, args[0]) === Operator.Div;
    if (!isQuotient && !isSurely(ctx, args[0], 'float')) return;
    ctx.report(node, {
      message: path.endsWith('int')
        ? '`int` cuts off towards zero: 2.9 becomes 2 and -2.9 becomes -2.'
        : '`round` goes to the even neighbour: 2.5 becomes 2.',
      remediation: 'Say what is meant: `math.floor`, `math.ceil`, `//`, or `Decimal.quantize` with a rounding mode.',
    });
  },
});
