/** Decisions on findings: read from the repository's files and applied to a finished scan. */
export type { ReadDecisionFile } from './decision-file.ts';
export { policyJsonSchema } from './policy-file.ts';
export {
  type DecisionSources,
  type Decisions,
  defaultBaseline,
  readDecisions,
} from './read-decisions.ts';
export { type TriageOptions, triageReport } from './triage.ts';
