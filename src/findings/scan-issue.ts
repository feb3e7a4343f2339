/** What could not be looked at. Counted in every report, so that "not looked at" never looks like "clean". */

export const scanIssueKinds = [
  'unreadable-file',
  'too-large',
  'syntax-error',
  'encoding-error',
  'limit-reached',
  'worker-failed',
  'missing-data',
  'stale-data',
  'bad-configuration',
  'bad-input',
  'link-outside-root',
  'internal-error',
] as const;
export type ScanIssueKind = (typeof scanIssueKinds)[number];

export interface ScanIssue {
  readonly kind: ScanIssueKind;
  /** One sentence for people. */
  readonly message: string;
  /** Relative to the repository root; absent for the scan as a whole. */
  readonly path?: string;
  /** 1-based. */
  readonly line?: number;
  /** The scan did less than asked and the exit code says so (3). False: worth knowing, nothing was missed. */
  readonly incomplete: boolean;
  /** How often, where one issue stands for many places. */
  readonly count?: number;
}
