/** What the world knows about packages: OSV records, exploited vulnerabilities, exploit probabilities; the store and the matching. */
export * from './enrichment.ts';
export * from './group.ts';
export * from './match.ts';
export * from './osv-api.ts';
export * from './plan.ts';
export * from './read-osv.ts';
export * from './record.ts';
export * from './severity.ts';
export * from './store.ts';
export * from './sync.ts';
