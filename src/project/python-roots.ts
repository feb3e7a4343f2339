/** From which folders a repository's Python modules are imported, and what each file is called there. */
import { isInside, joinPath, parentFolder } from '../platform/index.ts';
import type { ProjectFile } from './file.ts';

export interface RootHints {
  /** Folders with a manifest, '' included, and what it says. */
  readonly folders: readonly {
    readonly folder: string;
    readonly sourceFolders: readonly string[];
    readonly namespaces: boolean;
    readonly name?: string;
  }[];
}

export interface PythonRoots {
  /** Longest first. */
  readonly roots: readonly string[];
  module(path: string): string | undefined;
  /** The root that a file's module name starts from. */
  rootOf(path: string): string;
}

const identifier = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/** Finds the roots. `packages` are the folders with an `__init__.py`. */
export function findPythonRoots(
  files: readonly ProjectFile[],
  packages: ReadonlySet<string>,
  hints: RootHints,
): PythonRoots {
  const folders = new Set<string>();
  for (const { path, kind } of files) {
    if (kind === 'python' || kind === 'stub') folders.add(parentFolder(path));
  }
  const occupied = withParents(folders);
  const roots = new Set<string>(['']);
  const sources: string[] = [];
  for (const { folder, sourceFolders } of hints.folders) {
    roots.add(folder);
    const src = joinPath(folder, 'src');
    for (const source of sourceFolders) if (occupied.has(source)) sources.push(source);
    if (occupied.has(src) && !packages.has(src)) sources.push(src);
  }
  if (occupied.has('src') && !packages.has('src')) sources.push('src');
  for (const source of sources) roots.add(source);

  for (const folder of folders) {
    const top = topPackage(folder, packages);
    if (top !== undefined) {
      const parent = parentFolder(top);
      if (!sources.some((source) => source !== '' && isInside(source, parent)) && !isNamespace(parent, hints)) {
        roots.add(parent);
      }
    }
    // `my-app/util.py` cannot be `my-app.util`: it is imported by its name from beside it.
    const segments = folder.split('/');
    const last = segments.findLastIndex((segment) => !identifier.test(segment));
    if (last >= 0) roots.add(segments.slice(0, last + 1).join('/'));
  }
  return {
    roots: [...roots].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)),
    module: (path) => moduleName(path, roots),
    rootOf: (path) => nearestRoot(path, roots),
  };
}

/** The package-less folder above `pkg/sub/…`: undefined when the folder is no package. */
function topPackage(folder: string, packages: ReadonlySet<string>): string | undefined {
  let top: string | undefined;
  for (let current = folder; packages.has(current); current = parentFolder(current)) top = current;
  return top;
}

/** Folders between a project and its first `__init__.py` that are a namespace (PEP 420), not a place to import from. */
function isNamespace(parent: string, hints: RootHints): boolean {
  let best: RootHints['folders'][number] | undefined;
  for (const hint of hints.folders) {
    if (parent !== hint.folder && isInside(hint.folder, parent)) {
      if (best === undefined || hint.folder.length > best.folder.length) best = hint;
    }
  }
  if (best === undefined) return false;
  if (best.namespaces && best.sourceFolders.length === 0) return true;
  // `google-cloud-storage` installs `google/cloud/storage`.
  const inside = parent.slice(best.folder === '' ? 0 : best.folder.length + 1).split('/');
  const named = best.name?.toLowerCase().split(/[-_.]+/) ?? [];
  return named.length > inside.length && inside.every((segment, i) => segment.toLowerCase() === named[i]);
}

function moduleName(path: string, roots: ReadonlySet<string>): string | undefined {
  const match = /^(.*?)\.(?:pyi?|pyw|ipynb)$/.exec(path);
  if (match === null) return undefined;
  const root = nearestRoot(path, roots);
  const inside = (match[1] as string).slice(root === '' ? 0 : root.length + 1);
  const segments = inside.split('/');
  if (segments.at(-1) === '__init__') segments.pop();
  if (segments.length === 0 || !segments.every((segment) => identifier.test(segment))) return undefined;
  return segments.join('.');
}

function nearestRoot(path: string, roots: ReadonlySet<string>): string {
  let root = parentFolder(path);
  while (!roots.has(root)) root = parentFolder(root);
  return root;
}

function withParents(folders: Iterable<string>): Set<string> {
  const all = new Set<string>();
  for (const folder of folders) {
    for (let current = folder; !all.has(current); current = parentFolder(current)) all.add(current);
  }
  return all;
}
