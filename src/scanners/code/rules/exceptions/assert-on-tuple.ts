import { Assert, Kind, listLength, Tuple } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'assert-on-tuple',
    title: 'An assert on a tuple is always true',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-670', 'CWE-617'],
    aliases: ['codeaudit:feature:syntax-warnings', 'pylint:W0199', 'ruff:F631'],
    tags: ['exceptions'],
    since: '0.1.0',
    tier: 'quality',
  },
  on: onNode('Assert'),
  check(ctx, node) {
    const { words } = ctx;
    const test = Assert.test(words, node);
    if (words[test] !== Kind.Tuple || listLength(words, Tuple.elts(words, test)) === 0) return;
    ctx.report(test, {
      message: 'A tuple with elements is always true: this checks nothing.',
      remediation: 'Remove the parentheses around the condition and its message.',
    });
  },
});
