/** Binds a module: runs the eager pass and joins the lazy answers to one object. */
import type { Constant } from '../constants/index.ts';
import type { ParsedModule } from '../module.ts';
import { Kind } from '../nodes.generated.ts';
import { annotatedInstances } from './annotations.ts';
import { type Context, registerContext } from './context.ts';
import { type DeadCode, deadCodeOf } from './dead.ts';
import { type Declarations, declareNames } from './declare.ts';
import { exportsOf } from './exports.ts';
import { folderOf } from './fold.ts';
import { classMembersOf } from './members.ts';
import { reachOf } from './reach.ts';
import { referencesOf } from './resolve.ts';
import { structureOf } from './structure.ts';
import type { Bindings, Definition, ModuleResolver, Node, Reference, Scope } from './types.ts';
import { variablesOf } from './variables.ts';

const noNames: readonly string[] = [];

/**
 * Answers about a module, all computed when they are asked for; the first question about a name declares all names
 * (about 0.1 s per million lines). With a resolver, imports are followed into other modules of the project.
 */
export function bindModule(module: ParsedModule, resolver?: ModuleResolver): Bindings {
  let declared: Declarations | undefined;
  // On demand: whoever asks only where a node stands needs no names.
  const declarations = (): Declarations => {
    declared ??= declareNames(module);
    return declared;
  };
  const structure = structureOf(module, declarations);
  const variables = variablesOf(module, declarations, structure);
  const identity = resolver?.nameOf(module);
  /** By the list of references: a partial answer (of a question within itself) is a new list each time and is not kept. */
  const names = new WeakMap<readonly Reference[], readonly string[]>();
  let exported: readonly string[] | undefined;

  const own = (): Context => context;
  const resolve = referencesOf(own);
  const members = classMembersOf(own);
  const folder = folderOf(own);
  const dead: DeadCode = deadCodeOf(
    module,
    structure,
    (node) => bindings.qualifiedName(node),
    (name) => bindings.writes(name),
    (name) => {
      const definition = bindings.definition(name);
      return definition?.kind === 'assignment' ? definition.value : undefined;
    },
  );
  const reach = reachOf(module.words, structure, variables, () => dead);

  const qualifiedNames = (node: Node): readonly string[] => {
    const references = resolve.references(node);
    const known = names.get(references);
    if (known !== undefined) return known;
    const found = namesOf(references);
    names.set(references, found);
    return found;
  };
  const reaching = (name: Node): readonly Definition[] => {
    const variable = variables.variableOf(name);
    return variable === 0 ? [] : reach.at(name, variable).definitions;
  };

  const bindings: Bindings = {
    module,
    moduleName: identity?.name,
    isPackage: identity?.isPackage ?? false,
    qualifiedName: (node) => qualifiedNames(node)[0],
    qualifiedNames,
    references: resolve.references,
    scopeName: structure.scopeName,
    scopeOf: structure.scopeOf,
    get scopes(): readonly Scope[] {
      return structure.scopes;
    },
    enclosingFunction: (node) =>
      structure.enclosing(node, (kind) => kind === Kind.FunctionDef || kind === Kind.AsyncFunctionDef),
    enclosingClass: (node) => structure.enclosing(node, (kind) => kind === Kind.ClassDef),
    enclosingStatement: structure.enclosingStatement,
    parent: (node) => structure.parent(node) || undefined,
    definition(name) {
      const variable = variables.variableOf(name);
      if (variable === 0) return undefined;
      const { definitions } = reach.at(name, variable);
      return definitions.length === 1 ? definitions[0] : undefined;
    },
    definitions: reaching,
    writes(name) {
      const variable = variables.variableOf(name);
      return variable === 0 ? [] : variables.definitionsOf(variable);
    },
    definitionsIn(scope, name) {
      const symbol = module.symbols.find(name);
      const variable = symbol === 0 ? 0 : variables.lookup(scope, symbol);
      return variable === 0 ? [] : variables.definitionsOf(variable);
    },
    namesIn: variables.namesIn,
    scopeOfName(name) {
      const variable = variables.variableOf(name);
      return variable === 0 ? undefined : variables.ownerOf(variable);
    },
    constant: folder.constant,
    isTypeChecking: dead.isTypeChecking,
    isUnreachable: dead.isUnreachable,
    get exports(): readonly string[] {
      exported ??= exportsOf(context);
      return exported;
    },
  };

  const context: Context = {
    module,
    bindings,
    resolver,
    get declarations(): Declarations {
      return declarations();
    },
    structure,
    variables,
    reach,
    dead,
    constant: folder.constant,
    constantOf: folder.constantOf,
    changesAttribute: folder.changesAttribute,
    text(node): string | undefined {
      const value: Constant | undefined = folder.constant(node);
      return value?.kind === 'str' ? value.value : undefined;
    },
    ...resolve,
    annotated: (node) => annotatedInstances(context, node),
    classMember: members.classMember,
    assignedAttributes: members.assignedAttributes,
    bases: members.bases,
  };
  registerContext(context);
  return bindings;
}

/** Names of all references, the best name of each first. */
function namesOf(references: readonly Reference[]): readonly string[] {
  if (references.length === 0) return noNames;
  if (references.length === 1) return references[0].names;
  const out = new Set<string>();
  for (const reference of references) if (reference.names.length > 0) out.add(reference.names[0]);
  for (const reference of references) for (const name of reference.names) out.add(name);
  return [...out];
}
