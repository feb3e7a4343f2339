/** Reading `x[i]` and `x[a:b]`. */
import { type Constant, slice as sliceConstant, subscript as subscriptConstant } from '../python/constants/index.ts';
import * as py from '../python/index.ts';
import { Kind } from '../python/index.ts';
import { type Activation, anyElement, deepTaints } from './activation.ts';
import { evaluate } from './evaluate.ts';
import { edge, follow } from './model.ts';
import { fromConstant, joinItems, keyOf, toConstant } from './reify.ts';
import { derive, stringFrom, summary } from './shapes.ts';
import { asString } from './text.ts';
import {
  type Atom,
  bottom,
  constText,
  join,
  never,
  onlyConst,
  onlyInt,
  partOf,
  type,
  type UnknownAtom,
  unknown,
  type Value,
} from './values.ts';

const noBound: Constant = { kind: 'none' };

export function subscriptValue(a: Activation, base: Value, indexNode: number, node: number): Value {
  if (base === never) return never;
  if (a.words[indexNode] === Kind.Slice) return sliceValue(a, base, indexNode, node);
  const index = evaluate(a, indexNode);
  return elementAt(a, base, index, node);
}

/** `base[index]` for evaluated operands. */
export function elementAt(a: Activation, base: Value, index: Value, node = 0): Value {
  let out: Value = bottom;
  for (const atom of base) {
    if (index.length > 1 && index.length <= 8)
      for (const one of index) out = join(out, elementOf(a, atom, [one], node));
    else out = join(out, elementOf(a, atom, index, node));
  }
  return out;
}

function elementOf(a: Activation, atom: Atom, index: Value, node: number): Value {
  const c = onlyConst(index);
  switch (atom.k) {
    case 'const': {
      const i = toConstant(a.state, index);
      const found = i && subscriptConstant(atom.c, i);
      return found ? fromConstant(a.state, found) : unknown(type.str);
    }
    case 'string': {
      const i = onlyInt(index);
      const first = atom.parts[0]!;
      if (i !== undefined && i >= 0 && typeof first === 'string' && i < first.length)
        return [{ k: 'const', c: { kind: 'str', value: first[i]! } }];
      return [summary(atom.parts, atom.bytes)];
    }
    case 'unknown': {
      if ((atom.types & ~type.str) === 0) return [derive(atom, 'item')];
      return [partOf(atom, c ? `[${constText(c)}]` : '[*]')];
    }
    case 'ref':
      return objectElement(a, atom, index, node);
    case 'api': {
      const state = follow(atom.state, edge.subscript);
      if (state) return a.engine.apiValue(a, state, atom, node, c && constText(c));
      if (atom.loc >= 0) {
        const known = objectElement(a, { k: 'ref', loc: atom.loc }, index, node);
        if (known.length > 0) return known;
      }
      return a.engine.apiPart(a, atom, c ? `[${constText(c)}]` : '[*]', node);
    }
    case 'class':
      // `List[int]`, or a class with __class_getitem__: the class itself.
      return [atom];
    default:
      return unknown(type.any, deepTaints(a.state, index));
  }
}

function objectElement(a: Activation, atom: Atom & { k: 'ref' }, index: Value, node: number): Value {
  const object = a.state.get(atom.loc);
  if (object?.k === 'list') {
    const i = onlyInt(index);
    if (i === undefined) return joinItems(object.items, object.rest);
    if (i >= 0) return i < object.items.length ? object.items[i]! : (object.rest ?? unknown());
    if (!object.rest) return object.items[object.items.length + i] ?? unknown();
    return joinItems(object.items, object.rest);
  }
  if (object?.k === 'dict') {
    const key = index.length === 1 && index[0]!.k === 'const' ? index[0] : undefined;
    if (!key) return anyElement(a.state, atom.loc).length > 0 ? anyElement(a.state, atom.loc) : unknown();
    const entry = object.entries.get(keyOf(key));
    if (entry && !entry.maybe) return entry.value;
    if (entry) return join(entry.value, object.rest ?? bottom);
    if (object.rest) return object.rest;
    if (object.factory) return a.engine.missingEntry(a, atom.loc, key, object.factory, node);
    return unknown();
  }
  if (object?.k === 'instance') {
    const result = a.engine.callMethodByName(a, [atom], '__getitem__', [index], node);
    if (result) return result;
    if (object.open) return unknown(type.any, deepTaints(a.state, object.open));
  }
  return unknown(type.any, deepTaints(a.state, [atom]));
}

