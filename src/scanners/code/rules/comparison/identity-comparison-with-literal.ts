import {
  Compare,
  CompareOperator,
  ConstantKind,
  constantKindOf,
  endOf,
  Kind,
  List,
  listItems,
  startOf,
} from '../../../../python/index.ts';
import { insertAt, safeFix } from '../../edits.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';

export const rule = defineRule({
  meta: {
    name: 'identity-comparison-with-literal',
    title: 'A value is compared with a literal by identity',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-595'],
    aliases: [
      'pyscg:0033',
      'codeql:py/comparison-using-is',
      'codeaudit:feature:syntax-warnings',
      'semgrep:python.lang.correctness.common-mistakes.is-comparison-string.string-is-comparison',
      'pylint:R0123',
    ],
    tags: ['comparison'],
    since: '0.1.0',
    tier: 'quality',
  },
  on: onNode('Compare'),
  check(ctx, node) {
    const { words } = ctx;
    const operators = listItems(words, Compare.ops(words, node));
    if (!operators.some((operator) => operator === CompareOperator.Is || operator === CompareOperator.IsNot)) return;
    const operands = [Compare.left(words, node), ...listItems(words, Compare.comparators(words, node))];
    operators.forEach((operator, index) => {
      if (operator !== CompareOperator.Is && operator !== CompareOperator.IsNot) return;
      const [left, right] = [operands[index], operands[index + 1]];
      const literal = [left, right].find((operand) => isValueLiteral(ctx, operand));
      if (literal === undefined) return;
      const word = operator === CompareOperator.Is ? 'is' : 'is not';
      const between = endOf(words, left);
      const gap = new TextDecoder().decode(ctx.module.source.subarray(between, startOf(words, right)));
      ctx.report(node, {
        message: `\`${word}\` asks whether both are the same object, not whether they are equal: the answer depends on what the interpreter happens to share.`,
        remediation: `Compare with \`${word === 'is' ? '==' : '!='}\`.`,
        ...(operators.length === 1 && gap.trim() === word
          ? {
              fix: safeFix(`Compare with ${word === 'is' ? '==' : '!='}`, {
                ...insertAt(ctx, between + gap.indexOf('i'), word === 'is' ? '==' : '!='),
                end: between + gap.indexOf('i') + word.length,
              }),
            }
          : {}),
      });
    });
  },
});

/** Strings, numbers and displays: their identity means nothing. */
function isValueLiteral(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  switch (words[node]) {
    case Kind.Constant:
      return constantKindOf(words, node) >= ConstantKind.Int;
    case Kind.JoinedStr:
    case Kind.Dict:
    case Kind.SetExpr:
      return true;
    case Kind.List:
    case Kind.Tuple:
      return List.elts(words, node) >= 0;
    case Kind.UnaryOp:
      return isValueLiteral(ctx, words[node + 4]);
    default:
      return false;
  }
}
