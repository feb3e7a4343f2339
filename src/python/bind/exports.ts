/** What `from module import *` gives. */
import { Kind, Operator } from '../nodes.generated.ts';
import { type Context, contextOf } from './context.ts';
import { importedModule } from './imports.ts';
import { starExportsOf } from './stdlib-names.ts';
import type { Node } from './types.ts';

/** Modules whose exports are being computed: star imports may form a circle. */
const open = new Set<Context>();

/** `__all__` when it is known, else the public names, those of star imports included. */
export function exportsOf(context: Context): readonly string[] {
  if (open.has(context)) return [];
  open.add(context);
  try {
    return declaredAll(context) ?? publicNames(context);
  } finally {
    open.delete(context);
  }
}

function publicNames(context: Context): readonly string[] {
  const names = new Set<string>();
  for (const name of context.variables.namesIn(context.structure.scopes[0])) if (!name.startsWith('_')) names.add(name);
  for (const star of context.declarations.stars) {
    const module = importedModule(context, star);
    const target = module.kind === 'module' ? context.resolver?.find(module.module) : undefined;
    for (const name of target?.exports ?? starExportsOf(module.names[0]) ?? []) names.add(name);
  }
  return [...names];
}

/** The names that all assignments to `__all__` add up to; undefined when there is none or one is not understood. */
function declaredAll(context: Context): readonly string[] | undefined {
  const { module, variables, structure } = context;
  const symbol = module.symbols.find('__all__');
  const variable = symbol === 0 ? 0 : variables.lookup(structure.scopes[0], symbol);
  if (variable === 0) return undefined;
  const names = new Set<string>();
  for (const definition of variables.definitionsOf(variable)) {
    if (definition.kind !== 'assignment' && definition.kind !== 'augmented') return undefined;
    const list = definition.value === undefined ? undefined : listed(context, definition.value);
    if (list === undefined) return undefined;
    for (const name of list) names.add(name);
  }
  return [...names];
}

function listed(context: Context, node: Node): readonly string[] | undefined {
  const { words: w, symbols } = context.module;
  if (w[node] === Kind.BinOp && w[node + 4] === Operator.Add) {
    const left = listed(context, w[node + 3]);
    const right = listed(context, w[node + 5]);
    return left && right ? [...left, ...right] : undefined;
  }
  if (w[node] === Kind.Attribute && symbols.name(w[node + 4]) === '__all__') {
    const [target] = context.references(w[node + 3]);
    if (target?.kind !== 'module') return undefined;
    const bindings = context.resolver?.find(target.module);
    return bindings === undefined ? undefined : contextOf(bindings).bindings.exports;
  }
  if (w[node] !== Kind.List && w[node] !== Kind.Tuple) return undefined;
  const names: string[] = [];
  const list = w[node + 3];
  for (let i = 0; i < ~w[list]; i++) {
    const item = w[list + 1 + i];
    const text = w[item] === Kind.Starred ? undefined : context.text(item);
    if (text === undefined) return undefined;
    names.push(text);
  }
  return names;
}
