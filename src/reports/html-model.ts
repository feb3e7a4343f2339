/** What the HTML report's page shows. The page imports only these types; build-html-model.ts makes the values. */
import type { JsonValue, ScanIssue } from '../findings/index.ts';

export interface HtmlPlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly cell?: number;
  readonly firstLine?: number;
  readonly lines?: readonly string[];
}

export interface HtmlStep extends HtmlPlace {
  readonly message: string;
  readonly role: string;
}

export interface HtmlFinding {
  /** First 12 hex digits of the fingerprint. */
  readonly id: string;
  readonly rule: string;
  readonly scanner: string;
  readonly severity: string;
  readonly confidence: string;
  readonly context: string;
  readonly message: string;
  readonly remediation?: string;
  readonly cwe: readonly string[];
  readonly place: HtmlPlace;
  readonly steps?: readonly HtmlStep[];
  readonly related?: readonly HtmlStep[];
  readonly fix?: { readonly title: string; readonly safety: string };
  readonly score: number;
  readonly why: string;
  /** `open`, or the kind of the first suppression. */
  readonly status: string;
  readonly statusReason?: string;
  /** Chains of package names, root first, for dependencies. */
  readonly paths?: readonly (readonly string[])[];
  readonly properties?: { readonly [key: string]: JsonValue };
}

export interface HtmlTrendPoint {
  readonly date: string;
  readonly counts: { readonly [severity: string]: number };
}

export interface HtmlModel {
  readonly project: string;
  readonly version: string;
  readonly date: string;
  readonly incomplete: boolean;
  readonly gate?: { readonly passed: boolean; readonly sentence: string };
  /** Under 200 words in all. */
  readonly summary: {
    readonly lookedAt: string;
    readonly matters: string;
    readonly first: readonly string[];
    readonly notLookedAt: string;
  };
  readonly findings: readonly HtmlFinding[];
  readonly issues: readonly ScanIssue[];
  readonly rules: { readonly [name: string]: string };
  readonly trend: readonly HtmlTrendPoint[];
}