function sliceValue(a: Activation, base: Value, sliceNode: number, node: number): Value {
  const { words } = a;
  const bound = (n: number): Value | undefined => (n ? evaluate(a, n) : undefined);
  const lower = bound(py.Slice.lower(words, sliceNode));
  const upper = bound(py.Slice.upper(words, sliceNode));
  const step = bound(py.Slice.step(words, sliceNode));
  const [lo, hi, st] = [toConstant(a.state, lower), toConstant(a.state, upper), toConstant(a.state, step)];
  const known = (!lower || lo) && (!upper || hi) && (!step || st);
  let out: Value = bottom;
  for (const atom of base) {
    const whole = known ? toConstant(a.state, [atom]) : undefined;
    const folded = whole && sliceConstant(whole, { lower: lo ?? noBound, upper: hi ?? noBound, step: st ?? noBound });
    out = join(out, folded ? fromConstant(a.state, folded) : sliceAtom(a, atom, lower, upper, step, node));
  }
  return out;
}

function sliceAtom(
  a: Activation,
  atom: Atom,
  lower: Value | undefined,
  upper: Value | undefined,
  step: Value | undefined,
  node: number,
): Value {
  const from = lower ? onlyInt(lower) : 0;
  const to = upper ? onlyInt(upper) : undefined;
  switch (atom.k) {
    case 'string':
      return step
        ? [summary(atom.parts, atom.bytes)]
        : [sliceParts(atom.parts, from, upper ? to : Number.POSITIVE_INFINITY, atom.bytes)];
    case 'unknown':
      // What lies between the first and the last character: with checks of both, the inside of a literal.
      if (from === 1 && to === -1 && !step) return [derive(asString(atom), 'inside')];
      return [(atom.types & ~(type.str | type.bytes)) === 0 ? derive(atom, 'slice') : partOf(atom, '[:]')];
    case 'ref': {
      const object = a.state.get(atom.loc);
      if (object?.k === 'list') {
        const exact = !object.rest && !step && from !== undefined && (!upper || to !== undefined);
        if (exact)
          return [{ k: 'ref', loc: a.state.list(object.type, object.items.slice(from, upper ? to : undefined)) }];
        if (!object.rest && step && !lower && !upper && onlyInt(step) === -1) {
          return [{ k: 'ref', loc: a.state.list(object.type, object.items.toReversed()) }];
        }
        return [{ k: 'ref', loc: a.state.list(object.type, [], joinItems(object.items, object.rest)) }];
      }
      return unknown(type.any, deepTaints(a.state, [atom]));
    }
    case 'api':
      return a.engine.apiPart(a, atom, '[:]', node);
    default:
      return unknown();
  }
}

/**
 * Cuts a shape. Text in front of the first hole has known places; what lies inside or behind a hole does not,
 * except that a cut from the end can be counted from the end.
 */
function sliceParts(
  parts: readonly (string | UnknownAtom)[],
  from: number | undefined,
  to: number | undefined,
  bytes: boolean,
): Atom {
  if (from === undefined || to === undefined) return summary(parts, bytes);
  const rest = parts.slice();
  if (from < 0) {
    const tail = rest[rest.length - 1]!;
    if (to !== Number.POSITIVE_INFINITY || typeof tail !== 'string' || tail.length < -from)
      return summary(parts, bytes);
    return stringFrom([tail.slice(from)], bytes);
  }
  if (to < 0) {
    const tail = rest[rest.length - 1]!;
    if (typeof tail !== 'string' || tail.length < -to) return cutFront(parts, from, bytes, true);
    rest[rest.length - 1] = tail.slice(0, to);
    return cutFront(rest, from, bytes, false);
  }
  const head = rest[0]!;
  if (to !== Number.POSITIVE_INFINITY) {
    if (typeof head === 'string' && to <= head.length) return stringFrom([head.slice(from, to)], bytes);
    return cutFront(parts, from, bytes, true);
  }
  return cutFront(rest, from, bytes, false);
}

function cutFront(parts: readonly (string | UnknownAtom)[], from: number, bytes: boolean, blur: boolean): Atom {
  const head = parts[0]!;
  if (from === 0 && !blur) return stringFrom(parts, bytes);
  if (typeof head === 'string' && from <= head.length) {
    const cut = [head.slice(from), ...parts.slice(1)];
    return blur ? summary(cut, bytes) : stringFrom(cut, bytes);
  }
  return summary(typeof head === 'string' ? parts.slice(1) : parts, bytes);
}
