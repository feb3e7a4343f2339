import { BinOp, endOf, Kind, Operator, startOf } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'shift-mixed-with-arithmetic',
    title: 'A shift and a sum stand side by side without parentheses',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-783', 'CWE-1335'],
    aliases: ['pyscg:0042', 'pyscg:0003'],
    tags: ['numbers'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: onNode('BinOp'),
  check(ctx, node) {
    const { words } = ctx;
    const operator = BinOp.op(words, node);
    if (operator !== Operator.LShift && operator !== Operator.RShift) return;
    for (const side of [BinOp.left(words, node), BinOp.right(words, node)]) {
      if (words[side] !== Kind.BinOp || isParenthesized(ctx, node, side)) continue;
      const inner = BinOp.op(words, side);
      if (inner !== Operator.Add && inner !== Operator.Sub) continue;
      // `1 << n-1` shows what is meant; `x<<8 + y` shows the opposite of what happens.
      if (gap(ctx, node) >= gap(ctx, side)) continue;
      ctx.report(node, {
        message: 'The sum is computed before the shift, although the spaces suggest the opposite.',
        remediation: 'Put parentheses around what belongs together.',
      });
      return;
    }
  },
});

/** Spaces between the operands of an operation: what people group together they write together. */
function gap(ctx: RuleContext, node: Node): number {
  const { words } = ctx;
  return (
    startOf(words, BinOp.right(words, node)) -
    endOf(words, BinOp.left(words, node)) -
    (BinOp.op(words, node) === Operator.LShift || BinOp.op(words, node) === Operator.RShift ? 2 : 1)
  );
}

function isParenthesized(ctx: RuleContext, outer: Node, side: Node): boolean {
  const { words } = ctx;
  const { source } = ctx.module;
  const open = 0x28;
  for (let at = startOf(words, side) - 1; at >= startOf(words, outer) - 1 && at >= 0; at--) {
    if (source[at] === open) return true;
    if (source[at] !== 0x20) break;
  }
  for (let at = endOf(words, side); at <= endOf(words, outer) && at < source.length; at++) {
    if (source[at] === 0x29) return true;
    if (source[at] !== 0x20) return false;
  }
  return false;
}
