/** What can be reached in the automaton of models: from which states a source comes, and which a framework calls. */
import { type ApiState, type CompiledModels, edge } from './model.ts';
import type { SourceKind } from './taint.ts';

/** Bits of {@link Reach.of}. */
export const reaches = {
  /** Untrusted data can be read from the value, or from what its members and calls give. */
  source: 1,
  /** The framework calls what is decorated with, derived from, or given to it. */
  entry: 2,
} as const;

export interface Reach {
  /** Bits of {@link reaches} for a state. */
  of(state: ApiState): number;
  /** Last names of decorators that make entries: `route`, `task`, `command`. */
  readonly decorators: ReadonlySet<string>;
  /** Members of instances of a class state that are untrusted, or lead to it: `GET`, `request`. */
  members(cls: ApiState): ReadonlySet<string>;
}

const known = new WeakMap<CompiledModels, Map<string, Reach>>();

/** The source kinds that some wanted sink kind takes. */
export function neededSources(models: CompiledModels, wanted: ReadonlySet<string> | undefined): ReadonlySet<SourceKind> {
  const out = new Set<SourceKind>();
  for (const kind of models.kinds) if (!wanted || wanted.has(kind.name)) for (const from of kind.from) out.add(from);
  return out;
}

/** Reachability for a set of source kinds; computed once per set. */
export function reachOf(models: CompiledModels, kinds: ReadonlySet<SourceKind>): Reach {
  const key = [...kinds].sort().join();
  let table = known.get(models);
  if (!table) {
    table = new Map();
    known.set(models, table);
  }
  let reach = table.get(key);
  if (!reach) {
    reach = compute(models, kinds);
    table.set(key, reach);
  }
  return reach;
}

function compute(models: CompiledModels, kinds: ReadonlySet<SourceKind>): Reach {
  const states: ApiState[] = [];
  const seen = new Set<ApiState>();
  const stack = [models.root];
  for (let state = stack.pop(); state; state = stack.pop()) {
    if (seen.has(state)) continue;
    seen.add(state);
    states.push(state);
    stack.push(...state.edges.values(), ...state.bases);
    if (state.is) stack.push(state.is);
  }
  const bits = new Map<ApiState, number>();
  const before = new Map<ApiState, ApiState[]>();
  const link = (from: ApiState, to: ApiState | undefined): void => {
    if (!to) return;
    const list = before.get(to);
    if (list) list.push(from);
    else before.set(to, [from]);
  };
  const decorators = new Set<string>();
  const isEntry = (entry: ApiState['entry']): boolean =>
    entry !== undefined &&
    ((entry.source !== undefined && kinds.has(entry.source.kind)) || entry.given.length > 0 || entry.returns.length > 0);
  for (const state of states) {
    let own = state.source && kinds.has(state.source.kind) ? reaches.source : 0;
    if (isEntry(state.entry)) {
      own |= reaches.entry;
      const name = /(\w+)\W*$/.exec(state.path)?.[1];
      if (name) decorators.add(name);
    }
    if (state.methods.some((m) => isEntry(m.entry)) || isEntry(state.call?.callback?.entry)) own |= reaches.entry;
    if (own) bits.set(state, own);
    for (const next of state.edges.values()) link(state, next);
    for (const base of state.bases) link(state, base);
    link(state, state.is?.edges.get(edge.instance));
  }
  const work = [...bits.keys()];
  for (let state = work.pop(); state; state = work.pop()) {
    const mine = bits.get(state)!;
    for (const from of before.get(state) ?? []) {
      const old = bits.get(from) ?? 0;
      if ((old | mine) === old) continue;
      bits.set(from, old | mine);
      work.push(from);
    }
  }
  const members = new Map<ApiState, ReadonlySet<string>>();
  return {
    of: (state) => bits.get(state) ?? 0,
    decorators,
    members(cls) {
      let names = members.get(cls);
      if (!names) {
        const found = new Set<string>();
        collectMembers(cls, bits, found, 0);
        names = found;
        members.set(cls, names);
      }
      return names;
    },
  };
}

function collectMembers(cls: ApiState, bits: ReadonlyMap<ApiState, number>, out: Set<string>, depth: number): void {
  if (depth > 8) return;
  for (const [name, next] of cls.edges.get(edge.instance)?.edges ?? [])
    if (((bits.get(next) ?? 0) & reaches.source) !== 0) out.add(name);
  if (cls.is) collectMembers(cls.is, bits, out, depth + 1);
  for (const base of cls.bases) collectMembers(base, bits, out, depth + 1);
}
