/** Draws the source lines of a finding with its exact range underlined. */
import type { Excerpt, Location } from '../findings/index.ts';
import { escapeLine } from './escape.ts';

export interface ExcerptStyle {
  /** Columns available. */
  readonly width: number;
  readonly gutter: (text: string) => string;
  readonly mark: (text: string) => string;
}

const tabWidth = 4;
const mostMarkedLines = 4;

/** One line of output each: source lines with their numbers, marker lines below those that the range covers. */
export function drawExcerpt(excerpt: Excerpt, location: Location, style: ExcerptStyle): string[] {
  const { start, end } = location;
  const lastShown = excerpt.firstLine + excerpt.lines.length - 1;
  const digits = String(lastShown).length;
  const space = Math.max(20, style.width - digits - 3);
  const output: string[] = [];
  let marked = 0;
  for (let line = excerpt.firstLine; line <= lastShown; line++) {
    const inside =
      line >= start.line && line <= end.line && !(line === end.line && end.column === 1 && line > start.line);
    if (inside && marked === mostMarkedLines) {
      output.push(style.gutter(`${'⋮'.padStart(digits)} │ … to line ${end.line}`));
      line = Math.max(line, Math.min(end.line, lastShown));
      continue;
    }
    const text = excerpt.lines[line - excerpt.firstLine];
    const cells = toCells(text);
    const from = !inside ? 0 : line === start.line ? start.column - 1 : leadingBlanks(cells);
    const to = !inside ? 0 : line === end.line ? end.column - 1 : cells.length;
    const { shown, offset, length } = cutToWidth(cells, from, Math.max(to, from + (inside ? 1 : 0)), space);
    output.push(`${style.gutter(`${String(line).padStart(digits)} │`)} ${shown}`.trimEnd());
    if (!inside) continue;
    marked++;
    output.push(
      `${style.gutter(`${' '.repeat(digits)} │`)} ${' '.repeat(offset)}${style.mark('^'.repeat(Math.max(1, length)))}`,
    );
  }
  return output;
}

interface DisplayCell {
  readonly text: string;
  readonly width: number;
}

/** One cell per code point, so that columns index it directly. */
function toCells(line: string): DisplayCell[] {
  const cells: DisplayCell[] = [];
  let column = 0;
  for (const character of line) {
    const text = character === '\t' ? ' '.repeat(tabWidth - (column % tabWidth)) : escapeLine(character);
    const width = text === character ? displayWidth(character) : text.length;
    cells.push({ text, width });
    column += width;
  }
  return cells;
}

/** Cuts a long line to a window around the range `from`…`to` (cells, exclusive). Offsets are display columns. */
function cutToWidth(
  cells: readonly DisplayCell[],
  from: number,
  to: number,
  space: number,
): { shown: string; offset: number; length: number } {
  let first = 0;
  const widthUntil = (start: number, end: number): number =>
    cells.slice(start, end).reduce((sum, { width }) => sum + width, 0);
  if (widthUntil(0, to) > space && from > 0) {
    const before = Math.max(8, Math.floor((space - Math.min(space - 8, widthUntil(from, to))) / 2));
    let width = 0;
    first = from;
    while (first > 0 && width < before) width += cells[--first].width;
  }
  let width = first > 0 ? 1 : 0;
  let last = first;
  while (last < cells.length && width + cells[last].width <= space - 1) width += cells[last++].width;
  const lead = first > 0 ? '…' : '';
  const shown = `${lead}${cells
    .slice(first, last)
    .map(({ text }) => text)
    .join('')}${last < cells.length ? '…' : ''}`;
  return {
    shown,
    offset: lead.length + widthUntil(first, Math.min(from, last)),
    length: widthUntil(from, Math.min(to, last)),
  };
}

function leadingBlanks(cells: readonly DisplayCell[]): number {
  const first = cells.findIndex(({ text }) => text.trim() !== '');
  return first === -1 ? 0 : first;
}

/** 2 for East Asian wide characters and emoji, 0 for combining marks, else 1. */
function displayWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (/\p{Mn}/u.test(character)) return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}
