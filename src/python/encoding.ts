/** Source bytes to padded, valid UTF-8: byte order marks, PEP 263 declarations, and repair of what is not text. */
import { isUtf8 } from 'node:buffer';

export interface EncodingIssue {
  readonly kind: 'encoding' | 'syntax';
  readonly byte: number;
  readonly message: string;
}

export interface DecodedSource {
  /** Valid UTF-8 without zeros before `length`; `padding` zeros behind. */
  readonly source: Uint8Array;
  readonly length: number;
  /** The declared encoding, when the text was re-encoded. */
  readonly encoding?: string;
  readonly issues: readonly EncodingIssue[];
}

/** The tokeniser looks a few bytes ahead without a test. */
const padding = 8;

export function decodeSource(bytes: Uint8Array): DecodedSource {
  const issues: EncodingIssue[] = [];
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const declared = declaredEncoding(bytes);
  let text: Uint8Array = bytes;
  let encoding: string | undefined;
  if (declared !== undefined && !isUtf8Name(declared, hasMark)) {
    if (hasMark)
      issues.push({ kind: 'encoding', byte: 0, message: `encoding '${declared}' contradicts the byte order mark` });
    else {
      const decoded = decodeWith(declared, bytes);
      if (decoded === undefined) {
        issues.push({ kind: 'encoding', byte: 0, message: `unknown or unsupported encoding '${declared}'` });
      } else if (decoded === 'invalid') {
        issues.push({ kind: 'encoding', byte: 0, message: `the file is not valid '${declared}'` });
      } else {
        text = decoded;
        encoding = declared;
      }
    }
  }
  const source = new Uint8Array(text.length + padding);
  source.set(text);
  if (!isUtf8(text)) {
    const first = repairUtf8(source, text.length);
    issues.push({ kind: 'encoding', byte: first, message: 'the file is not valid UTF-8' });
  }
  const zero = source.indexOf(0);
  if (zero < text.length) {
    issues.push({ kind: 'syntax', byte: zero, message: 'source code cannot contain null bytes' });
    for (let at = zero; at < text.length; at++) if (source[at] === 0) source[at] = 0x20;
  }
  return { source, length: text.length, issues, ...(encoding !== undefined && { encoding }) };
}

/** Bytes of a comment in which a declaration is looked for. */
const maxDeclaration = 2000;

/** The encoding of a PEP 263 comment in the first two lines. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  let at = bytes[0] === 0xef ? 3 : 0;
  for (let line = 0; line < 2 && at < bytes.length; line++) {
    let end = at;
    while (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d) end++;
    let first = at;
    while (bytes[first] === 0x20 || bytes[first] === 0x09 || bytes[first] === 0x0c) first++;
    if (bytes[first] === 0x23) {
      const comment = latin1.decode(bytes.subarray(first, Math.min(end, first + maxDeclaration)));
      const match = /coding[:=][ \t]*([-\w.]+)/.exec(comment);
      if (match) return match[1];
    } else if (first < end) return undefined;
    at = bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? end + 2 : end + 1;
  }
  return undefined;
}

const latin1 = new TextDecoder('latin1');
const encoder = new TextEncoder();

/** As Python's codec registry compares names. */
function normalised(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** After a byte order mark CPython accepts only the name with its hyphen. */
function isUtf8Name(name: string, hasMark: boolean): boolean {
  if (hasMark) return /^utf-8(?:-.*)?$/.test(name.toLowerCase().replaceAll('_', '-'));
  return /^(?:utf-?8(?:-.*)?|utf|u8|cp65001)$/.test(normalised(name));
}

/** Names of Python's codecs that the Encoding Standard spells otherwise. */
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  'shift-jis': 'shift_jis',
  sjis: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  cp874: 'windows-874',
  cp866: 'ibm866',
  eucjp: 'euc-jp',
  ujis: 'euc-jp',
  euckr: 'euc-kr',
  'euc-cn': 'gbk',
  koi8: 'koi8-r',
  'mac-roman': 'macintosh',
  'mac-cyrillic': 'x-mac-cyrillic',
  'tis-620': 'windows-874',
};

/** Single-byte codecs of Python that no decoder here knows: ASCII is right, the rest is read as Latin-1. */
const asciiSupersets =
  /^(?:cp(?:437|720|737|775|85[0-8]|86[0-9]|1006|1125)|ibm\d+|hp-roman8|roman8|kz1048|ptcp154|mac-[a-z0-9]+|palmos|tis-620|iso-8859-\d+|viscii)$/;

function decodeWith(name: string, bytes: Uint8Array): Uint8Array | 'invalid' | undefined {
  const wanted = normalised(name);
  if (/^(?:ascii|us-ascii|646)$/.test(wanted)) return bytes.every((byte) => byte < 0x80) ? bytes : 'invalid';
  if (/^(?:latin-?1|iso-?8859-1|iso-latin-1(?:-.*)?|l1|latin|8859|cp819)$/.test(wanted)) return latin1ToUtf8(bytes);
  const label = aliases[wanted] ?? wanted.replace(/^cp(125\d)$/, 'windows-$1').replace(/^iso8859/, 'iso-8859');
  // Encodings that are not supersets of ASCII cannot declare themselves.
  if (/^(?:utf-?(?:16|32|7)|ucs|unicode)/.test(label)) return undefined;
  try {
    return encoder.encode(new TextDecoder(label, { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof RangeError) return asciiSupersets.test(wanted) ? latin1ToUtf8(bytes) : undefined;
    return 'invalid';
  }
}

function latin1ToUtf8(bytes: Uint8Array): Uint8Array {
  let extra = 0;
  for (const byte of bytes) extra += byte >> 7;
  const result = new Uint8Array(bytes.length + extra);
  let at = 0;
  for (const byte of bytes) {
    if (byte < 0x80) result[at++] = byte;
    else {
      result[at++] = 0xc0 | (byte >> 6);
      result[at++] = 0x80 | (byte & 0x3f);
    }
  }
  return result;
}

/** Replaces each byte that is not UTF-8 by `?`; returns the first. */
function repairUtf8(source: Uint8Array, length: number): number {
  let first = -1;
  for (let at = 0; at < length; ) {
    const size = sequenceLength(source, at, length);
    if (size > 0) at += size;
    else {
      if (first < 0) first = at;
      source[at++] = 0x3f;
    }
  }
  return Math.max(first, 0);
}

/** Bytes of the valid sequence at `at`; 0 when there is none. */
function sequenceLength(source: Uint8Array, at: number, length: number): number {
  const lead = source[at];
  if (lead < 0x80) return 1;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || at + size > length) return 0;
  for (let index = 1; index < size; index++) if ((source[at + index] & 0xc0) !== 0x80) return 0;
  const second = source[at + 1];
  if (lead === 0xe0 && second < 0xa0) return 0;
  if (lead === 0xed && second > 0x9f) return 0;
  if (lead === 0xf0 && second < 0x90) return 0;
  if (lead === 0xf4 && second > 0x8f) return 0;
  return size;
}
