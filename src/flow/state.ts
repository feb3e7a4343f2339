/**
 * The abstract machine state: heap objects (containers, instances, and the variables of running functions) and
 * facts proved about unknown values. Objects are copied on the first write after a fork.
 */

import { pinState } from './facts.ts';
import type { ApiState } from './model.ts';
import type { ClassDef } from './program.ts';
import {
  type Atom,
  bottom,
  type ConstAtom,
  collapse,
  type Implication,
  isScalar,
  join,
  sameValue,
  type Value,
} from './values.ts';

export interface ListObject {
  readonly k: 'list';
  readonly type: 'list' | 'tuple' | 'set' | 'iterator';
  items: Value[];
  /** Join of further elements at unknown places; undefined: `items` is everything. */
  rest: Value | undefined;
  owner: number;
}

/** `maybe`: not present on every path. */
export interface DictEntry {
  readonly key: ConstAtom;
  readonly value: Value;
  readonly maybe: boolean;
}

export interface DictObject {
  readonly k: 'dict';
  readonly entries: Map<string, DictEntry>;
  /** Values under unknown keys; undefined: `entries` is everything. */
  rest: Value | undefined;
  /** Unknown keys. */
  keys: Value;
  /** Value for a missing key (`defaultdict`), made by calling this. */
  factory: Value | undefined;
  owner: number;
}

export interface InstanceObject {
  readonly k: 'instance';
  readonly cls: ClassDef | undefined;
  /** Library class it is (or inherits from). */
  readonly api: ApiState | undefined;
  readonly attributes: Map<number, Value>;
  /** Attributes beyond the known ones may exist with these values (came from outside). */
  open: Value | undefined;
  owner: number;
}

/** The variables of a running function, class body or module. */
export interface FrameObject {
  readonly k: 'frame';
  readonly vars: Map<number, Value>;
  readonly parent: number;
  owner: number;
}

export type HeapObject = ListObject | DictObject | InstanceObject | FrameObject;

/** What was proved about an unknown value. */
export type Fact = Omit<Implication, 'id'>;

let nextLocation = 1;
let nextOwner = 1;
export function resetLocations(): void {
  nextLocation = 1;
  nextOwner = 1;
}

/** Objects frozen by a fork: states that share it may not write to it. */
export interface Layer {
  readonly objects: ReadonlyMap<number, HeapObject>;
  readonly parent: Layer | undefined;
  readonly depth: number;
}

const layerLimit = 48;

export class State {
  private heap = new Map<number, HeapObject>();
  private below: Layer | undefined;
  private knownFacts: Map<number, Fact>;
  private sharesFacts: boolean;
  /** Objects of finished module bodies, shared by all states; read when `heap` has none. */
  readonly base: Map<number, HeapObject>;
  /** Frame of the function that runs now. */
  focus = 0;
  private token: number;

  constructor(base: Map<number, HeapObject>, below?: Layer, facts?: Map<number, Fact>) {
    this.base = base;
    this.below = below;
    this.knownFacts = facts ?? new Map();
    this.sharesFacts = facts !== undefined;
    this.token = nextOwner++;
  }

  get facts(): ReadonlyMap<number, Fact> {
    return this.knownFacts;
  }

  /** A copy that may diverge. */
  fork(): State {
    if (this.heap.size > 0) {
      this.below = { objects: this.heap, parent: this.below, depth: (this.below?.depth ?? 0) + 1 };
      this.heap = new Map();
      if (this.below.depth > layerLimit) this.below = { objects: new Map(this.entries()), parent: undefined, depth: 1 };
    }
    this.sharesFacts = true;
    const copy = new State(this.base, this.below, this.knownFacts);
    copy.focus = this.focus;
    return copy;
  }

  /** Every object that is not of the base, newest first. */
  *entries(): Iterable<readonly [number, HeapObject]> {
    yield* this.heap;
    const seen = new Set(this.heap.keys());
    for (let layer = this.below; layer; layer = layer.parent) {
      for (const entry of layer.objects) {
        if (seen.has(entry[0])) continue;
        seen.add(entry[0]);
        yield entry;
      }
    }
  }

  get(loc: number): HeapObject | undefined {
    let found = this.heap.get(loc);
    for (let layer = this.below; !found && layer; layer = layer.parent) found = layer.objects.get(loc);
    return found ?? this.base.get(loc);
  }

  /** The object for writing. */
  own(loc: number): HeapObject | undefined {
    const mine = this.heap.get(loc);
    if (mine && mine.owner === this.token) return mine;
    const object = mine ?? this.get(loc);
    if (!object) return undefined;
    const copy = copyObject(object, this.token);
    this.heap.set(loc, copy);
    return copy;
  }

