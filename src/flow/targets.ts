/** Assignment targets: names, attributes, subscripts, unpacking. */
import * as py from '../python/index.ts';
import { Kind } from '../python/index.ts';
import type { Activation } from './activation.ts';
import { storeAttribute } from './attributes.ts';
import { evaluate, storeEntry } from './evaluate.ts';
import { pinFacts } from './facts.ts';
import { iterationOf } from './iterate.ts';
import { storeName } from './names.ts';
import { items } from './program.ts';
import { joinItems, keyOf } from './reify.ts';
import { bottom, join, onlyInt, type Value } from './values.ts';

/** Binds a target expression to a value. */
export function assign(a: Activation, target: number, given: Value): void {
  const { words } = a;
  const value = pinFacts(a.state.facts, given);
  switch (words[target]) {
    case Kind.Name:
      storeName(a, py.Name.id(words, target), value);
      return;
    case Kind.Attribute: {
      const base = evaluate(a, py.Attribute.value(words, target));
      storeAttribute(a, base, py.Attribute.attr(words, target), value, target);
      return;
    }
    case Kind.Subscript:
      assignItem(a, target, value);
      return;
    case Kind.Starred:
      assign(a, py.Starred.value(words, target), value);
      return;
    case Kind.Tuple:
    case Kind.List:
      unpack(a, items(words, py.Tuple.elts(words, target)), value, target);
      return;
  }
}

export function assignName(a: Activation, symbol: number, value: Value): void {
  storeName(a, symbol, value);
}

function unpack(a: Activation, targets: readonly number[], value: Value, node: number): void {
  const { words } = a;
  const iteration = iterationOf(a, value, node);
  const star = targets.findIndex((t) => words[t] === Kind.Starred);
  const { items: values, rest } = iteration;
  const any = joinItems(values, rest);
  targets.forEach((target, i) => {
    if (star < 0 || i < star) {
      assign(a, target, i < values.length ? values[i]! : rest.length > 0 ? rest : any);
    } else if (i === star) {
      const loc = iteration.exact
        ? a.state.list('list', values.slice(star, values.length - (targets.length - star - 1)))
        : a.state.list('list', [], any);
      assign(a, target, [{ k: 'ref', loc }]);
    } else assign(a, target, iteration.exact ? (values[values.length - (targets.length - i)] ?? any) : any);
  });
}

function assignItem(a: Activation, target: number, value: Value): void {
  const { words } = a;
  const base = evaluate(a, py.Subscript.value(words, target));
  const sliceNode = py.Subscript.slice(words, target);
  const index = evaluate(a, sliceNode);
  const isSlice = words[sliceNode] === Kind.Slice;
  for (const atom of base) {
    if (atom.k === 'api' || atom.k === 'unknown') a.engine.storeItem(a, atom, index, value, target);
    const loc = atom.k === 'ref' ? atom.loc : atom.k === 'api' ? atom.loc : -1;
    if (loc < 0) continue;
    const object = a.state.own(loc);
    const weak = base.length > 1;
    if (object?.k === 'dict') storeEntry(a, loc, index, value, weak);
    else if (object?.k === 'list') {
      const i = isSlice ? undefined : onlyInt(index);
      const at = i === undefined ? -1 : i < 0 && !object.rest ? object.items.length + i : i;
      if (at >= 0 && at < object.items.length) {
        object.items[at] = weak ? join(object.items[at]!, value) : value;
      } else if (isSlice) {
        const iteration = iterationOf(a, value, target);
        object.rest = join(object.rest ?? bottom, joinItems(iteration.items, iteration.rest));
      } else {
        object.items = object.items.map((item) => join(item, value));
        if (object.rest) object.rest = join(object.rest, value);
      }
    } else if (object?.k === 'instance') {
      const called = a.engine.callMethodByName(a, [atom], '__setitem__', [index, value], target);
      if (!called) object.open = join(object.open ?? bottom, value);
    }
  }
}

/** `del target`. */
export function deleteTarget(a: Activation, target: number): void {
  const { words } = a;
  if (words[target] === Kind.Tuple || words[target] === Kind.List) {
    for (const item of items(words, py.Tuple.elts(words, target))) deleteTarget(a, item);
    return;
  }
  if (words[target] !== Kind.Subscript) return;
  const base = evaluate(a, py.Subscript.value(words, target));
  const index = evaluate(a, py.Subscript.slice(words, target));
  if (base.length !== 1 || base[0]!.k !== 'ref') return;
  const object = a.state.own(base[0].loc);
  const key = index.length === 1 ? index[0] : undefined;
  if (object?.k === 'dict' && key?.k === 'const') object.entries.delete(keyOf(key));
  if (object?.k === 'list') {
    const i = onlyInt(index);
    if (i !== undefined && !object.rest) object.items.splice(i, 1);
    else {
      object.rest = joinItems(object.items, object.rest);
      object.items = [];
    }
  }
}
