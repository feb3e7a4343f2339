/** What the parts of name resolution share about one module. */
import type { Constant } from '../constants/index.ts';
import type { ParsedModule } from '../module.ts';
import type { DeadCode } from './dead.ts';
import type { Declarations } from './declare.ts';
import type { Reach } from './reach.ts';
import type { Structure } from './structure.ts';
import type { Bindings, ClassReference, InstanceReference, ModuleResolver, Node, Reference } from './types.ts';
import type { PlacedDefinition, Variables } from './variables.ts';

/** One module's answers, and its links to the parts that answer. */
export interface Context {
  readonly module: ParsedModule;
  readonly bindings: Bindings;
  readonly resolver: ModuleResolver | undefined;
  readonly declarations: Declarations;
  readonly structure: Structure;
  readonly variables: Variables;
  readonly reach: Reach;
  readonly dead: DeadCode;
  constant(node: Node): Constant | undefined;
  /** Value of a variable of this module that has one definition. */
  constantOf(definition: PlacedDefinition, variable: number): Constant | undefined;
  /** Whether the module assigns to an attribute of that symbol, or may change the container it holds. */
  changesAttribute(symbol: number, value: Constant): boolean;
  references(node: Node): readonly Reference[];
  /** What one definition binds its name to. */
  ofDefinition(definition: PlacedDefinition): readonly Reference[];
  /** What a name of the module means to importers; undefined when the module does not have it. */
  exported(name: string): readonly Reference[] | undefined;
  /** What a name means where a node stands, as if it were written there. */
  nameAt(node: Node, name: string): readonly Reference[];
  /** The string literal or folded text of an expression. */
  text(node: Node): string | undefined;
  /** Instances of the type that an annotation names. */
  annotated(node: Node): readonly Reference[];
  /** What a call of a function or lambda of this module returns. */
  returned(node: Node): readonly Reference[];
  /** What `reference.attr` is; for a class or instance of this module. */
  classMember(reference: ClassReference | InstanceReference, name: string): readonly Reference[];
  /** Attribute nodes that methods of a class assign on their first parameter, by symbol of the attribute. */
  assignedAttributes(classNode: Node): ReadonlyMap<number, readonly Node[]> | undefined;
  /** Classes and external paths a class of this module inherits from, in order. */
  bases(classNode: Node): readonly Reference[];
}

const contexts = new WeakMap<Bindings, Context>();

export function registerContext(context: Context): void {
  contexts.set(context.bindings, context);
}

/** The context behind bindings that `bindModule` made. */
export function contextOf(bindings: Bindings): Context {
  const context = contexts.get(bindings);
  if (context === undefined) throw new Error('bindings that bindModule did not make: please report this');
  return context;
}

/** References per expression and names per reference: what branches bind beyond these is dropped. */
const maxReferences = 16;
const maxNames = 6;
/** Longest API path: `x = x.y()` in a loop must not grow without end. */
const maxPath = 200;

/** Adds references without repeats. */
export function addAll(into: Reference[], more: readonly Reference[]): void {
  for (const reference of more) {
    if (into.length >= maxReferences) return;
    if (!into.some((known) => same(known, reference))) into.push(reference);
  }
}

function same(left: Reference, right: Reference): boolean {
  if (left.kind !== right.kind) return false;
  if (left.kind === 'external' || left.kind === 'module') return left.names[0] === right.names[0];
  if (left.kind === 'variable') return left.definition === (right as typeof left).definition;
  return left.node === (right as typeof left).node && left.bindings === (right as typeof left).bindings;
}

export function external(path: string): Reference {
  return { kind: 'external', names: [path] };
}

/** Names with a step behind each; too long ones are dropped. */
export function extend(names: readonly string[], step: string): readonly string[] {
  return names.map((name) => name + step).filter((name) => name.length <= maxPath);
}

/** External references with a step behind each; everything else is dropped. */
export function extendExternal(references: readonly Reference[], step: string): readonly Reference[] {
  const out: Reference[] = [];
  for (const reference of references) {
    if (reference.kind !== 'external') continue;
    const names = extend(reference.names, step);
    if (names.length > 0) out.push({ kind: 'external', names });
  }
  return out;
}

/** The same reference with one more name: in front, or behind what it is called where it is defined. */
export function alsoNamed(reference: Reference, name: string, front: boolean): Reference {
  if (reference.names.includes(name) && (!front || reference.names[0] === name)) return reference;
  const others = reference.names.filter((known) => known !== name);
  const names = front ? [name, ...others] : [...others, name];
  return { ...reference, names: names.slice(0, maxNames) };
}

const symbolIds = new Map<string, number>();

/** The symbol of a name, 0 when no source has used it. Kept as strings, because members are asked for by string. */
export function symbolNamed(context: Context, name: string): number {
  const known = symbolIds.get(name);
  if (known !== undefined) return known;
  const symbol = context.module.symbols.find(name);
  if (symbol !== 0) symbolIds.set(name, symbol);
  return symbol;
}
