/** Which revisions `--diff` and `--staged` compare, and their files. */
import { TheriacError } from '../../findings/index.ts';
import {
  disk,
  type FileResult,
  type FileSystem,
  type GitTreeEntry,
  readGit,
  readTree,
  resolveCommit,
  stagedFiles,
} from '../../platform/index.ts';
import { openRevision, type RevisionFiles } from './revision-files.ts';

export interface BaseRevision extends RevisionFiles {
  /** In words: `main (1a2b3c4d5e6f)`. */
  readonly name: string;
}

/** The base of `--diff REF`: where the work tree's history left `revision`. Throws for what is no revision. */
export async function openBase(root: string, revision: string, now: FileSystem = disk): Promise<BaseRevision> {
  const commit = orThrow(await resolveCommit(root, revision));
  const merged = await readGit(root, 'merge-base', ['--end-of-options', commit, 'HEAD']);
  const base = merged.ok ? new TextDecoder().decode(merged.value).trim() : commit;
  const entries = orThrow(await readTree(root, base));
  const name = `${revision} (${base === commit ? '' : 'merge base '}${base.slice(0, 12)})`;
  return { ...(await openRevision(root, entries, now)), name };
}

/** The two sides of `--staged`: what is committed, and what the next commit would hold. The work tree plays no part. */
export async function openStaged(
  root: string,
): Promise<{ readonly base: BaseRevision; readonly staged: RevisionFiles }> {
  const head = await resolveCommit(root, 'HEAD');
  const committed = head.ok ? orThrow(await readTree(root, head.value)) : [];
  const entries = new Map(committed.map((entry) => [entry.path, entry]));
  for (const { path, oid } of orThrow(await stagedFiles(root))) {
    if (oid === undefined) entries.delete(path);
    else entries.set(path, { path, oid, kind: entries.get(path)?.kind ?? 'file' } satisfies GitTreeEntry);
  }
  const name = head.ok ? `HEAD (${head.value.slice(0, 12)})` : 'nothing (there is no commit yet)';
  return {
    base: { ...(await openRevision(root, committed, disk)), name },
    staged: await openRevision(root, [...entries.values()], disk),
  };
}

function orThrow<T>(result: FileResult<T>): T {
  if (result.ok) return result.value;
  throw new TheriacError('bad-revision', `Cannot compare: ${result.reason}.`, {
    hint: 'In CI, fetch the history of the base first (fetch-depth: 0).',
  });
}
