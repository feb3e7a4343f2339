/**
 * Reads git's objects through its own plumbing: no checkout, no touching of the work tree, and nothing that a hostile
 * repository's configuration could make git run (hooks, filters, text conversion, file-system monitors, lazy fetches).
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { failure } from './disk.ts';
import type { FileResult } from './file-system.ts';
import { comparePaths } from './paths.ts';

/** Subcommands that only read. */
export type GitCommand =
  | 'blame'
  | 'cat-file'
  | 'diff-index'
  | 'diff-tree'
  | 'for-each-ref'
  | 'log'
  | 'ls-files'
  | 'ls-tree'
  | 'merge-base'
  | 'rev-list'
  | 'rev-parse';

const safety: readonly string[] = [
  '--no-pager',
  '--literal-pathspecs',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'protocol.allow=never',
    'core.quotePath=false',
    'color.ui=never',
  ].flatMap((setting) => ['-c', setting]),
];

export interface GitRun {
  /** Output as it comes. Ends when git ends; ask `done` whether it ended well. */
  readonly output: AsyncIterable<Uint8Array>;
  /** Success, or git's first line of complaint. Resolves after `output` is read to its end. */
  readonly done: Promise<FileResult<undefined>>;
  stop(): void;
}

/** Starts git in `folder`. `input` is written to its standard input as fast as git takes it. */
export function startGit(
  folder: string,
  command: GitCommand,
  args: readonly string[],
  input?: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): GitRun {
  const child = spawn('git', [...safety, command, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      LC_ALL: 'C',
      GIT_OPTIONAL_LOCKS: '0',
      GIT_TERMINAL_PROMPT: '0',
      GIT_NO_LAZY_FETCH: '1',
      GIT_NO_REPLACE_OBJECTS: '1',
      GIT_EXTERNAL_DIFF: '',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (complaint.length < 2000) complaint += text;
  });
  const done = new Promise<FileResult<undefined>>((resolve) => {
    child.once('error', (error) => {
      const missing = failure(error);
      resolve(
        missing.ok || missing.code !== 'ENOENT'
          ? missing
          : { ok: false, code: 'ENOGIT', reason: 'git is not installed' },
      );
    });
    child.once('close', (code, signal) => {
      if (code === 0) return resolve({ ok: true, value: undefined });
      const reason = complaint
        .trim()
        .split('\n', 1)[0]
        ?.slice(0, 300)
        .replace(/^(?:fatal|error): /, '');
      resolve({ ok: false, code: 'EGIT', reason: reason || `git ended with ${signal ?? code}` });
    });
  });
  // git may end before it has read everything; `done` then says why.
  child.stdin.on('error', () => {});
  void feed(child.stdin, input ?? []);
  return { output: child.stdout, done, stop: () => child.kill() };
}

async function feed(
  stdin: NodeJS.WritableStream,
  input: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<void> {
  for await (const piece of input) {
    if (!stdin.writable) return;
    if (!stdin.write(piece)) {
      await new Promise<void>((resolve) => {
        const go = () => {
          stdin.removeListener('drain', go).removeListener('close', go);
          resolve();
        };
        stdin.once('drain', go).once('close', go);
      });
    }
  }
  stdin.end();
}

/** The whole output of a git command, at most `limit` bytes. */
export async function readGit(
  folder: string,
  command: GitCommand,
  args: readonly string[],
  limit = 256_000_000,
): Promise<FileResult<Uint8Array>> {
  const run = startGit(folder, command, args);
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of run.output) {
    length += piece.length;
    if (length > limit) {
      run.stop();
      return { ok: false, code: 'EFBIG', reason: `git answered with more than ${limit} bytes` };
    }
    pieces.push(piece);
  }
  const done = await run.done;
  return done.ok ? { ok: true, value: Buffer.concat(pieces) } : done;
}

export interface GitTreeEntry {
  /** Relative to the root of the repository, NFC. */
  readonly path: string;
  readonly oid: string;
  readonly kind: 'file' | 'link' | 'submodule';
}

export interface GitChange {
  readonly path: string;
  readonly change: 'added' | 'modified' | 'deleted';
  /** Blob after the change; absent for a deleted file. */
  readonly oid?: string;
  /** Blob before the change; absent for an added file. */
  readonly oldOid?: string;
}

