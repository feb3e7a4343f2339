/** The file system of this machine, read-only and without surprises: no links followed, no pipe opened, no exception. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import type { EntryKind, FileResult, FileSystem, FolderEntry } from './file-system.ts';

const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** The disk behind the {@link FileSystem} interface. */
export const disk: FileSystem = {
  list: (folder) =>
    attempt(() => {
      const entries: FolderEntry[] = [];
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        entries.push({ name: entry.name, kind: kindOf(entry) });
      }
      return entries;
    }),
  status: (path) =>
    attempt(() => {
      const status = lstatSync(path);
      return { kind: kindOf(status), size: status.size };
    }),
  read: readFile,
  readHead,
  resolveLink: (path) => attempt(() => toSlashes(realpathSync(path))),
};

/** `\` → `/` on Windows; elsewhere a backslash is part of a name. */
export function toSlashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}

function readFile(path: string, limit: number): FileResult<Uint8Array> {
  let handle: number;
  try {
    handle = openSync(path, openFlags);
  } catch (error) {
    return failure(error);
  }
  try {
    const status = fstatSync(handle);
    if (!status.isFile()) return { ok: false, code: 'EINVAL', reason: 'it is not a regular file' };
    if (status.size > limit) return tooLarge(status.size, limit);
    // One byte more than expected shows whether the file grew; `/proc`-like files say 0 and have content.
    let buffer = new Uint8Array(new ArrayBuffer(status.size + 1));
    let length = 0;
    for (;;) {
      const count = readSync(handle, buffer, length, buffer.length - length, null);
      length += count;
      if (count === 0) break;
      if (length > limit) return tooLarge(length, limit);
      if (length === buffer.length) {
        const larger = new Uint8Array(new ArrayBuffer(Math.min(buffer.length * 2 + 4096, limit + 1)));
        larger.set(buffer);
        buffer = larger;
      }
    }
    return { ok: true, value: buffer.subarray(0, length) };
  } catch (error) {
    return failure(error);
  } finally {
    closeSync(handle);
  }
}

function readHead(path: string, length: number): FileResult<Uint8Array> {
  let handle: number;
  try {
    handle = openSync(path, openFlags);
  } catch (error) {
    return failure(error);
  }
  try {
    if (!fstatSync(handle).isFile()) return { ok: false, code: 'EINVAL', reason: 'it is not a regular file' };
    const buffer = new Uint8Array(new ArrayBuffer(length));
    return { ok: true, value: buffer.subarray(0, readSync(handle, buffer, 0, length, 0)) };
  } catch (error) {
    return failure(error);
  } finally {
    closeSync(handle);
  }
}

/** The failure of a file that is larger than the caller wants. */
export function tooLarge(size: number, limit: number): FileResult<never> {
  return { ok: false, code: 'EFBIG', reason: `it has ${size} bytes, more than the limit of ${limit}` };
}

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean }): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'special';
}

function attempt<T>(action: () => T): FileResult<T> {
  try {
    return { ok: true, value: action() };
  } catch (error) {
    return failure(error);
  }
}

const reasons: { readonly [code: string]: string } = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ENOENT: 'it does not exist',
  ENOSPC: 'no space is left',
  ENOTDIR: 'it is not a folder',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link, or links that go in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk reports an error',
};

/** Turns what Node throws into a value with a sentence for people, without the path. */
export function failure(error: unknown): FileResult<never> {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'EUNKNOWN';
  return { ok: false, code, reason: reasons[code] ?? `the system answered ${code}` };
}
