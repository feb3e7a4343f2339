/** An advisory as the store keeps it: what matching, ranking and reports need, without what the ranges already say. */

export interface SeverityVector {
  /** As OSV names it: `CVSS_V2`, `CVSS_V3`, `CVSS_V4`, `Ubuntu` … */
  readonly type: string;
  readonly score: string;
  /** Who says so: `PYSEC`, `GHSA`, `OSV`. */
  readonly source: string;
}

export type RangeEvent =
  | { readonly introduced: string }
  | { readonly fixed: string }
  | { readonly lastAffected: string }
  | { readonly limit: string };

/** One `affected` entry for one package. */
export interface AffectedPackage {
  /** Events of one ECOSYSTEM or SEMVER range, in the order of the record. */
  readonly ranges: readonly (readonly RangeEvent[])[];
  /** The record lists versions (PyPA records enumerate; then a match by range alone is less certain). */
  readonly enumerated: boolean;
  /** Listed versions that no range implies, as written. */
  readonly extraVersions: readonly string[];
  /** Known versions inside a range that the record does not list, in normal form. */
  readonly unlistedVersions: readonly string[];
  /** GHSA's `last_known_affected_version_range`, e.g. `<= 2.3.1`; counts only when no event closes a range. */
  readonly lastKnownAffected?: string;
  /** Functions and classes that the advisory names. */
  readonly symbols?: readonly string[];
}

export interface Advisory {
  readonly id: string;
  /** Sorted. */
  readonly aliases: readonly string[];
  /** Advisories of bundled components and the like: shown, ranked, never merged. */
  readonly related: readonly string[];
  readonly withdrawn?: string;
  readonly published?: string;
  readonly modified?: string;
  /** First sentence or OSV summary, at most 240 characters. */
  readonly summary: string;
  readonly severities: readonly SeverityVector[];
  /** Word of the database: `HIGH`, `MODERATE` …, when there is no vector. */
  readonly severityLabel?: string;
  readonly cwe: readonly string[];
  /** Fix first, then advisory pages; at most three. */
  readonly urls: readonly string[];
  /** The package itself is malware. */
  readonly malicious: boolean;
  /** Quality flags found when the record was read: `disputed`, `text-contradicts-range`, `conditional-windows` … */
  readonly flags: readonly string[];
  /** SHA-256 of known malicious files. */
  readonly fileHashes?: readonly string[];
  readonly affected: readonly AffectedPackage[];
}

/** All advisories of one package. */
export interface PackageAdvisories {
  /** PEP 503 form. */
  readonly key: string;
  /** As most advisories write it. */
  readonly name: string;
  /** Every version that any advisory of the package lists or bounds, in normal form and PEP 440 order; unparsable ones are left out. */
  readonly knownVersions: readonly string[];
  readonly advisories: readonly Advisory[];
}
