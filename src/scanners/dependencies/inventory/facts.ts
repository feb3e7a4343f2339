/** What one file says about dependencies, before files are put together: readers return these facts and judge nothing. */
import type { ScanIssue } from '../../../findings/index.ts';
import type { DirectReference, Marker, SpecifierSet } from '../../../formats/index.ts';
import type { LicenceTextMatch } from '../licences/match-text.ts';
import type { ManifestHashes } from './content-hash.ts';

/** A range in a file that was read, in UTF-16 units of its text. */
export interface Place {
  readonly path: string;
  /** 1-based; within the cell for notebooks. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Where a distribution comes from. */
export type Source =
  | {
      readonly kind: 'index' /** Simple index address without credentials; absent: the default. */;
      readonly url?: string;
      readonly name?: string;
    }
  | { readonly kind: 'archive'; readonly url: string }
  | {
      readonly kind: 'vcs';
      readonly vcs: string;
      readonly url: string;
      readonly ref?: string;
      readonly commit?: string;
      readonly subdirectory?: string;
    }
  | { readonly kind: 'path'; readonly path: string; readonly editable: boolean }
  | { readonly kind: 'conda'; readonly channel?: string }
  | { readonly kind: 'unknown' };

/** For whom a dependency is: `main`, an extra (optional feature), a dependency group, the build, a tool command. */
export type Scope =
  | { readonly kind: 'main' }
  | { readonly kind: 'extra' | 'group'; readonly name: string }
  | { readonly kind: 'build' };

export interface Artifact {
  readonly file?: string;
  readonly url?: string;
  /** `algorithm:digest`. */
  readonly hash?: string;
  readonly size?: number;
  /** ISO 8601. */
  readonly uploadTime?: string;
}

/** A wish in a manifest: which versions of what are wanted. */
export interface Declaration {
  /** As written. */
  readonly name: string;
  /** PEP 503 form. */
  readonly key: string;
  readonly role: 'requirement' | 'constraint' | 'override';
  readonly scope: Scope;
  readonly extras: readonly string[];
  /** Version part as written; '' for any. */
  readonly specifier: string;
  /** One set must hold (several only for Poetry's `||`). Empty list: it could not be read. */
  readonly allowed: readonly SpecifierSet[];
  readonly marker?: Marker;
  readonly reference?: DirectReference;
  readonly editable?: boolean;
  /** Name or address of the index this dependency is bound to. */
  readonly index?: string;
  readonly hashes?: readonly string[];
  /** Names after `# via`. */
  readonly via?: readonly string[];
  /** Ecosystem other than PyPI, e.g. `conda`. */
  readonly ecosystem?: 'conda';
  readonly place: Place;
}

export interface LockedEdge {
  readonly key: string;
  /** `reference` of the target, where the source names it exactly (SBOMs). */
  readonly reference?: string;
  /** Exact version, where the lock says which of several. */
  readonly version?: string;
  readonly specifier?: string;
  /** Extras that are asked of the target. */
  readonly extras: readonly string[];
  readonly marker?: Marker;
  /** The edge exists only when this extra of its owner is installed. */
  readonly whenExtra?: string;
  /** For first-party roots: the dependency group that holds the edge. */
  readonly group?: string;
}

/** A package with an exact version (or an exact source) in a lock file, an installed environment or an SBOM. */
export interface LockedPackage {
  readonly name: string;
  readonly key: string;
  readonly version?: string;
  readonly source: Source;
  readonly artifacts: readonly Artifact[];
  readonly edges: readonly LockedEdge[];
  /** Groups that the lock itself names (Poetry 2.1, PDM, Pipfile, pylock); `main` for the default one. */
  readonly groups?: readonly string[];
  /** Extras that bring it, where the lock itself says so. */
  readonly underExtras?: readonly string[];
  readonly optional?: boolean;
  readonly marker?: Marker;
  /** Fork conditions: one must hold. */
  readonly forks?: readonly Marker[];
  readonly requiresPython?: string;
  /** The project itself or a member of its workspace. */
  readonly firstParty?: boolean;
  /** Identity within its file, for {@link LockedEdge.reference}. */
  readonly reference?: string;
  /** Installed because someone asked for it (`REQUESTED`). */
  readonly requested?: boolean;
  /** Licence texts of metadata and SBOMs, as they say it. */
  readonly licence?: LicenceFacts;
  /** Purl of another ecosystem, where an SBOM lists more than Python. */
  readonly foreignPurl?: string;
  readonly place: Place;
}

export interface LicenceFacts {
  readonly expression?: string;
  readonly text?: string;
  readonly classifiers: readonly string[];
  readonly files: readonly string[];
  /** Licence files that could be read, with the licences their text holds. */
  readonly texts?: readonly { readonly path: string; readonly match?: LicenceTextMatch }[];
}

export interface IndexFact {
  readonly url: string;
  readonly name?: string;
  /** `primary`: replaces the default; `extra`: asked beside it; `explicit`: only for packages bound to it; `files`: `--find-links`. */
  readonly role: 'primary' | 'extra' | 'explicit' | 'files';
  readonly place: Place;
}

/** What a lock file remembers of the manifest it was made from. */
export type LockOrigin =
  | {
      readonly kind: 'content-hash';
      readonly tool: 'poetry' | 'pipenv' | 'pdm';
      readonly hash: string;
      readonly place: Place;
    }
  | {
      readonly kind: 'requirements';
      readonly member: string;
      readonly folder: string;
      readonly requirements: readonly OriginRequirement[];
      readonly place: Place;
    };

export interface OriginRequirement {
  readonly key: string;
  readonly specifier: string;
  readonly extras: readonly string[];
  readonly marker: string;
  readonly scope: Scope;
}

export const managers = [
  'pip',
  'pip-tools',
  'uv',
  'poetry',
  'pdm',
  'pipenv',
  'hatch',
  'flit',
  'setuptools',
  'conda',
  'pylock',
] as const;
export type Manager = (typeof managers)[number];

export interface FileFacts {
  readonly path: string;
  /** `manifest`: wishes. `lock`: exact. `pinned`: a requirements file that a tool made. `command`: `pip install` in a script. */
  readonly role: 'manifest' | 'lock' | 'pinned' | 'constraints' | 'installed' | 'sbom' | 'command' | 'configuration';
  readonly manager?: Manager;
  /** Of the project that the file describes. */
  readonly project?: {
    readonly name?: string;
    readonly version?: string;
    readonly requiresPython?: string;
    /** Licence field as written: an SPDX expression or words. */
    readonly licence?: string;
    /** Extras it offers: name → keys of what they add. */
    readonly isLibrary?: boolean;
    readonly workspaceMembers?: readonly string[];
    /** Managers that the file has settings for. */
    readonly managers?: readonly Manager[];
    readonly place?: Place;
  };
  readonly declarations: readonly Declaration[];
  readonly packages: readonly LockedPackage[];
  readonly indexes: readonly IndexFact[];
  /** Files that belong to this one: `-r`, `-c`, `dynamic`. Relative to the repository root. */
  readonly includes: readonly {
    readonly path: string;
    readonly as: 'requirements' | 'constraints' | 'dynamic';
    readonly scope: Scope;
    readonly place: Place;
  }[];
  readonly origins: readonly LockOrigin[];
  /** For manifests: what a fresh lock would have as content hash. */
  readonly contentHashes?: readonly ManifestHashes[];
  /** `requires-hashes`, `pre` and other switches with meaning for the whole file. */
  readonly switches?: readonly string[];
  readonly issues: readonly ScanIssue[];
}
