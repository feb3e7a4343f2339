/** Secrets of the whole history: every distinct blob once, with the commits that brought it. */
import type { DraftFinding, ScanIssue } from '../../../findings/index.ts';
import { readGit, readGitObjects, readTree, resolveCommit } from '../../../platform/index.ts';
import { blobSource } from '../blob.ts';
import { draftFindings, type PlacedCandidate } from '../draft.ts';
import { secretKey } from '../redact.ts';
import { scanFile } from '../scan-file.ts';
import type { CleanBlobs } from './clean-blobs.ts';
import { type BlobOrigins, readBlobOrigins } from './git-log.ts';

export interface HistoryOptions {
  /** Objects that no ref reaches too: dropped stashes, amended commits, until git prunes them. */
  readonly allObjects?: boolean;
  /** Revisions as `git log` takes them; absent: all refs. */
  readonly range?: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly isEnabled: (rule: string) => boolean;
  readonly salt?: string;
  readonly clean?: CleanBlobs;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface HistoryResult {
  /** `properties` hold firstCommit, firstAuthor, firstDate, lastCommit, inHead and blobs. */
  readonly findings: readonly DraftFinding[];
  readonly issues: readonly ScanIssue[];
  readonly counters: {
    readonly commits: number;
    readonly blobs: number;
    readonly bytes: number;
    readonly cached: number;
    readonly missing: number;
    readonly tooLarge: number;
  };
}

interface Trail {
  readonly placed: PlacedCandidate;
  first: number;
  last: number;
  inHead: boolean;
  blobs: number;
}

const largestBlob = 10_000_000;
const saveEvery = 5000;
const unreached = Number.MAX_SAFE_INTEGER;

/** Scans the history of the repository at `folder`. What git could not give becomes an issue, never silence. */
export async function scanHistory(folder: string, options: HistoryOptions): Promise<HistoryResult> {
  const issues: ScanIssue[] = [];
  const origins = await readBlobOrigins(folder, options.range);
  if (origins.failure !== undefined) issues.push(incomplete(`git could not read the whole log: ${origins.failure}.`));
  await noteShallow(folder, issues);
  const head = await blobsOfHead(folder);
  const wanted = [...origins.blobs.keys()];
  if (options.allObjects === true) wanted.push(...(await unreachableBlobs(folder, origins, issues)));
  const todo = wanted.filter((oid) => options.clean?.has(oid) !== true);

  const trails = new Map<string, Trail>();
  const counters = {
    commits: origins.commits.length,
    blobs: wanted.length,
    bytes: 0,
    cached: wanted.length - todo.length,
    missing: 0,
    tooLarge: 0,
  };
  let done = 0;
  try {
    for await (const object of readGitObjects(folder, todo, largestBlob)) {
      if (++done % 500 === 0) options.onProgress?.(done, todo.length);
      if (object.kind === 'missing') counters.missing++;
      else if (object.kind === 'too-large') counters.tooLarge++;
      else if (object.type === 'blob') {
        counters.bytes += object.bytes.length;
        const origin = origins.blobs.get(object.oid);
        const found = scanFile(blobSource(origin?.path ?? `object-${object.oid.slice(0, 12)}`, object.bytes), {
          today: options.today,
        });
        if (found.length === 0) options.clean?.add(object.oid);
        for (const placed of found) {
          addToTrail(trails, placed, origin?.first ?? unreached, origin?.last ?? unreached, head.has(object.oid));
        }
      }
      if (done % saveEvery === 0) options.clean?.save();
    }
  } catch (error) {
    issues.push(incomplete(error instanceof Error ? `${error.message}.` : 'git could not read objects.'));
  }
  options.clean?.save();
  if (counters.missing > 0)
    issues.push(
      incomplete(
        `${counters.missing} of ${todo.length} objects are missing from this clone and were not looked at.`,
        counters.missing,
      ),
    );
  if (counters.tooLarge > 0)
    issues.push({
      ...incomplete(
        `${counters.tooLarge} objects are larger than ${largestBlob} bytes and were not looked at.`,
        counters.tooLarge,
      ),
      kind: 'too-large',
    });
  return { findings: toFindings(trails, origins, options), issues, counters };
}

function addToTrail(
  trails: Map<string, Trail>,
  placed: PlacedCandidate,
  first: number,
  last: number,
  inHead: boolean,
): void {
  const key = `${placed.candidate.rule}\0${placed.candidate.value}\0${placed.candidate.value.length < 12 ? placed.location.path : ''}`;
  const known = trails.get(key);
  if (known === undefined) {
    trails.set(key, { placed, first, last, inHead, blobs: 1 });
    return;
  }
  known.last = Math.max(known.last === unreached ? -1 : known.last, last === unreached ? -1 : last);
  if (first < known.first) known.first = first;
  known.inHead ||= inHead;
  known.blobs++;
}

function toFindings(trails: ReadonlyMap<string, Trail>, origins: BlobOrigins, options: HistoryOptions): DraftFinding[] {
  const keys = new Map<string, string>();
  const keyOf = (value: string): string => {
    let key = keys.get(value);
    if (key === undefined) {
      key = secretKey(value, options.salt ?? 'theriac/secrets');
      keys.set(value, key);
    }
    return key;
  };
  const findings: DraftFinding[] = [];
  for (const trail of trails.values()) {
    const first = origins.commits[trail.first];
    const last = origins.commits[trail.last];
    for (const finding of draftFindings([trail.placed], { keyOf, isEnabled: options.isEnabled })) {
      const where =
        first === undefined
          ? 'No branch or tag reaches it.'
          : `Commit ${first.id.slice(0, 12)} of ${first.date.slice(0, 10)} brought it.`;
      const now = trail.inHead ? 'It is still in HEAD.' : 'It is no longer in HEAD, but everyone who clones gets it.';
      findings.push({
        ...finding,
        message: `${finding.message} ${where} ${now}`,
        properties: {
          ...finding.properties,
          inHead: trail.inHead,
          blobs: trail.blobs,
          ...(first === undefined ? {} : { firstCommit: first.id, firstAuthor: first.author, firstDate: first.date }),
          ...(last === undefined ? {} : { lastCommit: last.id, lastDate: last.date }),
        },
      });
    }
  }
  return findings;
}

async function noteShallow(folder: string, issues: ScanIssue[]): Promise<void> {
  const shallow = await readGit(folder, 'rev-parse', ['--is-shallow-repository']);
  if (shallow.ok && new TextDecoder().decode(shallow.value).trim() === 'true') {
    issues.push(
      incomplete(
        'The clone is shallow: commits before its depth are not here. Fetch them with "git fetch --unshallow".',
      ),
    );
  }
}

async function blobsOfHead(folder: string): Promise<ReadonlySet<string>> {
  const head = await resolveCommit(folder, 'HEAD');
  const tree = head.ok ? await readTree(folder, head.value) : undefined;
  return new Set(tree?.ok ? tree.value.filter(({ kind }) => kind === 'file').map(({ oid }) => oid) : []);
}

/** Blobs of the object store that the log does not know. */
async function unreachableBlobs(folder: string, origins: BlobOrigins, issues: ScanIssue[]): Promise<string[]> {
  const all = await readGit(
    folder,
    'cat-file',
    ['--batch-check=%(objectname) %(objecttype)', '--batch-all-objects', '--unordered', '--buffer'],
    2_000_000_000,
  );
  if (!all.ok) {
    issues.push(incomplete(`git could not list all objects: ${all.reason}.`));
    return [];
  }
  return new TextDecoder()
    .decode(all.value)
    .split('\n')
    .filter((line) => line.endsWith(' blob') && !origins.blobs.has(line.slice(0, -5)))
    .map((line) => line.slice(0, -5))
    .sort();
}

function incomplete(message: string, count?: number): ScanIssue {
  return { kind: 'missing-data', message, incomplete: true, ...(count === undefined ? {} : { count }) };
}
