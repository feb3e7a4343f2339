/** The project model: what a repository is made of. Every scanner and `theriac inspect` read this one model. */
import type { ScanIssue } from '../findings/index.ts';
import type { FileKind, ProjectFile } from './file.ts';

/** Where a fact was seen. */
export interface Evidence {
  readonly path: string;
  /** 1-based. */
  readonly line?: number;
}

/** Something the repository uses: a package manager, a CI platform, a secret store … */
export interface Detected {
  /** Lower case, as its makers write it: `poetry`, `github-actions`. */
  readonly name: string;
  /** Sorted by path; at most a few. */
  readonly evidence: readonly Evidence[];
}

export interface Framework extends Detected {
  /** Normalised distribution name: `django`, `flask`, `djangorestframework`. */
  readonly name: string;
  /** Exact version, where a lock file or a `==` pin says so. */
  readonly version?: string;
  /** Version specifier of the manifest, where there is no exact version. */
  readonly specifier?: string;
  /** `manifest`: only declared; `import`: only imported; `both`. */
  readonly seen: 'manifest' | 'import' | 'both';
}

/** Which Python versions the code says it runs on. */
export interface PythonVersions {
  /** As written, e.g. `>=3.9,<4`. Absent when it comes from classifiers or `.python-version`. */
  readonly specifier?: string;
  /** Lowest `[major, minor]`. */
  readonly minimum?: readonly [number, number];
  /** Highest `[major, minor]` that is allowed or named. */
  readonly maximum?: readonly [number, number];
  readonly evidence: Evidence;
}

/** One installable (or at least separately managed) project: a folder with a Python manifest. Monorepos have several. */
export interface Distribution {
  /** Folder relative to the root; '' is the root. */
  readonly folder: string;
  /** Declared name, as written. */
  readonly name?: string;
  readonly version?: string;
  /** Manifest and lock files of this folder, sorted. */
  readonly manifests: readonly string[];
  readonly packageManagers: readonly string[];
  /** PEP 517 back end, e.g. `hatchling.build`. */
  readonly buildBackend?: string;
  readonly python?: PythonVersions;
  /** Folders that go on `sys.path`, relative to the root: `src`, ''. */
  readonly pythonRoots: readonly string[];
  /** Top-level import names, sorted. */
  readonly packages: readonly string[];
}

export const entryPointKinds = [
  'console-script',
  'gui-script',
  'plugin',
  'main-module',
  'main-guard',
  'django-manage',
  'wsgi',
  'asgi',
  'celery',
  'lambda',
  'script',
] as const;
export type EntryPointKind = (typeof entryPointKinds)[number];

export interface EntryPoint {
  readonly kind: EntryPointKind;
  /** Command, application or module name. */
  readonly name: string;
  /** `package.module:attribute`, where known. */
  readonly target?: string;
  readonly path: string;
  readonly line?: number;
}

/** Files that look as if personal data or credentials pass through them, by their names: a hint, not a finding. */
export interface DataHint {
  /** `contact`, `identity`, `payment`, `health`, `location`, `account` … */
  readonly category: string;
  readonly paths: readonly string[];
}

/** What the walk saw, and what it left out and why. Files in ignored folders are not counted one by one. */
export interface WalkCounts {
  readonly files: number;
  readonly folders: number;
  readonly bytes: number;
  readonly ignoredFiles: number;
  readonly ignoredFolders: number;
  readonly excludedFiles: number;
  readonly excludedFolders: number;
  readonly links: number;
  /** Sockets, pipes, devices. */
  readonly special: number;
  readonly unreadable: number;
}

export interface Project {
  /** Name of the first distribution, else of the root folder. */
  readonly name: string;
  /** Sorted by the bytes of their path. */
  readonly files: readonly ProjectFile[];
  readonly filesByKind: { readonly [kind in FileKind]?: number };
  readonly distributions: readonly Distribution[];
  /** Folders modules are imported from, longest first; '' is the root. */
  readonly pythonRoots: readonly string[];
  readonly python?: PythonVersions;
  readonly packageManagers: readonly Detected[];
  readonly frameworks: readonly Framework[];
  readonly entryPoints: readonly EntryPoint[];
  readonly ciPlatforms: readonly Detected[];
  /** Dockerfiles, compose files, Helm and Kubernetes manifests. */
  readonly containers: readonly string[];
  readonly notebooks: readonly string[];
  /** Settings and configuration modules. */
  readonly settings: readonly string[];
  readonly secretStores: readonly Detected[];
  readonly personalData: readonly DataHint[];
  readonly walk: WalkCounts;
  readonly issues: readonly ScanIssue[];
  file(path: string): ProjectFile | undefined;
  /** Dotted module name of a Python file of the project: `shop.views`; undefined when it has none. */
  module(path: string): string | undefined;
  /** Bytes of a file of the project, within the size limit; undefined when it is not there or cannot be read. */
  read(path: string): Uint8Array | undefined;
}
