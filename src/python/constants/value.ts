/** Values the constant folder computes with: what a Python expression is known to be, exactly. */

/**
 * A folded Python value. `str` holds well-formed UTF-16 (a string with a lone surrogate is never folded);
 * `bytes` holds one character per byte (Latin-1). Sets and dicts keep the order of insertion.
 */
export type Constant =
  | { readonly kind: 'none' }
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: string }
  | { readonly kind: 'tuple'; readonly items: readonly Constant[] }
  | { readonly kind: 'list'; readonly items: readonly Constant[] }
  | { readonly kind: 'set'; readonly items: readonly Constant[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [key: Constant, value: Constant])[] };

/** Results above these sizes are not folded: the audited text is hostile, and nothing useful is that long. */
export const constantLimits = { text: 4096, bits: 4096, items: 4096, depth: 60 } as const;

export const none: Constant = { kind: 'none' };
export const ellipsis: Constant = { kind: 'ellipsis' };
export const pyTrue: Constant = { kind: 'bool', value: true };
export const pyFalse: Constant = { kind: 'bool', value: false };

export function bool(value: boolean): Constant {
  return value ? pyTrue : pyFalse;
}

const maxInt = 1n << BigInt(constantLimits.bits);

/** An int, or undefined above the size limit. */
export function int(value: bigint | number): Constant | undefined {
  const big = typeof value === 'bigint' ? value : BigInt(value);
  return big < maxInt && big > -maxInt ? { kind: 'int', value: big } : undefined;
}

export function float(value: number): Constant {
  return { kind: 'float', value };
}

/** A str, or undefined above the size limit or when the text cannot be represented (lone surrogates). */
export function str(value: string): Constant | undefined {
  return value.length <= constantLimits.text && value.isWellFormed() ? { kind: 'str', value } : undefined;
}

export function bytes(value: string): Constant | undefined {
  return value.length <= constantLimits.text ? { kind: 'bytes', value } : undefined;
}

/** Text of the same kind as `like`. */
export function textLike(like: Text, value: string): Constant | undefined {
  return like.kind === 'str' ? str(value) : bytes(value);
}

export function sequence(kind: 'tuple' | 'list', items: readonly Constant[]): Constant | undefined {
  return items.length <= constantLimits.items ? { kind, items } : undefined;
}

export type Text = Extract<Constant, { kind: 'str' | 'bytes' }>;
export type Numeric = Extract<Constant, { kind: 'bool' | 'int' | 'float' }>;
export type Items = Extract<Constant, { kind: 'tuple' | 'list' | 'set' }>;

export function isText(value: Constant): value is Text {
  return value.kind === 'str' || value.kind === 'bytes';
}

export function isNumeric(value: Constant): value is Numeric {
  return value.kind === 'bool' || value.kind === 'int' || value.kind === 'float';
}

/** The value as an integer where Python accepts `__index__` (int and bool). */
export function indexValue(value: Constant | undefined): bigint | undefined {
  if (value === undefined) return undefined;
  if (value.kind === 'int') return value.value;
  return value.kind === 'bool' ? (value.value ? 1n : 0n) : undefined;
}

/** `float(value)`; undefined on overflow. */
export function toFloat(value: Numeric): number | undefined {
  if (value.kind === 'float') return value.value;
  const result = Number(value.value);
  return Number.isFinite(result) ? result : undefined;
}

export function truthy(value: Constant): boolean {
  switch (value.kind) {
    case 'none':
      return false;
    case 'ellipsis':
      return true;
    case 'bool':
      return value.value;
    case 'int':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'str':
    case 'bytes':
      return value.value !== '';
    case 'dict':
      return value.entries.length > 0;
    default:
      return value.items.length > 0;
  }
}

/** A set without repeated members (first one wins); undefined when a member is not hashable. */
export function makeSet(items: readonly Constant[]): Constant | undefined {
  const members = new Map<string, Constant>();
  for (const item of items) {
    const key = hashKey(item);
    if (key === undefined) return undefined;
    if (!members.has(key)) members.set(key, item);
  }
  return members.size <= constantLimits.items ? { kind: 'set', items: [...members.values()] } : undefined;
}

/** A dict (first key object stays, last value wins); undefined when a key is not hashable. */
export function makeDict(entries: Iterable<readonly [Constant, Constant]>): Constant | undefined {
  const map = new Map<string, readonly [Constant, Constant]>();
  for (const [key, value] of entries) {
    const hash = hashKey(key);
    if (hash === undefined) return undefined;
    const known = map.get(hash);
    map.set(hash, known === undefined ? [key, value] : [known[0], value]);
  }
  return map.size <= constantLimits.items ? { kind: 'dict', entries: [...map.values()] } : undefined;
}

