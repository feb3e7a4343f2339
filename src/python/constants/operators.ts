/** Python's unary, binary and comparison operators on folded values. Undefined: unknown, too large, or it raises. */
import { percentFormat } from './percent.ts';
import {
  bool,
  bytes,
  type Constant,
  codePoints,
  compareNumbers,
  constantLimits,
  equals,
  float,
  hashKey,
  indexValue,
  int,
  isNumeric,
  isText,
  makeDict,
  makeSet,
  type Numeric,
  sequence,
  str,
  type Text,
  textLike,
  toFloat,
  truthy,
} from './value.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '<<' | '>>' | '|' | '^' | '&' | '@';
export type UnaryOperator = '+' | '-' | '~' | 'not';
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in';

export function unary(operator: UnaryOperator, value: Constant): Constant | undefined {
  if (operator === 'not') return bool(!truthy(value));
  if (value.kind === 'float') {
    if (operator === '~') return undefined;
    return float(operator === '-' ? -value.value : value.value);
  }
  const big = indexValue(value);
  if (big === undefined) return undefined;
  return int(operator === '-' ? -big : operator === '~' ? ~big : big);
}

export function binary(operator: BinaryOperator, left: Constant, right: Constant): Constant | undefined {
  if (operator === '%' && isText(left)) return percentFormat(left, right);
  if (isNumeric(left) && isNumeric(right)) return arithmetic(operator, left, right);
  switch (operator) {
    case '+':
      return concat(left, right);
    case '*':
      return repeat(left, right) ?? repeat(right, left);
    case '|':
      if (left.kind === 'dict' && right.kind === 'dict') return makeDict([...left.entries, ...right.entries]);
      return setOperation(operator, left, right);
    case '&':
    case '-':
    case '^':
      return setOperation(operator, left, right);
    default:
      return undefined;
  }
}

/** One comparison as a truth value; undefined when unknown or when Python raises. */
export function compare(operator: ComparisonOperator, left: Constant, right: Constant): boolean | undefined {
  switch (operator) {
    case '==':
      return equals(left, right);
    case '!=': {
      const same = equals(left, right);
      return same === undefined ? undefined : !same;
    }
    case 'is':
      return identical(left, right);
    case 'is not': {
      const same = identical(left, right);
      return same === undefined ? undefined : !same;
    }
    case 'in':
      return contains(right, left);
    case 'not in': {
      const found = contains(right, left);
      return found === undefined ? undefined : !found;
    }
    default:
      return ordered(operator, left, right);
  }
}

/** `item in container`. */
export function contains(container: Constant, item: Constant): boolean | undefined {
  switch (container.kind) {
    case 'str':
      return item.kind === 'str' ? container.value.includes(item.value) : undefined;
    case 'bytes': {
      if (item.kind === 'bytes') return container.value.includes(item.value);
      const byte = indexValue(item);
      return byte === undefined || byte < 0n || byte > 255n
        ? undefined
        : container.value.includes(String.fromCharCode(Number(byte)));
    }
    case 'tuple':
    case 'list': {
      let unsure = false;
      for (const member of container.items) {
        const same = equals(member, item, 1);
        if (same === true) return true;
        unsure ||= same === undefined;
      }
      return unsure ? undefined : false;
    }
    case 'set':
    case 'dict': {
      const key = hashKey(item);
      if (key === undefined) return undefined;
      const keys = container.kind === 'set' ? container.items : container.entries.map(([member]) => member);
      return keys.some((member) => hashKey(member) === key);
    }
    default:
      return undefined;
  }
}

/** Only what every implementation guarantees: singletons, and values of different kinds. */
function identical(left: Constant, right: Constant): boolean | undefined {
  if (left.kind !== right.kind) return false;
  if (left.kind === 'none' || left.kind === 'ellipsis') return true;
  if (left.kind === 'bool') return left.value === (right as typeof left).value;
  return equals(left, right, 1) === false ? false : undefined;
}

function ordered(operator: '<' | '<=' | '>' | '>=', left: Constant, right: Constant): boolean | undefined {
  if (left.kind === 'set' && right.kind === 'set') return subset(operator, left.items, right.items);
  if (isNumeric(left) && isNumeric(right)) {
    const order = compareNumbers(left, right);
    return order === undefined ? false : decide(operator, order);
  }
  const order = compareOrder(left, right);
  return order === undefined ? undefined : decide(operator, order);
}

