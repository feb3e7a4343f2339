import { ExceptHandler, Kind } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { isFunction } from '../../rule-context.ts';
import { contains, frameOf, ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'broad-except',
    title: 'A handler catches even SystemExit and KeyboardInterrupt and keeps them',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-396'],
    aliases: ['pyscg:0016', 'codeql:py/catch-base-exception', 'ruff:E722', 'pylint:W0702'],
    tags: ['exceptions'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
    contexts: outsideTests,
  },
  on: onNode('ExceptHandler'),
  check(ctx, node) {
    const { words } = ctx;
    const type = ExceptHandler.type(words, node);
    if (type !== 0 && !ctx.denotes(type, 'builtins.BaseException')) return;
    const leaves = ownNodes(ctx, frameOf(ctx, node)).some(
      (inner) => words[inner] === Kind.Raise && contains(ctx, node, inner) && !isFunction(words[inner]),
    );
    if (leaves) return;
    ctx.report(type === 0 ? node : type, {
      message: 'This also swallows SystemExit, KeyboardInterrupt and cancellation: the program cannot be stopped here.',
      remediation: 'Catch `Exception` or narrower, or end the handler with `raise`.',
    });
  },
});
