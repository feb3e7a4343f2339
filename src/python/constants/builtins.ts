/** Pure builtin functions on folded values. */

import { roundFloat } from './decimal.ts';
import { decodeBytes, encodeText, fromHex } from './encodings.ts';
import { formatValue } from './format-spec.ts';
import { binary, compareOrder, floatDivmod, floorDivide } from './operators.ts';
import { asciiOnly, repr, toStr } from './repr.ts';
import {
  bool,
  bytes,
  type Constant,
  codePoints,
  constantLimits,
  float,
  indexValue,
  int,
  isNumeric,
  iterate,
  makeDict,
  makeSet,
  pyFalse,
  sequence,
  str,
  toFloat,
  truthy,
} from './value.ts';

type Builtin = (args: readonly Constant[]) => Constant | undefined;

/** Calls a builtin with positional arguments; undefined when it is not pure, unknown, or raises. */
export function callBuiltin(name: string, args: readonly Constant[]): Constant | undefined {
  return builtins.get(name)?.(args);
}

/** Static methods of builtin types: `bytes.fromhex`, `str.maketrans`, `dict.fromkeys`. */
export function callStatic(type: string, name: string, args: readonly Constant[]): Constant | undefined {
  if (type === 'bytes' && name === 'fromhex' && args.length === 1 && args[0].kind === 'str') {
    const data = fromHex(args[0].value);
    return data === undefined ? undefined : bytes(data);
  }
  if (type === 'str' && name === 'maketrans') return makeTranslation(args);
  if (type === 'dict' && name === 'fromkeys' && (args.length === 1 || args.length === 2)) {
    const keys = iterate(args[0]);
    return keys === undefined ? undefined : makeDict(keys.map((key) => [key, args[1] ?? { kind: 'none' }]));
  }
  return undefined;
}

const builtins: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ['len', one(length)],
  ['str', toText],
  ['repr', one((value) => maybeStr(repr(value)))],
  ['ascii', one((value) => maybeStr(mapText(repr(value), asciiOnly)))],
  ['format', (args) => (args.length === 1 ? maybeStr(formatValue(args[0], '')) : formatWith(args))],
  ['bool', (args) => (args.length === 0 ? pyFalse : args.length === 1 ? bool(truthy(args[0])) : undefined)],
  ['int', toInt],
  ['float', toFloatValue],
  ['chr', one(chr)],
  ['ord', one(ord)],
  ['hex', one((value) => radixText(value, 16, '0x'))],
  ['oct', one((value) => radixText(value, 8, '0o'))],
  ['bin', one((value) => radixText(value, 2, '0b'))],
  ['abs', one(abs)],
  ['round', round],
  ['pow', (args) => (args.length === 2 ? binary('**', args[0], args[1]) : modularPower(args))],
  ['divmod', divmod],
  ['min', (args) => extreme(args, -1)],
  ['max', (args) => extreme(args, 1)],
  ['sum', sum],
  ['any', one((value) => anyAll(value, true))],
  ['all', one((value) => anyAll(value, false))],
  ['sorted', one((value) => sorted(value))],
  ['list', (args) => (args.length === 0 ? sequence('list', []) : one((value) => container('list', value))(args))],
  ['tuple', (args) => (args.length === 0 ? sequence('tuple', []) : one((value) => container('tuple', value))(args))],
  ['set', toSet],
  ['dict', (args) => (args.length === 0 ? makeDict([]) : one(toDict)(args))],
  ['bytes', toBytes],
]);

function one(fn: (value: Constant) => Constant | undefined): Builtin {
  return (args) => (args.length === 1 ? fn(args[0]) : undefined);
}

function maybeStr(text: string | undefined): Constant | undefined {
  return text === undefined ? undefined : str(text);
}

function mapText(text: string | undefined, map: (text: string) => string): string | undefined {
  return text === undefined ? undefined : map(text);
}

function length(value: Constant): Constant | undefined {
  if (value.kind === 'bytes') return int(value.value.length);
  if (value.kind === 'set') return int(value.items.length);
  const items = iterate(value);
  return items === undefined ? undefined : int(items.length);
}

