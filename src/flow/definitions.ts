/** Function and class definitions, with their decorators and bases. */
import * as py from '../python/index.ts';
import { Kind } from '../python/index.ts';
import { Activation } from './activation.ts';
import { evaluate } from './evaluate.ts';
import { runBlock } from './exec.ts';
import { storeName } from './names.ts';
import {
  type ClassDef,
  type FunctionDef,
  items,
  type ModuleDef,
  type Parameter,
  readParameters,
  scopeNames,
} from './program.ts';
import { type Atom, bottom, type FunctionAtom, join, type Value } from './values.ts';

/** The definition behind a FunctionDef, AsyncFunctionDef or Lambda node. */
export function functionDef(def: ModuleDef, node: number, scopeName: string, owner: ClassDef | undefined): FunctionDef {
  const known = def.functions.get(node);
  if (known) return known;
  const { words } = def;
  const lambda = words[node] === Kind.Lambda;
  const parameters = readParameters(words, lambda ? py.Lambda.args(words, node) : py.FunctionDef.args(words, node));
  const body = lambda ? [py.Lambda.body(words, node)] : items(words, py.FunctionDef.body(words, node));
  const scope = scopeNames(words, body, parameters);
  const name = lambda ? '<lambda>' : py.symbols.name(py.FunctionDef.name(words, node));
  const made: FunctionDef = {
    module: def,
    node,
    name,
    qualname: scopeName ? `${scopeName}.${name}` : name,
    scope,
    parameters,
    isAsync: words[node] === Kind.AsyncFunctionDef,
    isGenerator: scope.isGenerator,
    owner,
    decorators: new Set(),
    called: false,
  };
  def.functions.set(node, made);
  return made;
}

const scopeNameOf = (a: Activation): string => a.cls?.qualname ?? a.fn?.qualname ?? '';

function makeFunction(a: Activation, node: number): FunctionAtom {
  const def = functionDef(a.def, node, scopeNameOf(a), a.cls);
  const fallback = (p: Parameter): Value | undefined => (p.fallback ? evaluate(a, p.fallback) : undefined);
  const defaults = [...def.parameters.positional, ...def.parameters.keywordOnly].map(fallback);
  const scope = a.cls ? a.parent : a.fn || a.caller ? a.frame : 0;
  for (let at: Activation | undefined = a; at && at.frame !== 0 && !at.captured; at = at.caller) at.captured = true;
  return { k: 'function', def, scope, self: undefined, defaults };
}

export function lambdaValue(a: Activation, node: number): Value {
  return [makeFunction(a, node)];
}

export function defineFunction(a: Activation, node: number): void {
  const { words } = a;
  const atom = makeFunction(a, node);
  const decorators = items(words, py.FunctionDef.decoratorList(words, node));
  const accessor = a.cls && decorators.map((d) => accessorKind(words, d)).find((k) => k !== undefined);
  if (a.cls && accessor) {
    if (accessor === 'setter') a.cls.setters.set(py.FunctionDef.name(words, node), atom);
    return;
  }
  let value: Value = [atom];
  for (const decorator of decorators.toReversed()) value = decorate(a, decorator, value, atom);
  storeName(a, py.FunctionDef.name(words, node), value);
  a.engine.defined(a, atom);
}

/** `@name.setter`, `@name.deleter`. */
function accessorKind(words: Int32Array, decorator: number): string | undefined {
  if (words[decorator] !== Kind.Attribute) return undefined;
  const name = py.symbols.name(py.Attribute.attr(words, decorator));
  return name === 'setter' || name === 'deleter' ? name : undefined;
}

/** Applies one decorator. What a decorator of an unknown library returns is taken for the function itself. */
function decorate(a: Activation, decorator: number, value: Value, atom: FunctionAtom): Value {
  const applied = evaluate(a, decorator);
  let out: Value = bottom;
  for (const d of applied) out = join(out, decorateWith(a, d, decorator, value, atom));
  return out.length > 0 ? out : value;
}

const wrappers = new Set(['builtins.staticmethod', 'builtins.classmethod', 'builtins.property']);

