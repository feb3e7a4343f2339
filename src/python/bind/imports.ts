/** Imports: from an import statement to the module or the member of a module that it binds. */
import { addAll, alsoNamed, type Context, contextOf, external } from './context.ts';
import { isBuiltin, isStandard, starExportsOf } from './stdlib-names.ts';
import type { ExternalReference, ModuleReference, ModuleResolver, Node, Reference } from './types.ts';

/** What an absolute module name imports: a project module, or the API path of a library. */
export function moduleNamed(context: Context, name: string): ExternalReference | ModuleReference {
  const module = context.resolver?.locate(name, context.module);
  return module === undefined ? { kind: 'external', names: [name] } : { kind: 'module', names: [name], module };
}

/** What the module part of an ImportFrom means. */
export function importedModule(context: Context, statement: Node): ExternalReference | ModuleReference {
  const { words, symbols } = context.module;
  const level = words[statement + 5];
  const name = absoluteName(context, symbols.name(words[statement + 3]), level);
  if (level === 0) return moduleNamed(context, name);
  const known = context.bindings.moduleName !== undefined && (name === '' || context.resolver?.has(name));
  return known ? { kind: 'module', names: [name], module: name } : { kind: 'external', names: [name] };
}

/** The absolute name of a relative one; `.`-prefixed when the importing module's own name is not known. */
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
export function moduleMember(
  resolver: ModuleResolver | undefined,
  module: ExternalReference | ModuleReference,
  name: string,
): readonly Reference[] {
  const shown = module.names[0];
  const path = shown === '' || shown.endsWith('.') ? shown + name : `${shown}.${name}`;
  if (module.kind === 'external' || resolver === undefined) return [external(path)];
  const target = resolver.find(module.module);
  const found = target === undefined ? undefined : contextOf(target).exported(name);
  if (found !== undefined && found.length > 0) {
    // A standard module is known by its public name, a project's re-export by what stands behind it.
    return found.map((reference) => alsoNamed(reference, path, reference.kind !== 'external' || isStandard(path)));
  }
  const inner = module.module === '' ? name : `${module.module}.${name}`;
  return resolver.has(inner) ? [{ kind: 'module', names: [path], module: inner }] : [external(path)];
}

/** A name that no definition of this module binds: from a star import, or a builtin. */
export function unboundName(context: Context, name: string): readonly Reference[] {
  if (name === '__builtins__') return [external('builtins')];
  const fromStar = starMember(context, name);
  if (fromStar.certain) return fromStar.references;
  if (isBuiltin(name)) return [external(`builtins.${name}`)];
  return fromStar.references;
}

/** Star imports that are looked at, the last ones. */
const maxStars = 64;

/** What star imports bind a name to; not `certain` when only modules of unknown content may have it. */
export function starMember(
  context: Context,
  name: string,
): { readonly references: readonly Reference[]; readonly certain: boolean } {
  const { stars } = context.declarations;
  const possible: Reference[] = [];
  for (let i = stars.length - 1; i >= Math.max(0, stars.length - maxStars); i--) {
    if (context.dead.isDeadDefinition(stars[i])) continue;
    const module = importedModule(context, stars[i]);
    const target = module.kind === 'module' ? context.resolver?.find(module.module) : undefined;
    if (target !== undefined) {
      if (target.exports.includes(name))
        return { references: moduleMember(context.resolver, module, name), certain: true };
      continue;
    }
    const [path] = module.names;
    const known = starExportsOf(path);
    if (known === undefined) {
      if (!name.startsWith('_')) addAll(possible, [external(`${path}.${name}`)]);
    } else if (known.has(name)) return { references: [external(`${path}.${name}`)], certain: true };
  }
  return { references: possible, certain: false };
}