function toText(args: readonly Constant[]): Constant | undefined {
  if (args.length === 0) return str('');
  if (args.length === 1) return maybeStr(toStr(args[0]));
  return args[0].kind === 'bytes' ? decodeBytes(args[0].value, args.slice(1)) : undefined;
}

function formatWith(args: readonly Constant[]): Constant | undefined {
  return args.length === 2 && args[1].kind === 'str' ? maybeStr(formatValue(args[0], args[1].value)) : undefined;
}

function toInt(args: readonly Constant[]): Constant | undefined {
  if (args.length === 0) return int(0);
  const [value, radix] = args;
  if (args.length === 1 && value.kind === 'float')
    return Number.isFinite(value.value) ? int(BigInt(Math.trunc(value.value))) : undefined;
  if (args.length === 1 && (value.kind === 'int' || value.kind === 'bool')) return int(BigInt(value.value));
  if ((value.kind !== 'str' && value.kind !== 'bytes') || args.length > 2) return undefined;
  const base = radix === undefined ? 10n : indexValue(radix);
  return base === undefined ? undefined : parseInteger(value.value, Number(base));
}

function parseInteger(text: string, base: number): Constant | undefined {
  if (base !== 0 && (base < 2 || base > 36)) return undefined;
  const match = /^[\s\x1c-\x1f\x85]*([+-]?)(?:0([bBoOxX])_?)?([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)[\s\x1c-\x1f\x85]*$/.exec(
    text,
  );
  if (match === null) return parsePrefixLike(text, base);
  const [, sign, letter, digits] = match;
  let radix = base;
  if (letter !== undefined) {
    const implied = { b: 2, o: 8, x: 16 }[letter.toLowerCase()] ?? 0;
    if (base !== 0 && base !== implied) return parsePrefixLike(text, base);
    radix = implied;
  } else if (base === 0) {
    if (/^0[0_]*[1-9a-zA-Z]/.test(digits)) return undefined;
    radix = 10;
  }
  return digitsValue(sign, digits, radix);
}

/** `int('0b1', 16)`: the letter is a digit. */
function parsePrefixLike(text: string, base: number): Constant | undefined {
  const match = /^\s*([+-]?)([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)\s*$/.exec(text);
  return match === null || base === 0 ? undefined : digitsValue(match[1], match[2], base);
}

function digitsValue(sign: string, digits: string, radix: number): Constant | undefined {
  const clean = digits.replaceAll('_', '');
  if (clean.length > 1300) return undefined;
  let value = 0n;
  for (const char of clean.toLowerCase()) {
    const digit = char >= 'a' ? char.charCodeAt(0) - 87 : char.charCodeAt(0) - 48;
    if (digit >= radix) return undefined;
    value = value * BigInt(radix) + BigInt(digit);
  }
  return int(sign === '-' ? -value : value);
}

function toFloatValue(args: readonly Constant[]): Constant | undefined {
  if (args.length === 0) return float(0);
  if (args.length > 1) return undefined;
  const [value] = args;
  if (isNumeric(value)) {
    const number = toFloat(value);
    return number === undefined ? undefined : float(number);
  }
  if (value.kind !== 'str' && value.kind !== 'bytes') return undefined;
  const text = value.value.replace(/^[\t-\r\x1c-\x20]+|[\t-\r\x1c-\x20]+$/g, '');
  const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text);
  if (special !== null) {
    const magnitude = special[2].toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
    return float(special[1] === '-' ? -magnitude : magnitude);
  }
  if (!/^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?$/.test(text))
    return undefined;
  return float(Number(text.replaceAll('_', '')));
}

function chr(value: Constant): Constant | undefined {
  const code = indexValue(value);
  return code === undefined || code < 0n || code > 0x10ffffn ? undefined : str(String.fromCodePoint(Number(code)));
}

function ord(value: Constant): Constant | undefined {
  if (value.kind === 'bytes') return value.value.length === 1 ? int(value.value.charCodeAt(0)) : undefined;
  if (value.kind !== 'str') return undefined;
  const chars = codePoints(value.value);
  return chars.length === 1 ? int(chars[0].codePointAt(0) ?? 0) : undefined;
}

function radixText(value: Constant, radix: number, prefix: string): Constant | undefined {
  const big = indexValue(value);
  if (big === undefined) return undefined;
  return str(big < 0n ? `-${prefix}${(-big).toString(radix)}` : prefix + big.toString(radix));
}

function abs(value: Constant): Constant | undefined {
  if (value.kind === 'float') return float(Math.abs(value.value));
  const big = indexValue(value);
  return big === undefined ? undefined : int(big < 0n ? -big : big);
}

function round(args: readonly Constant[]): Constant | undefined {
  if (args.length === 0 || args.length > 2) return undefined;
  const [value, places] = args;
  if (!isNumeric(value)) return undefined;
  const bare = args.length === 1 || places.kind === 'none';
  if (value.kind !== 'float') {
    const digits = bare ? 0n : indexValue(places);
    if (digits === undefined) return undefined;
    return digits >= 0n ? int(BigInt(value.value)) : roundInt(BigInt(value.value), digits);
  }
  if (bare) {
    if (!Number.isFinite(value.value)) return undefined;
    const whole = Math.trunc(value.value);
    const rest = Math.abs(value.value - whole);
    const away = rest > 0.5 || (rest === 0.5 && whole % 2 !== 0);
    return int(BigInt(away ? whole + Math.sign(value.value) : whole));
  }
  const digits = indexValue(places);
  if (digits === undefined) return undefined;
  if (!Number.isFinite(value.value)) return value;
  const rounded = roundFloat(value.value, Number(digits));
  return Number.isFinite(rounded) ? float(rounded) : undefined;
}

function roundInt(value: bigint, digits: bigint): Constant | undefined {
  if (digits < -1300n) return int(0);
  const unit = 10n ** -digits;
  let quotient = floorDivide(value, unit);
  const twice = (value - quotient * unit) * 2n;
  if (twice > unit || (twice === unit && (quotient & 1n) === 1n)) quotient += 1n;
  return int(quotient * unit);
}

function modularPower(args: readonly Constant[]): Constant | undefined {
  if (args.length !== 3) return undefined;
  const [base, exponent, modulus] = args.map(indexValue);
  if (base === undefined || exponent === undefined || modulus === undefined || modulus === 0n || exponent < 0n)
    return undefined;
  if (exponent > 1n << 512n) return undefined;
  let result = 1n;
  let power = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * power) % modulus;
    power = (power * power) % modulus;
  }
  return int(result - floorDivide(result, modulus) * modulus);
}

