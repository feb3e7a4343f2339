/** One running function (or class or module body): its place, its state, its exits. Everything else is functions on it. */
import type { ParsedModule } from '../python/index.ts';
import type { Engine } from './engine.ts';
import { limitsMet } from './limits.ts';
import type { ClassDef, FunctionDef, ModuleDef, ScopeNames } from './program.ts';
import type { State } from './state.ts';
import { joinTaints, noTaints, type Place, type Taints } from './taint.ts';
import { type Atom, bottom, type FunctionAtom, join, shallowTaints, type Value } from './values.ts';

export interface Exit {
  /** The statement; 0 at the end of the body. */
  readonly node: number;
  readonly state: State;
  readonly value: Value;
}

export interface LoopExits {
  readonly breaks: State[];
  readonly continues: State[];
}

/** States in which a `try` body may be left by an exception. */
export interface Handler {
  state: State | undefined;
  raised: Value;
}

export class Activation {
  readonly engine: Engine;
  readonly def: ModuleDef;
  readonly module: ParsedModule;
  readonly words: Int32Array;
  readonly fn: FunctionDef | undefined;
  readonly cls: ClassDef | undefined;
  readonly scope: ScopeNames;
  /** Heap location of its variables. */
  readonly frame: number;
  /** Frame of the enclosing function; the module's for the rest. */
  readonly parent: number;
  readonly caller: Activation | undefined;
  readonly depth: number;
  state: State;
  readonly returns: Exit[] = [];
  readonly raises: Exit[] = [];
  yields: Value = bottom;
  readonly loops: LoopExits[] = [];
  readonly handlers: Handler[] = [];
  /** A closure may still read its variables after it ended. */
  captured = false;
  /** Functions defined while it ran. */
  readonly nested: FunctionAtom[] = [];

  constructor(init: {
    engine: Engine;
    def: ModuleDef;
    fn?: FunctionDef | undefined;
    cls?: ClassDef | undefined;
    scope: ScopeNames;
    frame: number;
    parent: number;
    state: State;
    caller?: Activation | undefined;
  }) {
    this.engine = init.engine;
    this.def = init.def;
    this.module = init.def.module;
    this.words = init.def.words;
    this.fn = init.fn;
    this.cls = init.cls;
    this.scope = init.scope;
    this.frame = init.frame;
    this.parent = init.parent;
    this.state = init.state;
    this.caller = init.caller;
    this.depth = init.caller ? init.caller.depth + 1 : 0;
  }

  place(node: number): Place {
    return { path: this.def.path, start: this.words[node + 1]!, end: this.words[node + 2]!, node };
  }

  /** Runs `run` on a copy of the state and returns the copy's end; the own state stays. */
  branch<T>(state: State, run: () => T): { readonly result: T; readonly state: State } {
    const kept = this.state;
    this.state = state;
    const result = run();
    const end = this.state;
    this.state = kept;
    return { result, state: end };
  }
}

/** Objects looked into for one question; large structures are not searched to the end. */
const visited = new Set<number>();
const visitLimit = 160;

/** All taints of a value, elements and fields included. */
export function deepTaints(state: State, value: Value): Taints {
  let out: Taints = noTaints;
  for (let i = 0; i < value.length; i++) {
    const atom = value[i]!;
    if (atom.k === 'ref' || atom.k === 'api' || atom.k === 'partial') {
      visited.clear();
      return valueTaints(state, value, 0, noTaints);
    }
    out = joinTaints(out, shallowTaints(atom));
  }
  return out;
}

function valueTaints(state: State, value: Value | undefined, depth: number, found: Taints): Taints {
  let out = found;
  if (value) for (let i = 0; i < value.length; i++) out = atomTaints(state, value[i]!, depth, out);
  return out;
}

function atomTaints(state: State, atom: Atom, depth: number, found: Taints): Taints {
  switch (atom.k) {
    case 'ref':
      return objectTaints(state, atom.loc, depth, found);
    case 'partial': {
      let out = found;
      for (const value of atom.args) out = valueTaints(state, value, depth + 1, out);
      return out;
    }
    case 'api': {
      const out = joinTaints(found, atom.taints);
      return atom.loc < 0 ? out : objectTaints(state, atom.loc, depth + 1, out);
    }
    case 'unknown':
      return joinTaints(found, atom.taints);
    case 'string':
      return joinTaints(found, shallowTaints(atom));
    default:
      return found;
  }
}

function objectTaints(state: State, loc: number, depth: number, found: Taints): Taints {
  if (depth > 4 || visited.has(loc)) return found;
  if (visited.size >= visitLimit) {
    if (visited.size === visitLimit) limitsMet['large-structures']++;
    // One more than the limit: counted once for each question.
    visited.add(-1);
    return found;
  }
  visited.add(loc);
  const object = state.get(loc);
  let out = found;
  switch (object?.k) {
    case 'list':
      for (const item of object.items) out = valueTaints(state, item, depth + 1, out);
      return valueTaints(state, object.rest, depth + 1, out);
    case 'dict':
      for (const entry of object.entries.values()) out = valueTaints(state, entry.value, depth + 1, out);
      out = valueTaints(state, object.rest, depth + 1, out);
      return valueTaints(state, object.keys, depth + 1, out);
    case 'instance':
      for (const value of object.attributes.values()) out = valueTaints(state, value, depth + 1, out);
      return valueTaints(state, object.open, depth + 1, out);
    default:
      return out;
  }
}

/** What one element of a container is when the place is unknown. */
export function anyElement(state: State, loc: number): Value {
  const object = state.get(loc);
  let out: Value = bottom;
  if (object?.k === 'list') {
    for (const item of object.items) out = join(out, item);
    if (object.rest) out = join(out, object.rest);
  } else if (object?.k === 'dict') {
    for (const entry of object.entries.values()) out = join(out, entry.value);
    if (object.rest) out = join(out, object.rest);
  }
  return out;
}
