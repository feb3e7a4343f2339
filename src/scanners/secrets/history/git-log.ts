/** Which commit brought each blob: one `git log --raw` over everything, read as a stream. */
import { startGit } from '../../../platform/index.ts';

export interface Commit {
  readonly id: string;
  readonly author: string;
  /** ISO 8601 with zone, as the author wrote it. */
  readonly date: string;
}

/** Where a blob was first and last written. Numbers are indices of `commits`, oldest first. */
export interface BlobOrigin {
  readonly path: string;
  readonly first: number;
  last: number;
}

export interface BlobOrigins {
  readonly commits: readonly Commit[];
  readonly blobs: ReadonlyMap<string, BlobOrigin>;
  /** Why the log is not whole: git's complaint. */
  readonly failure?: string;
}

const link = '120000';
const submodule = '160000';

/** Reads the log of all refs (stashes and notes too), merges compared with each parent: content that only a merge brought counts. */
export async function readBlobOrigins(folder: string, range: readonly string[] = ['--all']): Promise<BlobOrigins> {
  const run = startGit(folder, 'log', [
    ...range,
    '--reverse',
    '--topo-order',
    '--root',
    '-m',
    '-r',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--format=%x01%H%x00%an%x00%aI',
    '--',
  ]);
  const commits: Commit[] = [];
  const blobs = new Map<string, BlobOrigin>();
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of run.output) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) readLine(line, commits, blobs);
  }
  if (rest !== '') readLine(rest, commits, blobs);
  const done = await run.done;
  return { commits, blobs, ...(done.ok ? {} : { failure: done.reason }) };
}

function readLine(line: string, commits: Commit[], blobs: Map<string, BlobOrigin>): void {
  if (line.startsWith('\x01')) {
    const [id, author, date] = line.slice(1).split('\0');
    // With -m a merge is printed once per parent.
    if (commits.at(-1)?.id !== id) commits.push({ id, author, date });
    return;
  }
  if (!line.startsWith(':')) return;
  const tab = line.indexOf('\t');
  const [, mode, , oid, status] = line.slice(0, tab).split(' ');
  if (status === undefined || status.startsWith('D') || mode === link || mode === submodule) return;
  const commit = commits.length - 1;
  const known = blobs.get(oid);
  if (known === undefined) blobs.set(oid, { path: unquote(line.slice(tab + 1)), first: commit, last: commit });
  else known.last = commit;
}

/** git puts paths with special characters in C quotes. */
function unquote(path: string): string {
  if (!path.startsWith('"')) return path;
  return path
    .slice(1, -1)
    .replace(/\\(?:([0-7]{3})|(.))/g, (_, octal: string | undefined, ch: string) =>
      octal === undefined ? ({ n: '\n', t: '\t', r: '\r' }[ch] ?? ch) : String.fromCharCode(Number.parseInt(octal, 8)),
    );
}
