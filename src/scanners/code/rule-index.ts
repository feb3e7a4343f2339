/** The rules that may report, arranged for the walk: by node kind, by the last name of a callee, by API path. */
import { kindCount, symbols } from '../../python/index.ts';
import type { CodeRule } from './rule.ts';

/** What an identifier can start; bits of {@link RuleIndex.flags}. */
export const interest = { call: 1, anyCall: 2, reference: 4, presence: 8 } as const;

/** One trigger of one rule. */
export interface Entry {
  readonly rule: CodeRule;
  /** Symbols of which one must occur in the file; empty: no condition. */
  readonly symbols: readonly number[];
  /** Numbers of top-level names of which one must be reachable from the file; empty: no condition. */
  readonly roots: readonly number[];
}

/** A path's top-level name by its number (`builtins` is 0). */
interface Source {
  readonly root: number;
  readonly rule: CodeRule;
}

export interface RuleIndex {
  /** {@link interest} bits by symbol id; symbols past the end interest nobody. */
  readonly flags: Uint8Array;
  readonly calls: ReadonlyMap<string, readonly Entry[]>;
  readonly references: ReadonlyMap<string, readonly Entry[]>;
  /** By module path; an import of `a.b.c` is looked up as `a.b.c`, `a.b` and `a`. */
  readonly imports: ReadonlyMap<string, readonly Entry[]>;
  /** Calls of a method of this name on anything (`*.execute`). */
  readonly anyCalls: ReadonlyMap<number, readonly Entry[]>;
  readonly nodes: readonly (readonly Entry[])[];
  /** By last name of a callee: where the paths that end so start, and for whom. */
  readonly callSources: ReadonlyMap<number, readonly Source[]>;
  readonly referenceSources: ReadonlyMap<number, readonly Source[]>;
  /** Top-level name → its number. */
  readonly roots: ReadonlyMap<string, number>;
  readonly projectRules: readonly CodeRule[];
}

/** Whether some rule asks for calls of something of this name. */
export function isCallInterest(index: RuleIndex, name: number): boolean {
  return name < index.flags.length && (index.flags[name] & (interest.call | interest.reference)) !== 0;
}

export function indexRules(rules: readonly CodeRule[]): RuleIndex {
  const bits = new Map<number, number>();
  const calls = new Map<string, Entry[]>();
  const references = new Map<string, Entry[]>();
  const imports = new Map<string, Entry[]>();
  const anyCalls = new Map<number, Entry[]>();
  const nodes: Entry[][] = Array.from({ length: kindCount }, () => []);
  const callSources = new Map<number, Source[]>();
  const referenceSources = new Map<number, Source[]>();
  const roots = new Map<string, number>([['builtins', 0]]);
  const rootNumber = (root: string): number => {
    const known = roots.get(root) ?? roots.size;
    roots.set(root, known);
    return known;
  };
  const mark = (symbol: number, bit: number): void => {
    bits.set(symbol, (bits.get(symbol) ?? 0) | bit);
  };

  for (const rule of rules) {
    for (const trigger of rule.triggers) {
      if (trigger.kind === 'node') {
        const required = trigger.symbols.map((name) => symbols.intern(name));
        for (const symbol of required) mark(symbol, interest.presence);
        const needed = trigger.roots.map(rootNumber);
        for (const kind of trigger.kinds) nodes[kind].push({ rule, symbols: required, roots: needed });
        continue;
      }
      const entry: Entry = { rule, symbols: [], roots: [] };
      for (const path of trigger.paths) {
        if (trigger.kind === 'import') {
          push(imports, path, entry);
          continue;
        }
        const last = symbols.intern(lastName(path));
        if (path.startsWith('*.')) {
          mark(last, interest.anyCall);
          push(anyCalls, last, entry);
          continue;
        }
        mark(last, trigger.kind === 'call' ? interest.call : interest.reference);
        push(trigger.kind === 'call' ? calls : references, path, entry);
        const root = path.slice(0, path.search(/[.([]|$/));
        const sources = trigger.kind === 'call' ? callSources : referenceSources;
        const number = rootNumber(root);
        if (!sources.get(last)?.some((known) => known.root === number && known.rule === rule)) {
          push(sources, last, { root: number, rule });
        }
      }
    }
  }
  const flags = new Uint8Array(symbols.size);
  for (const [symbol, bit] of bits) flags[symbol] = bit;
  const projectRules = rules.filter((rule) => rule.checkProject !== undefined);
  return { flags, calls, references, imports, anyCalls, nodes, callSources, referenceSources, roots, projectRules };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

/** `get` of `requests.Session().get`, `b` of `a.b()`. */
function lastName(path: string): string {
  const bare = path.replace(/(?:\(\)|\[\])+$/, '');
  return bare.slice(bare.lastIndexOf('.') + 1);
}
