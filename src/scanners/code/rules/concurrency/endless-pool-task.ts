import { Call, endOf, Kind, startOf, While } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';
import { poolOf, submittedFunction } from '../../support/pools.ts';

export const rule = defineRule({
  meta: {
    name: 'endless-pool-task',
    title: 'A pool task runs forever and cannot be told to stop',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-400'],
    aliases: ['pyscg:0024'],
    tags: ['concurrency', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: call('*.submit'),
  check(ctx, node) {
    const { words } = ctx;
    const task = poolOf(ctx, node) === undefined ? undefined : submittedFunction(ctx, node);
    if (task === undefined || words[task] !== Kind.FunctionDef) return;
    const own = ownNodes(ctx, task);
    const loop = own.find((inner) => words[inner] === Kind.While && ctx.truth(While.test(words, inner)) === true);
    if (loop === undefined) return;
    const canStop = own.some((inner) => {
      if (startOf(words, inner) < startOf(words, loop) || endOf(words, inner) > endOf(words, loop)) return false;
      const kind = words[inner];
      if (kind === Kind.Break || kind === Kind.Return || kind === Kind.Raise || kind === Kind.Yield) return true;
      return kind === Kind.Call && ctx.denotes(Call.func(words, inner), 'sys.exit', 'os._exit');
    });
    if (canStop) return;
    ctx.report(node, {
      message: 'This task never ends: it keeps its worker for good, and the program cannot shut the pool down.',
      remediation: 'Give the task a `threading.Event` and leave the loop when it is set.',
    });
  },
});
