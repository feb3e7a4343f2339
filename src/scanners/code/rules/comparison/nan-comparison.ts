import { Call, Compare, CompareOperator, Kind, listItems } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'nan-comparison',
    title: 'A value is compared with NaN',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-754', 'CWE-697'],
    aliases: ['pyscg:0018', 'pylint:W0177'],
    tags: ['comparison', 'numbers', 'numpy', 'pandas'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: onNode('Compare', { symbols: ['nan', 'NaN', 'NAN', 'NA', 'NaT', 'float', 'Decimal'] }),
  check(ctx, node) {
    const { words } = ctx;
    const operators = listItems(words, Compare.ops(words, node));
    const operands = [Compare.left(words, node), ...listItems(words, Compare.comparators(words, node))];
    operators.forEach((operator, index) => {
      if (operator > CompareOperator.GtE) return;
      const nan = [operands[index], operands[index + 1]].find((operand) => isNan(ctx, operand));
      if (nan === undefined) return;
      ctx.report(node, {
        message: `NaN is equal to nothing, not even to itself: this comparison is always ${operator === CompareOperator.NotEq ? 'true' : 'false'}.`,
        remediation: 'Use `math.isnan`, `numpy.isnan` or `pandas.isna`.',
      });
    });
  },
});

function isNan(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  if (words[node] === Kind.Attribute || words[node] === Kind.Name) {
    // An attribute that holds NaN at times is no comparison with NaN.
    if (!isDirect(ctx, node)) return false;
    return ctx.denotes(node, 'math.nan', 'numpy.nan', 'numpy.NaN', 'numpy.NAN', 'pandas.NaT', 'pandas.NA', 'cmath.nan');
  }
  if (words[node] !== Kind.Call || !ctx.denotes(Call.func(words, node), 'builtins.float', 'decimal.Decimal'))
    return false;
  const argument = listItems(words, Call.args(words, node))[0];
  return argument !== undefined && /^[+-]?s?nan$/i.test(ctx.literal(argument) ?? '');
}

/** `nan` of a module or from one, not a variable with such a value. */
function isDirect(ctx: RuleContext, node: Node): boolean {
  if (ctx.kind(node) === Kind.Attribute) return /\.(?:nan|NaN|NAN|NaT|NA)$/.test(ctx.text(node));
  return ctx.bindings.definitions(node).every(({ kind }) => kind === 'from-import');
}
