/** Entry of the room: parsed modules in, flows and counters out. */

import type { ParsedModule } from '../python/index.ts';
import { type Clamp, defaultOptions, Engine, type FlowFinding, type FlowOptions } from './engine.ts';
import type { CompiledModels } from './model.ts';
import type { ModuleDef } from './program.ts';

export interface FlowModule {
  /** Relative to the repository root. */
  readonly path: string;
  readonly module: ParsedModule;
  /** Dotted name; absent: derived from the path. */
  readonly name?: string;
}

export interface FlowResult {
  /** In order of path, place and kind. */
  readonly findings: readonly FlowFinding[];
  /** Bounds that were met, one entry for each reason. */
  readonly clamps: readonly Clamp[];
  readonly counters: { readonly [name: string]: number };
}

/** Analyses the modules of a project together. Never throws for what the code holds. */
export function analyzeFlow(
  modules: readonly FlowModule[],
  models: CompiledModels,
  options: FlowOptions = defaultOptions,
): FlowResult {
  const sorted = [...modules].sort((x, y) => (x.path < y.path ? -1 : x.path > y.path ? 1 : 0));
  const defs = sorted.map(moduleDef);
  const engine = new Engine(defs, models, options);
  engine.run();
  const findings = [...engine.findings.values()].sort(byPlace);
  return { findings, clamps: engine.bounds(), counters: engine.counters };
}

function moduleDef(source: FlowModule): ModuleDef {
  const isPackage = /(^|\/)__init__\.pyi?$/.test(source.path);
  const derived = source.path
    .replace(/\.(pyi?|ipynb)$/, '')
    .replace(/(^|\/)__init__$/, '')
    .replace(/^src\//, '')
    .replaceAll('/', '.');
  return {
    path: source.path,
    name: source.name ?? derived,
    isPackage,
    module: source.module,
    words: source.module.words,
    frame: 0,
    state: 'new',
    functions: new Map(),
    classes: new Map(),
  };
}

function byPlace(x: FlowFinding, y: FlowFinding): number {
  if (x.place.path !== y.place.path) return x.place.path < y.place.path ? -1 : 1;
  return x.place.start - y.place.start || (x.kind < y.kind ? -1 : 1);
}
