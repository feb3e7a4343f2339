/** Where this machine keeps caches and data of programs, and locks that keep two runs apart. */
import { mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { failure, toSlashes } from './disk.ts';
import type { FileResult } from './file-system.ts';
import { joinPath, parentFolder } from './paths.ts';

/** Folder for what can be made again. `THERIAC_CACHE_DIR` wins. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['THERIAC_CACHE_DIR']) return toSlashes(environment['THERIAC_CACHE_DIR']);
  if (process.platform === 'win32' && environment['LOCALAPPDATA']) {
    return joinPath(toSlashes(environment['LOCALAPPDATA']), 'theriac/cache');
  }
  const home = toSlashes(homedir());
  if (process.platform === 'darwin') return joinPath(home, 'Library/Caches/theriac');
  return joinPath(environment['XDG_CACHE_HOME'] ?? joinPath(home, '.cache'), 'theriac');
}

/** Folder for what was downloaded, such as the advisory store. `THERIAC_DB_DIR` wins. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (environment['THERIAC_DB_DIR']) return toSlashes(environment['THERIAC_DB_DIR']);
  if (process.platform === 'win32' && environment['LOCALAPPDATA']) {
    return joinPath(toSlashes(environment['LOCALAPPDATA']), 'theriac/data');
  }
  const home = toSlashes(homedir());
  if (process.platform === 'darwin') return joinPath(home, 'Library/Application Support/theriac');
  return joinPath(environment['XDG_DATA_HOME'] ?? joinPath(home, '.local/share'), 'theriac');
}

export interface Lock {
  release(): void;
}

/** A lock older than this is left over from a machine that went down. */
const staleAfter = 6 * 3_600_000;

/** Takes the lock file, or says who has it (`ELOCKED`). A lock whose process is gone is taken over. */
export function takeLock(path: string): FileResult<Lock> {
  try {
    mkdirSync(parentFolder(path), { recursive: true });
  } catch (error) {
    return failure(error);
  }
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = openSync(path, 'wx', 0o600);
      writeSync(handle, `${process.pid}\n`);
      return { ok: true, value: { release: () => rmSync(path, { force: true }) } };
    } catch (error) {
      const failed = failure(error);
      if (failed.ok || failed.code !== 'EEXIST') return failed;
    }
    const owner = lockOwner(path);
    if (owner !== undefined) {
      return { ok: false, code: 'ELOCKED', reason: `another run (process ${owner}) is working on it` };
    }
    rmSync(path, { force: true });
  }
  return { ok: false, code: 'ELOCKED', reason: 'another run is working on it' };
}

/** The process that holds the lock; undefined when it is gone. */
function lockOwner(path: string): number | undefined {
  try {
    const owner = Number.parseInt(readFileSync(path, 'utf8'), 10);
    const age = Date.now() - statSync(path).mtimeMs;
    if (!Number.isInteger(owner)) return age < 5000 ? 0 : undefined;
    if (age > staleAfter) return undefined;
    process.kill(owner, 0);
    return owner;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? -1 : undefined;
  }
}
