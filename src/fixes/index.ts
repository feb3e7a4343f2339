/** Text edits that never conflict, and the proof that a fix fixes. */
export { type AppliedFixes, applyFixes } from './apply-edits.ts';
export { type FixedFile, type FixOptions, fixFile } from './fix-file.ts';
export { unifiedDiff } from './unified-diff.ts';
