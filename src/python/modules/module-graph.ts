/** The modules of a project and what they import from each other; binds files when something asks for them. */
import { bindModule } from '../bind/bind-module.ts';
import { moduleMember } from '../bind/imports.ts';
import type { Bindings, ModuleResolver, Reference } from '../bind/types.ts';
import type { ParsedModule } from '../module.ts';
import { layoutOf, type ModuleFile } from './layout.ts';

/** Where an import leads. */
export type ImportTarget =
  | { readonly kind: 'module'; readonly name: string; readonly path: string }
  /** A package without `__init__`. */
  | { readonly kind: 'namespace'; readonly name: string }
  | { readonly kind: 'external'; readonly name: string };

export interface ModuleGraph extends ModuleResolver {
  /** Bindings of a file, made on first use; undefined when it cannot be loaded. */
  bindings(path: string): Bindings | undefined;
  /** Binds a module that the caller has parsed; `bindings(path)` gives the same afterwards. */
  bind(path: string, module: ParsedModule): Bindings;
  moduleOf(path: string): ModuleFile | undefined;
  pathOf(moduleName: string): string | undefined;
  /** What `import dotted` (level 0) or `from ..dotted import` (level 2) in a file leads to. */
  resolveImport(fromPath: string, dotted: string, level: number): ImportTarget;
  /** What `name` of a project module is, followed through re-exports and star imports. */
  exportOf(moduleName: string, name: string): readonly Reference[];
}

export interface ModuleGraphOptions {
  /** All Python files of the project, relative with `/`. */
  readonly paths: Iterable<string>;
  /** Folders on the import path; the repository itself always is. */
  readonly roots: readonly string[];
  /** Parses a file when an import leads to it. */
  readonly load: (path: string) => ParsedModule | undefined;
}

/** A graph over files that are parsed when they are needed. */
export function lazyModuleGraph({ paths, roots, load }: ModuleGraphOptions): ModuleGraph {
  const layout = layoutOf(paths, roots);
  const bound = new Map<string, Bindings | undefined>();
  const pathOfModule = new WeakMap<ParsedModule, string>();

  const bindings = (path: string): Bindings | undefined => {
    if (bound.has(path)) return bound.get(path);
    const module = load(path);
    if (module === undefined) {
      bound.set(path, undefined);
      return undefined;
    }
    return bind(path, module);
  };

  const bind = (path: string, module: ParsedModule): Bindings => {
    const known = bound.get(path);
    if (known?.module === module) return known;
    pathOfModule.set(module, path);
    const made = bindModule(module, graph);
    bound.set(path, made);
    return made;
  };

  const graph: ModuleGraph = {
    bindings,
    bind,
    moduleOf: layout.fileOf,
    pathOf: (name) => layout.named(name)?.path,
    nameOf(module) {
      const path = pathOfModule.get(module);
      return path === undefined ? undefined : layout.fileOf(path);
    },
    locate(name, from) {
      const path = pathOfModule.get(from);
      return path === undefined ? (layout.has(name) ? name : undefined) : layout.locate(name, path);
    },
    has: layout.has,
    find(name) {
      const file = layout.named(name);
      return file === undefined ? undefined : bindings(file.path);
    },
    resolveImport(fromPath, dotted, level) {
      const name = absolute(layout.fileOf(fromPath), dotted, level);
      const located = name === undefined ? undefined : level > 0 ? name : layout.locate(name, fromPath);
      if (located === undefined || !layout.has(located)) {
        return { kind: 'external', name: name ?? '.'.repeat(level) + dotted };
      }
      const file = layout.named(located);
      return file === undefined
        ? { kind: 'namespace', name: located }
        : { kind: 'module', name: located, path: file.path };
    },
    exportOf: (moduleName, name) =>
      layout.has(moduleName)
        ? moduleMember(graph, { kind: 'module', names: [moduleName], module: moduleName }, name)
        : [],
  };
  return graph;
}

/** A graph over files that are parsed already. */
export function buildModuleGraph(
  modules: Iterable<{ readonly path: string; readonly module: ParsedModule }>,
  roots: readonly string[],
): ModuleGraph {
  const parsed = new Map<string, ParsedModule>();
  for (const { path, module } of modules) parsed.set(path, module);
  return lazyModuleGraph({ paths: parsed.keys(), roots, load: (path) => parsed.get(path) });
}

function absolute(file: ModuleFile | undefined, dotted: string, level: number): string | undefined {
  if (level === 0) return dotted;
  if (file === undefined) return undefined;
  const parts = file.name === '' ? [] : file.name.split('.');
  const drop = file.isPackage ? level - 1 : level;
  if (drop > parts.length) return undefined;
  const base = parts.slice(0, parts.length - drop);
  return [...base, ...(dotted === '' ? [] : [dotted])].join('.');
}
