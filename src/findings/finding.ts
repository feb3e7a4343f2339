/** The finding: what scanners draft, and what reports, gates and compliance read. */
import type { Excerpt, Location } from './location.ts';
import type { Confidence, FileContext, Severity } from './severity.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** The scanner families; each is one SARIF run. */
export const scannerIds = ['code', 'secrets', 'dependencies', 'supply-chain', 'pipeline'] as const;
export type ScannerId = (typeof scannerIds)[number];

/** One step of a data-flow trace, source first, sink last. */
export interface TraceStep {
  readonly location: Location;
  readonly excerpt?: Excerpt;
  /** A sentence for people. */
  readonly message: string;
  readonly role: 'source' | 'step' | 'guard' | 'sink';
}

export interface RelatedLocation {
  readonly location: Location;
  readonly message: string;
}

/** Replaces the bytes `start`…`end` of `path` by `text`. */
export interface TextEdit {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `safe`: behaviour outside the weakness stays the same. `unsafe`: a person must look. */
export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly TextEdit[];
}

/** What a scanner reports. `findings/` turns it into a {@link Finding}. */
export interface DraftFinding {
  readonly rule: string;
  readonly scanner: ScannerId;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** One or two sentences about this place: what is wrong here and why it matters. */
  readonly message: string;
  readonly location: Location;
  readonly excerpt?: Excerpt;
  /** What the fingerprint is made of besides rule and path (see fingerprint.ts). */
  readonly identity: Identity;
  /** Most specific first, e.g. `['CWE-89']`. */
  readonly cwe: readonly string[];
  readonly context: FileContext;
  readonly trace?: readonly TraceStep[];
  readonly related?: readonly RelatedLocation[];
  readonly fix?: Fix;
  /** What to do, in one or two sentences. */
  readonly remediation?: string;
  /** The code cannot be reached (decided by constants). */
  readonly unreachable?: boolean;
  /** The whole logical statement of the finding: where a suppression comment counts. Defaults to `location`. */
  readonly statement?: { readonly startLine: number; readonly endLine: number };
  /** Facts for machines: purl, CVSS vectors, rank inputs, source kind … Keys are camelCase. */
  readonly properties?: { readonly [key: string]: JsonValue };
}

/** Position-free identity of a finding. Two findings with equal rule, path and identity get occurrence numbers. */
export interface Identity {
  /** `module.Class.method`, or '' at module level or outside code. */
  readonly scope: string;
  /** The reported statement's tokens without layout and comments; for dependencies purl + advisory; for secrets a keyed hash. Never a secret value. */
  readonly content: string;
  /** For flows: source kind and sink name. */
  readonly flow?: string;
}

export interface Fingerprints {
  /** `theriac/v1`, hex SHA-256. */
  readonly primary: string;
  /** The same without the path: finds moved files. */
  readonly moved: string;
  /** Rule and scope only: "probably the same", for triage. */
  readonly similar: string;
}

/** Why a finding does not count against the gate. Hidden from nothing: every report counts it. */
export interface Suppression {
  readonly kind: 'inline' | 'baseline' | 'waiver' | 'vex' | 'configuration';
  readonly reason: string;
  readonly location?: Location;
  readonly until?: string;
  readonly owner?: string;
  /** `YYYY-MM-DD` from which the finding is known, for a baseline. */
  readonly since?: string;
}

export interface Finding extends DraftFinding {
  readonly fingerprints: Fingerprints;
  readonly suppressions: readonly Suppression[];
}