/** Total order of two values of the same orderable type; undefined when Python raises or NaN is inside. */
export function compareOrder(left: Constant, right: Constant, depth = 0): number | undefined {
  if (depth > constantLimits.depth) return undefined;
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right);
  if (left.kind !== right.kind) return undefined;
  if (left.kind === 'str') return compareCodePoints(left.value, (right as Text).value);
  if (left.kind === 'bytes')
    return Math.sign(left.value < (right as Text).value ? -1 : +(left.value !== (right as Text).value));
  if (left.kind !== 'tuple' && left.kind !== 'list') return undefined;
  const a = left.items;
  const b = (right as typeof left).items;
  for (let i = 0; i < a.length && i < b.length; i++) {
    const same = equals(a[i], b[i], depth + 1);
    if (same === undefined) return undefined;
    if (!same) return compareOrder(a[i], b[i], depth + 1);
  }
  return Math.sign(a.length - b.length);
}

function decide(operator: '<' | '<=' | '>' | '>=', order: number): boolean {
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

/** UTF-16 order differs from code point order above U+FFFF. */
function compareCodePoints(left: string, right: string): number {
  const a = codePoints(left);
  const b = codePoints(right);
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = (a[i].codePointAt(0) ?? 0) - (b[i].codePointAt(0) ?? 0);
    if (order !== 0) return Math.sign(order);
  }
  return Math.sign(a.length - b.length);
}

function subset(operator: string, left: readonly Constant[], right: readonly Constant[]): boolean {
  const [small, large] = operator[0] === '<' ? [left, right] : [right, left];
  const keys = new Set(large.map(hashKey));
  const inside = small.every((item) => keys.has(hashKey(item)));
  return inside && (operator.length === 2 || small.length < large.length);
}

function concat(left: Constant, right: Constant): Constant | undefined {
  if (left.kind !== right.kind) return undefined;
  switch (left.kind) {
    case 'str':
      return str(left.value + (right as Text).value);
    case 'bytes':
      return bytes(left.value + (right as Text).value);
    case 'tuple':
    case 'list':
      return sequence(left.kind, [...left.items, ...(right as typeof left).items]);
    default:
      return undefined;
  }
}

function repeat(value: Constant, times: Constant): Constant | undefined {
  const count = indexValue(times);
  if (count === undefined) return undefined;
  const length = isText(value) ? value.value.length : 'items' in value ? value.items.length : 0;
  const limit = isText(value) ? constantLimits.text : constantLimits.items;
  const n = count <= 0n || length === 0 ? 0 : count > BigInt(limit) ? undefined : Number(count);
  if (n === undefined || n * length > limit) return undefined;
  if (isText(value)) return textLike(value, value.value.repeat(n));
  if (value.kind !== 'tuple' && value.kind !== 'list') return undefined;
  const items: Constant[] = [];
  for (let i = 0; i < n; i++) items.push(...value.items);
  return sequence(value.kind, items);
}

function setOperation(operator: '|' | '&' | '-' | '^', left: Constant, right: Constant): Constant | undefined {
  if (left.kind !== 'set' || right.kind !== 'set') return undefined;
  const inLeft = new Set(left.items.map(hashKey));
  const inRight = new Set(right.items.map(hashKey));
  const onlyRight = right.items.filter((item) => !inLeft.has(hashKey(item)));
  switch (operator) {
    case '|':
      return makeSet([...left.items, ...onlyRight]);
    case '&':
      // CPython walks the smaller set and keeps its members (`{True, 2} & {1}` is `{1}`).
      return right.items.length > left.items.length
        ? makeSet(left.items.filter((item) => inRight.has(hashKey(item))))
        : makeSet(right.items.filter((item) => inLeft.has(hashKey(item))));
    case '-':
      return makeSet(left.items.filter((item) => !inRight.has(hashKey(item))));
    case '^':
      return makeSet([...left.items.filter((item) => !inRight.has(hashKey(item))), ...onlyRight]);
  }
}

function arithmetic(operator: BinaryOperator, left: Numeric, right: Numeric): Constant | undefined {
  const a = indexValue(left);
  const b = indexValue(right);
  if (a !== undefined && b !== undefined) {
    if (left.kind === 'bool' && right.kind === 'bool') {
      if (operator === '&') return bool(left.value && right.value);
      if (operator === '|') return bool(left.value || right.value);
      if (operator === '^') return bool(left.value !== right.value);
    }
    return integerArithmetic(operator, a, b);
  }
  const x = toFloat(left);
  const y = toFloat(right);
  return x === undefined || y === undefined ? undefined : floatArithmetic(operator, x, y);
}

function integerArithmetic(operator: BinaryOperator, a: bigint, b: bigint): Constant | undefined {
  switch (operator) {
    case '+':
      return int(a + b);
    case '-':
      return int(a - b);
    case '*':
      return int(a * b);
    case '/':
      return trueDivide(a, b);
    case '//':
      return b === 0n ? undefined : int(floorDivide(a, b));
    case '%':
      return b === 0n ? undefined : int(a - floorDivide(a, b) * b);
    case '**':
      return integerPower(a, b);
    case '<<':
      if (b < 0n) return undefined;
      if (a === 0n) return int(0n);
      return b > BigInt(constantLimits.bits) ? undefined : int(a << b);
    case '>>':
      if (b < 0n) return undefined;
      return int(b > BigInt(constantLimits.bits) ? (a < 0n ? -1n : 0n) : a >> b);
    case '|':
      return int(a | b);
    case '^':
      return int(a ^ b);
    case '&':
      return int(a & b);
    case '@':
      return undefined;
  }
}

