/** A file of the scanned repository, as the walk found it. */
import type { FileContext } from '../findings/index.ts';

export const fileKinds = [
  'python',
  'stub',
  'notebook',
  'toml',
  'yaml',
  'json',
  'ini',
  'requirements',
  'dockerfile',
  'template',
  'env',
  'text',
  'binary',
] as const;
export type FileKind = (typeof fileKinds)[number];

export interface ProjectFile {
  /** Relative to the root, `/`-separated, NFC. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly kind: FileKind;
  readonly context: FileContext;
}
