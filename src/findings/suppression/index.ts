/** Suppression comments: read, applied, and reported when they are wrong themselves. */
export { type AliasTable, createAliasTable } from './alias-table.ts';
export { type Applied, type ApplyOptions, applyMarkers, type MarkerUse } from './apply.ts';
export {
  type CellRange,
  type CommentRange,
  hashComments,
  type MarkerTool,
  readMarkers,
  type SuppressionMarker,
} from './marker.ts';
export { suppressionRules } from './rules.ts';
export { createSuppressionSession, type MarkedFile, type SuppressionSession } from './session.ts';
