/** Members: `reference.name` on modules, classes, instances and library paths. */
import { Kind } from '../nodes.generated.ts';
import { addAll, type Context, contextOf, extend, symbolNamed } from './context.ts';
import { storeWords } from './declare.ts';
import { moduleMember } from './imports.ts';
import type { ClassReference, InstanceReference, Node, Reference, Scope } from './types.ts';
import { elementAt } from './unpack.ts';
import type { PlacedDefinition } from './variables.ts';

/** What `reference.name` is; empty when it is not known. */
export function member(context: Context, reference: Reference, name: string): readonly Reference[] {
  switch (reference.kind) {
    case 'external': {
      const names = extend(reference.names, `.${name}`);
      return names.length === 0 ? [] : [{ kind: 'external', names }];
    }
    case 'module':
      return moduleMember(context.resolver, reference, name);
    case 'class':
      return contextOf(reference.bindings).classMember(reference, name);
    case 'instance':
      if (name === '__class__') return [{ ...reference, kind: 'class', names: [] }];
      return contextOf(reference.bindings).classMember(reference, name);
    default:
      return [];
  }
}

/** How far inheritance is followed. */
const maxBases = 40;

/** Members of the classes of one module. */
export function classMembersOf(context: () => Context) {
  const baseLists = new Map<Node, readonly Reference[]>();
  let stores: Map<Node, Map<number, Node[]>> | undefined;

  function bases(node: Node): readonly Reference[] {
    const known = baseLists.get(node);
    if (known !== undefined) return known;
    baseLists.set(node, []);
    const { module, references } = context();
    const out: Reference[] = [];
    const list = module.words[node + 4];
    for (let i = 0; i < Math.min(16, ~module.words[list]); i++) {
      const base = module.words[list + 1 + i];
      // `class A(Base[T])` inherits from Base.
      const named = module.words[base] === Kind.Subscript ? module.words[base + 3] : base;
      addAll(out, references(named));
    }
    baseLists.set(node, out);
    return out;
  }

  function classMember(reference: ClassReference | InstanceReference, name: string): readonly Reference[] {
    return search(reference, name, { left: maxBases });
  }

  function search(
    reference: ClassReference | InstanceReference,
    name: string,
    budget: { left: number },
  ): readonly Reference[] {
    const seen = new Set<Node>();
    const queue: Reference[] = [reference];
    for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
      if (budget.left-- <= 0) return [];
      if (current.kind === 'external') {
        if (current.names[0] === 'builtins.object') continue;
        return [
          {
            kind: 'external',
            names: extend(current.names, reference.kind === 'instance' ? `().${name}` : `.${name}`),
          },
        ];
      }
      if (current.kind !== 'class' && current.kind !== 'instance') continue;
      const owner = contextOf(current.bindings);
      if (owner === context() && seen.has(current.node)) continue;
      if (owner === context()) seen.add(current.node);
      const own = ownMember(owner, current.node, name, reference);
      if (own !== undefined) return own;
      queue.unshift(...owner.bases(current.node));
    }
    return [];
  }

  /** Instance attributes that methods of a class assign, by symbol: the Attribute nodes. */
  function assignedAttributes(node: Node): ReadonlyMap<number, readonly Node[]> | undefined {
    if (stores === undefined) {
      stores = new Map();
      const { declarations, structure, module } = context();
      const w = module.words;
      for (let at = 0; at < declarations.attributeStores.length; at += storeWords) {
        const attribute = declarations.attributeStores[at];
        const scope = structure.scopes[declarations.attributeStores[at + 2]];
        const target = w[attribute + 3];
        if (w[target] !== Kind.Name || scope.kind !== 'function') continue;
        const owner = classAround(scope);
        if (owner === undefined || firstParameter(w, scope.node) !== w[target + 3]) continue;
        const table = stores.get(owner.node) ?? new Map<number, Node[]>();
        stores.set(owner.node, table);
        const list = table.get(w[attribute + 4]) ?? [];
        table.set(w[attribute + 4], list);
        if (list.length < 16) list.push(attribute);
      }
    }
    return stores.get(node);
  }

  return { bases, classMember, assignedAttributes };
}

export type ClassMembers = ReturnType<typeof classMembersOf>;

