/** The format mini-language: `format(value, spec)` for folded values. */
import { exponentNotation, fixedDigits, floatRepr, positional, shortestDigits, significantDigits } from './decimal.ts';
import { toStr } from './repr.ts';
import { type Constant, codePointLength, codePoints, constantLimits, isNumeric, toFloat } from './value.ts';

interface FormatSpec {
  readonly fill: string;
  readonly align: string;
  readonly sign: string;
  readonly noNegativeZero: boolean;
  readonly alternate: boolean;
  readonly zeroPadded: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const pattern = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su;

/** `format(value, spec)`; undefined when Python raises, or for locale (`n`) and results above the limits. */
export function formatValue(value: Constant, spec: string): string | undefined {
  if (spec === '') return toStr(value);
  if (value.kind !== 'str' && !isNumeric(value)) return undefined;
  const parsed = parseSpec(spec);
  if (parsed === undefined || parsed.type === 'n') return undefined;
  if (value.kind === 'str') return formatStr(value.value, parsed);
  if (value.kind === 'bool' && parsed.type === '') return formatNumber(BigInt(value.value), { ...parsed, type: 'd' });
  if (value.kind !== 'float' && parsed.type !== '' && 'eEfFgG%'.includes(parsed.type)) {
    const converted = toFloat(value);
    return converted === undefined ? undefined : formatFloat(converted, parsed);
  }
  if (value.kind === 'float') return formatFloat(value.value, parsed);
  return formatNumber(value.kind === 'int' ? value.value : BigInt(value.value), parsed);
}

function parseSpec(spec: string): FormatSpec | undefined {
  const match = pattern.exec(spec);
  if (match === null) return undefined;
  const [, fill, align, sign, z, alternate, zero, width, grouping, precision, type] = match;
  const result: FormatSpec = {
    fill: fill ?? (zero !== undefined && align === undefined ? '0' : ' '),
    align: align ?? '',
    sign: sign ?? '',
    noNegativeZero: z !== undefined,
    alternate: alternate !== undefined,
    zeroPadded: zero !== undefined,
    width: Number(width ?? 0),
    grouping: grouping ?? '',
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? '',
  };
  if (result.width > constantLimits.text || (result.precision ?? 0) > 400) return undefined;
  // `<05`: an alignment was given, but the zero still fills unless another fill character was.
  return align !== undefined && fill === undefined && zero !== undefined ? { ...result, fill: '0' } : result;
}

function formatStr(value: string, spec: FormatSpec): string | undefined {
  if (spec.type !== '' && spec.type !== 's') return undefined;
  if (spec.sign !== '' || spec.alternate || spec.grouping !== '' || spec.noNegativeZero || spec.align === '=') {
    return undefined;
  }
  const text = spec.precision === undefined ? value : codePoints(value).slice(0, spec.precision).join('');
  return pad(text, spec, spec.align === '' ? '<' : spec.align);
}

function formatNumber(value: bigint, spec: FormatSpec): string | undefined {
  if (spec.precision !== undefined || spec.noNegativeZero) return undefined;
  const type = spec.type === '' ? 'd' : spec.type;
  if (type === 'c') {
    if (spec.sign !== '' || spec.alternate || spec.grouping !== '') return undefined;
    if (value < 0n || value > 0x10ffffn || (value >= 0xd800n && value <= 0xdfffn)) return undefined;
    return pad(String.fromCodePoint(Number(value)), spec, spec.align === '' || spec.align === '=' ? '>' : spec.align);
  }
  const radix = { d: 10, b: 2, o: 8, x: 16, X: 16 }[type];
  if (radix === undefined || (spec.grouping === ',' && radix !== 10)) return undefined;
  let digits = (value < 0n ? -value : value).toString(radix);
  if (type === 'X') digits = digits.toUpperCase();
  const prefix = spec.alternate && radix !== 10 ? `0${type}` : '';
  return assemble(value < 0n, prefix, digits, '', spec, radix === 10 ? 3 : 4);
}

function formatFloat(value: number, spec: FormatSpec): string | undefined {
  if (!'eEfFgG%'.includes(spec.type)) return undefined;
  if (spec.noNegativeZero && Number.isNaN(value)) return undefined;
  let negative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(value);
  let body = floatBody(magnitude, spec);
  if (/^[eEfFgG]$/.test(spec.type) && spec.type === spec.type.toUpperCase()) body = body.toUpperCase();
  if (spec.noNegativeZero && negative && !/[1-9a-z]/i.test(body.replace(/e.*$/i, ''))) negative = false;
  if (Number.isNaN(value)) negative = false;
  const split = /^([0-9]*)(.*)$/s.exec(body);
  const whole = split?.[1] ?? '';
  if (whole === '') return assemble(negative, '', '', body, spec, 3);
  return assemble(negative, '', whole, split?.[2] ?? '', spec, 3);
}

/** Digits of a non-negative float for a float presentation type, without sign and grouping. */
export function floatBody(
  value: number,
  spec: { readonly type: string; readonly precision: number | undefined; readonly alternate: boolean },
): string {
  const percent = spec.type === '%';
  if (Number.isNaN(value)) return percent ? 'nan%' : 'nan';
  if (!Number.isFinite(value)) return percent ? 'inf%' : 'inf';
  const point = (text: string) => (spec.alternate && !text.includes('.') ? `${text}.` : text);
  const precision = spec.precision ?? 6;
  switch (spec.type.toLowerCase()) {
    case 'f':
      return point(fixedDigits(value, precision));
    case '%': {
      const scaled = value * 100;
      return Number.isFinite(scaled) ? `${point(fixedDigits(scaled, precision))}%` : 'inf%';
    }
    case 'e': {
      const { digits, exponent } = significantDigits(value, precision + 1);
      return exponentNotation(digits, exponent, spec.alternate);
    }
    case 'g':
      return general(value, Math.max(precision, 1), spec.alternate, false);
    default:
      if (spec.precision === undefined) return plainFloat(value, spec.alternate);
      return general(value, Math.max(spec.precision, 1), spec.alternate, true);
  }
}

/** `repr`, except that the alternate form keeps what `g` keeps. */
function plainFloat(value: number, alternate: boolean): string {
  if (!alternate) return floatRepr(value);
  const { digits, exponent } = shortestDigits(value);
  if (exponent < -4 || exponent >= 16) return exponentNotation(digits, exponent, true);
  const text = positional(digits, exponent);
  return text.includes('.') ? text : `${text}.0`;
}

/** `g`: positional notation for moderate exponents, trailing zeros removed unless alternate. */
function general(value: number, count: number, alternate: boolean, addDot: boolean): string {
  const { digits, exponent } = significantDigits(value, count);
  const kept = alternate ? digits : digits.replace(/0+$/, '') || '0';
  // Without a type, one digit after the point is wanted, so the exponent form starts one digit earlier.
  const limit = addDot ? count - 1 : count;
  if (exponent < -4 || exponent >= limit) return exponentNotation(kept, exponent, alternate);
  const text = positional(kept, exponent);
  if (text.includes('.')) return text;
  return addDot ? `${text}.0` : alternate ? `${text}.` : text;
}

function assemble(
  negative: boolean,
  prefix: string,
  whole: string,
  rest: string,
  spec: FormatSpec,
  group: number,
): string | undefined {
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  let digits = spec.grouping === '' ? whole : grouped(whole, spec.grouping, group);
  const zeroFill = spec.fill === '0' && (spec.align === '=' || (spec.align === '' && spec.zeroPadded));
  if (zeroFill && spec.grouping !== '' && whole !== '') {
    const target = spec.width - sign.length - prefix.length - rest.length;
    let padded = whole;
    while (digits.length < target) {
      padded = `0${padded}`;
      digits = grouped(padded, spec.grouping, group);
    }
  }
  const body = digits + rest;
  const align = spec.align === '' ? (spec.zeroPadded ? '=' : '>') : spec.align;
  if (align === '=') {
    const missing = spec.width - sign.length - prefix.length - body.length;
    return sign + prefix + (missing > 0 ? spec.fill.repeat(missing) : '') + body;
  }
  return pad(sign + prefix + body, spec, align);
}

function grouped(digits: string, separator: string, size: number): string {
  let out = '';
  for (let i = 0; i < digits.length; i++) {
    if (i > 0 && (digits.length - i) % size === 0) out += separator;
    out += digits[i];
  }
  return out;
}

function pad(text: string, spec: FormatSpec, align: string): string | undefined {
  const missing = spec.width - codePointLength(text);
  if (missing <= 0) return text;
  const left = align === '>' ? missing : align === '^' ? missing >> 1 : 0;
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
}
