/** Light types of expressions, seen through a rule that reports them. */
import { expect, it } from 'vitest';
import { Assign, Kind, Name } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { scanSources } from '../../testing.ts';
import { typesOf } from './infer.ts';

const probe = defineRule({
  meta: {
    name: 'type-probe',
    title: 'Probe',
    severity: 'low',
    confidence: 'low',
    cwe: ['CWE-843'],
    aliases: [],
    tags: ['probe'],
    since: '0.1.0',
  },
  on: onNode('Assign'),
  check(ctx, statement) {
    const target = ctx.words[Assign.targets(ctx.words, statement) + 1];
    if (ctx.kind(target) !== Kind.Name || ctx.name(Name.id(ctx.words, target)) !== 'probe') return;
    ctx.report(statement, { message: [...typesOf(ctx, Assign.value(ctx.words, statement))].sort().join(' ') });
  },
});

it.each([
  ['probe = 1', 'int'],
  ['probe = 1 / 2', 'float'],
  ['probe = 1 if x else None', 'int none'],
  ['probe = str(1) + "a"', 'str'],
  ['from decimal import Decimal\nprobe = Decimal("1")', 'decimal'],
  ['def f(a):\n    if a:\n        return None\n    return "x"\nprobe = f(1)', 'none str'],
  ['def f() -> int | None: ...\nprobe = f()', 'int none'],
  ['def f(a: float):\n    probe = a', 'float'],
  ['for i in range(3):\n    probe = i', 'int'],
  ['def f():\n    yield 1\n    return 2\nprobe = f()', 'other'],
  ['probe = unknown', 'other'],
  ['def str(x): return 1\nprobe = str(2)', 'int'],
])('%s', async (source, expected) => {
  const { findings } = await scanSources({ 'app.py': `${source}\n` }, { rules: [probe] });
  expect(findings.map(({ message }) => message)).toEqual([expected]);
});
