import { Expr, Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'task-not-kept',
    title: 'An asyncio task is started and nobody keeps it',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-392', 'CWE-772'],
    aliases: ['ruff:RUF006', 'pyscg:0030'],
    tags: ['concurrency', 'asyncio', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: call('asyncio.{create_task,ensure_future}'),
  check(ctx, node) {
    const { words } = ctx;
    const parent = ctx.parent(node);
    if (parent === undefined || words[parent] !== Kind.Expr || Expr.value(words, parent) !== node) return;
    ctx.report(node, {
      message:
        'The event loop holds tasks weakly: this one may be collected before it is done, and its exception is never seen.',
      remediation: 'Keep the task in a set until it is done, or use `asyncio.TaskGroup`.',
    });
  },
});
