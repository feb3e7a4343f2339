/** Objects of a repository in bulk, through one `git cat-file --batch` process with flat memory. */
import { startGit } from './git.ts';

export type GitObject =
  | { readonly kind: 'found'; readonly oid: string; readonly type: string; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly oid: string; readonly type: string; readonly size: number }
  | { readonly kind: 'missing'; readonly oid: string };

const lf = 10;

/**
 * Reads objects in the given order. `names`: object ids, or `REV:path` without line breaks. Larger objects than `limit`
 * bytes are skipped. Throws a plain Error with git's complaint when git fails: a part of the answer must not look like all.
 */
export async function* readGitObjects(
  folder: string,
  names: Iterable<string> | AsyncIterable<string>,
  limit = 10_000_000,
): AsyncGenerator<GitObject, void, undefined> {
  const run = startGit(folder, 'cat-file', ['--batch', '--buffer'], lines(names));
  let header = '';
  let type = '';
  let oid = '';
  let size = 0;
  /** Bytes of the object's content still to come, plus its line feed; -1 while a header is read. */
  let left = -1;
  let content: Uint8Array | undefined;
  try {
    for await (const chunk of run.output) {
      let at = 0;
      while (at < chunk.length) {
        if (left < 0) {
          const end = chunk.indexOf(lf, at);
          header += latin(chunk.subarray(at, end < 0 ? chunk.length : end));
          if (end < 0) break;
          at = end + 1;
          const line = header;
          header = '';
          const match = /^([0-9a-f]+) (\w+) (\d+)$/.exec(line);
          if (match === null) {
            yield { kind: 'missing', oid: line.replace(/ (?:missing|ambiguous)$/, '') };
            continue;
          }
          oid = match[1] as string;
          type = match[2] as string;
          size = Number(match[3]);
          left = size + 1;
          content = size <= limit ? new Uint8Array(size) : undefined;
        } else {
          const taken = Math.min(left, chunk.length - at);
          const wanted = Math.min(taken, left - 1);
          content?.set(chunk.subarray(at, at + wanted), size + 1 - left);
          at += taken;
          left -= taken;
          if (left > 0) break;
          left = -1;
          if (content === undefined) yield { kind: 'too-large', oid, type, size };
          else yield { kind: 'found', oid, type, bytes: content };
        }
      }
    }
    const done = await run.done;
    if (!done.ok) throw new Error(`git could not read objects: ${done.reason}`);
  } finally {
    run.stop();
  }
}

async function* lines(names: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const name of names) {
    if (name.includes('\n')) continue;
    piece += `${name}\n`;
    if (piece.length < 8192) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
