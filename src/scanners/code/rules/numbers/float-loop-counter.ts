import {
  AugAssign,
  BinOp,
  Compare,
  CompareOperator,
  Kind,
  listItems,
  Name,
  Operator,
  While,
} from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { contains, frameOf, ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isSurely } from '../../support/types/infer.ts';

export const rule = defineRule({
  meta: {
    name: 'float-loop-counter',
    title: 'A loop counts with a float',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-197', 'CWE-1339'],
    aliases: ['pyscg:0004'],
    tags: ['numbers'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: onNode('While'),
  check(ctx, node) {
    const { words } = ctx;
    const test = While.test(words, node);
    if (words[test] !== Kind.Compare) return;
    const [operator] = listItems(words, Compare.ops(words, test));
    if (operator > CompareOperator.GtE || operator === CompareOperator.Is) return;
    const operands = [Compare.left(words, test), ...listItems(words, Compare.comparators(words, test))];
    for (const counter of operands) {
      if (words[counter] !== Kind.Name) continue;
      const step = ownNodes(ctx, frameOf(ctx, node)).find((inner) => {
        if (!contains(ctx, node, inner)) return false;
        if (words[inner] === Kind.AugAssign) {
          const target = AugAssign.target(words, inner);
          const sign = AugAssign.op(words, inner);
          return (
            words[target] === Kind.Name &&
            Name.id(words, target) === Name.id(words, counter) &&
            (sign === Operator.Add || sign === Operator.Sub) &&
            isInexact(AugAssign.value(words, inner))
          );
        }
        if (words[inner] !== Kind.Assign || words[words[inner + 4]] !== Kind.BinOp) return false;
        const [target] = listItems(words, words[inner + 3]);
        const sum = words[inner + 4];
        const sign = BinOp.op(words, sum);
        return (
          words[target] === Kind.Name &&
          Name.id(words, target) === Name.id(words, counter) &&
          (sign === Operator.Add || sign === Operator.Sub) &&
          ctx.text(BinOp.left(words, sum)) === ctx.text(counter) &&
          isInexact(BinOp.right(words, sum))
        );
      });
      if (step === undefined) continue;
      ctx.report(test, {
        message: `\`${ctx.text(counter)}\` grows by a float: the rounding errors add up, and the loop makes one turn too many or too few${operator < CompareOperator.Lt ? ', or never ends' : ''}.`,
        remediation: 'Count with an integer and compute the float from it.',
      });
      return;
    }

    /** A constant float that binary does not hold exactly: 0.1, not 0.5. */
    function isInexact(step: number): boolean {
      if (!isSurely(ctx, step, 'float')) return false;
      const value = ctx.constant(step);
      return value?.kind === 'float' && (Number(value.value) * 2 ** 20) % 1 !== 0;
    }
  },
});
