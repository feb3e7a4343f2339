/** Scopes against CPython's own symbol table, and the cases that are easy to get wrong. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { ParsedModule } from '../module.ts';
import { Kind } from '../nodes.generated.ts';
import { parseModule } from '../parse-module.ts';
import { forEachNode } from '../tree.ts';
import { bindModule } from './index.ts';
import { bindText, findNode } from './testing.ts';
import type { Bindings, Scope } from './types.ts';

/** For each scope in order of position: kind, name, line and the names it owns, sees freely, or takes from the module. */
const judge = `
import ast, json, symtable, sys
def walk(table, out, klass):
    kind = table.get_type()
    kind = getattr(kind, 'value', kind)
    if kind == 'class': klass = table.get_name()
    rows = []
    for s in table.get_symbols():
        name = s.get_name()
        if name.startswith('.') or name in ('__class__', '__classdict__', '__conditional_annotations__'): continue
        if klass and name.startswith('_' + klass.lstrip('_') + '__'): name = name[len('_' + klass.lstrip('_')):]
        role = 'local' if s.is_local() and not s.is_free() else 'free' if s.is_free() else 'global' if s.is_global() else 'none'
        if table.get_type() == 'module': role = 'local' if s.is_assigned() or s.is_imported() else 'global'
        if s.is_referenced() or s.is_assigned() or s.is_imported() or s.is_parameter(): rows.append(name + ':' + role)
    out.append([kind, table.get_name(), table.get_lineno(), sorted(rows)])
    for child in table.get_children():
        walk(child, out, klass)
result = {}
for path in json.load(sys.stdin):
    try:
        source = open(path, 'rb').read()
        out = []
        walk(symtable.symtable(source, path, 'exec'), out, '')
        result[path] = out
    except (SyntaxError, UnicodeDecodeError, ValueError):
        result[path] = None
json.dump(result, sys.stdout)
`;

/** The same rows from our tables. */
function rowsOf(bindings: Bindings): string[] {
  const { module } = bindings;
  const w = module.words;
  const rows = new Map<Scope, Map<string, string>>();
  for (const scope of bindings.scopes) {
    const own = new Map<string, string>();
    rows.set(scope, own);
    for (const name of bindings.namesIn(scope)) own.set(name, 'local');
  }
  const use = (scope: Scope, name: string, owner: Scope | undefined): void => {
    const table = rows.get(scope);
    if (owner === scope || table?.get(name) === 'local') return;
    table?.set(name, owner === undefined || owner.kind === 'module' ? 'global' : 'free');
  };
  forEachNode(w, (node, kind) => {
    if (kind === Kind.Name) use(bindings.scopeOf(node), module.symbols.name(w[node + 3]), bindings.scopeOfName(node));
  });
  return bindings.scopes
    .filter((scope) => scope.kind !== 'annotation')
    .map((scope) => {
      const name = scope.kind === 'module' ? 'top' : scope.name.replace(bare, '$1');
      const kind = scope.kind === 'module' || scope.kind === 'class' ? scope.kind : 'function';
      return `${kind} ${name} ${[...rows.get(scope)!]
        .map(([key, role]) => `${key}:${role}`)
        .sort()
        .join(' ')}`;
    })
    .sort();
}

const bare = /^<(\w+)>$/;

/** Names that a scope declares `global` or `nonlocal` are printed differently by CPython; compare without them. */
function declaredElsewhere(module: ParsedModule): Set<string> {
  const out = new Set<string>();
  forEachNode(module.words, (node, kind) => {
    if (kind !== Kind.Global && kind !== Kind.Nonlocal) return;
    const list = module.words[node + 3];
    for (let i = 0; i < ~module.words[list]; i++) out.add(module.symbols.name(module.words[list + 1 + i]));
  });
  return out;
}

const sample = spawnSync(
  'python3',
  [
    '-c',
    `
import glob, json, os, sysconfig
base = sysconfig.get_paths()['stdlib']
files = sorted(glob.glob(base + '/*.py') + glob.glob(base + '/asyncio/*.py') + glob.glob(base + '/email/*.py'))
print(json.dumps(files[::3][:80]))`,
  ],
  { encoding: 'utf8' },
);

