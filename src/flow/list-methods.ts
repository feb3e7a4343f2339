/** Methods of lists, tuples, iterators and sets. */
import type { Activation } from './activation.ts';
import { type CallArguments, callValue, withPositional } from './call.ts';
import { iterationOf } from './iterate.ts';
import { joinItems } from './reify.ts';
import type { ListObject } from './state.ts';
import { boolean, bottom, join, none, onlyInt, type RefAtom, sameValue, type, unknown, type Value } from './values.ts';

/** A list method; undefined when there is none of that name. */
export function listMethod(
  a: Activation,
  atom: RefAtom,
  name: string,
  args: CallArguments,
  node: number,
): Value | undefined {
  const object = a.state.own(atom.loc);
  if (object?.k !== 'list') return undefined;
  const [first, second] = args.positional;
  switch (name) {
    case 'append':
    case 'appendleft':
      if (first) insert(object, name === 'append' ? undefined : 0, first);
      return none;
    case 'put':
    case 'put_nowait':
      if (first) insert(object, undefined, first);
      return none;
    case 'insert':
      if (first && second) {
        const at = onlyInt(first);
        if (at === undefined) blur(object, second);
        else insert(object, at < 0 && !object.rest ? Math.max(0, object.items.length + at) : at, second);
      }
      return none;
    case 'extend':
      if (first) {
        const iteration = iterationOf(a, first, node);
        if (iteration.exact && !object.rest) object.items.push(...iteration.items);
        else object.rest = join(object.rest ?? bottom, joinItems(iteration.items, iteration.rest));
      }
      return none;
    case 'pop':
    case 'popleft':
    case 'get_nowait':
      return pop(object, name === 'pop' ? (first ? onlyInt(first) : -1) : 0);
    case '__next__':
      return pop(object, 0);
    case 'remove': {
      const at = first ? object.items.findIndex((item) => sameValue(item, first)) : -1;
      if (at >= 0 && object.items.slice(0, at).every(isConstant) && first && isConstant(first))
        object.items.splice(at, 1);
      else blur(object);
      return none;
    }
    case 'clear':
      object.items = [];
      object.rest = undefined;
      return none;
    case 'reverse':
      if (object.rest) blur(object);
      else object.items = object.items.toReversed();
      return none;
    case 'sort':
      blurOrder(object);
      if (args.keywords.get('key'))
        callValue(a, args.keywords.get('key')!, withPositional(joinItems(object.items, object.rest)), node);
      return none;
    case 'copy':
    case '__iter__':
      return [{ k: 'ref', loc: a.state.list(object.type, object.items, object.rest) }];
    case 'index':
    case 'count':
    case '__len__':
      return unknown(type.int);
    case '__contains__':
      return boolean;
    case 'send':
      return object.items[0] ?? object.rest ?? unknown();
    default:
      return undefined;
  }
}

const isConstant = (value: Value): boolean => value.length === 1 && value[0]!.k === 'const';

function insert(object: ListObject, at: number | undefined, value: Value): void {
  if (object.rest) object.rest = join(object.rest, value);
  else if (object.items.length >= 64) blur(object, value);
  else if (at === undefined) object.items.push(value);
  else object.items.splice(at, 0, value);
}

/** Elements may now be anywhere. */
function blur(object: ListObject, value: Value = bottom): void {
  object.rest = join(joinItems(object.items, object.rest), value);
  object.items = [];
}

function blurOrder(object: ListObject): void {
  if (object.items.length > 1 || object.rest) blur(object);
}

function pop(object: ListObject, index: number | undefined): Value {
  const { items } = object;
  if (!object.rest && index !== undefined && items.length > 0) {
    const at = index < 0 ? items.length + index : index;
    if (at >= 0 && at < items.length) return items.splice(at, 1)[0]!;
  }
  if (index !== undefined && index >= 0 && index < items.length) return items.splice(index, 1)[0]!;
  const any = joinItems(items, object.rest);
  if (items.length > 0 && any.length > 0) blur(object);
  return any.length > 0 ? any : unknown();
}

/** A set method; undefined when it is one that lists have too, or none at all. */
export function setMethod(a: Activation, atom: RefAtom, name: string, args: CallArguments): Value | undefined {
  const object = a.state.own(atom.loc);
  if (object?.k !== 'list') return undefined;
  const [first] = args.positional;
  switch (name) {
    case 'add':
      if (first && !object.items.some((item) => isConstant(item) && sameValue(item, first)))
        insert(object, undefined, first);
      return none;
    case 'update':
      for (const value of args.positional) {
        const iteration = iterationOf(a, value, 0);
        if (iteration.exact && !object.rest) object.items.push(...iteration.items);
        else object.rest = join(object.rest ?? bottom, joinItems(iteration.items, iteration.rest));
      }
      return none;
    case 'discard':
      return listMethod(a, atom, 'remove', args, 0);
    case 'pop': {
      blurOrder(object);
      return pop(object, -1);
    }
    case 'union':
    case 'intersection':
    case 'difference':
    case 'symmetric_difference': {
      let all = joinItems(object.items, object.rest);
      if (name !== 'difference' && name !== 'intersection') {
        for (const value of args.positional) {
          const iteration = iterationOf(a, value, 0);
          all = join(all, joinItems(iteration.items, iteration.rest));
        }
      }
      return [{ k: 'ref', loc: a.state.list('set', [], all) }];
    }
    case 'issubset':
    case 'issuperset':
    case 'isdisjoint':
      return boolean;
    default:
      return undefined;
  }
}
