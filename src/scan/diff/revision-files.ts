/** The files of a revision as a file system, so that a scan can run on it: from the disk where nothing changed, else from git's objects. */
import type { ScanIssue } from '../../findings/index.ts';
import {
  blobId,
  type FileResult,
  type FileSystem,
  type FolderEntry,
  type GitTreeEntry,
  isInside,
  joinPath,
  readGitObjects,
} from '../../platform/index.ts';

const largestFile = 64_000_000;

export interface RevisionFiles {
  readonly fileSystem: FileSystem;
  /** Files that git could not give. */
  readonly issues: readonly ScanIssue[];
  /** Files that differ from those below the root now. */
  readonly changed: number;
}

/** Opens `entries` (paths relative to `root`, the work tree) over `now`, which answers for everything outside and for `.git`. Nothing is written. */
export async function openRevision(
  root: string,
  entries: readonly GitTreeEntry[],
  now: FileSystem,
): Promise<RevisionFiles> {
  const contents = new Map<string, Uint8Array | 'same'>();
  const wanted = new Map<string, string[]>();
  for (const { path, oid, kind } of entries) {
    if (kind !== 'file') continue;
    const bytes = now.read(joinPath(root, path), largestFile);
    if (bytes.ok && blobId(bytes.value, oid.length === 64 ? 'sha256' : 'sha1') === oid) contents.set(path, 'same');
    else wanted.set(oid, [...(wanted.get(oid) ?? []), path]);
  }
  const issues: ScanIssue[] = [];
  for await (const object of readGitObjects(root, wanted.keys(), largestFile)) {
    for (const path of wanted.get(object.oid) ?? []) {
      if (object.kind === 'found') contents.set(path, object.bytes);
      else {
        issues.push({
          kind: object.kind === 'missing' ? 'missing-data' : 'too-large',
          message: 'This file of the compared revision could not be read from git.',
          path,
          incomplete: true,
        });
      }
    }
  }
  const changed = [...contents.values()].filter((content) => content !== 'same').length;
  return { fileSystem: overlay(root, contents, now), issues, changed };
}

function overlay(root: string, contents: ReadonlyMap<string, Uint8Array | 'same'>, now: FileSystem): FileSystem {
  const folders = new Map<string, Map<string, FolderEntry>>([['', new Map()]]);
  for (const path of contents.keys()) {
    let kind: FolderEntry['kind'] = 'file';
    for (let child = path; child !== ''; kind = 'folder') {
      const cut = child.lastIndexOf('/');
      const parent = cut < 0 ? '' : child.slice(0, cut);
      const names = folders.get(parent) ?? new Map<string, FolderEntry>();
      folders.set(parent, names);
      const name = child.slice(cut + 1);
      if (names.has(name)) break;
      names.set(name, { name, kind });
      child = parent;
    }
  }
  const missing: FileResult<never> = { ok: false, code: 'ENOENT', reason: 'it does not exist' };
  /** Relative path inside the revision; undefined for what the disk answers for. */
  const inside = (path: string): string | undefined => {
    if (path === root) return '';
    if (!isInside(root, path)) return undefined;
    const relative = path.slice(root === '/' ? 1 : root.length + 1);
    return relative === '.git' || relative.startsWith('.git/') ? undefined : relative.normalize('NFC');
  };
  return {
    list(folder) {
      const relative = inside(folder);
      if (relative === undefined) return now.list(folder);
      const names = folders.get(relative);
      return names === undefined ? missing : { ok: true, value: [...names.values()] };
    },
    status(path) {
      const relative = inside(path);
      if (relative === undefined) return now.status(path);
      if (folders.has(relative)) return { ok: true, value: { kind: 'folder', size: 0 } };
      const content = contents.get(relative);
      if (content === undefined) return missing;
      return content === 'same' ? now.status(path) : { ok: true, value: { kind: 'file', size: content.length } };
    },
    read(path, limit) {
      const relative = inside(path);
      const content = relative === undefined ? 'same' : contents.get(relative);
      if (content === 'same') return now.read(path, limit);
      if (content === undefined) return missing;
      if (content.length <= limit) return { ok: true, value: content };
      return { ok: false, code: 'EFBIG', reason: `it has ${content.length} bytes, more than the limit of ${limit}` };
    },
    readHead(path, length) {
      const relative = inside(path);
      const content = relative === undefined ? 'same' : contents.get(relative);
      if (content === 'same') return now.readHead(path, length);
      return content === undefined ? missing : { ok: true, value: content.subarray(0, length) };
    },
    resolveLink(path) {
      const relative = inside(path);
      if (relative === undefined || relative === '') return now.resolveLink(path);
      return folders.has(relative) || contents.has(relative) ? { ok: true, value: path } : missing;
    },
  };
}
