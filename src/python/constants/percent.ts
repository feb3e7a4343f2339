/** The `%` operator of str and bytes. */
import { floatBody } from './format-spec.ts';
import { asciiOnly, repr, toStr } from './repr.ts';
import {
  type Constant,
  codePointLength,
  codePoints,
  constantLimits,
  hashKey,
  indexValue,
  isNumeric,
  type Text,
  textLike,
  toFloat,
} from './value.ts';

const conversion = /%(?:\(((?:[^()]|\([^()]*\))*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d*))?[hlL]?(.)/gsuy;

/** `format % argument`; undefined when Python raises or the result is too long. */
export function percentFormat(format: Text, argument: Constant): Constant | undefined {
  const text = format.value;
  const values = argument.kind === 'tuple' ? argument.items : [argument];
  const mapping = argument.kind === 'dict' ? argument : undefined;
  const next = { index: 0 };
  let usedMapping = false;
  let out = '';
  let at = 0;
  while (at < text.length) {
    const percent = text.indexOf('%', at);
    if (percent < 0) break;
    out += text.slice(at, percent);
    conversion.lastIndex = percent;
    const match = conversion.exec(text);
    if (match === null) return undefined;
    at = conversion.lastIndex;
    const [whole, key, flags, width, precision, type] = match;
    if (type === '%') {
      if (whole !== '%%') return undefined;
      out += '%';
      continue;
    }
    const take = (): Constant | undefined => values[next.index++];
    const spec = readSpec(flags, width, precision, take);
    if (spec === undefined) return undefined;
    let value: Constant | undefined;
    if (key === undefined) value = take();
    else {
      if (mapping === undefined) return undefined;
      usedMapping = true;
      const wanted = hashKey(textLike(format, key) ?? format);
      value = mapping.entries.find(([name]) => hashKey(name) === wanted)?.[1];
    }
    if (value === undefined) return undefined;
    const piece = convert(format.kind, type, value, spec);
    if (piece === undefined) return undefined;
    out += piece;
    if (out.length > constantLimits.text) return undefined;
  }
  // Surplus arguments raise, except a mapping (any subscriptable that is neither tuple nor str).
  const surplus = next.index < values.length && !usedMapping;
  const tolerant =
    argument.kind === 'dict' || argument.kind === 'list' || (argument.kind === 'bytes' && format.kind === 'str');
  if (surplus && !tolerant) return undefined;
  return textLike(format, out + text.slice(at));
}

interface Spec {
  readonly left: boolean;
  readonly zero: boolean;
  readonly sign: string;
  readonly alternate: boolean;
  readonly width: number;
  readonly precision: number | undefined;
}

function readSpec(
  flags: string,
  width: string | undefined,
  precision: string | undefined,
  take: () => Constant | undefined,
): Spec | undefined {
  let left = flags.includes('-');
  let columns = Number(width === '*' ? 0 : (width ?? 0));
  if (width === '*') {
    const value = take();
    if (value?.kind !== 'int') return undefined;
    columns = Number(value.value);
    if (columns < 0) {
      left = true;
      columns = -columns;
    }
  }
  let places = precision === undefined ? undefined : Number(precision === '*' ? 0 : precision);
  if (precision === '*') {
    const value = take();
    if (value?.kind !== 'int') return undefined;
    places = Math.max(0, Number(value.value));
  }
  if (columns > constantLimits.text || (places ?? 0) > 400) return undefined;
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  return { left, zero: flags.includes('0'), sign, alternate: flags.includes('#'), width: columns, precision: places };
}

function convert(kind: 'str' | 'bytes', type: string, value: Constant, spec: Spec): string | undefined {
  switch (type) {
    case 's':
    case 'r':
    case 'a':
    case 'b': {
      const text = kind === 'str' ? textForStr(type, value) : textForBytes(type, value);
      if (text === undefined) return undefined;
      return pad(spec.precision === undefined ? text : codePoints(text).slice(0, spec.precision).join(''), spec);
    }
    case 'c': {
      const text = kind === 'str' ? charForStr(value) : charForBytes(value);
      return text === undefined ? undefined : pad(text, spec);
    }
    case 'd':
    case 'i':
    case 'u':
      return integer(value.kind === 'float' ? truncated(value.value) : indexValue(value), 10, 'd', spec);
    case 'o':
      return integer(indexValue(value), 8, type, spec);
    case 'x':
    case 'X':
      return integer(indexValue(value), 16, type, spec);
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return floating(value, type, spec);
    default:
      return undefined;
  }
}

function textForStr(type: string, value: Constant): string | undefined {
  if (type === 's') return toStr(value);
  const text = repr(value);
  if (type === 'r' || text === undefined) return text;
  return type === 'a' ? asciiOnly(text) : undefined;
}

function textForBytes(type: string, value: Constant): string | undefined {
  if (type === 's' || type === 'b') return value.kind === 'bytes' ? value.value : undefined;
  const text = repr(value);
  return text === undefined ? undefined : asciiOnly(text);
}

function charForStr(value: Constant): string | undefined {
  if (value.kind === 'str') return codePointLength(value.value) === 1 ? value.value : undefined;
  const code = indexValue(value);
  if (code === undefined || code < 0n || code > 0x10ffffn) return undefined;
  const char = String.fromCodePoint(Number(code));
  return char.isWellFormed() ? char : undefined;
}

function charForBytes(value: Constant): string | undefined {
  if (value.kind === 'bytes') return value.value.length === 1 ? value.value : undefined;
  const code = indexValue(value);
  return code === undefined || code < 0n || code > 255n ? undefined : String.fromCharCode(Number(code));
}

function truncated(value: number): bigint | undefined {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
}

function integer(value: bigint | undefined, radix: number, type: string, spec: Spec): string | undefined {
  if (value === undefined) return undefined;
  let digits = (value < 0n ? -value : value).toString(radix).padStart(spec.precision ?? 0, '0');
  if (type === 'X') digits = digits.toUpperCase();
  const prefix = spec.alternate && radix !== 10 ? `0${type}` : '';
  return signed(value < 0n, prefix, digits, spec);
}

function floating(value: Constant, type: string, spec: Spec): string | undefined {
  if (!isNumeric(value)) return undefined;
  const number = toFloat(value);
  if (number === undefined) return undefined;
  const body = floatBody(Math.abs(number), { type, precision: spec.precision, alternate: spec.alternate });
  const negative = !Number.isNaN(number) && (number < 0 || Object.is(number, -0));
  return signed(negative, '', type === type.toUpperCase() ? body.toUpperCase() : body, spec);
}

function signed(negative: boolean, prefix: string, digits: string, spec: Spec): string {
  const sign = negative ? '-' : spec.sign;
  const missing = spec.width - sign.length - prefix.length - digits.length;
  const zeros = spec.zero && !spec.left && missing > 0 ? '0'.repeat(missing) : '';
  return pad(sign + prefix + zeros + digits, spec);
}

function pad(text: string, spec: Spec): string {
  const missing = spec.width - codePointLength(text);
  if (missing <= 0) return text;
  return spec.left ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}
