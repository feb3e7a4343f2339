/** Builds the project model from one walk; facts that need the files' content are added while files are read. */
import type { FileContext, ScanIssue } from '../findings/index.ts';
import { normalizeName } from '../formats/index.ts';
import {
  comparePaths,
  defaultExcludes,
  type FileSystem,
  fileName,
  isInside,
  joinPath,
  parentFolder,
  walk,
} from '../platform/index.ts';
import { entryPointsOf } from './entry-points.ts';
import { type FileKind, fileKinds, type ProjectFile } from './file.ts';
import { createFileSet, type FileSet, type FileSetOptions, readIssue, refineContext } from './file-set.ts';
import { frameworksByImport, frameworksByName } from './frameworks.ts';
import { isManifest, type ManifestFacts, type NamedDependency, readManifest, resolveFolder } from './manifests.ts';
import { readPathFacts, secretStoreLibraries } from './path-facts.ts';
import {
  type Detected,
  type Distribution,
  type EntryPoint,
  type Evidence,
  entryPointKinds,
  type Framework,
  type Project,
  type WalkCounts,
} from './project.ts';
import { glimpsePython } from './python-imports.ts';
import { findPythonRoots, type PythonRoots } from './python-roots.ts';
import { widest } from './python-versions.ts';

export interface ProjectOptions {
  readonly exclude?: readonly string[];
  readonly extendExclude?: readonly string[];
  readonly respectGitignore?: boolean;
  readonly targets?: readonly string[];
  readonly forceExclude?: boolean;
  /** Bytes. Default 10,000,000. */
  readonly maxFileSize?: number;
  /** Default 1,000,000. */
  readonly maxFiles?: number;
  readonly overlay?: FileSetOptions['overlay'];
  readonly onFolder?: (path: string, files: number) => void;
}

/** A project whose content facts are still being gathered. */
export interface ProjectBuilder {
  /** Complete as to files and manifests; {@link ProjectBuilder.see} and {@link ProjectBuilder.finish} add the rest. */
  readonly project: Project;
  readonly files: FileSet;
  /** Shows a file's content; returns the file with its refined context. */
  see(file: ProjectFile, bytes: Uint8Array): ProjectFile;
  /** Adds the facts of all files seen. */
  finish(): Project;
}

const defaultMaxFileSize = 10_000_000;
const defaultMaxFiles = 1_000_000;
const mostEvidence = 5;
const mostEntryPoints = 500;

