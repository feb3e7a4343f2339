/** Puts files together that speak about the same environment: a lock file with its manifests, requirements files that include each other. */
import type { FileFacts, Manager } from '../inventory/facts.ts';
import { resolvePath } from '../inventory/source-text.ts';

export interface FileGroup {
  readonly lead: FileFacts;
  readonly files: readonly FileFacts[];
}

const projectManifest = /(?:^|\/)(?:pyproject\.toml|setup\.cfg|setup\.py)$/;

/** Every file lands in exactly one group; groups come sorted by the path of their leading file. */
export function groupFiles(all: readonly FileFacts[]): readonly FileGroup[] {
  const files = [...all].sort((a, b) => compare(a.path, b.path));
  const parent = new Map(files.map(({ path }) => [path, path]));
  const find = (path: string): string => {
    let root = path;
    while (parent.get(root) !== root) root = parent.get(root)!;
    for (let at = path; at !== root; ) {
      const next = parent.get(at)!;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  const join = (a: string, b: string | undefined) => {
    if (b === undefined || !parent.has(a) || !parent.has(b)) return;
    const [x, y] = [find(a), find(b)];
    if (x !== y) parent.set(x < y ? y : x, x < y ? x : y);
  };
  const locks = files.filter(({ role }) => role === 'lock');
  const locked = new Set<string>();
  // Manifests follow a lock in their own folder before one elsewhere that has them as a member;
  // of two managers in one folder the first keeps them, the other stays a group of its own.
  for (const manifests of [manifestsBeside, manifestsOfMembers])
    for (const lock of locks)
      for (const manifest of manifests(lock, files)) {
        if (locked.has(manifest)) continue;
        locked.add(manifest);
        join(lock.path, manifest);
      }
  for (const file of files) {
    for (const include of file.includes) join(file.path, include.path);
    if (projectManifest.test(file.path))
      for (const name of ['pyproject.toml', 'setup.cfg', 'setup.py']) join(file.path, beside(file.path, name));
    if (file.role === 'manifest' && file.path.endsWith('.in')) join(file.path, file.path.replace(/\.in$/, '.txt'));
    if (file.role === 'pinned')
      for (const source of new Set(file.declarations.flatMap(({ via }) => via ?? [])))
        if (/^-[rc] /.test(source)) join(file.path, resolvePath(file.path, source.slice(3)));
  }
  const groups = new Map<string, FileFacts[]>();
  for (const file of files) {
    const root = find(file.path);
    groups.set(root, [...(groups.get(root) ?? []), file]);
  }
  return [...groups.values()]
    .map((members) => ({ lead: leadOf(members), files: members }))
    .sort((a, b) => compare(a.lead.path, b.lead.path));
}

function manifestsBeside(lock: FileFacts, files: readonly FileFacts[]): readonly string[] {
  if (lock.manager === 'pipenv') return [beside(lock.path, 'Pipfile')];
  if (lock.path.endsWith('.py.lock')) return [lock.path.replace(/\.lock$/, '')];
  return files
    .map(({ path }) => path)
    .filter((path) => projectManifest.test(path) && folderOf(path) === folderOf(lock.path));
}

function manifestsOfMembers(lock: FileFacts, files: readonly FileFacts[]): readonly string[] {
  const folders = new Set(
    lock.packages.flatMap(({ source }) => (source.kind === 'path' ? (resolvePath(lock.path, source.path) ?? []) : [])),
  );
  return folders.size === 0
    ? []
    : files.map(({ path }) => path).filter((path) => projectManifest.test(path) && folders.has(folderOf(path)));
}

function leadOf(members: readonly FileFacts[]): FileFacts {
  const order: readonly FileFacts['role'][] = [
    'lock',
    'installed',
    'sbom',
    'pinned',
    'manifest',
    'constraints',
    'command',
    'configuration',
  ];
  const weight = (file: FileFacts) =>
    order.indexOf(file.role) + (/(?:^|\/)(?:pyproject\.toml|requirements\.txt)$/.test(file.path) ? -0.5 : 0);
  return [...members].sort((a, b) => weight(a) - weight(b) || compare(a.path, b.path))[0]!;
}

/** The manager that a group of files is for: the lock's, else the one with settings, else what the files say. */
export function managerOf({ lead, files }: FileGroup): Manager | undefined {
  if (lead.manager !== undefined) return lead.manager;
  const configured = files.flatMap(({ project }) => project?.managers ?? []);
  return configured[0] ?? files.find(({ manager }) => manager !== undefined)?.manager;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function beside(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + name;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
