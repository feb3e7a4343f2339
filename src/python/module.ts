/** What the front end hands on: one parsed file. */
import type { CellMap } from './notebook.ts';
import type { SymbolTable } from './symbols.ts';

/** A statement, or a place, that is not valid Python. */
export interface SyntaxIssue {
  /** `syntax`: CPython rejects the file. `encoding`: the bytes are not text. `limit`: nested too deeply or too long for us. */
  readonly kind: 'syntax' | 'encoding' | 'limit';
  /** 1-based. */
  readonly line: number;
  /** Offset in {@link ParsedModule.source}. */
  readonly byte: number;
  /** One sentence without a full stop. */
  readonly message: string;
}

export interface ParsedModule {
  /** The tree (see schema.ts). */
  readonly words: Int32Array;
  /** Offset of the Module node. */
  readonly root: number;
  /** UTF-8 bytes; zeros follow after `length`. For a notebook: its code cells, joined. */
  readonly source: Uint8Array;
  /** Bytes of source. */
  readonly length: number;
  readonly symbols: SymbolTable;
  /** Start and end byte of each comment, in order; the `#` is inside. */
  readonly comments: Int32Array;
  /** In order of `byte`. Empty: CPython accepts the file. */
  readonly errors: readonly SyntaxIssue[];
  readonly nodeCount: number;
  /** The encoding the file declared, when it was not UTF-8: then offsets are those of the re-encoded text. */
  readonly encoding?: string;
  /** Where the cells of a notebook stand in `source`. */
  readonly notebook?: CellMap;
}

export interface ParseOptions {
  /** Only its ending counts: `.ipynb` is read as a notebook. */
  readonly path?: string;
  readonly notebook?: boolean;
}
