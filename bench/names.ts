/**
 * `npm run bench:names -- [PATH]`: what names and constants cost, per million lines: declaring all names (the eager
 * pass), resolving the callee of every call, folding every expression. Parsing stands beside them as the yardstick.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bindModule,
  forEachNode,
  isExpression,
  Kind,
  lazyModuleGraph,
  type ParsedModule,
  parseModule,
} from '../src/python/index.ts';

const root =
  process.argv[2] ??
  execFileSync('python3', ['-c', 'import os; print(os.path.dirname(os.__file__))'], { encoding: 'utf8' }).trim();
const paths = pythonFiles('');
const sources = new Map(paths.map((path) => [path, readFileSync(join(root, path))]));
let lines = 0;
for (const source of sources.values()) for (const byte of source) if (byte === 10) lines++;

const modules = new Map<string, ParsedModule>();
report('parse', () => {
  for (const [path, source] of sources) modules.set(path, parseModule(source));
});
report('declare names (hot)', () => {
  for (const module of modules.values()) bindModule(module);
});
const graph = lazyModuleGraph({ paths, roots: ['src'], load: (path) => modules.get(path) });
for (const path of paths) graph.bindings(path);
let calls = 0;
let named = 0;
once('name every callee, across files', () => {
  for (const path of paths) {
    const bindings = graph.bindings(path);
    if (bindings === undefined) continue;
    forEachNode(bindings.module.words, (node, kind) => {
      if (kind !== Kind.Call) return;
      calls++;
      if (bindings.qualifiedName(bindings.module.words[node + 3]) !== undefined) named++;
    });
  }
});
let expressions = 0;
let constants = 0;
once('fold every expression', () => {
  for (const path of paths) {
    const bindings = graph.bindings(path);
    if (bindings === undefined) continue;
    forEachNode(bindings.module.words, (node, kind) => {
      if (!isExpression(kind)) return;
      expressions++;
      if (bindings.constant(node) !== undefined) constants++;
    });
  }
});
console.log(
  `${paths.length} files, ${lines} lines; ${named} of ${calls} callees named, ${constants} of ${expressions} expressions constant`,
);

/** Median of nine rounds after three to warm up. */
function report(what: string, run: () => void): void {
  const times: number[] = [];
  for (let round = 0; round < 12; round++) {
    const started = performance.now();
    run();
    if (round > 2) times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  print(what, times[4]);
}

function once(what: string, run: () => void): void {
  const started = performance.now();
  run();
  print(what, performance.now() - started);
}

function print(what: string, milliseconds: number): void {
  const perMillion = (milliseconds / lines) * 1e6;
  console.log(
    `${what.padEnd(34)} ${milliseconds.toFixed(0).padStart(6)} ms  ${perMillion.toFixed(0).padStart(6)} ms per million lines`,
  );
}

function pythonFiles(folder: string): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!/^(?:site-packages|dist-packages|__pycache__)$/.test(entry.name)) found.push(...pythonFiles(path));
    } else if (entry.name.endsWith('.py')) found.push(path);
  }
  return found;
}
