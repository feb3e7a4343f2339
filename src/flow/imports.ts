/** Import statements: project modules are bound lazily, library modules become states of the model automaton. */
import * as py from '../python/index.ts';
import type { Activation } from './activation.ts';
import { storeName } from './names.ts';
import { aliasSymbol, items } from './program.ts';
import { join, type Value } from './values.ts';

export function importNames(a: Activation, node: number): void {
  const { words } = a;
  for (const alias of items(words, py.Import.names(words, node))) {
    const path = py.symbols.name(py.Alias.name(words, alias));
    const asname = py.Alias.asname(words, alias);
    const bound = asname ? path : (path.split('.')[0] ?? path);
    storeName(a, aliasSymbol(words, alias), a.engine.importModule(bound, path));
  }
}

export function importFrom(a: Activation, node: number): void {
  const { words } = a;
  const level = py.ImportFrom.level(words, node);
  const base = absoluteName(a, level, py.symbols.name(py.ImportFrom.module(words, node)));
  for (const alias of items(words, py.ImportFrom.names(words, node))) {
    const name = py.symbols.name(py.Alias.name(words, alias));
    if (name === '*') {
      importStar(a, base);
      continue;
    }
    const symbol = py.Alias.asname(words, alias) || py.Alias.name(words, alias);
    const value = a.engine.importMember(base, py.Alias.name(words, alias));
    const old = a.state.read(a.frame, symbol);
    storeName(a, symbol, old && a.handlers.length > 0 ? join(old, value) : value);
  }
}

function importStar(a: Activation, base: string): void {
  const members: ReadonlyMap<number, Value> = a.engine.exportsOf(base);
  for (const [symbol, value] of members) storeName(a, symbol, value);
}

/** The dotted name a relative import means. */
function absoluteName(a: Activation, level: number, name: string): string {
  if (level === 0) return name;
  const parts = a.def.name.split('.');
  const keep = parts.length - level + (a.def.isPackage ? 1 : 0);
  const base = parts.slice(0, Math.max(0, keep)).join('.');
  return name ? (base ? `${base}.${name}` : name) : base;
}
