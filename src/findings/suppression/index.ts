/** Suppression comments: read, applied, and reported when they are wrong themselves. */
export { type AliasTable, createAliasTable } from './alias-table.ts';
export type { MarkerUse } from './apply.ts';
export type { CellRange, CommentRange, MarkerTool, SuppressionMarker } from './marker.ts';
export { suppressionRules } from './rules.ts';
export { createSuppressionSession, type MarkedFile, type SuppressionSession } from './session.ts';
