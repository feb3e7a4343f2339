/** Plans and runs a scan: one walk, one read per file, one parse shared by all scanners. */

export { type BaseRevision, openBase, openStaged } from './diff/revisions.ts';
export * from './options.ts';
export * from './report.ts';
export { scanProject } from './scan-project.ts';
export { loadRules } from './scanner-table.ts';
export * from './triage/index.ts';