  private add(object: HeapObject): number {
    const loc = nextLocation++;
    this.heap.set(loc, object);
    return loc;
  }

  /** A location without an object yet. */
  reserve(): number {
    return nextLocation++;
  }

  /** Puts an object at a location. */
  replace(loc: number, object: HeapObject): void {
    this.heap.set(loc, { ...object, owner: this.token });
  }

  /** Marks the present objects; {@link since} gives what was written after. */
  mark(): Layer | undefined {
    if (this.heap.size > 0) {
      this.below = { objects: this.heap, parent: this.below, depth: (this.below?.depth ?? 0) + 1 };
      this.heap = new Map();
    }
    return this.below;
  }

  /** Objects written since a mark; undefined when the mark was merged away. */
  since(mark: Layer | undefined): ReadonlyMap<number, HeapObject> | undefined {
    for (let layer = this.below; layer !== mark; layer = layer.parent) if (!layer) return undefined;
    return new Map(this.changes(mark));
  }

  /**
   * After a call: keeps of what was written since the mark only what the result, or an older object, can reach.
   * Locals of the call are gone, and so are the layers that its branches made.
   */
  compact(mark: Layer | undefined, result: Value): void {
    const written = this.since(mark);
    if (!written) return;
    this.below = mark;
    this.heap = new Map();
    const keep = (loc: number): void => {
      if (this.heap.has(loc)) return;
      const object = written.get(loc);
      if (!object) return;
      this.heap.set(loc, object);
      forEachLocation(object, keep);
    };
    for (const atom of result) forEachAtomLocation(atom, keep, 0);
    for (const [loc, object] of written) {
      if (this.heap.has(loc) || !(this.base.has(loc) || inLayers(mark, loc))) continue;
      this.heap.set(loc, object);
      forEachLocation(object, keep);
    }
  }

  /** Forgets an object that nothing can reach any more. */
  drop(loc: number): void {
    this.heap.delete(loc);
  }

  list(kind: ListObject['type'], items: readonly Value[], rest?: Value): number {
    return this.add({ k: 'list', type: kind, items: items.slice(), rest, owner: this.token });
  }

  dict(entries: DictObject['entries'] = new Map(), rest?: Value, keys: Value = bottom, factory?: Value): number {
    return this.add({ k: 'dict', entries, rest, keys, factory, owner: this.token });
  }

  instance(cls: ClassDef | undefined, apiState: ApiState | undefined, open?: Value): number {
    return this.add({ k: 'instance', cls, api: apiState, attributes: new Map(), open, owner: this.token });
  }

  frame(parent: number): number {
    return this.add({ k: 'frame', vars: new Map(), parent, owner: this.token });
  }

  read(frame: number, symbol: number): Value | undefined {
    const object = this.get(frame);
    return object?.k === 'frame' ? object.vars.get(symbol) : undefined;
  }

  write(frame: number, symbol: number, value: Value): void {
    const object = this.own(frame);
    if (object?.k === 'frame') object.vars.set(symbol, value);
  }

  /** Adds a proof to what is known already. */
  prove(proof: Implication): void {
    const facts = this.writableFacts();
    const old = facts.get(proof.id);
    if (!old) {
      facts.set(proof.id, proof);
      return;
    }
    const chars =
      old.chars === undefined ? proof.chars : proof.chars === undefined ? old.chars : old.chars & proof.chars;
    facts.set(proof.id, {
      neutral: old.neutral | proof.neutral,
      chars,
      constant: old.constant || proof.constant,
      doubts: old.doubts | proof.doubts,
    });
  }

  private writableFacts(): Map<number, Fact> {
    if (this.sharesFacts) {
      this.knownFacts = new Map(this.knownFacts);
      this.sharesFacts = false;
    }
    return this.knownFacts;
  }

  /** The newest layer that both states have. */
  private commonLayer(other: State): Layer | undefined {
    const mine = new Set<Layer>();
    for (let layer = this.below; layer; layer = layer.parent) mine.add(layer);
    for (let layer = other.below; layer; layer = layer.parent) if (mine.has(layer)) return layer;
    return undefined;
  }

  /** Objects written since `common`, newest first. */
  private changes(common: Layer | undefined): Map<number, HeapObject> {
    if (this.below === common) return this.heap;
    const out = new Map(this.heap);
    for (let layer = this.below; layer && layer !== common; layer = layer.parent) {
      for (const [loc, object] of layer.objects) if (!out.has(loc)) out.set(loc, object);
    }
    return out;
  }

