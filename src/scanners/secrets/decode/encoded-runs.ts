/** Finds text wrapped in base64, hexadecimal, percent or backslash escapes, and hands on what it decodes to. */
import { byteString, isBase64, isHex, stringBytes } from '../engine/text.ts';
import { decodeBase64Bytes, startsAsText } from '../validate/base64.ts';

export type Encoding = 'base64' | 'hexadecimal' | 'percent-encoding' | 'escapes';

export type OnDecoded = (decoded: Uint8Array, start: number, end: number, encoding: Encoding) => void;

/** A run this long holds a byte at every multiple of the stride, so only those need a look. */
const shortestRun = 24;
const stride = 16;
const longestRun = 1_000_000;
const longestEscaped = 8192;

/** Calls `onDecoded` for every encoded stretch whose content is text. One pass, bounded work per byte. */
export function forEachEncoded(bytes: Uint8Array, onDecoded: OnDecoded): void {
  base64Runs(bytes, onDecoded);
  if (bytes.includes(37)) escapedRuns(bytes, 37, onDecoded);
  if (bytes.includes(92)) escapedRuns(bytes, 92, onDecoded);
}

function base64Runs(bytes: Uint8Array, onDecoded: OnDecoded): void {
  const { length } = bytes;
  let done = 0;
  for (let probe = stride; probe < length; probe += stride) {
    if (probe < done || !isBase64(bytes[probe])) continue;
    let start = probe;
    while (start > done && isBase64(bytes[start - 1])) start--;
    let end = probe + 1;
    while (end < length && isBase64(bytes[end])) end++;
    done = end;
    probe = end - (end % stride);
    if (end - start >= shortestRun && end - start <= longestRun) decodeRun(bytes, start, end, onDecoded);
  }
}

function decodeRun(bytes: Uint8Array, start: number, end: number, onDecoded: OnDecoded): void {
  if (isAllHex(bytes, start, end)) {
    if ((end - start) % 2 !== 0) return;
    const decoded = new Uint8Array((end - start) / 2);
    for (let i = 0; i < decoded.length; i++)
      decoded[i] = (hexValue(bytes[start + 2 * i]) << 4) | hexValue(bytes[start + 2 * i + 1]);
    if (isText(decoded, decoded.length)) onDecoded(decoded, start, end, 'hexadecimal');
    return;
  }
  // Most runs are identifiers and paths: their first characters already decode to no text.
  if (!startsAsText(bytes, start, 20)) return;
  const decoded = decodeBase64Bytes(bytes, start, end - ((end - start) % 4 === 1 ? 1 : 0));
  if (decoded !== undefined && isText(decoded, decoded.length)) onDecoded(decoded, start, end, 'base64');
}

function isAllHex(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isHex(bytes[at])) return false;
  return true;
}

const hexValue = (byte: number): number => (byte <= 57 ? byte - 48 : (byte | 32) - 87);

/** Printable ASCII and line breaks, with room for a few bytes of UTF-8. */
function isText(bytes: Uint8Array, length: number): boolean {
  let foreign = 0;
  for (let at = 0; at < length; at++) {
    const byte = bytes[at];
    if (byte < 9 || (byte > 13 && byte < 32) || byte === 127) return false;
    if (byte >= 128) foreign++;
  }
  return foreign * 20 <= length;
}

/** `%67%68p_…`, `\u0067`, `\x67`: the word around such an escape, decoded. */
function escapedRuns(bytes: Uint8Array, mark: number, onDecoded: OnDecoded): void {
  let from = 0;
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, Math.max(at + 1, from))) {
    if (!isEscape(bytes, at, mark)) continue;
    let start = at;
    while (start > from && at - start < 512 && inWord(bytes[start - 1])) start--;
    let end = at + 1;
    while (end < bytes.length && end - start < longestEscaped && inWord(bytes[end])) end++;
    from = end;
    if (end - start < 16) continue;
    const text = byteString(bytes, start, end);
    const decoded =
      mark === 37
        ? text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
        : text.replace(/\\(?:u00|x)([0-9A-Fa-f]{2})/g, (_, hex: string) =>
            String.fromCharCode(Number.parseInt(hex, 16)),
          );
    const result = stringBytes(decoded);
    if (isText(result, result.length)) onDecoded(result, start, end, mark === 37 ? 'percent-encoding' : 'escapes');
  }
}

function isEscape(bytes: Uint8Array, at: number, mark: number): boolean {
  if (mark === 37) return isHex(bytes[at + 1]) && isHex(bytes[at + 2]);
  if (bytes[at + 1] === 120) return isHex(bytes[at + 2]) && isHex(bytes[at + 3]);
  return (
    bytes[at + 1] === 117 &&
    bytes[at + 2] === 48 &&
    bytes[at + 3] === 48 &&
    isHex(bytes[at + 4]) &&
    isHex(bytes[at + 5])
  );
}

/** Neither blank nor quote: what one value is made of. */
const inWord = (byte: number): boolean =>
  byte > 32 && byte !== 34 && byte !== 39 && byte !== 60 && byte !== 62 && byte !== 96;
