/** What a finished scan is: the input of every report, gate and decision. */
import type {
  BaselineEntry,
  Finding,
  ForeignUse,
  MarkerUse,
  RuleMeta,
  ScanIssue,
  ScannerId,
  Suppression,
} from '../findings/index.ts';
import type { Project } from '../project/index.ts';

/** Files a scanner family looked at. */
export interface ScannerSummary {
  readonly id: ScannerId;
  /** Files it wanted and was shown. */
  readonly files: number;
  readonly bytes: number;
  readonly counters: { readonly [name: string]: number };
}

export interface FileCounts {
  /** Files of the project that the walk found. */
  readonly found: number;
  /** Files at least one scanner looked at. */
  readonly scanned: number;
  readonly scannedBytes: number;
  /** Files that a scanner wanted and could not be shown; each has a scan issue. */
  readonly failed: number;
  /** Files no selected scanner has an interest in. */
  readonly unwanted: number;
  /** Found files by kind, keys sorted. */
  readonly byKind: { readonly [kind: string]: number };
}

/** What became of the findings by decisions outside the code. */
export interface TriageSummary {
  /** Findings that each kind of decision accepts; a finding counts once, by its first decision. */
  readonly decided: { readonly [kind in SuppressionKind]: number };
  readonly baseline?: {
    readonly path: string;
    readonly entries: number;
    /** Entries that no finding met; empty when only a part was scanned. */
    readonly stale: readonly BaselineEntry[];
  };
  readonly comparison?: {
    /** What the findings were compared with, in words: `main (merge base 1a2b3c4d5e6f)`. */
    readonly against: string;
    readonly known: number;
    readonly introduced: number;
    /** Findings of the base that are gone. */
    readonly fixed: readonly Finding[];
  };
  /** What was read of decisions, in the order of their files. */
  readonly taken: readonly ForeignUse[];
}

type SuppressionKind = Suppression['kind'];

export interface ScanReport {
  readonly project: Project;
  /** Final: fingerprints, suppressions, deterministic order. */
  readonly findings: readonly Finding[];
  /** Deterministic order. */
  readonly issues: readonly ScanIssue[];
  readonly files: FileCounts;
  readonly scanners: readonly ScannerSummary[];
  /** Every suppression comment and what became of it, in order of place. */
  readonly suppressionComments: readonly MarkerUse[];
  /** Findings that `per-file-ignores` left out. */
  readonly leftOutByPath: number;
  /** Metadata of every rule that was enabled, sorted by name. */
  readonly rules: readonly RuleMeta[];
  /** Some issue says that less was looked at than asked: exit code 3. */
  readonly incomplete: boolean;
  readonly today: string;
  /** Absent until decisions were applied. */
  readonly triage?: TriageSummary;
}

/** Wall time by phase in milliseconds, for `-v` on stderr. Never part of a report, which must be the same in every run. */
export interface ScanTimings {
  readonly [phase: string]: number;
}
