/** Executors and pools: which one a call submits to, and which function runs in it. */
import { Attribute, Call, Kind, listItems } from '../../../python/index.ts';
import type { Node, RuleContext } from '../rule-context.ts';

export const executorPaths: readonly string[] = [
  'concurrent.futures.ThreadPoolExecutor',
  'concurrent.futures.ProcessPoolExecutor',
  'concurrent.futures.thread.ThreadPoolExecutor',
  'concurrent.futures.process.ProcessPoolExecutor',
  'multiprocessing.Pool',
  'multiprocessing.pool.ThreadPool',
];

const executors = new Set(executorPaths.map((path) => `${path}()`));

/** The pool expression of `pool.submit(…)`, `pool.map(…)`; undefined when the receiver is no known pool. */
export function poolOf(ctx: RuleContext, call: Node): Node | undefined {
  const { words } = ctx;
  const callee = Call.func(words, call);
  if (words[callee] !== Kind.Attribute) return undefined;
  const pool = Attribute.value(words, callee);
  const isKnown = ctx.bindings.qualifiedNames(pool).some((path) => executors.has(path));
  return isKnown || /(?:^|[._])(?:executor|thread_?pool|threadpool)$/i.test(ctx.text(pool)) ? pool : undefined;
}

/** The function of this file that a submitting call runs. */
export function submittedFunction(ctx: RuleContext, call: Node): Node | undefined {
  const first = listItems(ctx.words, Call.args(ctx.words, call))[0];
  if (first === undefined) return undefined;
  const [target] = ctx.bindings.references(first);
  const isOurs = (target?.kind === 'function' || target?.kind === 'method') && target.bindings === ctx.bindings;
  return isOurs ? target.node : undefined;
}