  /** Joins another state into this one. */
  joinWith(other: State, widen = false): void {
    if (other === this) return;
    if (this.knownFacts !== other.knownFacts) this.joinFactsOf(other);
    // Objects are shared from here on: the other state must copy before it writes again.
    other.token = nextOwner++;
    const common = this.commonLayer(other);
    const theirChanges = other.changes(common);
    const myChanges = new Map(this.changes(common));
    for (const [loc, theirs] of theirChanges) {
      const mine = this.get(loc);
      if (mine === theirs) continue;
      this.heap.set(loc, mine ? joinObjects(mine, theirs, this.token, widen) : theirs);
    }
    for (const [loc, mine] of myChanges) {
      if (theirChanges.has(loc)) continue;
      const theirs = other.get(loc);
      if (theirs && theirs !== mine) this.heap.set(loc, joinObjects(mine, theirs, this.token, widen));
    }
  }

  private joinFactsOf(other: State): void {
    const mineOnly = lostFacts(this.facts, other.facts);
    const theirsOnly = lostFacts(other.facts, this.facts);
    if (mineOnly.size > 0) pinState(this, mineOnly);
    if (theirsOnly.size > 0) pinState(other, theirsOnly);
    if (mineOnly.size === 0) return;
    const facts = this.writableFacts();
    for (const id of mineOnly) {
      const theirs = other.facts.get(id);
      const joined = theirs && joinFacts(facts.get(id)!, theirs);
      if (joined) facts.set(id, joined);
      else facts.delete(id);
    }
  }

  /** Whether a loop that ended in `other` has nothing new for the variables of `frame`. */
  covers(other: State): boolean {
    for (const [loc, theirs] of other.changes(this.commonLayer(other))) {
      const mine = this.get(loc);
      if (mine === theirs) continue;
      if (!mine || mine.k !== theirs.k) return false;
      if (!coversObject(mine, theirs)) return false;
    }
    return true;
  }
}

function coversObject(mine: HeapObject, theirs: HeapObject): boolean {
  if (mine.k === 'frame' && theirs.k === 'frame') {
    for (const [symbol, value] of theirs.vars) {
      const own = mine.vars.get(symbol);
      if (!own || (own !== value && !sameValue(join(own, value), own))) return false;
    }
    return true;
  }
  return false;
}

function inLayers(from: Layer | undefined, loc: number): boolean {
  for (let layer = from; layer; layer = layer.parent) if (layer.objects.has(loc)) return true;
  return false;
}

/** Locations that an object refers to. */
function forEachLocation(object: HeapObject, visit: (loc: number) => void): void {
  const value = (v: Value | undefined): void => {
    if (v) for (const atom of v) forEachAtomLocation(atom, visit, 0);
  };
  switch (object.k) {
    case 'list':
      object.items.forEach(value);
      value(object.rest);
      return;
    case 'dict':
      for (const entry of object.entries.values()) value(entry.value);
      value(object.rest);
      value(object.factory);
      return;
    case 'instance':
      for (const v of object.attributes.values()) value(v);
      value(object.open);
      return;
    case 'frame':
      for (const v of object.vars.values()) value(v);
      if (object.parent > 0) visit(object.parent);
      return;
  }
}

function forEachAtomLocation(atom: Atom, visit: (loc: number) => void, depth: number): void {
  if (depth > 6) return;
  const value = (v: Value | undefined): void => {
    if (v) for (const inner of v) forEachAtomLocation(inner, visit, depth + 1);
  };
  switch (atom.k) {
    case 'ref':
      visit(atom.loc);
      return;
    case 'function':
      if (atom.scope > 0) visit(atom.scope);
      value(atom.self);
      atom.defaults.forEach(value);
      return;
    case 'api':
      if (atom.loc > 0) visit(atom.loc);
      value(atom.self);
      value(atom.text);
      return;
    case 'class':
      if (atom.def.frame > 0) visit(atom.def.frame);
      for (const cls of atom.def.mro) visit(cls.frame);
      return;
    case 'partial':
      value(atom.fn);
      atom.args.forEach(value);
      for (const v of atom.kw.values()) value(v);
      return;
    case 'native':
    case 'super':
      value(atom.self);
      return;
    case 'unknown':
      if (atom.via && atom.via.of.k !== 'const') forEachAtomLocation(atom.via.of, visit, depth + 1);
      return;
  }
}

/** Ids whose facts in `mine` a join with `theirs` weakens. */
function lostFacts(mine: ReadonlyMap<number, Fact>, theirs: ReadonlyMap<number, Fact>): Set<number> {
  const lost = new Set<number>();
  for (const [id, fact] of mine) if (theirs.get(id) !== fact) lost.add(id);
  return lost;
}

