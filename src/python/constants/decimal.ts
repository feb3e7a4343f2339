/** Exact decimal digits of floats, rounded half to even as CPython prints and rounds them. */

const buffer = new DataView(new ArrayBuffer(8));

/** `|value| * 10 ** digits`, rounded half to even; `value` finite. */
export function scaledDigits(value: number, digits: number): bigint {
  buffer.setFloat64(0, Math.abs(value));
  const raw = buffer.getBigUint64(0);
  const exponentBits = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & 0xfffffffffffffn;
  const mantissa = exponentBits === 0 ? fraction : fraction | (1n << 52n);
  const exponent = (exponentBits === 0 ? 1 : exponentBits) - 1075;
  let numerator = mantissa;
  let denominator = 1n;
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  if (digits >= 0) numerator *= 10n ** BigInt(digits);
  else denominator *= 10n ** BigInt(-digits);
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  return twice > denominator || (twice === denominator && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** `'%.{precision}f'` of a finite, non-negative value. */
export function fixedDigits(value: number, precision: number): string {
  const digits = scaledDigits(value, precision)
    .toString()
    .padStart(precision + 1, '0');
  return precision === 0 ? digits : `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

/** `count` significant digits of a finite, non-negative value and the exponent of the first one. */
export function significantDigits(
  value: number,
  count: number,
): { readonly digits: string; readonly exponent: number } {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  let exponent = exponentOf(value);
  for (;;) {
    const digits = scaledDigits(value, count - 1 - exponent).toString();
    if (digits.length === count) return { digits, exponent };
    exponent += digits.length > count ? 1 : -1;
  }
}

/** Shortest digits that read back as the same float, and the exponent of the first one. */
export function shortestDigits(value: number): { readonly digits: string; readonly exponent: number } {
  const [mantissa, exponent] = Math.abs(value).toExponential().split('e');
  return { digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

function exponentOf(value: number): number {
  return shortestDigits(value).exponent;
}

/** `digits` with the point after the first and a Python exponent of at least two digits. */
export function exponentNotation(digits: string, exponent: number, keepPoint: boolean): string {
  const point = digits.length > 1 || keepPoint ? '.' : '';
  const magnitude = Math.abs(exponent).toString().padStart(2, '0');
  return `${digits[0]}${point}${digits.slice(1)}e${exponent < 0 ? '-' : '+'}${magnitude}`;
}

/** `digits` times ten to the `exponent`, written without an exponent. */
export function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return rest === '' ? whole : `${whole}.${rest}`;
}

/** `repr(value)`. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (!Number.isFinite(value)) return `${sign}inf`;
  const { digits, exponent } = shortestDigits(value);
  if (exponent < -4 || exponent >= 16) return sign + exponentNotation(digits, exponent, false);
  const text = positional(digits, exponent);
  return sign + (text.includes('.') ? text : `${text}.0`);
}

/** `round(value, digits)` for a finite value. */
export function roundFloat(value: number, digits: number): number {
  if (digits > 330) return value;
  if (digits < -330) return value * 0;
  const rounded = Number(`${scaledDigits(value, digits)}e${-digits}`);
  return value < 0 || Object.is(value, -0) ? -rounded : rounded;
}
