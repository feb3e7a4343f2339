/** Which files Bandit scans: explicit ones, folders with `-r`, exclusions as globs and as parts of the path. */
import type { FileSystem } from '../../platform/index.ts';
import { matchesGlob } from './glob.ts';

export interface FileOptions {
  readonly fs: FileSystem;
  /** Absolute. */
  readonly workingFolder: string;
  readonly targets: readonly string[];
  readonly recursive: boolean;
  /** From the configuration and from `-x`. */
  readonly excluded: readonly string[];
  readonly included: readonly string[];
}

export interface FoundFiles {
  /** As Bandit writes them, sorted. */
  readonly files: readonly string[];
  readonly excluded: readonly string[];
  readonly warnings: readonly string[];
  /** `.bandit` files below the targets. */
  readonly iniFiles: readonly string[];
}

/** Folders deeper than this are a loop or an attack. */
const deepest = 100;

/** Paths as Bandit writes them (`./a/./b.py`) → absolute ones without `.`. */
export function absolute(workingFolder: string, path: string): string {
  const full = /^(?:\/|[A-Za-z]:)/.test(path) ? path : `${workingFolder}/${path}`;
  return full.replace(/\/+(?:\.\/+)*/g, '/').replace(/\/\.?$/, '') || '/';
}

export function findFiles(options: FileOptions): FoundFiles {
  const { fs, workingFolder, targets } = options;
  const files = new Set<string>();
  const excluded = new Set<string>();
  const warnings: string[] = [];
  const iniFiles: string[] = [];
  const isFolder = (path: string): boolean => {
    const status = fs.status(absolute(workingFolder, path));
    return status.ok && status.value.kind === 'folder';
  };
  const exclusions = options.excluded
    .filter((path) => path !== '')
    .map((path) => (isFolder(path) ? `${path.replace(/\/$/, '')}/*` : path));
  const isExcluded = (path: string): boolean =>
    exclusions.some((exclusion) => path.includes(exclusion) || matchesGlob(path, exclusion));
  const isIncluded = (path: string): boolean => options.included.some((glob) => matchesGlob(path, glob));

  const enter = (folder: string, depth: number): void => {
    const entries = fs.list(absolute(workingFolder, folder));
    if (!entries.ok) {
      warnings.push(`${folder} cannot be read: ${entries.reason}`);
      return;
    }
    for (const { name, kind } of entries.value) {
      const path = folder.endsWith('/') ? folder + name : `${folder}/${name}`;
      if (kind === 'folder' && depth < deepest) enter(path, depth + 1);
      if (kind !== 'file') continue;
      if (name === '.bandit') iniFiles.push(path);
      (isIncluded(path) && !isExcluded(path) ? files : excluded).add(path);
    }
  };
  for (const target of targets) {
    if (target !== '-' && isFolder(target)) {
      if (options.recursive) enter(target, 0);
      else warnings.push(`${target} is a folder: use -r to scan what is in it.`);
    } else if (isExcluded(target)) excluded.add(target);
    else files.add(target === '-' || target.startsWith('/') ? target : `./${target}`);
  }
  return { files: sorted(files), excluded: sorted(excluded), warnings, iniFiles };
}

function sorted(paths: ReadonlySet<string>): readonly string[] {
  return [...paths].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