/** The full object id of a commit. A name that git would take for an option is no revision. */
export async function resolveCommit(folder: string, revision: string): Promise<FileResult<string>> {
  if (revision.startsWith('-') || /[\0\n]/.test(revision)) {
    return { ok: false, code: 'EGIT', reason: `"${revision}" is not a revision` };
  }
  const found = await readGit(folder, 'rev-parse', ['--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (found.ok) return { ok: true, value: text(found.value).trim() };
  return found.code === 'ENOGIT'
    ? found
    : { ok: false, code: 'EGIT', reason: `"${revision}" is not a revision of this repository` };
}

/** All files of a revision, in path order. */
export async function readTree(folder: string, commit: string): Promise<FileResult<readonly GitTreeEntry[]>> {
  const listed = await readGit(folder, 'ls-tree', ['-r', '-z', '--full-tree', commit]);
  if (!listed.ok) return listed;
  const entries: GitTreeEntry[] = [];
  for (const row of text(listed.value).split('\0')) {
    const match = /^(\d{6}) (\w+) ([0-9a-f]+)\t/.exec(row);
    if (match === null) continue;
    const [head, mode, , oid] = match as unknown as readonly [string, string, string, string];
    const kind = mode === '160000' ? 'submodule' : mode === '120000' ? 'link' : 'file';
    entries.push({ path: row.slice(head.length).normalize('NFC'), oid, kind });
  }
  return { ok: true, value: entries.sort((a, b) => comparePaths(a.path, b.path)) };
}

/** What is staged, against the last commit (or nothing, before the first). The index is read, the work tree is not. */
export async function stagedFiles(folder: string): Promise<FileResult<readonly GitChange[]>> {
  const head = await resolveCommit(folder, 'HEAD');
  let base = head.ok ? head.value : undefined;
  if (base === undefined) {
    const empty = createHash((await objectFormat(folder)) === 'sha256' ? 'sha256' : 'sha1').update('tree 0\0');
    base = empty.digest('hex');
  }
  const listed = await readGit(folder, 'diff-index', ['--cached', '--raw', '-z', '--no-renames', '--no-abbrev', base]);
  return listed.ok ? { ok: true, value: readRawChanges(text(listed.value)) } : listed;
}

/** What differs between two commits. */
export async function changesBetween(
  folder: string,
  from: string,
  to: string,
): Promise<FileResult<readonly GitChange[]>> {
  const listed = await readGit(folder, 'diff-tree', ['-r', '--raw', '-z', '--no-renames', '--no-abbrev', from, to]);
  return listed.ok ? { ok: true, value: readRawChanges(text(listed.value)) } : listed;
}

/**
 * What differs between a revision and files as they are now. git is not asked to compare the work tree, because that
 * would run the filters its configuration names; the files are hashed here instead. `paths`: those that exist now.
 */
export async function changedFiles(
  folder: string,
  commit: string,
  paths: Iterable<string>,
  read: (path: string) => Uint8Array | undefined,
): Promise<FileResult<readonly GitChange[]>> {
  const tree = await readTree(folder, commit);
  if (!tree.ok) return tree;
  const before = new Map(tree.value.filter((entry) => entry.kind === 'file').map((entry) => [entry.path, entry.oid]));
  const changes: GitChange[] = [];
  for (const path of paths) {
    const oldOid = before.get(path);
    before.delete(path);
    const bytes = read(path);
    if (bytes === undefined) continue;
    const oid = blobId(bytes, oldOid?.length === 64 ? 'sha256' : 'sha1');
    if (oldOid === undefined) changes.push({ path, change: 'added', oid });
    else if (oid !== oldOid) changes.push({ path, change: 'modified', oid, oldOid });
  }
  for (const [path, oldOid] of before) changes.push({ path, change: 'deleted', oldOid });
  return { ok: true, value: changes.sort((a, b) => comparePaths(a.path, b.path)) };
}

/** The id that git gives to this content. */
export function blobId(bytes: Uint8Array, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

async function objectFormat(folder: string): Promise<string> {
  const format = await readGit(folder, 'rev-parse', ['--show-object-format']);
  return format.ok ? text(format.value).trim() : 'sha1';
}

function readRawChanges(output: string): GitChange[] {
  const changes: GitChange[] = [];
  const fields = output.split('\0');
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const match = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/.exec(fields[i] as string);
    if (match === null) continue;
    const [, oldMode, newMode, oldOid, oid, letter] = match as unknown as readonly string[];
    if ([oldMode, newMode].some((mode) => mode === '160000')) continue;
    const path = (fields[i + 1] as string).normalize('NFC');
    if (letter === 'A') changes.push({ path, change: 'added', oid: oid! });
    else if (letter === 'D') changes.push({ path, change: 'deleted', oldOid: oldOid! });
    else changes.push({ path, change: 'modified', oid: oid!, oldOid: oldOid! });
  }
  return changes.sort((a, b) => comparePaths(a.path, b.path));
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
