/** Methods of containers and numbers that do not change them. */
import { binary, bitLength } from './operators.ts';
import { toStr } from './repr.ts';
import { subscript } from './sequences.ts';
import { bool, type Constant, equals, float, hashKey, int, makeSet, none, sequence, str } from './value.ts';

/** Methods that change their object: a variable on which one is called has no constant value. */
export const mutatingMethods: ReadonlySet<string> = new Set([
  'append',
  'extend',
  'insert',
  'pop',
  'popitem',
  'remove',
  'clear',
  'update',
  'setdefault',
  'add',
  'discard',
  'sort',
  'reverse',
  'intersection_update',
  'difference_update',
  'symmetric_difference_update',
  '__setitem__',
  '__delitem__',
  '__iadd__',
  '__ior__',
]);

/** `self.name(*args)` for anything but text; undefined when unknown or when it raises. */
export function containerMethod(self: Constant, name: string, args: readonly Constant[]): Constant | undefined {
  switch (self.kind) {
    case 'dict':
      return dictMethod(self, name, args);
    case 'list':
    case 'tuple':
      return sequenceMethod(self, name, args);
    case 'set':
      return setMethod(self, name, args);
    case 'int':
    case 'bool':
      return intMethod(self, name, args);
    case 'float':
      if (name === 'is_integer' && args.length === 0) return bool(Number.isInteger(self.value));
      if (name === 'conjugate' && args.length === 0) return float(self.value);
      return undefined;
    default:
      return undefined;
  }
}

function dictMethod(
  self: Extract<Constant, { kind: 'dict' }>,
  name: string,
  args: readonly Constant[],
): Constant | undefined {
  switch (name) {
    case 'get':
      if (args.length === 0 || args.length > 2 || hashKey(args[0]) === undefined) return undefined;
      return subscript(self, args[0]) ?? args[1] ?? none;
    case 'copy':
      return args.length === 0 ? self : undefined;
    default:
      // keys(), values(), items() give views, which are not values of ours; see `dictView`.
      return undefined;
  }
}

/** What iterating over `self.keys()`, `.values()`, `.items()` gives. */
export function dictView(self: Constant, name: string): readonly Constant[] | undefined {
  if (self.kind !== 'dict') return undefined;
  if (name === 'keys') return self.entries.map(([key]) => key);
  if (name === 'values') return self.entries.map(([, value]) => value);
  return name === 'items' ? self.entries.map((entry): Constant => ({ kind: 'tuple', items: entry })) : undefined;
}

function sequenceMethod(
  self: Extract<Constant, { kind: 'list' | 'tuple' }>,
  name: string,
  args: readonly Constant[],
): Constant | undefined {
  if (name === 'copy' && self.kind === 'list' && args.length === 0) return self;
  if (args.length !== 1 || (name !== 'index' && name !== 'count')) return undefined;
  const same = self.items.map((item) => equals(item, args[0], 1));
  if (same.includes(undefined)) return undefined;
  if (name === 'count') return int(same.filter(Boolean).length);
  const at = same.indexOf(true);
  return at < 0 ? undefined : int(at);
}

function setMethod(
  self: Extract<Constant, { kind: 'set' }>,
  name: string,
  args: readonly Constant[],
): Constant | undefined {
  if (name === 'copy') return args.length === 0 ? self : undefined;
  const other = args.length === 1 ? members(args[0]) : undefined;
  if (other === undefined) return undefined;
  const theirs = new Set(other.map(hashKey));
  if (theirs.has(undefined)) return undefined;
  const ours = new Set(self.items.map(hashKey));
  const shared = self.items.filter((item) => theirs.has(hashKey(item)));
  switch (name) {
    case 'union':
      return makeSet([...self.items, ...other]);
    case 'intersection':
      if (args[0].kind === 'set') return binary('&', self, args[0]);
      return makeSet(other.filter((item) => ours.has(hashKey(item))));
    case 'difference':
      return makeSet(self.items.filter((item) => !theirs.has(hashKey(item))));
    case 'issubset':
      return bool(shared.length === self.items.length);
    case 'issuperset':
      return bool(other.every((item) => ours.has(hashKey(item))));
    case 'isdisjoint':
      return bool(shared.length === 0);
    default:
      return undefined;
  }
}

function members(value: Constant): readonly Constant[] | undefined {
  if (value.kind === 'set' || value.kind === 'list' || value.kind === 'tuple') return value.items;
  return value.kind === 'dict' ? value.entries.map(([key]) => key) : undefined;
}

function intMethod(
  self: Extract<Constant, { kind: 'int' | 'bool' }>,
  name: string,
  args: readonly Constant[],
): Constant | undefined {
  const value = BigInt(self.value);
  if (name === 'bit_length' && args.length === 0) return int(bitLength(value));
  if (name === 'conjugate' && args.length === 0) return int(value);
  if (name === '__str__' && args.length === 0) {
    const text = toStr(self);
    return text === undefined ? undefined : str(text);
  }
  if (name === 'as_integer_ratio' && args.length === 0)
    return sequence('tuple', [
      { kind: 'int', value },
      { kind: 'int', value: 1n },
    ]);
  return undefined;
}
