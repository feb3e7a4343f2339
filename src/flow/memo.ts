/**
 * Remembered calls: a call whose arguments look exactly like those of an earlier one (values, taints, reachable
 * objects, facts) has the same outcome. What the earlier call returned and changed is replayed on the present state.
 */
import type { Activation } from './activation.ts';
import type { CallArguments } from './call.ts';
import { factOf } from './facts.ts';
import type { FunctionDef } from './program.ts';
import type { Fact, HeapObject, State } from './state.ts';
import type { Taints } from './taint.ts';
import { type Atom, type FunctionAtom, type Implication, join, never, type UnknownAtom, type Value } from './values.ts';

const nodeLimit = 240;

/** The arguments of a call in canonical form. */
export interface Context {
  readonly key: string;
  /** Heap locations and unknown values in order of first visit. */
  readonly locs: readonly number[];
  readonly atoms: readonly UnknownAtom[];
  readonly tainted: boolean;
}

export interface Outcome {
  readonly context: Context;
  readonly value: Value;
  readonly returned: boolean;
  /** Objects it changed or made: by location at the time. */
  readonly objects: ReadonlyMap<number, HeapObject>;
  readonly facts: readonly Implication[];
  readonly raised: Value;
}

const identities = new WeakMap<object, number>();
let nextIdentity = 1;
function identity(object: object): number {
  let id = identities.get(object);
  if (id === undefined) {
    id = nextIdentity++;
    identities.set(object, id);
  }
  return id;
}

/** Thrown to leave the walk; without a stack, because it happens often. */
const tooLarge: unique symbol = Symbol('too large');

/** Describes the arguments; undefined when they are too large to be worth it. */
export function describe(a: Activation, fn: FunctionAtom, args: CallArguments): Context | undefined {
  const writer = new Writer(a.state);
  try {
    if (fn.self) writer.value(fn.self);
    writer.out.push('|');
    for (const value of args.positional) writer.value(value);
    writer.out.push('|');
    for (const [name, value] of args.keywords) {
      writer.out.push(name);
      writer.value(value);
    }
    writer.out.push('|');
    if (args.rest) writer.value(args.rest);
    writer.out.push('|');
    if (args.more) writer.value(args.more);
    for (const value of fn.defaults) if (value) writer.value(value);
  } catch (error) {
    if (error === tooLarge) return undefined;
    throw error;
  }
  return { key: writer.out.join(' '), locs: writer.locs, atoms: writer.atoms, tainted: writer.tainted };
}

class Writer {
  readonly out: string[] = [];
  readonly locs: number[] = [];
  readonly atoms: UnknownAtom[] = [];
  private readonly seenLocs = new Map<number, number>();
  private readonly seenAtoms = new Map<number, number>();
  private readonly state: State;
  tainted = false;
  private count = 0;

  constructor(state: State) {
    this.state = state;
  }

  value(value: Value): void {
    this.out.push('[');
    for (const atom of value) this.atom(atom);
    this.out.push(']');
  }

  private taints(taints: Taints): void {
    if (taints.length === 0) return;
    this.tainted = true;
    for (const t of taints) this.out.push(`t${t.source.id}:${t.neutral}:${t.doubts}`);
  }

  private atom(atom: Atom): void {
    if (++this.count > nodeLimit) throw tooLarge;
    const { out } = this;
    switch (atom.k) {
      case 'const':
        out.push(
          'value' in atom.c
            ? `c${atom.c.kind}${typeof atom.c.value === 'string' ? JSON.stringify(atom.c.value) : atom.c.value}`
            : atom.c.kind,
        );
        return;
      case 'unknown':
        this.unknown(atom);
        return;
      case 'string':
        out.push(atom.bytes ? 'b(' : 's(');
        for (const part of atom.parts) {
          if (typeof part === 'string') out.push(JSON.stringify(part));
          else this.unknown(part);
        }
        out.push(')');
        return;
      case 'ref':
        out.push('r');
        this.loc(atom.loc);
        return;
      case 'function':
        out.push(`f${identity(atom.def)}:${atom.scope}`);
        if (atom.self) this.value(atom.self);
        return;
      case 'class':
      case 'module':
      case 'import':
        out.push(`${atom.k}${identity(atom.def)}`);
        if (atom.k === 'import') out.push(String(atom.symbol));
        return;
      case 'api':
        out.push(`a${atom.state.id}`);
        this.taints(atom.taints);
        if (atom.loc >= 0) this.loc(atom.loc);
        if (atom.text) this.value(atom.text);
        if (atom.self && atom.self.length === 1 && atom.self[0]!.k === 'api')
          this.out.push(`<${atom.self[0]!.state.id}`);
        else if (atom.self) this.value(atom.self);
        return;
      case 'native':
        out.push(`n${atom.name}`);
        if (atom.self) this.value(atom.self);
        return;
      case 'partial':
        out.push('p');
        this.value(atom.fn);
        for (const value of atom.args) this.value(value);
        for (const [name, value] of atom.kw) {
          out.push(name);
          this.value(value);
        }
        return;
      case 'super':
        out.push(`u${identity(atom.after)}`);
        this.value(atom.self);
        return;
    }
  }

