/** Byte offsets of a file → lines and columns, built only for files that have something to report. */
import type { Excerpt, Location, Position } from './location.ts';

const lf = 10;
const cr = 13;
const longestExcerptLine = 400;
const mostExcerptLines = 8;
const decoder = new TextDecoder('utf-8');

export interface LineIndex {
  readonly bytes: Uint8Array;
  /** Byte offset at which each line starts; LF, CRLF and lone CR end a line, as in Python. */
  readonly lineStarts: Uint32Array;
}

/** Finds the line starts of UTF-8 `bytes` in one pass. */
export function indexLines(bytes: Uint8Array): LineIndex {
  let count = 1;
  for (let i = 0; i < bytes.length; i++) if (endsLine(bytes, i)) count++;
  const lineStarts = new Uint32Array(count);
  let line = 1;
  for (let i = 0; i < bytes.length; i++) if (endsLine(bytes, i)) lineStarts[line++] = i + 1;
  return { bytes, lineStarts };
}

function endsLine(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === lf || (bytes[at] === cr && bytes[at + 1] !== lf);
}

/** The 1-based line that holds byte `offset`; an offset past the end counts as the last line. */
export function lineAt(index: LineIndex, offset: number): number {
  let low = 0;
  let high = index.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (index.lineStarts[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The position of byte `offset` (clamped to the file). Columns count from a UTF-8 byte-order mark's end. */
export function positionAt(index: LineIndex, offset: number): Position {
  const { bytes, lineStarts } = index;
  const byte = Math.max(0, Math.min(offset, bytes.length));
  const line = lineAt(index, byte);
  let from = lineStarts[line - 1];
  if (from === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) from = 3;
  let column = 1;
  let utf16Column = 1;
  for (let i = from; i < byte; i++) {
    const lead = bytes[i];
    if ((lead & 0xc0) === 0x80) continue;
    column++;
    utf16Column += lead >= 0xf0 ? 2 : 1;
  }
  return { byte, line, column, utf16Column };
}

/** The location of the bytes `start`…`end` (exclusive) of `path`. */
export function makeLocation(index: LineIndex, path: string, start: number, end: number): Location {
  const first = positionAt(index, start);
  return { path: path.normalize('NFC'), start: first, end: end <= start ? first : positionAt(index, end) };
}

/** The text of 1-based `line` without its line break, cut at `limit` bytes (never inside a character). */
export function lineText(index: LineIndex, line: number, limit = longestExcerptLine): string {
  const { bytes, lineStarts } = index;
  let from = lineStarts[line - 1] ?? bytes.length;
  let to = lineStarts[line] ?? bytes.length;
  while (to > from && (bytes[to - 1] === lf || bytes[to - 1] === cr)) to--;
  if (from === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) from = Math.min(3, to);
  if (to - from <= limit) return decoder.decode(bytes.subarray(from, to));
  to = from + limit;
  while (to > from && (bytes[to] & 0xc0) === 0x80) to--;
  return `${decoder.decode(bytes.subarray(from, to))}…`;
}

/** The source lines of `location` and up to `around` lines on each side, bounded in number and length. */
export function makeExcerpt(index: LineIndex, location: Location, around = 1): Excerpt {
  const last = index.lineStarts.length;
  const firstLine = Math.max(1, location.start.line - around);
  const lastLine = Math.min(last, location.end.line + around, firstLine + mostExcerptLines - 1);
  const lines: string[] = [];
  for (let line = firstLine; line <= lastLine; line++) lines.push(lineText(index, line));
  while (lines.length > 1 && firstLine + lines.length - 1 > location.end.line && lines[lines.length - 1].trim() === '')
    lines.pop();
  return { firstLine, lines };
}
