/** Links the parsed modules of a project: dotted names, imports between them, and bindings made on first use. */
import type { Project, ProjectFile } from '../../project/index.ts';
import { type Bindings, bindModule, type ModuleResolver } from '../../python/bind/index.ts';
import type { ParsedModule } from '../../python/index.ts';

export interface LinkedModules {
  /** The names of a module; made once. */
  bindingsOf(module: ParsedModule): Bindings;
  /** Whether a top-level name is a module or package of the project. */
  isOwn(root: string): boolean;
  /** Path of the module with a dotted name. */
  pathOf(name: string): string | undefined;
}

interface Named {
  readonly path: string;
  readonly module: ParsedModule;
}

/** Where two files have the same dotted name, the first one of `modules` is imported under it. */
export function linkModules(
  project: Project,
  modules: readonly { readonly file: ProjectFile; readonly module: ParsedModule }[],
): LinkedModules {
  const byName = new Map<string, Named>();
  const packages = new Set<string>();
  const names = new Map<ParsedModule, { readonly name: string; readonly isPackage: boolean }>();
  for (const { file, module } of modules) {
    const name = project.module(file.path);
    if (name === undefined || name === '') continue;
    names.set(module, { name, isPackage: /(?:^|\/)__init__\.pyw?$/.test(file.path) });
    if (!byName.has(name)) byName.set(name, { path: file.path, module });
    for (let at = name; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) packages.add(at);
  }
  const bound = new Map<ParsedModule, Bindings>();
  const bindingsOf = (module: ParsedModule): Bindings => {
    let bindings = bound.get(module);
    if (bindings === undefined) {
      bindings = bindModule(module, resolver);
      bound.set(module, bindings);
    }
    return bindings;
  };
  const resolver: ModuleResolver = {
    nameOf: (module) => names.get(module),
    find(name) {
      const found = byName.get(name);
      return found === undefined ? undefined : bindingsOf(found.module);
    },
    has: (name) => packages.has(name),
  };
  return { bindingsOf, isOwn: (root) => packages.has(root), pathOf: (name) => byName.get(name)?.path };
}
