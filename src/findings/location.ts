/** Where a finding is: a byte range, with the line and column forms that reports need, computed once per reported range. */

/** One end of a range. Lines and columns are 1-based. */
export interface Position {
  /** Offset in the file, in bytes. */
  readonly byte: number;
  readonly line: number;
  /** Column in Unicode code points (SARIF `unicodeCodePoints`; what a Python developer counts). */
  readonly column: number;
  /** Column in UTF-16 units (LSP, JavaScript). */
  readonly utf16Column: number;
}

export interface Location {
  /** Relative to the repository root, `/`-separated, NFC. */
  readonly path: string;
  readonly start: Position;
  /** Exclusive. */
  readonly end: Position;
  /** Notebook cell (1-based, counting all cells); lines then count within the cell. */
  readonly cell?: number;
}

/** The source lines around a location, captured while scanning so that reports stay pure functions. */
export interface Excerpt {
  readonly firstLine: number;
  /** At most a few lines, each cut at a bounded length. */
  readonly lines: readonly string[];
}
