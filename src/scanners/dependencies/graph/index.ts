/** The dependency graph and questions to it. */
export * from './model.ts';
export { parseTarget, type Target } from './targets.ts';
