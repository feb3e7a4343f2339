/** The vocabulary of results: findings, locations, severities, traces, fingerprints, scan issues. */
export * from './finding.ts';
export * from './location.ts';
export * from './rule.ts';
export * from './scan-issue.ts';
export * from './severity.ts';
