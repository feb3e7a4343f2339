/** The folder against CPython: random expressions, the same value or "raises". */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bindModule } from '../bind/index.ts';
import { parseModule } from '../parse-module.ts';
import { type Constant, repr } from './index.ts';
import { randomExpressions } from './random-expressions.ts';

/** Evaluates each line with a builtin-only namespace; sets are printed sorted, because their order is random. */
const judge = `
import sys, json, warnings
warnings.simplefilter('ignore')
def show(v):
    t = type(v)
    if t in (set, frozenset): return '{' + ', '.join(sorted(show(i) for i in v)) + '}'
    if t is list: return '[' + ', '.join(show(i) for i in v) + ']'
    if t is tuple: return '(' + ', '.join(show(i) for i in v) + (',)' if len(v) == 1 else ')')
    if t is dict: return 'dict{' + ', '.join(show(k) + ': ' + show(i) for k, i in v.items()) + '}'
    if t in (int, float, str, bytes, bool, type(None), type(...)): return repr(v)
    return None
out = []
for line in json.load(sys.stdin):
    try: v = show(eval(line, {}))
    except RecursionError: v = None
    except Exception as e: v = '!' + type(e).__name__
    out.append(v if v is None or len(v) < 3000 else None)
json.dump(out, sys.stdout)
`;

function show(value: Constant): string {
  switch (value.kind) {
    case 'set':
      return `{${value.items.map(show).sort().join(', ')}}`;
    case 'list':
      return `[${value.items.map(show).join(', ')}]`;
    case 'tuple':
      return `(${value.items.map(show).join(', ')}${value.items.length === 1 ? ',)' : ')'}`;
    case 'dict':
      return `dict{${value.entries.map(([key, item]) => `${show(key)}: ${show(item)}`).join(', ')}}`;
    default:
      return repr(value) ?? '';
  }
}

function python(expressions: readonly string[]): readonly (string | null)[] | undefined {
  const result = spawnSync('python3', ['-c', judge], {
    input: JSON.stringify(expressions),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return result.status === 0 ? (JSON.parse(result.stdout) as (string | null)[]) : undefined;
}

/** Folds expressions, one per line of a single module. */
function fold(expressions: readonly string[]): readonly (Constant | undefined)[] {
  const module = parseModule(new TextEncoder().encode(expressions.join('\n')));
  const bindings = bindModule(module);
  const w = module.words;
  const body = w[module.root + 3];
  expect(module.errors.map((issue) => `${issue.message}: ${expressions[issue.line - 1]}`)).toEqual([]);
  expect(~w[body]).toBe(expressions.length);
  return expressions.map((_, index) => bindings.constant(w[w[body + 1 + index] + 3]));
}

const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;

describe.skipIf(!hasPython)('constant folding agrees with CPython (skipped without python3 ≥ 3.9)', () => {
  const seeds = Number(process.env['THERIAC_FOLD_SEEDS'] ?? 1);
  it.each(Array.from({ length: seeds }, (_, index) => index + 1))('random expressions, seed %i', (seed) => {
    const expressions = randomExpressions(seed * 7919, 6000);
    const expected = python(expressions) ?? [];
    const actual = fold(expressions);
    const wrong: string[] = [];
    const unknown: string[] = [];
    let values = 0;
    for (let i = 0; i < expressions.length; i++) {
      const value = actual[i];
      const judged = expected[i];
      const raises = judged?.startsWith('!') ?? false;
      if (judged !== null && !raises) values++;
      if (value === undefined) {
        if (judged !== null && !raises) unknown.push(`${expressions[i]}  # ${judged}`);
      } else if (judged === null || show(value) !== judged) {
        if (judged !== null) wrong.push(`${expressions[i]}  # is ${judged}, folded to ${show(value)}`);
      }
    }
    if (process.env['THERIAC_FOLD_SHOW']) console.log(unknown.slice(0, 60).join('\n'), values, unknown.length);
    expect(wrong).toEqual([]);
    expect(values).toBeGreaterThan(2000);
    expect(unknown.length / values).toBeLessThan(0.05);
  });
});
