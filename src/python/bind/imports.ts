/** Imports: from an import statement to the module or the member of a module that it binds. */
import { addAll, alsoNamed, type Context, contextOf, external } from './context.ts';
import { isBuiltin, isStandard, starExportsOf } from './stdlib-names.ts';
import type { Node, Reference } from './types.ts';

/** A project module, or the API path of a library. */
export function moduleNamed(context: Context, name: string): Reference {
  return context.resolver?.has(name) ? { kind: 'module', names: [name], module: name } : external(name);
}

/** Absolute name of an ImportFrom's module; `.`-prefixed when the module's own name is not known. */
export function importedModule(context: Context, statement: Node): string {
  const { words, symbols } = context.module;
  return absoluteName(context, symbols.name(words[statement + 3]), words[statement + 5]);
}

export function absoluteName(context: Context, name: string, level: number): string {
  if (level === 0) return name;
  const own = context.bindings.moduleName;
  const parts = own === undefined || own === '' ? [] : own.split('.');
  const drop = context.bindings.isPackage ? level - 1 : level;
  if (own === undefined || drop > parts.length) return '.'.repeat(level) + name;
  const base = parts.slice(0, parts.length - drop).join('.');
  return base === '' ? name : name === '' ? base : `${base}.${name}`;
}

/** `from module import name`, or `module.name` for an imported module. */
export function moduleMember(context: Context, module: string, name: string): readonly Reference[] {
  const path = module === '' || module.endsWith('.') ? module + name : `${module}.${name}`;
  const resolver = context.resolver;
  if (resolver === undefined || !resolver.has(module)) return [external(path)];
  const target = resolver.find(module);
  const found = target === undefined ? undefined : contextOf(target).exported(name);
  if (found !== undefined && found.length > 0) {
    // A standard module is known by its public name, a project's re-export by what stands behind it.
    return found.map((reference) => alsoNamed(reference, path, reference.kind !== 'external' || isStandard(path)));
  }
  return resolver.has(path) ? [{ kind: 'module', names: [path], module: path }] : [external(path)];
}

/** A name that no definition of this module binds: from a star import, or a builtin. */
export function unboundName(context: Context, name: string): readonly Reference[] {
  if (name === '__builtins__') return [external('builtins')];
  const fromStar = starMember(context, name);
  if (fromStar.certain) return fromStar.references;
  if (isBuiltin(name)) return [external(`builtins.${name}`)];
  return fromStar.references;
}

/** What star imports bind a name to; not `certain` when only modules of unknown content may have it. */
export function starMember(
  context: Context,
  name: string,
): { readonly references: readonly Reference[]; readonly certain: boolean } {
  const { stars } = context.declarations;
  const possible: Reference[] = [];
  for (let i = stars.length - 1; i >= 0; i--) {
    const module = importedModule(context, stars[i]);
    if (context.dead.isDeadDefinition(stars[i])) continue;
    const target = context.resolver?.find(module);
    if (target !== undefined) {
      if (target.exports.includes(name)) return { references: moduleMember(context, module, name), certain: true };
      continue;
    }
    const known = starExportsOf(module);
    if (known === undefined) {
      if (!name.startsWith('_')) addAll(possible, [external(`${module}.${name}`)]);
    } else if (known.has(name)) return { references: [external(`${module}.${name}`)], certain: true };
  }
  return { references: possible, certain: false };
}
