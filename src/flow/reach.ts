/** What can be reached in the automaton of models: from which states a source comes, and which a framework calls. */
import { type ApiState, type CompiledModels, edge } from './model.ts';
import { type SourceKind, sourceKinds } from './taint.ts';

const width = sourceKinds.length;
const allKinds = (1 << width) - 1;

/** Masks of {@link Reach.of}: one bit per source kind, twice. */
export const reaches = {
  /** Untrusted data can be read from the value, or from what its members and calls give. */
  source: allKinds,
  /** The framework calls what is decorated with, derived from, or given to it. */
  entry: (allKinds << width) | (1 << (2 * width)),
} as const;

export const kindBit = (kind: SourceKind): number => 1 << sourceKinds.indexOf(kind);
export const attackerKinds = kindBit('remote') | kindBit('queue') | kindBit('event');
/** An entry whose framework gives it objects to read data from. */
export const openEntry = 1 << (2 * width);

/** The source kinds that bits of {@link Reach.of} stand for, however the data comes. */
export const kindsIn = (bits: number): number =>
  (bits & allKinds) | ((bits >> width) & allKinds) | ((bits & openEntry) !== 0 ? attackerKinds : 0);

export interface Reach {
  /** Bits of {@link reaches} for a state. */
  of(state: ApiState): number;
  /** Source kinds that a sink at this state takes. */
  sink(state: ApiState): number;
  /** The same by the name of a method, for objects of libraries that names do not tell; with the top-level package. */
  readonly sinkNames: ReadonlyMap<string, readonly { readonly kinds: number; readonly top: string }[]>;
  /** Last names of decorators that make entries: `route`, `task`, `command`. */
  readonly decorators: ReadonlySet<string>;
  /** Members of instances of a class state that are untrusted, or lead to it: `GET`, `request`. */
  members(cls: ApiState): ReadonlySet<string>;
}

const known = new WeakMap<CompiledModels, Map<string, Reach>>();

/** The source kinds that some wanted sink kind takes. */
function neededSources(models: CompiledModels, wanted: ReadonlySet<string> | undefined): ReadonlySet<SourceKind> {
  const out = new Set<SourceKind>();
  for (const kind of models.kinds) if (!wanted || wanted.has(kind.name)) for (const from of kind.from) out.add(from);
  return out;
}

/** Reachability for a set of source kinds; computed once per set. */
export function reachOf(models: CompiledModels, wanted: ReadonlySet<string> | undefined): Reach {
  const kinds = neededSources(models, wanted);
  const key = wanted ? [...wanted].sort().join() : '*';
  let table = known.get(models);
  if (!table) {
    table = new Map();
    known.set(models, table);
  }
  let reach = table.get(key);
  if (!reach) {
    reach = compute(models, kinds, wanted);
    table.set(key, reach);
  }
  return reach;
}

function compute(
  models: CompiledModels,
  kinds: ReadonlySet<SourceKind>,
  wanted: ReadonlySet<string> | undefined,
): Reach {
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
  const entryBits = (entry: ApiState['entry']): number => {
    if (!entry) return 0;
    const kind = entry.source && kinds.has(entry.source.kind) ? kindBit(entry.source.kind) << width : 0;
    return kind | (entry.given.length > 0 ? openEntry : 0);
  };
  const takes = models.kinds.map((kind) => {
    if (wanted && !wanted.has(kind.name)) return 0;
    let mask = 0;
    for (const from of kind.from) mask |= kindBit(from);
    return mask;
  });
  const sinks = new Map<ApiState, number>();
  const sinkNames = new Map<string, { kinds: number; top: string }[]>();
  for (const state of states) {
    let own = state.source && kinds.has(state.source.kind) ? kindBit(state.source.kind) : 0;
    const entry = entryBits(state.entry);
    if (entry !== 0) {
      own |= entry;
      const name = /(\w+)\W*$/.exec(state.path)?.[1];
      if (name) decorators.add(name);
    }
    for (const method of state.methods) own |= entryBits(method.entry);
    own |= entryBits(state.call?.callback?.entry);
    let sink = 0;
    for (const fact of [...(state.call?.sinks ?? []), ...state.stores]) sink |= takes[fact.kind] ?? 0;
    if (sink !== 0) {
      sinks.set(state, sink);
      const name = /(\w+)\W*$/.exec(state.path)?.[1];
      if (name && /[#()]/.test(state.path)) {
        const one = { kinds: sink, top: state.path.split(/\W/, 1)[0]! };
        const list = sinkNames.get(name);
        if (list) list.push(one);
        else sinkNames.set(name, [one]);
      }
    }
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
    sink: (state) => sinks.get(state) ?? 0,
    sinkNames,
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
