/** Byte offsets to lines and columns. Built only for files that report something. */
import type { ParsedModule } from './module.ts';

const newline = 0x0a;
const carriageReturn = 0x0d;

export interface LinePosition {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in code points. */
  readonly column: number;
  /** 1-based, in UTF-16 units. */
  readonly utf16Column: number;
}

export class LineIndex {
  private readonly source: Uint8Array;
  private readonly length: number;
  /** First byte of each line. */
  private readonly starts: Int32Array;
  readonly lineCount: number;

  constructor(source: Uint8Array, length: number) {
    this.source = source;
    this.length = length;
    let count = 1;
    for (let at = 0; at < length; at++) if (endsLine(source, at)) count++;
    const starts = new Int32Array(count);
    // A byte order mark is no character of the first line.
    if (source[0] === 0xef && source[1] === 0xbb && source[2] === 0xbf) starts[0] = 3;
    let line = 1;
    for (let at = 0; at < length; at++) if (endsLine(source, at)) starts[line++] = at + 1;
    this.starts = starts;
    this.lineCount = count;
  }

  /** 1-based line of a byte. */
  lineOf(byte: number): number {
    const { starts } = this;
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= byte) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** First byte of a 1-based line; the length of the source past the last. */
  lineStart(line: number): number {
    return line > this.lineCount ? this.length : this.starts[Math.max(line, 1) - 1];
  }

  /** The byte after the last character of a line, without its line break. */
  lineEnd(line: number): number {
    if (line >= this.lineCount) return this.length;
    let end = this.starts[line] - 1;
    if (end > this.starts[line - 1] && this.source[end] === newline && this.source[end - 1] === carriageReturn) end--;
    return end;
  }

  position(byte: number): LinePosition {
    const line = this.lineOf(byte);
    let column = 1;
    let utf16Column = 1;
    for (let at = this.starts[line - 1]; at < byte; at++) {
      const unit = this.source[at];
      if ((unit & 0xc0) === 0x80) continue;
      column++;
      utf16Column += unit >= 0xf0 ? 2 : 1;
    }
    return { line, column, utf16Column };
  }

  /** The text of a 1-based line without its line break. */
  lineText(line: number): string {
    return new TextDecoder().decode(this.source.subarray(this.lineStart(line), this.lineEnd(line)));
  }
}

const indexes = new WeakMap<ParsedModule, LineIndex>();

/** The line index of a module, made on first use. */
export function lineIndexOf(module: ParsedModule): LineIndex {
  let index = indexes.get(module);
  if (!index) {
    index = new LineIndex(module.source, module.length);
    indexes.set(module, index);
  }
  return index;
}

/** Python ends lines at LF, CR LF and a lone CR. */
function endsLine(source: Uint8Array, at: number): boolean {
  return source[at] === newline || (source[at] === carriageReturn && source[at + 1] !== newline);
}
