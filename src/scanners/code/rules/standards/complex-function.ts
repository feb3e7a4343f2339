import { BoolOp, FunctionDef, Kind, listLength } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { ownNodes } from '../../support/body.ts';

/** Above this McCabe recommends to look. */
const highest = 25;

export const rule = defineRule({
  meta: {
    name: 'complex-function',
    title: 'A function has very many paths',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-1121'],
    aliases: ['codeaudit:feature:complexity-overview', 'ruff:C901'],
    tags: ['inventory', 'standards'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: onNode(['FunctionDef', 'AsyncFunctionDef']),
  check(ctx, node) {
    const { words } = ctx;
    let paths = 1;
    for (const inner of ownNodes(ctx, node)) {
      switch (words[inner]) {
        case Kind.If:
        case Kind.IfExp:
        case Kind.For:
        case Kind.AsyncFor:
        case Kind.While:
        case Kind.ExceptHandler:
        case Kind.Assert:
        case Kind.Comprehension:
        case Kind.MatchCase:
          paths++;
          break;
        case Kind.BoolOp:
          paths += listLength(words, BoolOp.values(words, inner)) - 1;
          break;
      }
    }
    if (paths <= highest) return;
    ctx.report(node, {
      message: `\`${ctx.name(FunctionDef.name(words, node))}\` has a cyclomatic complexity of ${paths}: nobody tests that many paths, and faults hide here.`,
      remediation: 'Look here first in a review; divide it.',
      properties: { complexity: String(paths) },
    });
  },
});
