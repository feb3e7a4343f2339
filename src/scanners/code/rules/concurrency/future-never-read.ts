import { Expr, FunctionDef, Kind, listItems } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { poolOf, submittedFunction } from '../../support/pools.ts';

export const rule = defineRule({
  meta: {
    name: 'future-never-read',
    title: 'The outcome of a pool task is never looked at',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-392'],
    aliases: ['pyscg:0030', 'semgrep:python.lang.correctness.concurrent.uncaught-executor-exceptions'],
    tags: ['concurrency', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: call('*.submit', '*.map', '*.apply_async'),
  check(ctx, node, path) {
    const { words } = ctx;
    const parent = ctx.parent(node);
    if (parent === undefined || words[parent] !== Kind.Expr || Expr.value(words, parent) !== node) return;
    if (poolOf(ctx, node) === undefined) return;
    if (path === '*.apply_async' && !ctx.omits(node, 'error_callback')) return;
    const task = submittedFunction(ctx, node);
    if (task !== undefined && words[task] !== Kind.Lambda) {
      // A function that is one `try` handles its errors itself.
      const body = listItems(words, FunctionDef.body(words, task));
      if (body.some((statement) => words[statement] === Kind.Try || words[statement] === Kind.While)) return;
    }
    ctx.report(node, {
      message:
        'An exception in this task is stored in the future that is thrown away here: the task fails and nobody hears of it.',
      remediation: 'Keep the future and call `result()`, or add a callback that logs `exception()`.',
    });
  },
});
