/** The dependency graph: what every later step (matching, licences, SBOM, reports) reads. Plain data, sorted, same input same bytes. */
import type { SpecifierSet } from '../../../formats/index.ts';
import type {
  Artifact,
  FileFacts,
  IndexFact,
  LicenceFacts,
  LockOrigin,
  Manager,
  Place,
  Scope,
  Source,
} from '../inventory/facts.ts';

export interface DeclaredAt {
  readonly role: 'requirement' | 'constraint' | 'override';
  readonly scope: Scope;
  /** Version part as written; '' for any. */
  readonly specifier: string;
  /** One set must hold; empty when the text could not be read. */
  readonly allowed: readonly SpecifierSet[];
  readonly extras: readonly string[];
  /** Marker in canonical spelling. */
  readonly marker?: string;
  readonly index?: string;
  readonly place: Place;
  /** Lines that brought the file in (`-r`, `dynamic`), outermost first. */
  readonly includedFrom: readonly Place[];
}

export interface ParentEdge {
  readonly id: string;
  readonly specifier?: string;
  readonly marker?: string;
  /** Extra of the parent that brings it. */
  readonly whenExtra?: string;
}

export type TargetStatus = 'included' | 'excluded' | 'unknown';

export interface Dependency {
  /** `unit#key@version`, unique in the graph and stable between runs. */
  readonly id: string;
  /** Id of the {@link Unit}. */
  readonly unit: string;
  /** As written. */
  readonly name: string;
  /** PEP 503 form. */
  readonly key: string;
  /** Exact version; absent: only a range is known, or the source names none. */
  readonly version?: string;
  readonly ecosystem: 'pypi' | 'conda' | 'other';
  /** How its version is known. `declared`: it is not. */
  readonly evidence: 'declared' | 'pinned' | 'locked' | 'installed' | 'sbom';
  readonly source: Source;
  readonly artifacts: readonly Artifact[];
  /** `algorithm:digest`, without duplicates. */
  readonly hashes: readonly string[];
  /** Earliest upload of its artefacts, ISO 8601. */
  readonly uploadTime?: string;
  /** `main`, group names, `extra:NAME`, `build`: for whom it is there. Sorted. */
  readonly groups: readonly string[];
  /** Extras that are asked of it. */
  readonly extras: readonly string[];
  /** Conditions of the lock entry or, without one, of its declarations. */
  readonly markers: readonly string[];
  readonly direct: boolean;
  /** The project itself or a member of its workspace: never matched against advisories. */
  readonly firstParty: boolean;
  readonly optional: boolean;
  readonly parents: readonly ParentEdge[];
  readonly children: readonly string[];
  readonly declared: readonly DeclaredAt[];
  /** The entry of the lock file, constraint or metadata that fixes the version. */
  readonly locked?: Place;
  readonly requiresPython?: string;
  readonly licence?: LicenceFacts;
  /** For SBOM entries of other ecosystems. */
  readonly purl?: string;
  /** By target name; empty unless targets were asked for. */
  readonly targets: { readonly [target: string]: TargetStatus };
}

/** Files that belong together: a lock file with its manifests, or requirements files that include each other. */
export interface Unit {
  /** Path of the file that leads it: the lock file, else the manifest. */
  readonly id: string;
  readonly folder: string;
  readonly manager?: Manager;
  readonly files: readonly { readonly path: string; readonly role: FileFacts['role'] }[];
  readonly lock?: string;
  readonly project?: FileFacts['project'];
  readonly indexes: readonly IndexFact[];
  readonly switches: readonly string[];
  readonly origins: readonly LockOrigin[];
}

export interface DependencyGraph {
  readonly units: readonly Unit[];
  /** Sorted by id. */
  readonly dependencies: readonly Dependency[];
  readonly byId: ReadonlyMap<string, Dependency>;
}

/** The place that a finding about a dependency should be shown at: the declaration people edit, else the lock entry. */
export function placeOf(dependency: Dependency): Place | undefined {
  return (
    dependency.declared.find(({ role }) => role === 'requirement')?.place ??
    dependency.locked ??
    dependency.declared[0]?.place
  );
}

/** True when production uses it: `main`, an extra, or nobody knows. */
export function isProduction(dependency: Dependency): boolean {
  return (
    dependency.groups.length === 0 || dependency.groups.some((group) => group === 'main' || group.startsWith('extra:'))
  );
}
