/** Bytes ↔ strings with one character per byte (Latin-1), so that offsets in both are the same. */

/** Bytes `from`…`to` as a string, one character per byte. Meant for windows of a few kilobytes. */
export function byteString(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  // Short windows are the rule: no spread, no intermediate array.
  if (to - from <= 64) {
    for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at]);
    return text;
  }
  for (let at = from; at < to; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(to, at + 8192)));
  }
  return text;
}

/** The inverse; characters above 255 become `?`. */
export function stringBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[i] = code < 256 ? code : 63;
  }
  return bytes;
}

const LETTER = 1;
const DIGIT = 2;
const UNDERSCORE = 4;
const SPACE = 8;
const NAME_PART = 16;
const BASE64 = 32;
const HEX = 64;
const table = new Uint8Array(256);
for (let code = 0; code < 256; code++) {
  const ch = String.fromCharCode(code);
  if (/[A-Za-z]/.test(ch)) table[code] |= LETTER;
  if (/[0-9]/.test(ch)) table[code] |= DIGIT;
  if (ch === '_') table[code] |= UNDERSCORE;
  if (ch === ' ' || ch === '\t') table[code] |= SPACE;
  if (/[A-Za-z0-9_.-]/.test(ch)) table[code] |= NAME_PART;
  if (/[A-Za-z0-9+/_-]/.test(ch)) table[code] |= BASE64;
  if (/[0-9A-Fa-f]/.test(ch)) table[code] |= HEX;
}

export const isLetter = (byte: number): boolean => (table[byte] & LETTER) !== 0;
export const isWord = (byte: number): boolean => (table[byte] & (LETTER | DIGIT | UNDERSCORE)) !== 0;
export const isSpace = (byte: number): boolean => (table[byte] & SPACE) !== 0;
/** Letters, digits, `_`, `.`, `-`. */
export const isNamePart = (byte: number): boolean => (table[byte] & NAME_PART) !== 0;
/** The standard and the URL alphabet, without padding. */
export const isBase64 = (byte: number): boolean => (table[byte] & BASE64) !== 0;
export const isHex = (byte: number): boolean => (table[byte] & HEX) !== 0;