/** Walks `root` (absolute, without links) and reads its manifests. Python files are shown to `see` by the caller. */
export function startProject(fs: FileSystem, root: string, options: ProjectOptions = {}): ProjectBuilder {
  const { targets, overlay, maxFileSize = defaultMaxFileSize, maxFiles = defaultMaxFiles } = options;
  const named = overlay === undefined ? targets : [...(targets ?? []), overlay.path];
  const walked = walk(fs, {
    root,
    exclude: [...(options.exclude ?? defaultExcludes), ...(options.extendExclude ?? [])],
    respectGitignore: options.respectGitignore ?? true,
    forceExclude: options.forceExclude ?? false,
    maxFiles,
    ...(named === undefined ? {} : { targets: named }),
    ...(options.onFolder === undefined ? {} : { onFolder: options.onFolder }),
  });
  const files = createFileSet(fs, walked, {
    root,
    maxFileSize,
    namedFolders: targets ?? [],
    ...(overlay === undefined ? {} : { overlay }),
  });
  const issues: ScanIssue[] = [...walked.issues];
  const manifests = files.files
    .filter((file) => isManifest(file.path) && countsAsManifest(file))
    .map((file): LocatedManifest => ({ ...readManifest(file.path, files.read(file.path)), context: file.context }));
  // What examples and documents need is not what the project needs.
  const main = manifests.filter(({ context }) => context === 'application' || context === 'tooling');
  for (const manifest of manifests) issues.push(...manifest.issues);
  const folders = groupByFolder(manifests);
  const roots = findPythonRoots(files.files, files.packages, {
    folders: folders.filter(isDistribution).map((each) => ({
      folder: each.folder,
      sourceFolders: each.sourceFolders,
      namespaces: each.manifests.some((manifest) => manifest.namespaces),
      ...(each.name === undefined ? {} : { name: each.name }),
    })),
  });
  const distributions = folders.filter(isDistribution).map((each) => toDistribution(each, folders, files, roots));
  const facts = readPathFacts(files.files);
  const walkCounts: WalkCounts = { ...walked.counts, files: walked.files.length };
  const content = new ContentFacts(roots, ownNames(distributions));
  const refined = new Map<string, ProjectFile>();

  const make = (): Project => {
    const python = widest(groupByFolder(main).flatMap((each) => pythonOf(each.manifests) ?? []));
    const managers = mergeDetected(main.flatMap((m) => m.packageManagers.map((name) => ({ name, path: m.path }))));
    const frameworks = content.frameworks(main);
    return {
      name: distributions.find((each) => each.name !== undefined)?.name ?? fileName(root),
      files: refined.size === 0 ? files.files : files.files.map((file) => refined.get(file.path) ?? file),
      filesByKind: countKinds(files.files),
      distributions,
      pythonRoots: roots.roots,
      ...(python === undefined ? {} : { python }),
      packageManagers: managers,
      frameworks,
      entryPoints: [...main.flatMap((manifest) => manifest.entryPoints), ...content.entryPoints].sort(
        compareEntryPoints,
      ),
      ciPlatforms: facts.ciPlatforms.toSorted(byName),
      containers: facts.containers,
      notebooks: facts.notebooks,
      settings: facts.settings,
      secretStores: secretStores(facts.secretStores, main),
      personalData: facts.personalData.toSorted((a, b) => (a.category < b.category ? -1 : 1)),
      walk: walkCounts,
      issues: [...issues, ...content.issues],
      file: (path) => refined.get(path) ?? files.file(path),
      module: roots.module,
      read: (path) => {
        const content = files.read(path);
        return content.ok ? content.value : undefined;
      },
    };
  };
  return {
    project: make(),
    files,
    see(file, bytes) {
      const current = refineContext(file, bytes);
      if (current !== file) refined.set(file.path, current);
      content.see(current, bytes);
      return current;
    },
    finish: make,
  };
}

/** Builds the whole model in one go, reading every Python file once: what `inspect` needs. */
export function buildProject(fs: FileSystem, root: string, options: ProjectOptions = {}): Project {
  const builder = startProject(fs, root, options);
  const issues: ScanIssue[] = [];
  for (const file of builder.files.files) {
    if (file.kind !== 'python' && file.kind !== 'stub') continue;
    const content = builder.files.read(file.path);
    if (content.ok) builder.see(file, content.value);
    else issues.push(readIssue(file, content));
  }
  const project = builder.finish();
  return { ...project, issues: [...project.issues, ...issues] };
}

/** A fixture's or a vendored project's manifest says nothing about this project. */
function countsAsManifest(file: ProjectFile): boolean {
  return file.context !== 'test' && file.context !== 'vendored' && file.context !== 'generated';
}

interface LocatedManifest extends ManifestFacts {
  readonly context: FileContext;
}

interface ManifestFolder {
  readonly folder: string;
  readonly manifests: readonly LocatedManifest[];
  readonly sourceFolders: readonly string[];
  readonly name?: string;
}

