import { Attribute, Kind, Name } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { contains, ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';
import { executorPaths, poolOf, submittedFunction } from '../../support/pools.ts';

export const rule = defineRule({
  meta: {
    name: 'thread-local-in-pool',
    title: 'A pool task reads a thread-local value that it did not set',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-665'],
    aliases: ['pyscg:0029'],
    tags: ['concurrency', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: call('*.submit', '*.map', '*.apply_async'),
  onlyWith: ['local('],
  check(ctx, node) {
    const { words } = ctx;
    const pool = poolOf(ctx, node);
    const task = pool === undefined ? undefined : submittedFunction(ctx, node);
    if (pool === undefined || task === undefined) return;
    const maker = ctx.valueOf(pool);
    if (ctx.isCallOf(maker, ...executorPaths) && !ctx.omits(maker, 'initializer')) return;
    const own = ownNodes(ctx, task);
    for (const inner of own) {
      if (words[inner] !== Kind.Attribute || Attribute.ctx(words, inner) !== 0) continue;
      const owner = Attribute.value(words, inner);
      if (words[owner] !== Kind.Name || !ctx.bindings.qualifiedNames(owner).includes('threading.local()')) continue;
      const above = ctx.parent(inner);
      if (
        above !== undefined &&
        words[above] === Kind.Call &&
        contains(ctx, above, inner) &&
        ctx.text(inner).endsWith('__')
      )
        continue;
      const isSet = own.some(
        (other) =>
          words[other] === Kind.Attribute &&
          Attribute.ctx(words, other) !== 0 &&
          Attribute.attr(words, other) === Attribute.attr(words, inner) &&
          words[Attribute.value(words, other)] === Kind.Name &&
          Name.id(words, Attribute.value(words, other)) === Name.id(words, owner),
      );
      if (isSet) continue;
      ctx.report(inner, {
        message: `Pool threads are reused: \`${ctx.text(inner)}\` is what an earlier task left in this thread, or is not set at all.`,
        remediation: 'Set it at the start of every task, or pass the value as an argument.',
      });
      return;
    }
  },
});
