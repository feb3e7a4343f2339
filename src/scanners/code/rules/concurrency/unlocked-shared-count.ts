import { Attribute, AugAssign, Call, FunctionDef, Keyword, Kind, listItems } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';
import { poolOf, submittedFunction } from '../../support/pools.ts';

export const rule = defineRule({
  meta: {
    name: 'unlocked-shared-count',
    title: 'Threads change shared state without a lock',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-362', 'CWE-366'],
    aliases: ['pyscg:0027'],
    tags: ['concurrency', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: [call('threading.Thread'), call('*.submit')],
  check(ctx, node, path) {
    const { words } = ctx;
    const task =
      path === '*.submit' ? (poolOf(ctx, node) === undefined ? undefined : submittedFunction(ctx, node)) : target();
    if (task === undefined || words[task] !== Kind.FunctionDef) return;
    const isRepeated =
      ctx.enclosingLoop(node) !== undefined || ctx.enclosing(node, Kind.ListComp, Kind.GeneratorExp) !== undefined;
    // One thread alone races with nobody that is known.
    if (!isRepeated) return;
    const own = ownNodes(ctx, task);
    const globals = new Set(
      own
        .filter((inner) => words[inner] === Kind.Global)
        .flatMap((inner) =>
          ctx
            .text(inner)
            .slice(7)
            .split(/\s*,\s*/),
        ),
    );
    for (const inner of own) {
      if (words[inner] !== Kind.AugAssign) continue;
      const changed = AugAssign.target(words, inner);
      const isGlobal = words[changed] === Kind.Name && globals.has(ctx.text(changed).trim());
      const isAttribute =
        words[changed] === Kind.Attribute &&
        ctx.text(Attribute.value(words, changed)) === 'self' &&
        FunctionDef.name(words, task) !== 0;
      if (!isGlobal && !isAttribute) continue;
      const guards = [...ctx.ancestors(inner)].some(
        (around) => words[around] === Kind.With || words[around] === Kind.AsyncWith,
      );
      const acquires = own.some(
        (other) => words[other] === Kind.Call && /\.acquire$/.test(ctx.text(Call.func(words, other))),
      );
      if (guards || acquires) continue;
      ctx.report(inner, {
        message: `Several threads run this at once: \`${ctx.text(changed)}\` is read and written in two steps, and changes get lost.`,
        remediation: 'Hold a lock around it, or collect the results of the tasks and add them up in one thread.',
      });
      return;
    }

    function target(): number | undefined {
      const keyword = listItems(words, Call.keywords(words, node)).find(
        (each) => ctx.name(Keyword.arg(words, each)) === 'target',
      );
      if (keyword === undefined) return undefined;
      const [reference] = ctx.bindings.references(Keyword.value(words, keyword));
      const isOurs =
        (reference?.kind === 'function' || reference?.kind === 'method') && reference.bindings === ctx.bindings;
      return isOurs ? reference.node : undefined;
    }
  },
});
