/** The dependency graph and questions to it. */
export { renderDot, renderMermaid } from './draw.ts';
export * from './model.ts';
export { parseTarget, type Target } from './targets.ts';
export { type DependencyChange, dependencyTree, describeVersion, diffGraphs, type TreeLine, whyPaths } from './tree.ts';