/** A member that the class itself has; undefined when its bases decide. */
function ownMember(
  context: Context,
  node: Node,
  name: string,
  receiver: ClassReference | InstanceReference,
): readonly Reference[] | undefined {
  const symbol = symbolNamed(context, name);
  if (symbol === 0) return undefined;
  const assigned = receiver.kind === 'instance' ? context.assignedAttributes(node)?.get(symbol) : undefined;
  const scope = context.structure.scopeOpenedBy(node);
  const variable = scope === undefined ? 0 : context.variables.lookup(scope, symbol);
  if (assigned === undefined && variable === 0) return undefined;
  const out: Reference[] = [];
  for (const attribute of assigned ?? []) addAll(out, assignedValue(context, attribute));
  if (variable !== 0 && out.length === 0) {
    for (const definition of context.variables.definitionsOf(variable)) {
      addAll(out, classVariable(context, definition, receiver));
    }
  }
  return out;
}

function classVariable(
  context: Context,
  definition: PlacedDefinition,
  receiver: ClassReference | InstanceReference,
): readonly Reference[] {
  if (definition.kind !== 'function') {
    const found = context.ofDefinition(definition);
    if (found.length > 0 || receiver.kind === 'instance') return found;
    const names = extend(receiver.names, `.${definition.name}`);
    return [{ kind: 'variable', names, bindings: context.bindings, definition }];
  }
  const node = definition.node;
  if (receiver.kind === 'instance' && isProperty(context, node)) return context.returned(node);
  return [
    {
      kind: 'method',
      names: extend(receiver.names, `.${definition.name}`),
      bindings: context.bindings,
      node,
      owner: receiver,
    },
  ];
}

/** What `self.x = value` gives `self.x`. */
function assignedValue(context: Context, attribute: Node): readonly Reference[] {
  const w = context.module.words;
  const statement = context.structure.enclosingStatement(attribute) ?? 0;
  switch (w[statement]) {
    case Kind.Assign: {
      const target = context.structure.parent(attribute) === statement ? attribute : 0;
      if (target !== 0) return context.references(w[statement + 4]);
      const element = elementAt(context.module.words, context.structure, statement, attribute);
      return element === undefined ? [] : context.references(element);
    }
    case Kind.AnnAssign: {
      const value = w[statement + 5] === 0 ? [] : context.references(w[statement + 5]);
      return value.length > 0 ? value : context.annotated(w[statement + 4]);
    }
    case Kind.With:
    case Kind.AsyncWith: {
      const item = context.structure.parent(attribute);
      return w[item] === Kind.WithItem ? context.references(w[item + 3]) : [];
    }
    default:
      return [];
  }
}

const properties: ReadonlySet<string> = new Set(['property', 'cached_property', 'abstractproperty', 'classproperty']);

export function isProperty(context: Context, node: Node): boolean {
  return decoratorNames(context, node).some((name) => properties.has(name));
}

/** Last names of a function's decorators: `property`, `setter`, `contextmanager`. */
export function decoratorNames(context: Context, node: Node): readonly string[] {
  const { words, symbols } = context.module;
  if (words[node] === Kind.Lambda) return [];
  const list = words[node + 6];
  const names: string[] = [];
  for (let i = 0; i < ~words[list]; i++) {
    let decorator = words[list + 1 + i];
    if (words[decorator] === Kind.Call) decorator = words[decorator + 3];
    if (words[decorator] === Kind.Name) names.push(symbols.name(words[decorator + 3]));
    else if (words[decorator] === Kind.Attribute) names.push(symbols.name(words[decorator + 4]));
  }
  return names;
}

/** The class whose method a function scope is. */
export function classAround(scope: Scope): Scope | undefined {
  let parent = scope.parent;
  if (parent?.kind === 'annotation') parent = parent.parent;
  return parent?.kind === 'class' ? parent : undefined;
}

/** Symbol of the first positional parameter; 0 when there is none. */
export function firstParameter(w: Int32Array, node: Node): number {
  const args = w[node + 4];
  const list = ~w[w[args + 3]] > 0 ? w[args + 3] : w[args + 4];
  return ~w[list] > 0 ? w[w[list + 1] + 3] : 0;
}