describe.skipIf(sample.status !== 0)('scopes agree with CPython (skipped without python3)', () => {
  it('on a sample of the standard library', async () => {
    const { readFile } = await import('node:fs/promises');
    const paths = JSON.parse(sample.stdout) as string[];
    const judged = spawnSync('python3', ['-c', judge], {
      input: JSON.stringify(paths),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    const expected = JSON.parse(judged.stdout) as Record<string, [string, string, number, string[]][] | null>;
    const wrong: string[] = [];
    let scopes = 0;
    for (const path of paths) {
      const tables = expected[path];
      if (tables === null) continue;
      const bindings = bindModule(parseModule(await readFile(path)));
      const skip = declaredElsewhere(bindings.module);
      const clean = (row: string): string =>
        row
          .split(' ')
          .filter((part) => !skip.has(part.split(':')[0]))
          .join(' ')
          .trimEnd();
      const theirs = tables.map(([kind, name, , rows]) => clean(`${kind} ${name} ${rows.join(' ')}`)).sort();
      const ours = rowsOf(bindings).map(clean).sort();
      scopes += theirs.length;
      const mine = new Set(ours);
      const yours = new Set(theirs);
      for (const row of theirs) if (!mine.has(row)) wrong.push(`${path.split('/').pop()} cpython: ${row}`);
      for (const row of ours) if (!yours.has(row)) wrong.push(`${path.split('/').pop()} theriac: ${row}`);
    }
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(scopes).toBeGreaterThan(1500);
  });
});

/** Kind and name of the scope that owns a name at its last use. */
function owner(program: string, name: string, nth?: number): string | undefined {
  const bindings = bindText(program);
  const scope = bindings.scopeOfName(findNode(bindings.module, name, nth));
  return scope && `${scope.kind} ${scope.name}`.trim();
}

describe('scoping rules', () => {
  it.each([
    [
      'class scopes are skipped by functions',
      'x = 1\nclass A:\n  x = 2\n  def f(self):\n    return x',
      'x',
      undefined,
      'module',
    ],
    [
      'and by comprehensions, but for the first iterable',
      'x = 1\nclass A:\n  x = 2\n  y = [0 for i in x]',
      'x',
      undefined,
      'class A',
    ],
    ['inside a comprehension of a class', 'x = 1\nclass A:\n  x = 2\n  y = [x for i in z]', 'x', undefined, 'module'],
    ['defaults are evaluated outside', 'x = 1\ndef f(a=x):\n  x = 2', 'x', 1, 'module'],
    [
      'decorators are evaluated outside',
      'def f(): pass\nclass A:\n  @f\n  def f(self): pass',
      'f',
      undefined,
      'class A',
    ],
    ['global', 'def f():\n  global x\n  x = 1\n  return x', 'x', undefined, 'module'],
    [
      'nonlocal',
      'def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2\n    return x',
      'x',
      undefined,
      'function f',
    ],
    ['nonlocal that is bound later', 'def f():\n  def g():\n    nonlocal x\n    x = 2\n  x = 1', 'x', 0, 'function f'],
    [
      'a walrus in a comprehension binds outside',
      'def f():\n  [y := i for i in z]\n  return y',
      'y',
      undefined,
      'function f',
    ],
    ['a walrus in nested comprehensions', '[[w := i for i in z] for z in q]\nw', 'w', undefined, 'module'],
    ['comprehension targets stay inside', '[i for i in z]\ni', 'i', undefined, undefined],
    ['except names', 'try: pass\nexcept E as e: e', 'e', undefined, 'module'],
    [
      'match captures',
      'def f(v):\n  match v:\n    case [a, *b] | {"k": a, **b}:\n      return b',
      'b',
      undefined,
      'function f',
    ],
    ['type parameters of functions', 'def f[T](x: T): pass', 'T', undefined, 'annotation <type parameters>'],
    [
      'type parameters of classes',
      'class A[T](B[T]):\n  def f(self, x: T): pass',
      'T',
      undefined,
      'annotation <type parameters>',
    ],
    ['type aliases', 'type A[T] = list[T]', 'T', undefined, 'annotation <type parameters>'],
    ['builtins belong to nobody', 'len(x)', 'len', undefined, undefined],
  ])('%s', (_, program, name, nth, expected) => {
    expect(owner(program, name, nth)).toBe(
      expected?.replace('<type parameters>', program.startsWith('type') ? '<type alias>' : '<type parameters>'),
    );
  });

  it('names the scopes around a node', () => {
    const bindings = bindText(
      'class A:\n  def f(self, x=one):\n    def g():\n      return two\n    return three\nfour',
    );
    const at = (name: string) => bindings.scopeName(findNode(bindings.module, name));
    expect([at('one'), at('two'), at('three'), at('four')]).toEqual(['A', 'A.f.g', 'A.f', '']);
  });
});

describe('definitions that reach a use', () => {
  /** Lines of the definitions that reach the last use of `x`. */
  function lines(program: string): number[] {
    const bindings = bindText(program);
    const { source } = bindings.module;
    const uses: number[] = [];
    forEachNode(bindings.module.words, (node, kind) => {
      const isLoad = kind === Kind.Name && bindings.module.words[node + 4] === 0;
      if (isLoad && bindings.module.symbols.name(bindings.module.words[node + 3]) === 'x') uses.push(node);
    });
    uses.sort((a, b) => bindings.module.words[a + 1] - bindings.module.words[b + 1]);
    return bindings.definitions(uses[uses.length - 1]).map((definition) => {
      const start = bindings.module.words[definition.node + 1];
      return source.subarray(0, start).filter((byte) => byte === 10).length + 1;
    });
  }

  it.each([
    ['the last one', 'x = 1\nx = 2\nx', [2]],
    ['both arms', 'if c:\n  x = 1\nelse:\n  x = 2\nx', [2, 4]],
    ['an arm and what was before', 'x = 0\nif c:\n  x = 1\nx', [1, 3]],
    ['not an arm that leaves', 'x = 0\nif c:\n  x = 1\n  raise E\nx', [1]],
    ['not the other arm', 'x = 0\nif c:\n  x = 1\nelse:\n  x', [1]],
    ['the next round of a loop', 'x = 0\nfor i in y:\n  f(x)\n  x = 1\n', [1, 4]],
    ['nothing carried past a definition in the round', 'for i in y:\n  x = 0\n  f(x)\n  x = 1\n', [2]],
    ['the value before its own statement', 'x = 1\nx = f(x)', [1]],
    ['the body of a try in its handler', 'x = 0\ntry:\n  x = 1\nexcept E:\n  x', [1, 3]],
    ['not the handler in the else', 'try:\n  x = 1\nexcept E:\n  x = 2\nelse:\n  x', [2]],
    ['handler and body after the try', 'try:\n  x = 1\nexcept E:\n  x = 2\nx', [2, 4]],
    ['with bodies run', 'x = 0\nwith c:\n  x = 1\nx', [3]],
    ['finally', 'x = 0\ntry:\n  x = 1\nfinally:\n  x = 2\nx', [5]],
    ['while tests', 'while (x := f()):\n  x', [1]],
    ['functions see what comes later', 'x = 1\nif c:\n  def f(): return x\nif c:\n  x = 2', [1, 5]],
    ['dead arms do not count', 'x = 1\nif False:\n  x = 2\nx', [1]],
    ['loop variables', 'for x in y:\n  x', [1]],
    ['match arms', 'match v:\n  case 1:\n    x = 1\n  case _:\n    x = 2\nx', [3, 5]],
  ])('%s', (_, program, expected) => {
    expect(lines(program)).toEqual(expected);
  });
});

describe('dead code', () => {
  it.each([
    ['if False:\n  dead()', true],
    ['if 0:\n  pass\nelse:\n  dead()', false],
    ['def f():\n  return 1\n  dead()', true],
    ['def f():\n  if c:\n    return 1\n  else:\n    raise E\n  dead()', true],
    ['def f():\n  if c:\n    return 1\n  dead()', false],
    ['import sys\ndef f():\n  sys.exit(1)\n  dead()', true],
    ['from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  dead()', true],
    ['import sys\nif sys.version_info < (3, 0):\n  dead()', true],
    ['import sys\nif sys.version_info >= (3, 8):\n  pass\nelse:\n  dead()', false],
    ['import sys\nif sys.version_info[0] == 2:\n  dead()', true],
    ['import sys\nif sys.version_info.major >= 3:\n  dead()', false],
    ['while True:\n  break\n  dead()', true],
    ['def f():\n  with suppress(E):\n    return g()\n  dead()', false],
    ['x = 1 if True else dead()', true],
    ['False and dead()', true],
    ['if False or c:\n  dead()', false],
    ['while False:\n  dead()', true],
  ])('%s', (program, expected) => {
    const bindings = bindText(program);
    expect(bindings.isUnreachable(findNode(bindings.module, 'dead()'))).toBe(expected);
  });

  it('tells type checking apart', () => {
    const bindings = bindText('import typing as t\nif t.TYPE_CHECKING:\n  a()\nelse:\n  b()');
    expect(bindings.isTypeChecking(findNode(bindings.module, 'a()'))).toBe(true);
    expect(bindings.isTypeChecking(findNode(bindings.module, 'b()'))).toBe(false);
    expect(bindings.isUnreachable(findNode(bindings.module, 'b()'))).toBe(false);
  });
});