/**
 * A text that is equal for values that are equal as dict keys (`1 == 1.0 == True`). Undefined for unhashable
 * values, and for NaN, whose equality depends on object identity.
 */
export function hashKey(value: Constant): string | undefined {
  switch (value.kind) {
    case 'none':
      return 'N';
    case 'ellipsis':
      return 'E';
    case 'bool':
      return value.value ? 'n1' : 'n0';
    case 'int':
      return `n${value.value}`;
    case 'float':
      if (Number.isNaN(value.value)) return undefined;
      return Number.isInteger(value.value) ? `n${BigInt(value.value)}` : `f${value.value}`;
    case 'str':
      return `s${value.value.length}:${value.value}`;
    case 'bytes':
      return `b${value.value.length}:${value.value}`;
    case 'tuple': {
      let key = `t${value.items.length}(`;
      for (const item of value.items) {
        const part = hashKey(item);
        if (part === undefined) return undefined;
        key += `${part},`;
      }
      return `${key})`;
    }
    default:
      return undefined;
  }
}

/** `left == right` as Python decides it; undefined when it depends on identity (NaN inside a container). */
export function equals(left: Constant, right: Constant, depth = 0): boolean | undefined {
  if (depth > constantLimits.depth) return undefined;
  if (isNumeric(left) && isNumeric(right)) return numericEquals(left, right, depth);
  if (left.kind !== right.kind) return false;
  switch (left.kind) {
    case 'none':
    case 'ellipsis':
      return true;
    case 'str':
    case 'bytes':
      return left.value === (right as Text).value;
    case 'tuple':
    case 'list':
      return itemsEqual(left.items, (right as Items).items, depth);
    case 'set':
      return setEquals(left.items, (right as Items).items);
    case 'dict':
      return dictEquals(left, right as Extract<Constant, { kind: 'dict' }>, depth);
    default:
      return undefined;
  }
}

function numericEquals(left: Numeric, right: Numeric, depth: number): boolean | undefined {
  if (depth > 0 && (Number.isNaN(left.value) || Number.isNaN(right.value))) return undefined;
  return compareNumbers(left, right) === 0;
}

/** -1, 0, 1, or undefined when either is NaN. Exact between ints and floats. */
export function compareNumbers(left: Numeric, right: Numeric): number | undefined {
  const a = left.kind === 'bool' ? BigInt(left.value) : left.value;
  const b = right.kind === 'bool' ? BigInt(right.value) : right.value;
  if (a < b) return -1;
  if (a > b) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number are compared by mathematical value
  return a == b ? 0 : undefined;
}

function itemsEqual(left: readonly Constant[], right: readonly Constant[], depth: number): boolean | undefined {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) {
    const same = equals(left[i], right[i], depth + 1);
    if (same !== true) return same;
  }
  return true;
}

function setEquals(left: readonly Constant[], right: readonly Constant[]): boolean {
  if (left.length !== right.length) return false;
  const keys = new Set(left.map(hashKey));
  return right.every((item) => keys.has(hashKey(item)));
}

function dictEquals(
  left: Extract<Constant, { kind: 'dict' }>,
  right: Extract<Constant, { kind: 'dict' }>,
  depth: number,
): boolean | undefined {
  if (left.entries.length !== right.entries.length) return false;
  const values = new Map(right.entries.map(([key, value]) => [hashKey(key), value]));
  let unsure = false;
  for (const [key, value] of left.entries) {
    const other = values.get(hashKey(key));
    if (other === undefined) return false;
    const same = equals(value, other, depth + 1);
    if (same === false) return false;
    unsure ||= same === undefined;
  }
  return unsure ? undefined : true;
}

/** Members a `for` loop sees, in an order Python guarantees: undefined for sets of two or more. */
export function iterate(value: Constant): readonly Constant[] | undefined {
  switch (value.kind) {
    case 'tuple':
    case 'list':
      return value.items;
    case 'set':
      return value.items.length < 2 ? value.items : undefined;
    case 'dict':
      return value.entries.map(([key]) => key);
    case 'str':
      return codePoints(value.value).map((char) => ({ kind: 'str', value: char }));
    case 'bytes':
      return Array.from(value.value, (char) => ({ kind: 'int', value: BigInt(char.charCodeAt(0)) }));
    default:
      return undefined;
  }
}

const surrogates = /[\ud800-\udfff]/;

/** Whether every UTF-16 unit is one code point, so that JavaScript offsets are Python offsets. */
export function isFlat(text: string): boolean {
  return !surrogates.test(text);
}

export function codePoints(text: string): string[] {
  return isFlat(text) ? text.split('') : Array.from(text);
}

export function codePointLength(text: string): number {
  return isFlat(text) ? text.length : Array.from(text).length;
}
