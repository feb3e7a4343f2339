/**
 * Values of Constant nodes, decoded on demand from the source. A string constant may span several literals, and may
 * begin or end inside an f-string; the upper bits of its value word say how its text starts (parser.ts).
 */
import { textDouble, textRaw, textSpec, textTriple } from './lexer.ts';
import type { ParsedModule } from './module.ts';
import { ConstantKind } from './nodes.generated.ts';
import { constantStateShift, stateDebug, stateInsideFormat } from './parser.ts';

export type ConstantValue =
  | { readonly kind: 'none' | 'ellipsis' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  /** The imaginary part. */
  | { readonly kind: 'complex'; readonly value: number }
  /** May hold lone surrogates, as Python strings may. `\N{…}` is U+FFFD: there is no table of names here. */
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array };

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** `ConstantKind` of a Constant or MatchSingleton node. */
export function constantKindOf(words: Int32Array, node: number): number {
  return words[node + 3] & 0xff;
}

/** Value of a Constant node (or MatchSingleton). */
export function constantValue(module: ParsedModule, node: number): ConstantValue {
  switch (constantKindOf(module.words, node)) {
    case ConstantKind.None:
      return { kind: 'none' };
    case ConstantKind.True:
      return { kind: 'bool', value: true };
    case ConstantKind.False:
      return { kind: 'bool', value: false };
    case ConstantKind.Ellipsis:
      return { kind: 'ellipsis' };
    case ConstantKind.Int:
      return { kind: 'int', value: BigInt(numberText(module, node)) };
    case ConstantKind.Float:
      return { kind: 'float', value: Number(numberText(module, node)) };
    case ConstantKind.Complex:
      return { kind: 'complex', value: Number(numberText(module, node).slice(0, -1)) };
    case ConstantKind.Bytes:
      return { kind: 'bytes', value: decodeBytes(module, node) };
    default:
      return { kind: 'str', value: decodeString(module, node) };
  }
}

/**
 * Value of a str Constant, implicit concatenation, escapes and the text parts of f-strings included; undefined for
 * other constants.
 */
export function stringValue(module: ParsedModule, node: number): string | undefined {
  return constantKindOf(module.words, node) === ConstantKind.Str ? decodeString(module, node) : undefined;
}

/** Value of a bytes Constant; undefined for others. */
export function bytesValue(module: ParsedModule, node: number): Uint8Array | undefined {
  return constantKindOf(module.words, node) === ConstantKind.Bytes ? decodeBytes(module, node) : undefined;
}

/** Value of an int (bigint) or float (number) Constant; undefined for others. */
export function numberValue(module: ParsedModule, node: number): bigint | number | undefined {
  const value = constantValue(module, node);
  return value.kind === 'int' || value.kind === 'float' ? value.value : undefined;
}

/** The source text of the expression in a t-string's field (`Interpolation.str`), spaces in front included. */
export function interpolationText(module: ParsedModule, node: number): string {
  const { words, source } = module;
  return debugText(source, words[node + 1] + 1, words[node + 4]);
}

function numberText(module: ParsedModule, node: number): string {
  const text = decoder.decode(module.source.subarray(module.words[node + 1], module.words[node + 2]));
  return text.includes('_') ? text.replaceAll('_', '') : text;
}

function decodeString(module: ParsedModule, node: number): string {
  const { words, source } = module;
  const end = words[node + 2];
  const state = words[node + 3] >> constantStateShift;
  const parts: string[] = [];
  let at = words[node + 1];
  if ((state & stateDebug) !== 0) return debugText(source, at, end);
  if ((state & stateInsideFormat) !== 0) at = formatText(source, at, end, state, parts);
  while (at < end) {
    at = skipBetween(source, at, end);
    if (at >= end) break;
    const { quoteAt, raw, formatted } = readPrefix(source, at);
    const quote = source[quoteAt];
    const triple = source[quoteAt + 1] === quote && source[quoteAt + 2] === quote;
    const textStart = quoteAt + (triple ? 3 : 1);
    if (formatted) {
      const flags = (raw ? textRaw : 0) | (triple ? textTriple : 0) | (quote === 0x22 ? textDouble : 0);
      at = formatText(source, textStart, end, flags, parts);
      continue;
    }
    const textEnd = endOfLiteral(source, textStart, quote, triple);
    parts.push(unescaped(source, textStart, textEnd, raw));
    at = textEnd + (triple ? 3 : 1);
  }
  return parts.length === 1 ? parts[0]! : parts.join('');
}

function decodeBytes(module: ParsedModule, node: number): Uint8Array {
  const { words, source } = module;
  const end = words[node + 2];
  const parts: string[] = [];
  for (let at = words[node + 1]; at < end; ) {
    at = skipBetween(source, at, end);
    if (at >= end) break;
    const { quoteAt, raw } = readPrefix(source, at);
    const quote = source[quoteAt];
    const triple = source[quoteAt + 1] === quote && source[quoteAt + 2] === quote;
    const textStart = quoteAt + (triple ? 3 : 1);
    const textEnd = endOfLiteral(source, textStart, quote, triple);
    parts.push(unescaped(source, textStart, textEnd, raw, true));
    at = textEnd + (triple ? 3 : 1);
  }
  const text = parts.join('');
  const value = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) value[index] = text.charCodeAt(index);
  return value;
}

