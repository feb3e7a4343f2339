/** Base64 in both alphabets, decoded without exceptions. */

import { stringBytes } from '../engine/text.ts';

const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const codes = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i++) codes[standard.charCodeAt(i)] = i;
codes[45] = 62; // -
codes[95] = 63; // _

/** Decodes base64 or base64url, padded or not; undefined if a character is of neither alphabet. */
export function decodeBase64(text: string): Uint8Array | undefined {
  return decodeBase64Bytes(stringBytes(text), 0, text.length);
}

/** The same for the bytes `start`…`end` of a file. */
export function decodeBase64Bytes(source: Uint8Array, start: number, end: number): Uint8Array | undefined {
  let length = end - start;
  while (length > 0 && source[start + length - 1] === 61) length--;
  if (length % 4 === 1 || length === 0) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let out = 0;
  let buffer = 0;
  let bits = 0;
  for (let i = 0; i < length; i++) {
    const code = codes[source[start + i]];
    if (code < 0) return undefined;
    buffer = ((buffer << 6) | code) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[out++] = (buffer >> bits) & 0xff;
    }
  }
  return bytes;
}

/** Whether the first `count` characters (a multiple of 4) at `start` decode to printable text. Allocates nothing. */
export function startsAsText(source: Uint8Array, start: number, count: number): boolean {
  for (let i = 0; i < count; i += 4) {
    const at = start + i;
    const a = codes[source[at]];
    const b = codes[source[at + 1]];
    const c = codes[source[at + 2]];
    const d = codes[source[at + 3]];
    if ((a | b | c | d) < 0) return false;
    if (
      !isPrintable((a << 2) | (b >> 4)) ||
      !isPrintable(((b & 15) << 4) | (c >> 2)) ||
      !isPrintable(((c & 3) << 6) | d)
    )
      return false;
  }
  return true;
}

/** ASCII text and line breaks, or a byte of UTF-8 beyond it. */
const isPrintable = (byte: number): boolean => (byte >= 32 && byte !== 127) || (byte >= 9 && byte <= 13);

/** Decoded text if all of it is printable UTF-8, else undefined. */
export function decodeBase64Text(text: string): string | undefined {
  const bytes = decodeBase64(text);
  if (bytes === undefined) return undefined;
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The JSON object that base64 text holds; undefined if it is none. */
export function decodeBase64Json(text: string): { readonly [key: string]: unknown } | undefined {
  const decoded = decodeBase64Text(text);
  if (decoded === undefined || !decoded.startsWith('{') || decoded.length > 20_000) return undefined;
  try {
    const value: unknown = JSON.parse(decoded);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
