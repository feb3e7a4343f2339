/** The modules of a project: names of files, imports between them. */
export type { ModuleFile } from './layout.ts';
export {
  buildModuleGraph,
  type ImportTarget,
  lazyModuleGraph,
  type ModuleGraph,
  type ModuleGraphOptions,
} from './module-graph.ts';
