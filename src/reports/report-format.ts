/** What a report format is: a pure function of a finished scan. */
import type { GateResult, RuleMeta, Severity } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';

/** Open findings by severity at one date. */
export interface TrendPoint {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly counts: { readonly [severity: string]: number };
}

export interface ReportOptions {
  /** Version of Theriac. */
  readonly version: string;
  /** What `--severity` left out of the report's findings. */
  readonly hidden?: { readonly count: number; readonly below: Severity };
  readonly gate?: GateResult;
  /** Earlier scans and this one, oldest first. */
  readonly trend?: readonly TrendPoint[];
  /** ANSI colours; only ever for a terminal. */
  readonly color?: boolean;
  /** Columns of the terminal. */
  readonly width?: number;
  /** The Markdown page of a rule. */
  readonly rulePage?: (rule: RuleMeta) => string | undefined;
  /** A built file of the HTML report: `report.js`, `report.css`. Throws when it is missing. */
  readonly asset?: (name: string) => string;
}

/** A string, or pieces, so that a large report is never one string. */
export type RenderReport = (report: ScanReport, options: ReportOptions) => string | Iterable<string>;

export interface ReportFormat {
  readonly name: string;
  /** One line for the help. */
  readonly summary: string;
  readonly load: () => Promise<RenderReport>;
}