function groupByFolder(manifests: readonly LocatedManifest[]): ManifestFolder[] {
  const groups = Map.groupBy(manifests, ({ path }) => {
    const folder = parentFolder(path);
    // `requirements/dev.txt` belongs to the project above it.
    return /(?:^|\/)requirements$/.test(folder) ? parentFolder(folder) : folder;
  });
  return [...groups]
    .map(([folder, members]) => {
      const name = members.find((manifest) => manifest.name !== undefined)?.name;
      const sourceFolders = members.flatMap((manifest) =>
        manifest.sourceFolders.flatMap((written) => resolveFolder(folder, written) ?? []),
      );
      return { folder, manifests: members, sourceFolders, ...(name === undefined ? {} : { name }) };
    })
    .sort((a, b) => comparePaths(a.folder, b.folder));
}

function isDistribution(folder: ManifestFolder): boolean {
  return (
    folder.manifests.some((manifest) => manifest.isProject) ||
    folder.manifests.some(
      (manifest) =>
        /(?:^|\/)requirements\.txt$|environment\.ya?ml$/.test(manifest.path) && manifest.context !== 'documentation',
    )
  );
}

function toDistribution(
  { folder, manifests, sourceFolders, name }: ManifestFolder,
  all: readonly ManifestFolder[],
  files: FileSet,
  roots: PythonRoots,
): Distribution {
  const version = manifests.find((manifest) => manifest.version !== undefined)?.version;
  const backend = manifests.find((manifest) => manifest.buildBackend !== undefined)?.buildBackend;
  const python = pythonOf(manifests);
  const src = joinPath(folder, 'src');
  const pythonRoots = [...new Set([...sourceFolders, ...(roots.roots.includes(src) ? [src] : []), folder])].filter(
    (root) => roots.roots.includes(root),
  );
  return {
    folder,
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    manifests: manifests.map((manifest) => manifest.path),
    packageManagers: [...new Set(manifests.flatMap((manifest) => manifest.packageManagers))].sort(),
    ...(backend === undefined ? {} : { buildBackend: backend }),
    ...(python === undefined ? {} : { python }),
    pythonRoots,
    packages: topLevelNames(folder, pythonRoots, all, files, roots),
  };
}

/** What the manifests declare wins over `.python-version`, which says what developers run. */
function pythonOf(manifests: readonly ManifestFacts[]): Distribution['python'] {
  const stated = manifests.filter((manifest) => manifest.python !== undefined);
  return (stated.find((manifest) => manifest.isProject) ?? stated[0])?.python;
}

/** First segments of the module names of a distribution's own application code. */
function topLevelNames(
  folder: string,
  own: readonly string[],
  all: readonly ManifestFolder[],
  files: FileSet,
  roots: PythonRoots,
): string[] {
  const nested = all.filter((each) => isDistribution(each) && each.folder !== folder && isInside(folder, each.folder));
  const names = new Set<string>();
  for (const { path, kind, context } of files.files) {
    if (kind !== 'python' || context !== 'application' || !isInside(folder, path)) continue;
    if (!own.includes(roots.rootOf(path))) continue;
    if (nested.some((each) => isInside(each.folder, path))) continue;
    const top = roots.module(path)?.split('.', 1)[0];
    if (top !== undefined) names.add(top);
  }
  return [...names].sort();
}

function ownNames(distributions: readonly Distribution[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, packages } of distributions) {
    if (name !== undefined) names.add(normalizeName(name));
    for (const each of packages) names.add(each);
  }
  return names;
}

/** Collects what only the content of Python files tells. */
class ContentFacts {
  readonly entryPoints: EntryPoint[] = [];
  readonly issues: ScanIssue[] = [];
  readonly #imported = new Map<string, string[]>();
  readonly #roots: PythonRoots;
  readonly #own: ReadonlySet<string>;
  #droppedEntryPoints = 0;

  constructor(roots: PythonRoots, own: ReadonlySet<string>) {
    this.#roots = roots;
    this.#own = own;
  }

