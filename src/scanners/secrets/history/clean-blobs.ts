/** Remembers which blobs hold no secret, so that the next scan of the history reads only new ones. Never a value. */
import { createHash } from 'node:crypto';
import { cacheFolder, disk, joinPath, writeFile } from '../../../platform/index.ts';
import { providers } from '../detectors/index.ts';

const largest = 400_000_000;
/** Raised when matching or judgement change in a way that the detectors' data does not show. */
const engineVersion = 1;

export interface CleanBlobs {
  has(oid: string): boolean;
  add(oid: string): void;
  /** Writes what is known so far; a cache that cannot be written costs only time. */
  save(): void;
}

/** Opens the cache of a repository. The key holds the rule set: other rules, other cache. */
export function openCleanBlobs(folder: string, environment: NodeJS.ProcessEnv): CleanBlobs {
  const rules = createHash('sha256')
    .update(JSON.stringify([engineVersion, providers]))
    .digest('hex')
    .slice(0, 16);
  const repository = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const path = joinPath(cacheFolder(environment), `secrets-history-${repository}-${rules}`);
  const stored = disk.read(path, largest);
  const known = new Set(stored.ok ? new TextDecoder().decode(stored.value).split('\n') : []);
  return {
    has: (oid) => known.has(oid),
    add: (oid) => void known.add(oid),
    save: () => void writeFile(path, [...known].sort().join('\n')),
  };
}
