import { Attribute, Call, Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';
import { poolOf, submittedFunction } from '../../support/pools.ts';

export const rule = defineRule({
  meta: {
    name: 'pool-task-waits-for-pool',
    title: 'A task of a pool waits for another task of the same pool',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-833'],
    aliases: ['pyscg:0026'],
    tags: ['concurrency', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: call('*.submit', '*.map', '*.apply_async'),
  check(ctx, node) {
    const { words } = ctx;
    const pool = poolOf(ctx, node);
    const task = pool === undefined ? undefined : submittedFunction(ctx, node);
    if (pool === undefined || task === undefined) return;
    const name = ctx.text(pool);
    const own = ownNodes(ctx, task);
    const method = (inner: number): string =>
      words[inner] === Kind.Call && words[Call.func(words, inner)] === Kind.Attribute
        ? ctx.name(Attribute.attr(words, Call.func(words, inner)))
        : '';
    const submits = own.find((inner) => /^(?:submit|map|apply_async)$/.test(method(inner)) && isSame(inner));
    if (submits === undefined) return;
    const waits = own.some((inner) => {
      const waited = method(inner);
      return waited === 'result' || waited === 'get' || (waited === 'map' && isSame(inner));
    });
    const isWaiting =
      waits ||
      own.some(
        (inner) =>
          words[inner] === Kind.Call &&
          ctx.denotes(Call.func(words, inner), 'concurrent.futures.wait', 'concurrent.futures.as_completed'),
      );
    if (!isWaiting) return;
    ctx.report(submits, {
      message: `This runs as a task of \`${name}\` and waits for another task of \`${name}\`: when all workers do so, none is left to run what they wait for.`,
      remediation: 'Use a second pool for the inner tasks, or call the function directly.',
    });

    function isSame(inner: number): boolean {
      const other = Call.func(words, inner);
      return words[other] === Kind.Attribute && ctx.text(Attribute.value(words, other)) === name;
    }
  },
});