  see(file: ProjectFile, bytes: Uint8Array): void {
    if (file.kind !== 'python' || (file.context !== 'application' && file.context !== 'tooling')) return;
    const glimpse = glimpsePython(bytes);
    for (const name of glimpse.imports) {
      const framework = frameworksByImport.get(name);
      if (framework === undefined || this.#own.has(name)) continue;
      const paths = this.#imported.get(framework);
      if (paths === undefined) this.#imported.set(framework, [file.path]);
      else if (paths.length < mostEvidence) paths.push(file.path);
    }
    for (const entry of entryPointsOf(file, this.#roots.module(file.path), glimpse, bytes)) {
      if (this.entryPoints.length < mostEntryPoints) this.entryPoints.push(entry);
      else if (this.#droppedEntryPoints++ === 0) {
        this.issues.push({
          kind: 'limit-reached',
          message: `There are more than ${mostEntryPoints} entry points; the model lists the first ones.`,
          incomplete: false,
        });
      }
    }
  }

  frameworks(manifests: readonly ManifestFacts[]): Framework[] {
    const declared = new Map<string, NamedDependency[]>();
    for (const manifest of manifests) {
      for (const dependency of manifest.dependencies) {
        if (!frameworksByName.has(dependency.name) || this.#own.has(dependency.name)) continue;
        const list = declared.get(dependency.name);
        if (list === undefined) declared.set(dependency.name, [dependency]);
        else list.push(dependency);
      }
    }
    const names = [...new Set([...declared.keys(), ...this.#imported.keys()])].sort();
    return names.map((name) => {
      const places = declared.get(name) ?? [];
      const imports = this.#imported.get(name)?.toSorted(comparePaths) ?? [];
      const locked = places.find((each) => each.version !== undefined && /lock/i.test(each.path));
      const version = (locked ?? places.find((each) => each.version !== undefined))?.version;
      const specifier = places.find((each) => each.specifier !== undefined)?.specifier;
      const evidence: Evidence[] = [
        ...places.map(({ path, line }) => (line === undefined ? { path } : { path, line })),
        ...imports.map((path) => ({ path })),
      ];
      return {
        name,
        ...(version === undefined ? {} : { version }),
        ...(specifier === undefined ? {} : { specifier }),
        seen: places.length === 0 ? 'import' : imports.length === 0 ? 'manifest' : 'both',
        evidence: evidence.slice(0, mostEvidence),
      } satisfies Framework;
    });
  }
}

function secretStores(byPath: ReadonlyMap<string, readonly string[]>, manifests: readonly ManifestFacts[]): Detected[] {
  const found: { name: string; path: string; line?: number }[] = [];
  for (const [name, paths] of byPath) for (const path of paths) found.push({ name, path });
  for (const manifest of manifests) {
    for (const { name, path, line } of manifest.dependencies) {
      const store = Object.hasOwn(secretStoreLibraries, name) ? secretStoreLibraries[name] : undefined;
      if (store !== undefined) found.push({ name: store, path, ...(line === undefined ? {} : { line }) });
    }
  }
  return mergeDetected(found);
}

function mergeDetected(
  found: readonly { readonly name: string; readonly path: string; readonly line?: number }[],
): Detected[] {
  const groups = Map.groupBy(found, ({ name }) => name);
  return [...groups]
    .map(([name, places]) => {
      const byPath = new Map(places.map(({ path, line }) => [path, line === undefined ? { path } : { path, line }]));
      return { name, evidence: [...byPath.values()].slice(0, mostEvidence) };
    })
    .sort(byName);
}

function countKinds(files: readonly ProjectFile[]): Project['filesByKind'] {
  const counts: { [kind in FileKind]?: number } = {};
  for (const kind of fileKinds) {
    const count = files.reduce((sum, file) => (file.kind === kind ? sum + 1 : sum), 0);
    if (count > 0) counts[kind] = count;
  }
  return counts;
}

function compareEntryPoints(a: EntryPoint, b: EntryPoint): number {
  return (
    entryPointKinds.indexOf(a.kind) - entryPointKinds.indexOf(b.kind) ||
    comparePaths(a.path, b.path) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
  );
}

function byName(a: Detected, b: Detected): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