function decorateWith(a: Activation, d: Atom, node: number, value: Value, atom: FunctionAtom): Value {
  if (d.k === 'api') {
    const name = d.state.path;
    atom.def.decorators.add(wrappers.has(name) ? name.slice('builtins.'.length) : name);
    if (d.state.entry) a.engine.addEntry(a, atom, d.state.entry, node);
    return value;
  }
  if (d.k === 'function' && !d.def.isAsync) {
    const result = a.engine.callValue(
      a,
      [d],
      { positional: [value], keywords: new Map(), rest: undefined, more: undefined },
      node,
    );
    const usable = result.filter((x) => x.k === 'function' || x.k === 'ref' || x.k === 'partial' || x.k === 'class');
    return usable.length > 0 ? usable : value;
  }
  if (d.k === 'class') {
    const result = a.engine.callValue(
      a,
      [d],
      { positional: [value], keywords: new Map(), rest: undefined, more: undefined },
      node,
    );
    return result.length > 0 && !isProperty(d.def) ? result : value;
  }
  a.engine.unknownDecorator(a, atom, node);
  return value;
}

const isProperty = (def: ClassDef): boolean => /property/i.test(def.name);

export function defineClass(a: Activation, node: number): void {
  const { words } = a;
  const def = classDef(a, node);
  let bases: Value = bottom;
  const ordered: Value[] = [];
  for (const base of items(words, py.ClassDef.bases(words, node))) {
    const value = evaluate(a, base);
    ordered.push(value);
    bases = join(bases, value);
  }
  def.bases = bases;
  def.mro = linearise(def, ordered);
  def.frame = a.state.frame(0);
  const scope = scopeNames(words, items(words, py.ClassDef.body(words, node)), undefined);
  const body = new Activation({
    engine: a.engine,
    def: a.def,
    fn: a.fn,
    cls: def,
    scope,
    frame: def.frame,
    parent: a.cls ? a.parent : a.fn || a.caller ? a.frame : 0,
    state: a.state,
    caller: a,
  });
  runBlock(body, py.ClassDef.body(words, node));
  a.state = body.state;
  a.engine.adopt(body, a);
  for (const decorator of items(words, py.ClassDef.decoratorList(words, node))) {
    for (const d of evaluate(a, decorator)) {
      if (d.k !== 'api') continue;
      def.decorators.add(d.state.path);
      if (d.state.entry) a.engine.classEntry(a, def, d.state.entry);
    }
  }
  storeName(a, py.ClassDef.name(words, node), [{ k: 'class', def }]);
  a.engine.definedClass(a, def);
}

function classDef(a: Activation, node: number): ClassDef {
  const known = a.def.classes.get(node);
  if (known) return known;
  const { words } = a;
  const name = py.symbols.name(py.ClassDef.name(words, node));
  const outer = scopeNameOf(a);
  const fields = items(words, py.ClassDef.body(words, node))
    .filter((s) => words[s] === Kind.AnnAssign && words[py.AnnAssign.target(words, s)] === Kind.Name)
    .map((s) => ({
      name: py.Name.id(words, py.AnnAssign.target(words, s)),
      annotation: py.AnnAssign.annotation(words, s),
      value: py.AnnAssign.value(words, s),
    }));
  const made: ClassDef = {
    module: a.def,
    node,
    name,
    qualname: outer ? `${outer}.${name}` : name,
    frame: 0,
    bases: bottom,
    mro: [],
    decorators: new Set(),
    fields,
    stored: new Map(),
    setters: new Map(),
  };
  a.def.classes.set(node, made);
  return made;
}

/** C3 over the project's classes; where bases contradict each other, depth first. */
function linearise(def: ClassDef, bases: readonly Value[]): readonly ClassDef[] {
  const direct: ClassDef[] = [];
  for (const value of bases) for (const atom of value) if (atom.k === 'class') direct.push(atom.def);
  const lists = [...direct.map((d) => [...d.mro]), [...direct]];
  const out: ClassDef[] = [def];
  while (lists.some((l) => l.length > 0)) {
    const head =
      lists.find((l) => l.length > 0 && lists.every((m) => m.indexOf(l[0]!, 1) < 0))?.[0] ??
      lists.find((l) => l.length > 0)![0]!;
    if (!out.includes(head)) out.push(head);
    for (const list of lists) {
      const at = list.indexOf(head);
      if (at >= 0) list.splice(at, 1);
    }
  }
  return out;
}
