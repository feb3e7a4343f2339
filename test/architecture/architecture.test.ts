/** The house holds: imports go as the table says, rooms are entered by their door, and nothing goes in a circle. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { houseTable, machineModules, sideDoors } from './house-table.ts';
import { readImports, type SourceImport } from './imports.ts';

const source = fileURLToPath(new URL('../../src', import.meta.url));

interface Edge extends SourceImport {
  /** Relative to `src/`. */
  readonly from: string;
  /** Relative to `src/`; undefined for packages and built-in modules. */
  readonly to: string | undefined;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => /\.(?:ts|tsx|mts)$/.test(file) && !/\.test\.tsx?$|\.d\.ts$|\/fixtures\//.test(file));
const edges: readonly Edge[] = files.flatMap((from) =>
  readImports(readFileSync(join(source, from), 'utf8')).map((entry) => ({
    ...entry,
    from,
    to: entry.specifier.startsWith('.')
      ? relative(source, join(source, dirname(from), entry.specifier)).replaceAll('\\', '/')
      : undefined,
  })),
);
const inside = edges.filter(
  (edge): edge is Edge & { readonly to: string } => edge.to !== undefined && !edge.to.startsWith('..'),
);

function roomOf(file: string): string {
  return file.split('/')[0];
}

/** A scanner is a room of its own. */
function scannerOf(file: string): string | undefined {
  const [room, name, rest] = file.split('/');
  return room === 'scanners' && rest !== undefined ? name : undefined;
}

function show({ from, line, specifier }: Edge): string {
  return `src/${from}:${line} imports ${specifier}`;
}

describe('the house', () => {
  it('knows every room', () => {
    const rooms = new Set(files.map(roomOf));
    expect([...rooms].filter((room) => houseTable[room] === undefined)).toEqual([]);
  });

  it('has a table without circles', () => {
    const circle = findCircle(
      new Map(Object.entries(houseTable).map(([room, { values }]) => [room, values.filter((other) => other !== room)])),
    );
    expect(circle).toBeUndefined();
  });

  it('lets a room import only what the table allows', () => {
    const wrong = inside.filter(({ from, to, typeOnly }) => {
      const [room, other] = [roomOf(from), roomOf(to)];
      if (room === other) return false;
      const { values, types = [] } = houseTable[room] ?? { values: [] };
      return !values.includes(other) && !(typeOnly && types.includes(other));
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('keeps scanners apart', () => {
    const wrong = inside.filter(({ from, to }) => {
      const [scanner, other] = [scannerOf(from), scannerOf(to)];
      return scanner !== undefined && other !== undefined && scanner !== other;
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('enters a room through its index', () => {
    const wrong = inside.filter(({ from, to }) => {
      const sameRoom =
        roomOf(from) === roomOf(to) && (scannerOf(from) === scannerOf(to) || scannerOf(to) === undefined);
      return (
        !sameRoom &&
        !to.endsWith('/index.ts') &&
        !sideDoors.some(({ file, by }) => file === to && by.includes(roomOf(from)))
      );
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('touches the machine only in platform', () => {
    const machine = new Set(machineModules.flatMap((name) => [name, `node:${name}`]));
    const wrong = edges.filter(({ from, specifier }) => roomOf(from) !== 'platform' && machine.has(specifier));
    expect(wrong.map(show)).toEqual([]);
  });

  it('writes built-in modules with their prefix', () => {
    expect(edges.filter(({ specifier }) => builtinModules.includes(specifier)).map(show)).toEqual([]);
  });

  it('leaves src only for the manifest', () => {
    const wrong = edges.filter(({ to }) => to?.startsWith('..') && to !== '../package.json');
    expect(wrong.map(show)).toEqual([]);
  });

  it('has no circle of files', () => {
    const graph = new Map<string, string[]>();
    for (const { from, to, kind, typeOnly } of inside) {
      if (kind === 'dynamic' || typeOnly) continue;
      if (mutuallyRecursive.has(roomOf(from)) && roomOf(from) === roomOf(to)) continue;
      graph.set(from, [...(graph.get(from) ?? []), to]);
    }
    expect(findCircle(graph)).toBeUndefined();
  });
});

/** The interpreter of the flow engine evaluates expressions that call functions that evaluate expressions (ADR 0006). */
const mutuallyRecursive: ReadonlySet<string> = new Set(['flow']);

describe('readImports', () => {
  it('sees every form and no comment', () => {
    const text = [
      "import a from './a.ts';",
      "import type { B } from './b.ts';",
      "import { type C, type D } from './c.ts';",
      "import { type E,\n  f } from './e.ts';",
      "export * from './g.ts';",
      "export type { H } from './h.ts';",
      "import './i.ts';",
      "const j = await import('./j.ts');",
      "type K = typeof import('./k.ts');",
      "// import l from './l.ts'",
      "/* import m from './m.ts' */",
      "export const n = 'from';",
    ].join('\n');
    expect(
      readImports(text).map(({ specifier, kind, typeOnly }) => `${specifier} ${kind}${typeOnly ? ' type' : ''}`),
    ).toEqual([
      './a.ts static',
      './b.ts static type',
      './c.ts static type',
      './e.ts static',
      './g.ts static',
      './h.ts static type',
      './i.ts static',
      './j.ts dynamic',
      './k.ts dynamic type',
    ]);
  });
});

describe('findCircle', () => {
  it('finds one where there is one', () => {
    expect(
      findCircle(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c', 'b']);
    expect(
      findCircle(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
        ]),
      ),
    ).toBeUndefined();
  });
});

/** Depth-first; the nodes of the first circle, its first node repeated at the end. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (done.has(node)) return undefined;
    path.push(node);
    for (const next of graph.get(node) ?? []) {
      const circle = visit(next);
      if (circle !== undefined) return circle;
    }
    path.pop();
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const circle = visit(node);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