function readPrefix(source: Uint8Array, start: number): { quoteAt: number; raw: boolean; formatted: boolean } {
  let at = start;
  let raw = false;
  let formatted = false;
  for (; source[at] !== 0x22 && source[at] !== 0x27 && at - start < 3; at++) {
    const letter = source[at] | 0x20;
    if (letter === 0x72) raw = true;
    if (letter === 0x66 || letter === 0x74) formatted = true;
  }
  return { quoteAt: at, raw, formatted };
}

/** Spaces, line breaks, continuations and comments between adjacent literals. */
function skipBetween(source: Uint8Array, start: number, end: number): number {
  let at = start;
  for (; at < end; at++) {
    const byte = source[at];
    if (byte === 0x23) while (at < end && source[at] !== 0x0a && source[at] !== 0x0d) at++;
    else if (byte > 0x20 && byte !== 0x5c) return at;
  }
  return at;
}

function endOfLiteral(source: Uint8Array, start: number, quote: number, triple: boolean): number {
  for (let at = start; ; at++) {
    const byte = source[at];
    if (byte === 0x5c) at++;
    else if (byte === quote && (!triple || (source[at + 1] === quote && source[at + 2] === quote))) return at;
    else if (byte === 0) return at;
  }
}

/** Decodes f-string text up to `end` or the closing quote; returns the byte after what it read. */
function formatText(source: Uint8Array, start: number, end: number, flags: number, parts: string[]): number {
  const raw = (flags & textRaw) !== 0;
  const triple = (flags & textTriple) !== 0;
  const spec = (flags & textSpec) !== 0;
  const quote = (flags & textDouble) !== 0 ? 0x22 : 0x27;
  let from = start;
  let at = start;
  const flush = (to: number): void => {
    if (to > from) parts.push(unescaped(source, from, to, raw));
  };
  while (at < end) {
    const byte = source[at];
    if (byte === quote && (!triple || (source[at + 1] === quote && source[at + 2] === quote))) {
      flush(at);
      return at + (triple ? 3 : 1);
    }
    if (byte === 0x7b) {
      if (spec || source[at + 1] !== 0x7b) {
        // A field whose source text is shown, `{x=}`: it is the rest of the constant.
        flush(at);
        parts.push(debugText(source, at + 1, end));
        return end;
      }
      flush(at + 1);
      at += 2;
      from = at;
    } else if (byte === 0x7d && !spec) {
      flush(at + 1);
      at += 2;
      from = at;
    } else if (byte === 0x5c && source[at + 1] !== 0x7b && source[at + 1] !== 0x7d) {
      if (!raw && source[at + 1] === 0x4e && source[at + 2] === 0x7b) while (at < end && source[at] !== 0x7d) at++;
      else at++;
      at++;
    } else at++;
  }
  flush(Math.min(at, end));
  return end;
}

/** Source text as CPython keeps it for `{x=}`: comments cut out. */
function debugText(source: Uint8Array, start: number, end: number): string {
  const text = decoder.decode(source.subarray(start, end)).replace(/\r\n?/g, '\n');
  if (!text.includes('#')) return text;
  let result = '';
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (quote === '' && character === '#') while (at + 1 < text.length && text[at + 1] !== '\n') at++;
    else {
      if (quote === '' && (character === '"' || character === "'")) quote = character;
      else if (character === quote) quote = '';
      result += character;
    }
  }
  return result;
}

const simpleEscapes: Readonly<Record<number, string>> = {
  92: '\\',
  39: "'",
  34: '"',
  97: '\x07',
  98: '\b',
  102: '\f',
  110: '\n',
  114: '\r',
  116: '\t',
  118: '\v',
};

function unescaped(source: Uint8Array, start: number, end: number, raw: boolean, bytes = false): string {
  let text = decoder.decode(source.subarray(start, end));
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (raw || !text.includes('\\')) return text;
  let result = '';
  let from = 0;
  for (let at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', from)) {
    result += text.slice(from, at);
    const code = text.charCodeAt(at + 1);
    const simple = simpleEscapes[code];
    from = at + 2;
    if (simple !== undefined) result += simple;
    else if (code === 10) continue;
    else if (code >= 48 && code <= 55) {
      while (from < at + 4 && text.charCodeAt(from) >= 48 && text.charCodeAt(from) <= 55) from++;
      const value = Number.parseInt(text.slice(at + 1, from), 8);
      result += String.fromCharCode(bytes ? value & 0xff : value);
    } else if (code === 120) {
      from = at + 4;
      result += String.fromCharCode(Number.parseInt(text.slice(at + 2, from), 16));
    } else if (!bytes && code === 117) {
      from = at + 6;
      result += String.fromCharCode(Number.parseInt(text.slice(at + 2, from), 16));
    } else if (!bytes && code === 85) {
      from = at + 10;
      const point = Number.parseInt(text.slice(at + 2, from), 16);
      result += point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    } else if (!bytes && code === 78) {
      const close = text.indexOf('}', at);
      from = close < 0 ? text.length : close + 1;
      result += '\ufffd';
    } else {
      // Not an escape: the backslash stays.
      result += '\\';
      from = at + 1;
      if (from >= text.length) break;
      result += text[from];
      from++;
    }
  }
  return result + text.slice(from);
}