function joinFacts(a: Fact, b: Fact): Fact | undefined {
  const neutral = a.constant ? b.neutral : b.constant ? a.neutral : a.neutral & b.neutral;
  const chars = a.chars !== undefined && b.chars !== undefined ? a.chars | b.chars : undefined;
  const constant = a.constant && b.constant;
  if (neutral === 0n && chars === undefined && !constant) return undefined;
  return { neutral, chars, constant, doubts: a.doubts | b.doubts };
}

function copyObject(object: HeapObject, owner: number): HeapObject {
  switch (object.k) {
    case 'list':
      return { ...object, items: object.items.slice(), owner };
    case 'dict':
      return { ...object, entries: new Map(object.entries), owner };
    case 'instance':
      return { ...object, attributes: new Map(object.attributes), owner };
    case 'frame':
      return { ...object, vars: new Map(object.vars), owner };
  }
}

/** The join of two states of one object. */
export function joinObjects(a: HeapObject, b: HeapObject, owner: number, widen = false): HeapObject {
  if (a.k === 'frame' && b.k === 'frame') return { ...a, vars: joinMaps(a.vars, b.vars, widen), owner };
  if (a.k === 'instance' && b.k === 'instance') {
    return { ...a, attributes: joinMaps(a.attributes, b.attributes, widen), open: joinOptional(a.open, b.open), owner };
  }
  if (a.k === 'list' && b.k === 'list') return joinLists(a, b, owner, widen);
  if (a.k === 'dict' && b.k === 'dict') return joinDicts(a, b, owner, widen);
  return a;
}

const joinOptional = (a: Value | undefined, b: Value | undefined): Value | undefined =>
  a && b ? join(a, b) : (a ?? b);

function joinMaps(a: Map<number, Value>, b: Map<number, Value>, widen: boolean): Map<number, Value> {
  const out = new Map(a);
  for (const [key, value] of b) {
    const mine = a.get(key);
    if (mine === value) continue;
    out.set(key, mine ? (widen ? widenValue(mine, value) : join(mine, value)) : value);
  }
  return out;
}

function joinLists(a: ListObject, b: ListObject, owner: number, widen: boolean): ListObject {
  if (a.items.length === b.items.length) {
    const items = a.items.map((x, i) => (widen ? widenValue(x, b.items[i]!) : join(x, b.items[i]!)));
    return { ...a, items, rest: joinOptional(a.rest, b.rest), owner };
  }
  // Different lengths: the common front keeps its places, the longer tail may or may not be there.
  const front = Math.min(a.items.length, b.items.length);
  const items: Value[] = [];
  for (let i = 0; i < front; i++) items.push(join(a.items[i]!, b.items[i]!));
  let rest = joinOptional(a.rest, b.rest) ?? bottom;
  for (const x of [...a.items.slice(front), ...b.items.slice(front)]) rest = join(rest, x);
  return { ...a, items, rest, owner };
}

function joinDicts(a: DictObject, b: DictObject, owner: number, widen: boolean): DictObject {
  const entries = new Map(a.entries);
  for (const [key, mine] of a.entries)
    if (!b.entries.has(key) && !mine.maybe) entries.set(key, { ...mine, maybe: true });
  for (const [key, theirs] of b.entries) {
    const mine = a.entries.get(key);
    if (!mine) entries.set(key, theirs.maybe ? theirs : { ...theirs, maybe: true });
    else if (mine !== theirs) {
      const value = widen ? widenValue(mine.value, theirs.value) : join(mine.value, theirs.value);
      entries.set(key, { key: mine.key, value, maybe: mine.maybe || theirs.maybe });
    }
  }
  return { ...a, entries, rest: joinOptional(a.rest, b.rest), keys: join(a.keys, b.keys), owner };
}

/** Join in a loop head: scalars that changed are no longer enumerated, so that the loop ends. */
export function widenValue(before: Value, after: Value): Value {
  const joined = join(before, after);
  if (joined === before || sameValue(joined, before)) return before;
  const scalars = joined.filter(isScalar);
  const grew = scalars.length > before.filter(isScalar).length;
  if (!grew || scalars.length < 2 || before.length === 0) return joined;
  const old = before.filter(isScalar);
  // A flag that takes a second constant stays exact; numbers and strings that keep changing do not.
  if (old.length === 1 && scalars.length === 2 && scalars.every((s) => s.k === 'const' && isFlag(s))) return joined;
  return [...joined.filter((x) => !isScalar(x)), collapse(scalars)];
}

const isFlag = (atom: ConstAtom): boolean => atom.c.kind === 'bool' || atom.c.kind === 'none';
