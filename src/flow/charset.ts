/**
 * Sets of characters a string may contain: one bit per ASCII code, bit 128 for everything beyond ASCII, and bit 129
 * for the pair `..`, which matters in paths.
 */

export type Charset = bigint;

export const anyChar: Charset = (1n << 130n) - 1n;
const nonAscii = 1n << 128n;
export const dotDot = 1n << 129n;

/** The set of the characters that occur in `text`. */
export function charsOf(text: string): Charset {
  let set = 0n;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    set |= code < 128 ? 1n << BigInt(code) : nonAscii;
  }
  return text.includes('..') ? set | dotDot : set;
}

/** A set from ranges, as in a regular expression class: `range('a-zA-Z_')`. A literal `-` comes last. */
export function charRange(spec: string): Charset {
  let set = 0n;
  for (let i = 0; i < spec.length; i++) {
    if (spec[i + 1] === '-' && i + 2 < spec.length) {
      for (let code = spec.charCodeAt(i); code <= spec.charCodeAt(i + 2); code++) set |= 1n << BigInt(code);
      i += 2;
    } else set |= charsOf(spec[i]!);
  }
  return set;
}

export const digits = charRange('0-9');
export const numeric = charRange('0-9+.eEinfaNjx-');
export const integerChars = charRange('0-9-');
export const alnum = charRange('a-zA-Z0-9') | nonAscii;
export const alpha = charRange('a-zA-Z') | nonAscii;
export const wordChars = charRange('a-zA-Z0-9_') | nonAscii;
export const space = charsOf(' \t\n\r\f\v') | nonAscii;
export const base64Chars = charRange('a-zA-Z0-9+/=_-');
export const hexChars = charRange('0-9a-fA-F');
export const uuidChars = charRange('0-9a-fA-F-');
export const urlQuoted = charRange('a-zA-Z0-9_.~%+/-');

export const mayContain = (set: Charset, chars: Charset): boolean => (set & chars) !== 0n;
export const isSubset = (set: Charset, of: Charset): boolean => (set & ~of) === 0n;

const lower = charRange('a-z');
const upper = charRange('A-Z');

/** What `str.lower` makes of a set. */
export function toLower(set: Charset): Charset {
  return (set & ~upper) | ((set & upper) << 32n);
}

/** What `str.upper` makes of a set. */
export function toUpper(set: Charset): Charset {
  return (set & ~lower) | ((set & lower) >> 32n);
}
