/** The files of a project: walked once, classified, readable by path within the size limit. */
import type { ScanIssue } from '../findings/index.ts';
import {
  comparePaths,
  type FileResult,
  type FileSystem,
  joinPath,
  parentFolder,
  type WalkResult,
} from '../platform/index.ts';
import type { FileKind, ProjectFile } from './file.ts';
import { contextOfPath, isGenerated } from './file-context.ts';
import { isPythonScript, kindOfPath, needsFirstLine } from './file-kind.ts';

const largestScript = 1_000_000;
const mostFirstLines = 20_000;

/** Files by path, with the one way to read them. */
export interface FileSet {
  readonly files: readonly ProjectFile[];
  readonly packages: ReadonlySet<string>;
  file(path: string): ProjectFile | undefined;
  read(path: string): FileResult<Uint8Array>;
}

export interface FileSetOptions {
  readonly root: string;
  readonly maxFileSize: number;
  /** Folders that were named for the scan: what they are called does not make their files tests or examples. */
  readonly namedFolders?: readonly string[];
  /** Content that stands in for a file's, whether or not the disk has it. */
  readonly overlay?: { readonly path: string; readonly bytes: Uint8Array };
}

/** Classifies what the walk found. */
export function createFileSet(fs: FileSystem, walked: WalkResult, options: FileSetOptions): FileSet {
  const { root, overlay } = options;
  const rawPath = (path: string) => joinPath(root, walked.rawPaths.get(path) ?? path);
  const found = walked.files.some((file) => file.path === overlay?.path);
  const all =
    overlay !== undefined && !found
      ? [...walked.files, { path: overlay.path, size: 0 }].sort((a, b) => comparePaths(a.path, b.path))
      : walked.files;
  const packages = new Set<string>();
  for (const { path } of all) {
    if (path.endsWith('/__init__.py') || path.endsWith('/__init__.pyi')) packages.add(parentFolder(path));
  }
  const named = (options.namedFolders ?? []).toSorted((a, b) => b.length - a.length);
  const baseOf = (path: string) => named.find((folder) => path.startsWith(`${folder}/`)) ?? '';
  let looks = 0;
  const files: ProjectFile[] = [];
  const byPath = new Map<string, ProjectFile>();
  for (const { path, size } of all) {
    let kind: FileKind = kindOfPath(path);
    if (kind === 'text' && size > 2 && size < largestScript && needsFirstLine(path) && looks++ < mostFirstLines) {
      const head = fs.readHead(rawPath(path), 128);
      if (head.ok && isPythonScript(head.value)) kind = 'python';
    }
    const bytes = overlay?.path === path ? overlay.bytes.length : size;
    const file: ProjectFile = { path, size: bytes, kind, context: contextOfPath(path, packages, baseOf(path)) };
    files.push(file);
    byPath.set(path, file);
  }
  return {
    files,
    packages,
    file: (path) => byPath.get(path),
    read(path) {
      if (overlay?.path === path) return { ok: true, value: overlay.bytes };
      if (!byPath.has(path)) return { ok: false, code: 'ENOENT', reason: 'it is not part of the project' };
      return fs.read(rawPath(path), options.maxFileSize);
    },
  };
}

/** The file with the context that its content tells: `generated` where its top says so. */
export function refineContext(file: ProjectFile, bytes: Uint8Array): ProjectFile {
  if (file.kind !== 'python' && file.kind !== 'stub') return file;
  if (file.context === 'generated' || file.context === 'vendored' || !isGenerated(bytes)) return file;
  return { ...file, context: 'generated' };
}

/** Beyond the limit such files are data: skipping them is worth knowing, but no code or configuration was missed. */
const dataKinds: ReadonlySet<FileKind> = new Set(['text', 'json', 'template', 'binary']);

/** The issue for a file that could not be read. */
export function readIssue(file: ProjectFile, failure: { readonly code: string; readonly reason: string }): ScanIssue {
  const large = failure.code === 'EFBIG';
  return {
    kind: large ? 'too-large' : 'unreadable-file',
    message: large
      ? `The file was not looked at: ${failure.reason}.`
      : `The file could not be read: ${failure.reason}.`,
    path: file.path,
    incomplete: !(large && dataKinds.has(file.kind)),
  };
}
