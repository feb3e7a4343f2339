/** Runs code rules on sources in memory: the harness of rule tests, pages and metamorphic tests. */
import type { DraftFinding, FileContext, ScanIssue } from '../../findings/index.ts';
import type { Project, ProjectFile } from '../../project/index.ts';
import { parseModule } from '../../python/index.ts';
import { createCodeScanner } from './code-scanner.ts';
import type { CodeRule } from './rule.ts';
import { codeRules } from './rules.generated.ts';

export interface ScanSourcesOptions {
  /** Defaults to every rule, inventory included. */
  readonly rules?: readonly CodeRule[];
  readonly context?: FileContext;
  /** Facts of the project model that rules read. */
  readonly project?: Partial<Project>;
}

export interface ScannedSources {
  /** In the order of path and position. */
  readonly findings: readonly DraftFinding[];
  readonly issues: readonly ScanIssue[];
}

/** Scans files given as path → text, without a disk. Sources with syntax errors throw: a test must not test nothing. */
export async function scanSources(
  sources: { readonly [path: string]: string },
  options: ScanSourcesOptions = {},
): Promise<ScannedSources> {
  const { rules = codeRules, context = 'application' } = options;
  const files = Object.entries(sources).map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) }));
  const projectFiles = files.map(
    ({ path, bytes }): ProjectFile => ({ path, size: bytes.length, kind: kindOfPath(path), context }),
  );
  const scanner = createCodeScanner(rules);
  const run = scanner.start(projectOf(projectFiles, sources, options.project), {
    isEnabled: () => true,
    today: '2026-01-01',
  });
  files.forEach(({ path, bytes }, index) => {
    if (!scanner.wants(projectFiles[index])) return;
    const module = parseModule(bytes, { path });
    if (module.errors.length > 0) throw new Error(`${path}:${module.errors[0].line}: ${module.errors[0].message}`);
    run.visit({ file: projectFiles[index], bytes, python: () => module });
  });
  const { findings, issues } = await run.finish();
  const order = (a: DraftFinding, b: DraftFinding): number =>
    a.location.path === b.location.path
      ? a.location.start.byte - b.location.start.byte
      : a.location.path < b.location.path
        ? -1
        : 1;
  return { findings: [...findings].sort(order), issues };
}

function kindOfPath(path: string): ProjectFile['kind'] {
  if (path.endsWith('.py')) return 'python';
  return path.endsWith('.toml') ? 'toml' : path.endsWith('.html') ? 'template' : 'text';
}

function projectOf(
  files: readonly ProjectFile[],
  sources: { readonly [path: string]: string },
  facts: Partial<Project> = {},
): Project {
  return {
    name: 'example',
    files,
    filesByKind: {},
    distributions: [],
    pythonRoots: ['src', ''],
    packageManagers: [],
    frameworks: [],
    entryPoints: [],
    ciPlatforms: [],
    containers: [],
    notebooks: [],
    settings: [],
    secretStores: [],
    personalData: [],
    walk: {
      files: files.length,
      folders: 0,
      bytes: 0,
      ignoredFiles: 0,
      ignoredFolders: 0,
      excludedFiles: 0,
      excludedFolders: 0,
      links: 0,
      special: 0,
      unreadable: 0,
    },
    issues: [],
    file: (path) => files.find((file) => file.path === path),
    module: (path) => (path.endsWith('.py') ? moduleName(path) : undefined),
    read: (path) => (path in sources ? new TextEncoder().encode(sources[path]) : undefined),
    ...facts,
  };
}

function moduleName(path: string): string {
  return path
    .replace(/^src\//, '')
    .replace(/(?:\/__init__)?\.py$/, '')
    .replaceAll('/', '.');
}