  private unknown(atom: UnknownAtom): void {
    if (++this.count > nodeLimit) throw tooLarge;
    const known = this.seenAtoms.get(atom.id);
    if (known !== undefined) {
      this.out.push(`#${known}`);
      return;
    }
    this.seenAtoms.set(atom.id, this.atoms.length);
    this.atoms.push(atom);
    this.out.push(`?${atom.types}:${atom.chars}`);
    this.taints(atom.taints);
    if (atom.implies) this.out.push(`i${atom.id}`);
    if (atom.via && atom.taints.length > 0) this.out.push(atom.via.op);
    const fact = factOf(this.state.facts, atom);
    if (fact) this.out.push(`!${fact.neutral}:${fact.chars}:${fact.constant}`);
  }

  private loc(loc: number): void {
    const known = this.seenLocs.get(loc);
    if (known !== undefined) {
      this.out.push(`@${known}`);
      return;
    }
    this.seenLocs.set(loc, this.locs.length);
    this.locs.push(loc);
    const object = this.state.get(loc);
    const { out } = this;
    switch (object?.k) {
      case 'list':
        out.push(object.type);
        for (const item of object.items) this.value(item);
        if (object.rest) {
          out.push('+');
          this.value(object.rest);
        }
        return;
      case 'dict':
        out.push('{');
        for (const [key, entry] of object.entries) {
          out.push(entry.maybe ? `~${key}` : key);
          this.value(entry.value);
        }
        if (object.rest) {
          out.push('+');
          this.value(object.keys);
          this.value(object.rest);
        }
        out.push('}');
        return;
      case 'instance':
        out.push(`I${object.cls ? identity(object.cls) : 0}:${object.api?.id ?? 0}`);
        for (const [symbol, value] of object.attributes) {
          out.push(String(symbol));
          this.value(value);
        }
        if (object.open) {
          out.push('+');
          this.value(object.open);
        }
        return;
    }
  }
}

/** Applies a remembered outcome for arguments of the same form. */
export function replay(a: Activation, outcome: Outcome, context: Context): Value {
  const mapper = new Mapper(a.state, outcome, context);
  mapper.objects();
  for (const proof of outcome.facts) {
    const index = outcome.context.atoms.findIndex((atom) => atom.id === proof.id);
    const target = context.atoms[index];
    if (target) a.state.prove({ ...proof, id: target.id });
  }
  const handler = a.handlers[a.handlers.length - 1];
  if (outcome.raised.length > 0) {
    const raised = mapper.value(outcome.raised);
    if (handler) {
      handler.raised = join(handler.raised, raised);
      if (handler.state) handler.state.joinWith(a.state);
      else handler.state = a.state.fork();
    } else a.raises.push({ state: a.state.fork(), value: raised, node: 0 });
  }
  return outcome.returned ? mapper.value(outcome.value) : never;
}

class Mapper {
  private readonly locs = new Map<number, number>();
  private readonly atoms = new Map<number, UnknownAtom>();
  private readonly state: State;
  private readonly outcome: Outcome;

  constructor(state: State, outcome: Outcome, context: Context) {
    this.state = state;
    this.outcome = outcome;
    outcome.context.locs.forEach((loc, i) => {
      this.locs.set(loc, context.locs[i]!);
    });
    outcome.context.atoms.forEach((atom, i) => {
      this.atoms.set(atom.id, context.atoms[i]!);
    });
  }

  objects(): void {
    for (const loc of this.outcome.context.locs) {
      const changed = this.outcome.objects.get(loc);
      if (changed) this.state.replace(this.locs.get(loc)!, this.object(changed));
    }
    for (const [loc, object] of this.outcome.objects) {
      if (!this.locs.has(loc) && this.state.base.has(loc)) this.state.replace(loc, this.object(object));
    }
  }

  private loc(loc: number): number {
    const known = this.locs.get(loc);
    if (known !== undefined) return known;
    const made = this.outcome.objects.get(loc);
    if (!made || this.state.base.has(loc)) return loc;
    const fresh = this.state.reserve();
    this.locs.set(loc, fresh);
    this.state.replace(fresh, this.object(made));
    return fresh;
  }