export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** Python divides ints with one correct rounding; doubles do the same only while both are exact. */
function trueDivide(a: bigint, b: bigint): Constant | undefined {
  if (b === 0n) return undefined;
  const safe = BigInt(Number.MAX_SAFE_INTEGER);
  const inRange = (n: bigint) => n <= safe && n >= -safe;
  if (inRange(a) && inRange(b)) return float(Number(a) / Number(b));
  const negative = a < 0n !== b < 0n;
  const n = a < 0n ? -a : a;
  const d = b < 0n ? -b : b;
  // Scale so that the quotient has at least 66 bits, keep a sticky bit, and let Number() round once.
  const shift = bitLength(d) - bitLength(n) + 66;
  const [numerator, denominator] = shift >= 0 ? [n << BigInt(shift), d] : [n, d << BigInt(-shift)];
  let quotient = numerator / denominator;
  if (numerator % denominator !== 0n) quotient |= 1n;
  const exponent = bitLength(quotient) - 1 - shift;
  if (exponent > 1023) return undefined;
  // Subnormal results would round twice.
  if (exponent < -1021) return undefined;
  const value = Number(quotient) * 2 ** -shift;
  return Number.isFinite(value) ? float(negative ? -value : value) : undefined;
}

export function bitLength(value: bigint): number {
  return value === 0n ? 0 : (value < 0n ? -value : value).toString(2).length;
}

function integerPower(a: bigint, b: bigint): Constant | undefined {
  if (b < 0n) {
    if (a === 0n) return undefined;
    const base = Number(a);
    return Number.isFinite(base) && Number.isSafeInteger(base) ? floatPower(base, Number(b)) : undefined;
  }
  if (a === 0n || a === 1n) return int(b === 0n ? 1n : a);
  if (a === -1n) return int((b & 1n) === 0n ? 1n : -1n);
  const bits = BigInt(bitLength(a));
  return b * bits > BigInt(constantLimits.bits) * 2n ? undefined : int(a ** b);
}

function floatArithmetic(operator: BinaryOperator, x: number, y: number): Constant | undefined {
  switch (operator) {
    case '+':
      return float(x + y);
    case '-':
      return float(x - y);
    case '*':
      return float(x * y);
    case '/':
      return y === 0 ? undefined : float(x / y);
    case '//':
      return y === 0 ? undefined : float(floatDivmod(x, y)[0]);
    case '%':
      return y === 0 ? undefined : float(floatDivmod(x, y)[1]);
    case '**':
      return floatPower(x, y);
    default:
      return undefined;
  }
}

/** CPython's `float_divmod`. */
export function floatDivmod(x: number, y: number): readonly [number, number] {
  let mod = x % y;
  let div = (x - mod) / y;
  if (mod !== 0) {
    if (y < 0 !== mod < 0) {
      mod += y;
      div -= 1;
    }
  } else {
    mod = y < 0 || Object.is(y, -0) ? -0 : 0;
  }
  if (div === 0) return [x / y < 0 || Object.is(x / y, -0) ? -0 : 0, mod];
  let floor = Math.floor(div);
  if (div - floor > 0.5) floor += 1;
  return [floor, mod];
}

/**
 * Powers of floats where every platform agrees: the C library and V8 may differ in the last digit otherwise, and a
 * value that is nearly right is wrong here.
 */
function floatPower(x: number, y: number): Constant | undefined {
  if (y === 0 || x === 1) return float(1);
  if (x === 0) return y < 0 || !Number.isFinite(y) ? undefined : float(isOdd(y) ? x : 0);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return undefined;
  if (y === 1) return float(x);
  if (y === -1) return float(1 / x);
  if (!Number.isInteger(y) || Math.abs(y) > 1024) return undefined;
  const result = x ** y;
  if (!Number.isFinite(result) || result === 0) return undefined;
  if (isPowerOfTwo(Math.abs(x))) return float(result);
  if (y > 0) return Number.isInteger(x) && Math.abs(result) <= Number.MAX_SAFE_INTEGER ? float(result) : undefined;
  // One rounded division of an exact power is the correctly rounded value.
  const power = x ** -y;
  return Number.isInteger(x) && Math.abs(power) <= Number.MAX_SAFE_INTEGER ? float(1 / power) : undefined;
}

function isOdd(value: number): boolean {
  return Math.abs(value % 2) === 1;
}

function isPowerOfTwo(value: number): boolean {
  const log = Math.log2(value);
  return Number.isInteger(log) && 2 ** log === value;
}
