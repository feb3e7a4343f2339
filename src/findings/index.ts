/** The vocabulary of results: findings, locations, severities, traces, fingerprints, scan issues, and what is decided about them. */
export * from './finding.ts';
export * from './fingerprint.ts';
export * from './gate.ts';
export * from './line-index.ts';
export * from './location.ts';
export * from './merge.ts';
export * from './nearest-name.ts';
export * from './order.ts';
export * from './ranking.ts';
export * from './rule.ts';
export * from './scan-issue.ts';
export * from './selection.ts';
export * from './severity.ts';
export * from './suppression/index.ts';
export * from './theriac-error.ts';
export * from './triage/index.ts';
