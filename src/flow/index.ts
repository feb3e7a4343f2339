/** Data flow across the whole project: what reaches which sink from where. */
export { analyzeFlow, type FlowModule, type FlowResult } from './analyze.ts';
export * as charsets from './charset.ts';
export { type Clamp, type ClampReason, defaultOptions, type FlowFinding, type FlowOptions } from './engine.ts';
export * from './model.ts';
export { natives } from './natives.ts';
export { doubt, type Place, type Source, type SourceKind, type Step } from './taint.ts';
export { type as valueTypes } from './values.ts';
