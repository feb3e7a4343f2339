/** From an offset in a text to its line and column: computed once per file, asked once per reported place. */

/** Start (inclusive) and end (exclusive) in UTF-16 units of the text that was read. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Shaped as `findings`' Position: lines and columns are 1-based, `column` counts code points, `byte` is the UTF-8 offset. */
export interface TextPosition {
  readonly byte: number;
  readonly line: number;
  readonly column: number;
  readonly utf16Column: number;
}

export interface TextLines {
  readonly count: number;
  /** 1-based line of an offset; offsets past the end belong to the last line. */
  lineAt(offset: number): number;
  /** Offset where a 1-based line starts. */
  startOf(line: number): number;
  /** The line's text without its line break. */
  text(line: number): string;
  positionAt(offset: number): TextPosition;
}

/** Lines of a text broken by `\n` or `\r\n` (a lone `\r` breaks nothing, as in git and editors). */
export function textLines(text: string): TextLines {
  let count = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  const starts = new Uint32Array(count);
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    starts[line] = at + 1;
    line += 1;
  }
  const lineAt = (offset: number): number => {
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const startOf = (number: number): number => starts[Math.min(Math.max(number, 1), count) - 1]!;
  return {
    count,
    lineAt,
    startOf,
    text(number) {
      const start = startOf(number);
      const end = number < count ? starts[number]! - 1 : text.length;
      return text.slice(start, text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end);
    },
    positionAt(offset) {
      const at = Math.min(Math.max(offset, 0), text.length);
      const number = lineAt(at);
      const start = startOf(number);
      return {
        byte: utf8Length(text, 0, at),
        line: number,
        column: codePoints(text, start, at) + 1,
        utf16Column: at - start + 1,
      };
    },
  };
}

function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let i = start; i < end; i += 1) {
    const unit = text.charCodeAt(i);
    // Each half of a surrogate pair stands for two of the pair's four bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}

function codePoints(text: string, start: number, end: number): number {
  let points = 0;
  for (let i = start; i < end; i += 1) if ((text.charCodeAt(i) & 0xfc00) !== 0xdc00) points += 1;
  return points;
}