  private object(object: HeapObject): HeapObject {
    switch (object.k) {
      case 'list':
        return {
          ...object,
          items: object.items.map((v) => this.value(v)),
          rest: object.rest && this.value(object.rest),
        };
      case 'dict': {
        const entries = new Map(object.entries);
        for (const [key, entry] of entries) entries.set(key, { ...entry, value: this.value(entry.value) });
        return { ...object, entries, rest: object.rest && this.value(object.rest), keys: this.value(object.keys) };
      }
      case 'instance': {
        const attributes = new Map(object.attributes);
        for (const [key, value] of attributes) attributes.set(key, this.value(value));
        return { ...object, attributes, open: object.open && this.value(object.open) };
      }
      case 'frame': {
        const vars = new Map(object.vars);
        for (const [key, value] of vars) vars.set(key, this.value(value));
        return { ...object, vars };
      }
    }
  }

  value(value: Value): Value {
    let changed = false;
    const out = value.map((atom) => {
      const next = this.atom(atom, 0);
      if (next !== atom) changed = true;
      return next;
    });
    return changed ? out : value;
  }

  private atom(atom: Atom, depth: number): Atom {
    switch (atom.k) {
      case 'unknown':
        return this.unknown(atom, depth);
      case 'string':
        return { ...atom, parts: atom.parts.map((p) => (typeof p === 'string' ? p : this.unknown(p, depth))) };
      case 'ref': {
        const loc = this.loc(atom.loc);
        return loc === atom.loc ? atom : { ...atom, loc };
      }
      case 'api':
        if (atom.loc < 0 && !atom.text && !atom.self) return atom;
        return {
          ...atom,
          loc: atom.loc >= 0 ? this.loc(atom.loc) : atom.loc,
          text: atom.text && this.value(atom.text),
          self: atom.self && depth < 3 ? atom.self.map((x) => this.atom(x, depth + 1)) : atom.self,
        };
      case 'function': {
        const scope = atom.scope > 0 ? this.loc(atom.scope) : atom.scope;
        const self = atom.self && this.value(atom.self);
        return scope === atom.scope && self === atom.self ? atom : { ...atom, scope, self };
      }
      case 'native':
        return atom.self ? { ...atom, self: this.value(atom.self) } : atom;
      case 'partial':
        return { ...atom, fn: this.value(atom.fn), args: atom.args.map((v) => this.value(v)) };
      default:
        return atom;
    }
  }

  private unknown(atom: UnknownAtom, depth: number): UnknownAtom {
    const mine = this.atoms.get(atom.id);
    if (mine) return mine;
    const implies = atom.implies && {
      whenTrue: atom.implies.whenTrue.map((p) => this.proof(p)),
      whenFalse: atom.implies.whenFalse.map((p) => this.proof(p)),
    };
    if (!atom.via && !implies) return atom;
    const of = atom.via && depth < 6 ? this.atom(atom.via.of, depth + 1) : atom.via?.of;
    if (of === atom.via?.of && !implies) return atom;
    const next: UnknownAtom = { ...atom, via: atom.via && { op: atom.via.op, of: of! }, implies };
    this.atoms.set(atom.id, next);
    return next;
  }

  private proof(p: Implication): Implication {
    const mine = this.atoms.get(p.id);
    return mine ? { ...p, id: mine.id } : p;
  }
}

/** Outcomes by function, bounded. */
export class Memo {
  private readonly table = new Map<FunctionDef, Map<string, Outcome>>();
  hits = 0;

  find(def: FunctionDef, context: Context): Outcome | undefined {
    const found = this.table.get(def)?.get(context.key);
    if (found) this.hits++;
    return found;
  }

  contexts(def: FunctionDef): number {
    return this.table.get(def)?.size ?? 0;
  }

  store(def: FunctionDef, outcome: Outcome): void {
    let outcomes = this.table.get(def);
    if (!outcomes) {
      outcomes = new Map();
      this.table.set(def, outcomes);
    }
    if (outcomes.size < 256) outcomes.set(outcome.context.key, outcome);
  }
}

/** Facts about the arguments that the call proved. */
export function provenFacts(
  before: ReadonlyMap<number, Fact>,
  after: ReadonlyMap<number, Fact>,
  context: Context,
): Implication[] {
  const out: Implication[] = [];
  if (before === after) return out;
  for (const atom of context.atoms) {
    const fact = after.get(atom.id);
    if (fact && before.get(atom.id) !== fact) out.push({ ...fact, id: atom.id });
  }
  return out;
}