function divmod(args: readonly Constant[]): Constant | undefined {
  if (args.length !== 2) return undefined;
  const [left, right] = args;
  if (!isNumeric(left) || !isNumeric(right)) return undefined;
  if (left.kind === 'float' || right.kind === 'float') {
    const x = toFloat(left);
    const y = toFloat(right);
    if (x === undefined || y === undefined || y === 0) return undefined;
    const [quotient, rest] = floatDivmod(x, y);
    return sequence('tuple', [float(quotient), float(rest)]);
  }
  const quotient = binary('//', left, right);
  const rest = binary('%', left, right);
  return quotient === undefined || rest === undefined ? undefined : sequence('tuple', [quotient, rest]);
}

function extreme(args: readonly Constant[], sign: number): Constant | undefined {
  const items = args.length === 1 ? iterableItems(args[0]) : args;
  if (items === undefined || items.length === 0) return undefined;
  let best = items[0];
  for (const item of items.slice(1)) {
    const order = compareOrder(item, best);
    if (order === undefined) return undefined;
    if (order * sign > 0) best = item;
  }
  // With a set, which of two equal members is met first is not known.
  if (args.length === 1 && args[0].kind === 'set' && best.kind === 'tuple') return undefined;
  return best;
}

/** Members in any order, for results that do not depend on it. */
function iterableItems(value: Constant): readonly Constant[] | undefined {
  return value.kind === 'set' ? value.items : iterate(value);
}

