/** Jupyter notebooks: the code cells as one module, with a map back to the cells. */

export interface Cell {
  /** 1-based, counting all cells of the notebook. */
  readonly index: number;
  /** First byte of the cell in the joined source. */
  readonly start: number;
  readonly end: number;
  /** 1-based line of the joined source at which the cell starts. */
  readonly line: number;
}

export type CellMap = readonly Cell[];

/** The cell that holds a byte of the joined source. */
export function cellAt(cells: CellMap, byte: number): Cell | undefined {
  let low = 0;
  let high = cells.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cells[middle]!.end < byte) low = middle + 1;
    else high = middle;
  }
  return cells[low];
}

export interface Notebook {
  /** The code cells, each followed by a line break. */
  readonly source: Uint8Array;
  readonly cells: CellMap;
  readonly issues: readonly { readonly kind: 'syntax'; readonly byte: number; readonly message: string }[];
}

/** Reads the code cells of a notebook (nbformat 3 and 4). A file that is not one gives no cells and an issue. */
export function readNotebook(bytes: Uint8Array): Notebook {
  const broken = (message: string): Notebook => ({
    source: new Uint8Array(0),
    cells: [],
    issues: [{ kind: 'syntax', byte: 0, message }],
  });
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return broken('the notebook is not valid JSON');
  }
  const found = cellsOf(document);
  if (!found) return broken('the notebook has no cells');
  let text = '';
  let byte = 0;
  let line = 1;
  const cells: Cell[] = [];
  found.forEach((cell, index) => {
    const code = codeOf(cell);
    if (code === undefined) return;
    const masked = `${maskMagics(code)}\n`;
    const size = Buffer.byteLength(masked);
    cells.push({ index: index + 1, start: byte, end: byte + size - 1, line });
    text += masked;
    byte += size;
    line += masked.split('\n').length - 1;
  });
  return { source: new TextEncoder().encode(text), cells, issues: [] };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cellsOf(document: unknown): readonly unknown[] | undefined {
  if (!isRecord(document)) return undefined;
  if (Array.isArray(document['cells'])) return document['cells'];
  // nbformat 3 has worksheets.
  if (!Array.isArray(document['worksheets'])) return undefined;
  return document['worksheets'].flatMap((sheet: unknown) =>
    isRecord(sheet) && Array.isArray(sheet['cells']) ? (sheet['cells'] as unknown[]) : [],
  );
}

/** The code of a cell; undefined for text cells and cells in another language. */
function codeOf(cell: unknown): string | undefined {
  if (!isRecord(cell) || cell['cell_type'] !== 'code') return undefined;
  const raw = cell['source'] ?? cell['input'];
  const lines = Array.isArray(raw) ? raw.filter((part): part is string => typeof part === 'string').join('') : raw;
  if (typeof lines !== 'string') return undefined;
  return lines.replace(/\r\n?/g, '\n').replace(/\n$/, '');
}

/** Cell magics whose body is still Python. */
const pythonMagics = /^%%(?:time|timeit|capture|prun|python3?|pypy|memit|mprun|debug)\b/;

/**
 * Turns IPython's own syntax into Python of the same length and lines: `%magic`, `!command`, `?help` and whole cells of
 * other languages become comments or `pass`, so that positions stay.
 */
function maskMagics(code: string): string {
  const lines = code.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first >= 0 && lines[first]!.startsWith('%%') && !pythonMagics.test(lines[first]!)) {
    return lines.map(commented).join('\n');
  }
  let inString: string | undefined;
  let continued = false;
  return lines
    .map((line) => {
      if (continued) {
        continued = line.endsWith('\\');
        return commented(line);
      }
      if (inString === undefined && isMagic(line)) {
        continued = line.endsWith('\\');
        return masked(line);
      }
      inString = stringAfter(line, inString);
      return line;
    })
    .join('\n');
}

function isMagic(line: string): boolean {
  const text = line.trim();
  if (/^(?:%|!|\?)/.test(text)) return !/^%\s*[(\d]/.test(text);
  if (/^[\w.]+\s*\?{1,2}$/.test(text)) return true;
  // `files = !ls` and `x = %magic`.
  return /^[\w., ]+=\s*(?:!|%[a-zA-Z])/.test(text);
}

function commented(line: string): string {
  return line === '' ? '' : `#${line.slice(1)}`;
}

/** A statement stands where the magic stood, so that a block of only magics is still a block. */
function masked(line: string): string {
  const indent = line.length - line.trimStart().length;
  const rest = line.length - indent;
  if (indent === 0 || rest < 4) return line.slice(0, indent) + commented(line.slice(indent));
  return `${line.slice(0, indent)}pass${rest > 4 ? `#${line.slice(indent + 5)}` : ''}`;
}

/** The triple quote that is open after a line, if any. */
function stringAfter(line: string, open: string | undefined): string | undefined {
  let current = open;
  for (let at = 0; at < line.length; at++) {
    const three = line.slice(at, at + 3);
    if (current !== undefined) {
      if (line[at] === '\\') at++;
      else if (three === current) {
        current = undefined;
        at += 2;
      }
      continue;
    }
    if (three === '"""' || three === "'''") {
      current = three;
      at += 2;
    } else if (line[at] === '#') return undefined;
    else if (line[at] === '"' || line[at] === "'") {
      const quote = line[at];
      for (at++; at < line.length && line[at] !== quote; at++) if (line[at] === '\\') at++;
    }
  }
  return current;
}
