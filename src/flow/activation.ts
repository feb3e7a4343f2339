/** One running function (or class or module body): its place, its state, its exits. Everything else is functions on it. */
import type { ParsedModule } from '../python/index.ts';
import type { Engine } from './engine.ts';
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
let visited = 0;
const visitLimit = 160;

/** All taints of a value, elements and fields included. */
export function deepTaints(state: State, value: Value, depth = 0): Taints {
  if (depth === 0) visited = 0;
  let out: Taints = noTaints;
  for (const atom of value) out = joinTaints(out, atomTaints(state, atom, depth));
  return out;
}

function atomTaints(state: State, atom: Atom, depth: number): Taints {
  switch (atom.k) {
    case 'ref': {
      if (depth > 4 || ++visited > visitLimit) return noTaints;
      const object = state.get(atom.loc);
      if (!object) return noTaints;
      let out: Taints = noTaints;
      const add = (v: Value | undefined): void => {
        if (v && v.length > 0) out = joinTaints(out, deepTaints(state, v, depth + 1));
      };
      if (object.k === 'list') {
        object.items.forEach(add);
        add(object.rest);
      } else if (object.k === 'dict') {
        for (const entry of object.entries.values()) add(entry.value);
        add(object.rest);
        add(object.keys);
      } else if (object.k === 'instance') {
        for (const value of object.attributes.values()) add(value);
        add(object.open);
      }
      return out;
    }
    case 'partial': {
      let out: Taints = noTaints;
      for (const value of atom.args) out = joinTaints(out, deepTaints(state, value, depth + 1));
      return out;
    }
    case 'api': {
      if (atom.loc < 0) return atom.taints;
      return joinTaints(atom.taints, atomTaints(state, { k: 'ref', loc: atom.loc }, depth + 1));
    }
    default:
      return shallowTaints(atom);
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