function sum(args: readonly Constant[]): Constant | undefined {
  if (args.length === 0 || args.length > 2) return undefined;
  const items = iterate(args[0]);
  let total: Constant | undefined = args[1] ?? { kind: 'int', value: 0n };
  if (items === undefined || total.kind === 'str' || total.kind === 'bytes') return undefined;
  // Python 3.12 adds floats with compensation, older versions do not.
  if (items.filter((item) => item.kind === 'float').length > 1) return undefined;
  if (!isNumeric(total) && items.length > 64) return undefined;
  for (const item of items) {
    total = binary('+', total, item);
    if (total === undefined) return undefined;
  }
  return total;
}

function anyAll(value: Constant, wanted: boolean): Constant | undefined {
  const items = iterableItems(value);
  return items === undefined ? undefined : bool(items.some((item) => truthy(item) === wanted) === wanted);
}

function sorted(value: Constant): Constant | undefined {
  const items = iterableItems(value);
  if (items === undefined) return undefined;
  let unsure = false;
  const result = items.toSorted((a, b) => {
    const order = compareOrder(a, b);
    unsure ||= order === undefined;
    return order ?? 0;
  });
  if (value.kind === 'set' && value.items.some((item) => item.kind === 'tuple')) return undefined;
  return unsure ? undefined : sequence('list', result);
}

function container(kind: 'list' | 'tuple', value: Constant): Constant | undefined {
  const items = iterate(value);
  return items === undefined ? undefined : sequence(kind, items);
}

function toSet(args: readonly Constant[]): Constant | undefined {
  if (args.length === 0) return makeSet([]);
  if (args.length > 1) return undefined;
  const items = iterableItems(args[0]);
  return items === undefined ? undefined : makeSet(items);
}

function toDict(value: Constant): Constant | undefined {
  if (value.kind === 'dict') return value;
  const items = iterate(value);
  if (items === undefined) return undefined;
  const entries: [Constant, Constant][] = [];
  for (const item of items) {
    const pair = iterate(item);
    if (pair === undefined || pair.length !== 2) return undefined;
    entries.push([pair[0], pair[1]]);
  }
  return makeDict(entries);
}

function toBytes(args: readonly Constant[]): Constant | undefined {
  if (args.length === 0) return bytes('');
  const [value] = args;
  if (value.kind === 'str') return args.length > 1 ? encodeText(value.value, args.slice(1)) : undefined;
  if (args.length > 1) return undefined;
  if (value.kind === 'bytes') return value;
  const size = indexValue(value);
  if (size !== undefined)
    return size < 0n || size > BigInt(constantLimits.text) ? undefined : bytes('\0'.repeat(Number(size)));
  const items = iterate(value);
  if (items === undefined) return undefined;
  let out = '';
  for (const item of items) {
    const byte = indexValue(item);
    if (byte === undefined || byte < 0n || byte > 255n) return undefined;
    out += String.fromCharCode(Number(byte));
  }
  return bytes(out);
}

function makeTranslation(args: readonly Constant[]): Constant | undefined {
  const [from, to, drop] = args;
  const entries: [Constant, Constant][] = [];
  const code = (char: string): Constant => ({ kind: 'int', value: BigInt(char.codePointAt(0) ?? 0) });
  if (args.length === 1 && from.kind === 'dict') {
    for (const [key, value] of from.entries) {
      if (key.kind === 'str' && codePoints(key.value).length !== 1) return undefined;
      if (key.kind !== 'str' && key.kind !== 'int') return undefined;
      entries.push([key.kind === 'str' ? code(key.value) : key, value]);
    }
    return makeDict(entries);
  }
  if (args.length < 2 || args.length > 3 || from.kind !== 'str' || to.kind !== 'str') return undefined;
  const sources = codePoints(from.value);
  const targets = codePoints(to.value);
  if (sources.length !== targets.length || (drop !== undefined && drop.kind !== 'str')) return undefined;
  for (let i = 0; i < sources.length; i++) entries.push([code(sources[i]), code(targets[i])]);
  for (const char of drop === undefined ? [] : codePoints(drop.value)) entries.push([code(char), { kind: 'none' }]);
  return makeDict(entries);
}
