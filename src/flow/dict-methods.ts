/** Methods of dictionaries. */
import { type Activation, anyElement } from './activation.ts';
import type { CallArguments } from './call.ts';
import { mergeInto, storeEntry } from './evaluate.ts';
import { iterationOf } from './iterate.ts';
import { keyOf } from './reify.ts';
import type { DictObject } from './state.ts';
import { elementAt } from './subscript.ts';
import { boolean, bottom, join, none, type RefAtom, str, type, unknown, type Value } from './values.ts';

/** A dict method; undefined when there is none of that name. */
export function dictMethod(
  a: Activation,
  atom: RefAtom,
  name: string,
  args: CallArguments,
  node: number,
): Value | undefined {
  const object = a.state.get(atom.loc);
  if (object?.k !== 'dict') return undefined;
  const [first, second] = args.positional;
  switch (name) {
    case 'get':
    case '__getitem__':
      return first
        ? lookup(a, atom, object, first, second ?? args.keywords.get('default') ?? (name === 'get' ? none : undefined))
        : unknown();
    case 'pop': {
      const value = first ? lookup(a, atom, object, first, second) : unknown();
      const own = a.state.own(atom.loc);
      const key = first?.length === 1 ? first[0] : undefined;
      if (own?.k === 'dict' && key?.k === 'const') own.entries.delete(keyOf(key));
      return value;
    }
    case 'setdefault': {
      if (!first) return unknown();
      const fallback = second ?? none;
      const value = lookup(a, atom, object, first, fallback);
      const key = first.length === 1 && first[0]!.k === 'const' ? object.entries.get(keyOf(first[0]!)) : undefined;
      if (!key || key.maybe) storeEntry(a, atom.loc, first, value);
      return value;
    }
    case 'update':
    case '__init__':
      if (first) {
        if (first.some((x) => x.k === 'ref' && a.state.get(x.loc)?.k === 'list')) fromPairs(a, atom.loc, first, node);
        else mergeInto(a, atom.loc, first);
      }
      for (const [key, value] of args.keywords) storeEntry(a, atom.loc, str(key), value);
      if (args.more) storeEntry(a, atom.loc, unknown(type.str), args.more);
      return none;
    case 'keys':
    case '__iter__':
      return view(a, object, (key) => key, object.keys);
    case 'values':
      return view(a, object, (_key, value) => value, object.rest ?? bottom);
    case 'items':
      return view(
        a,
        object,
        (key, value) => [{ k: 'ref', loc: a.state.list('tuple', [key, value]) }],
        object.rest ? [{ k: 'ref', loc: a.state.list('tuple', [object.keys, object.rest]) }] : bottom,
      );
    case 'copy':
      return [{ k: 'ref', loc: a.state.dict(new Map(object.entries), object.rest, object.keys, object.factory) }];
    case 'clear': {
      const own = a.state.own(atom.loc);
      if (own?.k === 'dict') {
        own.entries.clear();
        own.rest = undefined;
        own.keys = bottom;
      }
      return none;
    }
    case 'popitem': {
      const value = anyElement(a.state, atom.loc);
      return [{ k: 'ref', loc: a.state.list('tuple', [unknown(), value]) }];
    }
    case '__contains__':
      return boolean;
    case '__setitem__':
      if (first && second) storeEntry(a, atom.loc, first, second);
      return none;
    default:
      return undefined;
  }
}

function lookup(a: Activation, atom: RefAtom, object: DictObject, key: Value, fallback: Value | undefined): Value {
  if (key.some((k) => k.k !== 'const')) {
    const any = anyElement(a.state, atom.loc);
    return fallback ? join(any, fallback) : any.length > 0 ? any : unknown();
  }
  let out: Value = bottom;
  for (const k of key) {
    if (k.k !== 'const') continue;
    const entry = object.entries.get(keyOf(k));
    if (entry) out = join(out, entry.value);
    const missing = !entry || entry.maybe;
    if (missing && object.rest) out = join(out, object.rest);
    if (missing && fallback) out = join(out, fallback);
    if (missing && !fallback && !object.rest && !entry) out = join(out, elementAt(a, [atom], [k]));
  }
  return out;
}

function view(a: Activation, object: DictObject, f: (key: Value, value: Value) => Value, rest: Value): Value {
  const items: Value[] = [];
  let more: Value = rest;
  for (const entry of object.entries.values()) {
    const item = f([entry.key], entry.value);
    if (entry.maybe) more = join(more, item);
    else items.push(item);
  }
  const open = object.rest !== undefined || more.length > 0;
  return [{ k: 'ref', loc: a.state.list('list', items, open ? more : undefined) }];
}

/** `update([(k, v), …])`, `dict(pairs)`. */
export function fromPairs(a: Activation, loc: number, pairs: Value, node: number): void {
  const iteration = iterationOf(a, pairs, node);
  const add = (pair: Value, weak: boolean): void => {
    const inner = iterationOf(a, pair, node);
    const key = inner.exact ? (inner.items[0] ?? unknown()) : inner.rest;
    const value = inner.exact ? (inner.items[1] ?? unknown()) : inner.rest;
    if (key.length > 0) storeEntry(a, loc, key, value, weak);
  };
  for (const item of iteration.items) add(item, false);
  if (iteration.rest.length > 0) add(iteration.rest, true);
}
