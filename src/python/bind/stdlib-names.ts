/** Questions about names that CPython itself defines. */
import { builtinNames, standardModules, starExports } from './stdlib-names.generated.ts';

const builtins: ReadonlySet<string> = new Set(builtinNames.split(' '));
const modules: ReadonlySet<string> = new Set(standardModules.split(' '));
const stars = new Map<string, ReadonlySet<string>>();

export function isBuiltin(name: string): boolean {
  return builtins.has(name);
}

/** Whether the first part of a dotted path is a module of the standard library. */
export function isStandard(path: string): boolean {
  const dot = path.indexOf('.');
  return modules.has(dot < 0 ? path : path.slice(0, dot));
}

/** Names that `from module import *` binds; undefined for modules that are not in the table. */
export function starExportsOf(module: string): ReadonlySet<string> | undefined {
  const known = stars.get(module);
  if (known !== undefined) return known;
  if (!Object.hasOwn(starExports, module)) return undefined;
  const names = new Set(starExports[module].split(' '));
  stars.set(module, names);
  return names;
}
