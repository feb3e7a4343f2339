/** The file interface that the rest of Theriac sees: the disk in production, memory in tests and the editor. */

export type EntryKind = 'file' | 'folder' | 'link' | 'special';

export interface FolderEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

export interface FileStatus {
  readonly kind: EntryKind;
  /** Bytes. */
  readonly size: number;
}

/** Expected failures are values: `reason` is a short sentence for people without the path. */
export type FileResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: string; readonly reason: string };

/** Absolute paths with `/`, on every platform. No method throws for a missing or unreadable file. */
export interface FileSystem {
  list(folder: string): FileResult<readonly FolderEntry[]>;
  /** Does not follow links. */
  status(path: string): FileResult<FileStatus>;
  /** Reads at most `limit` bytes; a longer file is `EFBIG`. */
  read(path: string, limit: number): FileResult<Uint8Array>;
  /** At most the first `length` bytes. */
  readHead(path: string, length: number): FileResult<Uint8Array>;
  /** Absolute path without links. */
  resolveLink(path: string): FileResult<string>;
}
