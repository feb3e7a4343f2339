/** Which dotted name each Python file has, given the folders that are on the import path. */

export interface ModuleFile {
  readonly path: string;
  /** Dotted name below the longest root that holds the file; `''` for a root's own `__init__`. */
  readonly name: string;
  readonly isPackage: boolean;
}

export interface Layout {
  fileOf(path: string): ModuleFile | undefined;
  /** The file of a module or package by its own name. */
  named(name: string): ModuleFile | undefined;
  /** Whether a name is a module or package, namespace packages included. */
  has(name: string): boolean;
  /** Own name of what the file at `from` imports as the absolute name `name`; undefined when the project has no such module. */
  locate(name: string, from: string): string | undefined;
}

const importable = /\.(?:py|pyi|pyw)$/;

/**
 * Names all files. `paths` are relative with `/`; `roots` are folders (`''` is the repository), the longest that
 * holds a file names it. A folder without `__init__` also serves the files in it, as it does when they are run.
 */
export function layoutOf(paths: Iterable<string>, roots: readonly string[]): Layout {
  const sorted = [...new Set([...roots.map((root) => root.replace(/^\.?\/+|\/+$/g, '').replace(/^\.$/, '')), ''])];
  sorted.sort((a, b) => b.length - a.length);
  const files = new Map<string, ModuleFile>();
  const byName = new Map<string, ModuleFile[]>();
  /** Folders that hold Python files at any depth. */
  const folders = new Set<string>();

  const nameUnder = (path: string): string => {
    const root =
      sorted.find((candidate) => candidate === '' || path === candidate || path.startsWith(`${candidate}/`)) ?? '';
    return path.slice(root === '' ? 0 : root.length + 1).replaceAll('/', '.');
  };

  for (const path of paths) {
    if (!importable.test(path)) continue;
    const stem = path.replace(importable, '');
    const isPackage = stem === '__init__' || stem.endsWith('/__init__');
    const place = isPackage ? folderOf(path) : stem;
    const file: ModuleFile = { path, name: nameUnder(place), isPackage };
    files.set(path, file);
    const same = byName.get(file.name);
    if (same === undefined) byName.set(file.name, [file]);
    else same.push(file);
    for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder)) {
      folders.add(folder);
      if (folder === '') break;
    }
  }
  for (const same of byName.values()) same.sort(preferred);
  const folderNames = new Map<string, string>();
  for (const folder of folders) if (folder !== '') folderNames.set(nameUnder(folder), folder);

  const located = new Map<string, { readonly name: string | undefined; readonly path: string | undefined }>();

  const at = (stem: string): ModuleFile | undefined => {
    for (const ending of ['.py', '/__init__.py', '.pyi', '/__init__.pyi', '.pyw']) {
      const file = files.get(stem + ending);
      if (file !== undefined) return file;
    }
    return undefined;
  };

  const layout: Layout = {
    fileOf: (path) => files.get(path),
    named: (name) => byName.get(name)?.[0],
    has: (name) => byName.has(name) || folderNames.has(name),
    locate(name, from) {
      const key = `${folderOf(from)}:${name}`;
      const known = located.get(key);
      // The importing file itself is never what it imports, so its own stem is not answered from memory.
      if (known !== undefined && known.path !== from) return known.name;
      const found = search(name, from);
      located.set(key, { name: found, path: found === undefined ? undefined : byName.get(found)?.[0]?.path });
      return found;
    },
  };
  return layout;

  function search(name: string, from: string): string | undefined {
    const relative = name.replaceAll('.', '/');
    // Folders above the file that are not packages: a script's own folder, a service's folder in a monorepo.
    for (let folder = folderOf(from); folder !== ''; folder = folderOf(folder)) {
      if (files.has(`${folder}/__init__.py`)) continue;
      const stem = `${folder}/${relative}`;
      const file = at(stem);
      if (file !== undefined && file.path !== from) return file.name;
      if (folders.has(stem)) return nameUnder(stem);
    }
    return layout.has(name) ? name : undefined;
  }
}

/** Source before stub, package before module (as CPython finds them), then by path. */
function preferred(left: ModuleFile, right: ModuleFile): number {
  const rank = (file: ModuleFile) => (file.path.endsWith('.pyi') ? 2 : 0) + (file.isPackage ? 0 : 1);
  return rank(left) - rank(right) || (left.path < right.path ? -1 : 1);
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
