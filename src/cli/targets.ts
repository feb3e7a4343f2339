/** From the paths of the command line to one root and targets relative to it. */
import { dirname, relative, resolve } from 'node:path';
import { TheriacError } from '../findings/index.ts';
import { disk, findGit, toSlashes } from '../platform/index.ts';

export interface Targets {
  /** Absolute: the git work tree that holds all paths, else their common folder. */
  readonly root: string;
  /** Absolute folder of the targets: where the search for configuration starts. */
  readonly folder: string;
  /** Relative to the root; undefined: all of it. */
  readonly paths: readonly string[] | undefined;
}

/** Resolves links once, so that `/tmp` and `/private/tmp` are one place. Throws for a path that does not exist. */
export function resolveTargets(paths: readonly string[], workingFolder: string): Targets {
  const given = paths.length === 0 ? ['.'] : paths;
  const real = given.map((path) => {
    const absolute = resolve(workingFolder, path);
    const resolved = disk.resolveLink(toSlashes(absolute));
    if (!resolved.ok) throw new TheriacError('no-such-path', `Cannot scan ${path}: ${resolved.reason}.`);
    return resolved.value;
  });
  const folders = real.map((path) => (isFolder(path) ? path : toSlashes(dirname(path))));
  const folder = folders.reduce(commonFolder);
  const root = findGit(disk, folder)?.workTree ?? folder;
  const own = folders.includes(root) || isBelow(root, toSlashes(workingFolder)) || root !== folder;
  if (!own) {
    throw new TheriacError('no-common-root', `These paths have nothing in common but ${root}.`, {
      hint: 'Scan them one at a time, or from a folder that holds them all.',
    });
  }
  const whole = real.some((path) => path === root);
  return { root, folder, paths: whole ? undefined : real.map((path) => toSlashes(relative(root, path))) };
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

function isFolder(path: string): boolean {
  const status = disk.status(path);
  return status.ok && status.value.kind === 'folder';
}

function commonFolder(a: string, b: string): string {
  let folder = a;
  while (!isBelow(b, folder)) {
    if (toSlashes(dirname(folder)) === folder) return folder;
    folder = toSlashes(dirname(folder));
  }
  return folder;
}
