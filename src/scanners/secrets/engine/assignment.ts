/** Finds what a name is given: `NAME = "value"`, `"name": "value"`, `--name value`, `set("name", "value")`. */
import { byteString, isNamePart, isSpace } from './text.ts';

export interface AssignedValue {
  readonly start: number;
  readonly end: number;
  /** One character per byte. */
  readonly value: string;
  readonly quoted: boolean;
}

const longestGap = 64;
const longestValue = 4096;
const mostOperators = 4;

/**
 * The values that follow an operator after byte `from`, on the same line, within a short distance: what a keyword that
 * ends at `from` may be the name of. A few candidates, because `client.set("key", "value")` has several operators.
 */
export function valuesAfter(bytes: Uint8Array, from: number): AssignedValue[] {
  const values: AssignedValue[] = [];
  const limit = Math.min(bytes.length, from + longestGap);
  let at = from;
  for (let operators = 0; operators < mostOperators && at < limit; operators++) {
    at = nextOperator(bytes, at, limit);
    if (at < 0) break;
    const value = readValue(bytes, at);
    if (value !== undefined) values.push(value);
  }
  return values;
}

/** The byte after the next operator, or -1 when the line ends first. */
function nextOperator(bytes: Uint8Array, from: number, limit: number): number {
  for (let at = from; at < limit; at++) {
    const byte = bytes[at];
    if (byte === 10 || byte === 13) return -1;
    // = : , (
    if (byte === 61 || byte === 58 || byte === 44 || byte === 40) return at + 1;
    // A blank is an operator only between a bare name and its value: `--token abc`, `ENV TOKEN abc`.
    if (isSpace(byte) && isNamePart(bytes[at + 1]) && (at === from || isNamePart(bytes[at - 1]))) {
      const rest = skipSpaces(bytes, at);
      if (bytes[rest] !== 61 && bytes[rest] !== 58) return at;
    }
  }
  return -1;
}

function skipSpaces(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at++;
  return at;
}

/** The value whose operator ended at `from`; undefined if there is none on the line. */
export function readValue(bytes: Uint8Array, from: number): AssignedValue | undefined {
  let at = from;
  // The rest of `==`, `=>`, `:=`, `?=`; then blanks.
  while (bytes[at] === 61 || bytes[at] === 62) at++;
  at = skipSpaces(bytes, at);
  if (bytes[at] === 61) at = skipSpaces(bytes, at + 1);
  // A string prefix of one or two letters: b"…", rb'…', @"…".
  for (let skipped = 0; skipped < 2 && isStringPrefix(bytes[at]); skipped++) {
    if (isQuote(bytes[at + 1]) || (isStringPrefix(bytes[at + 1]) && isQuote(bytes[at + 2]))) at++;
    else break;
  }
  // A quote inside a string that is itself quoted: \"value\".
  const escaped = bytes[at] === 92 && isQuote(bytes[at + 1]);
  if (escaped) at++;
  const quote = isQuote(bytes[at]) ? bytes[at] : 0;
  if (quote !== 0) at++;
  const start = at;
  const limit = Math.min(bytes.length, start + longestValue);
  while (at < limit) {
    const byte = bytes[at];
    if (byte === 10 || byte === 13) break;
    if (quote !== 0 ? byte === quote : endsBare(byte)) break;
    if (quote !== 0 && byte === 92) {
      if (escaped) break;
      at++;
    }
    at++;
  }
  if (at === start || at >= start + longestValue) return undefined;
  const end = Math.min(at, bytes.length);
  if (quote !== 0 && bytes[end] !== quote && !(escaped && bytes[end] === 92)) return undefined;
  return { start, end, value: byteString(bytes, start, end), quoted: quote !== 0 };
}

const isQuote = (byte: number): boolean => byte === 34 || byte === 39 || byte === 96;
const isStringPrefix = (byte: number): boolean =>
  byte === 98 || byte === 66 || byte === 114 || byte === 82 || byte === 117 || byte === 85 || byte === 64;

/** What ends a value without quotes: blanks, quotes, `,;)]}<>&|` and a backslash. */
function endsBare(byte: number): boolean {
  return (
    byte <= 32 ||
    byte === 34 ||
    byte === 39 ||
    byte === 96 ||
    byte === 44 ||
    byte === 59 ||
    byte === 41 ||
    byte === 93 ||
    byte === 125 ||
    byte === 60 ||
    byte === 62 ||
    byte === 38 ||
    byte === 124 ||
    byte === 92
  );
}

/** The identifier around bytes `start`…`end`, with dots and dashes. */
export function nameAround(bytes: Uint8Array, start: number, end: number): { start: number; end: number } {
  let from = start;
  while (from > 0 && from > start - 80 && isNamePart(bytes[from - 1])) from--;
  let to = end;
  while (to < bytes.length && to < end + 60 && isNamePart(bytes[to])) to++;
  return { start: from, end: to };
}

/**
 * The value given directly to the name that ends at byte `nameEnd`: only closing quotes and brackets, blanks and one
 * operator may stand between. `blankIsOperator` allows `NAME value`.
 */
export function directValue(bytes: Uint8Array, nameEnd: number, blankIsOperator: boolean): AssignedValue | undefined {
  let at = nameEnd;
  for (let closing = 0; closing < 3 && (isQuote(bytes[at]) || bytes[at] === 93 || bytes[at] === 92); closing++) at++;
  const afterName = at;
  at = skipSpaces(bytes, at);
  const byte = bytes[at];
  if (byte === 61 || byte === 58) {
    // `a == b` compares; `a := b`, `a => b`, `a ::= b` give.
    if (byte === 61 && bytes[at + 1] === 61) return undefined;
    return readValue(bytes, at + 1);
  }
  if (byte === 63 && bytes[at + 1] === 61) return readValue(bytes, at + 2);
  return blankIsOperator && at > afterName ? readValue(bytes, at) : undefined;
}
