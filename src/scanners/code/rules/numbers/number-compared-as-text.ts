import { Call, Compare, CompareOperator, Kind, listItems } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { isSurely } from '../../support/types/infer.ts';

const versions = ['sys.version', 'platform.python_version', 'platform.release'];

export const rule = defineRule({
  meta: {
    name: 'number-compared-as-text',
    title: 'Numbers or versions are ordered as text',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-681', 'CWE-697'],
    aliases: ['pyscg:0006', 'ruff:YTT103'],
    tags: ['numbers', 'comparison'],
    since: '0.1.0',
    tier: 'quality',
  },
  on: onNode('Compare'),
  check(ctx, node) {
    const { words } = ctx;
    const operators = listItems(words, Compare.ops(words, node));
    if (!operators.some((operator) => operator >= CompareOperator.Lt && operator <= CompareOperator.GtE)) return;
    const operands = [Compare.left(words, node), ...listItems(words, Compare.comparators(words, node))];
    operators.forEach((operator, index) => {
      if (operator < CompareOperator.Lt || operator > CompareOperator.GtE) return;
      const pair = [operands[index], operands[index + 1]];
      const isText = pair.every((side) => isNumberText(ctx, side) || isVersion(ctx, side));
      if (!isText || pair.every((side) => words[side] === Kind.Constant)) return;
      ctx.report(node, {
        message: 'Texts are compared letter by letter: "10" comes before "9".',
        remediation: 'Compare numbers, or version tuples such as `sys.version_info`.',
      });
    });
  },
});

/** `str(n)` of a number, or a literal of digits. */
function isNumberText(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  const literal = ctx.literal(node);
  if (literal !== undefined) return /^-?\d+(?:\.\d+)*$/.test(literal) && literal.length > 0;
  if (words[node] !== Kind.Call || !ctx.denotes(Call.func(words, node), 'builtins.str')) return false;
  const argument = listItems(words, Call.args(words, node))[0];
  return argument !== undefined && isSurely(ctx, argument, 'int', 'float', 'decimal');
}

function isVersion(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  const named = words[node] === Kind.Call ? Call.func(words, node) : node;
  if (words[named] !== Kind.Attribute && words[named] !== Kind.Name) return false;
  return ctx.denotes(named, ...versions);
}
