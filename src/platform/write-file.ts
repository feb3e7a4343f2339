/** Writing what people asked for: reports, baselines, generated files. Whole or not at all. */
import { closeSync, fsyncSync, mkdirSync, openSync, readSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { failure } from './disk.ts';
import type { FileResult } from './file-system.ts';

/** Writes to a temporary file beside `path` and renames it. Missing folders are made; pipes and devices are written to directly. */
export function writeFile(path: string, content: string | Uint8Array | Iterable<string>): FileResult<undefined> {
  const special = isSpecial(path);
  const target = special ? path : `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const handle = openSync(target, 'w');
    try {
      for (const piece of typeof content === 'string' || content instanceof Uint8Array ? [content] : content) {
        writeAll(handle, typeof piece === 'string' ? Buffer.from(piece) : piece);
      }
      if (!special) fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (!special) renameSync(target, path);
    return { ok: true, value: undefined };
  } catch (error) {
    if (!special) discard(target);
    return failure(error);
  }
}

/** Standard input to its end, at most `limit` bytes. */
export function readStandardInput(limit: number): FileResult<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  for (;;) {
    const piece = Buffer.alloc(65_536);
    let count: number;
    try {
      count = readSync(0, piece);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'EAGAIN') continue;
      if (code !== 'EOF') return failure(error);
      count = 0;
    }
    if (count === 0) return { ok: true, value: Buffer.concat(pieces, length) };
    pieces.push(piece.subarray(0, count));
    length += count;
    if (length > limit) return { ok: false, code: 'EFBIG', reason: `it is larger than the limit of ${limit} bytes` };
  }
}

function writeAll(handle: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Where it could not be made, there is nothing to remove; the first error is the one to tell.
  }
}

function isSpecial(path: string): boolean {
  const status = statSync(path, { throwIfNoEntry: false });
  return status !== undefined && !status.isFile() && !status.isDirectory();
}
