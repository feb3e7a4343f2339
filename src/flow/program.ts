/** The project as the interpreter sees it: modules, functions and classes, with the names each scope owns. */
import * as py from '../python/index.ts';
import { forEachChild, Kind, listItem, listLength, type ParsedModule } from '../python/index.ts';
import type { FunctionAtom, Value } from './values.ts';

export interface ModuleDef {
  readonly path: string;
  /** Dotted name; '' when it cannot be imported. */
  readonly name: string;
  readonly isPackage: boolean;
  readonly module: ParsedModule;
  readonly words: Int32Array;
  /** Heap location of its namespace; 0 until it is first needed. */
  frame: number;
  state: 'new' | 'running' | 'done';
  /** Functions by their node. */
  readonly functions: Map<number, FunctionDef>;
  readonly classes: Map<number, ClassDef>;
}

export interface FunctionDef {
  readonly module: ModuleDef;
  /** FunctionDef, AsyncFunctionDef or Lambda. */
  readonly node: number;
  readonly name: string;
  /** `Class.method`, dotted. */
  readonly qualname: string;
  readonly scope: ScopeNames;
  readonly parameters: Parameters;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** The class whose body defines it. */
  owner: ClassDef | undefined;
  decorators: Set<string>;
  /** Was it interpreted with a caller's arguments? */
  called: boolean;
}

export interface ClassDef {
  readonly module: ModuleDef;
  readonly node: number;
  readonly name: string;
  readonly qualname: string;
  /** Heap location of the class namespace. */
  frame: number;
  bases: Value;
  /** Linearised project classes, itself first. */
  mro: readonly ClassDef[];
  decorators: Set<string>;
  /** Fields of a dataclass-like class, in order. */
  fields: readonly { readonly name: number; readonly annotation: number; readonly value: number }[];
  /** What analysed methods stored in fields of instances not allocated in sight. */
  readonly stored: Map<number, Value>;
  /** Functions under `@name.setter`. */
  readonly setters: Map<number, FunctionAtom>;
}

export interface Parameters {
  readonly positional: readonly Parameter[];
  readonly keywordOnly: readonly Parameter[];
  readonly rest: Parameter | undefined;
  readonly keywords: Parameter | undefined;
}

export interface Parameter {
  readonly symbol: number;
  readonly node: number;
  /** Offset of the default expression, 0 for none. */
  readonly fallback: number;
  readonly annotation: number;
}

/** Names of one scope, as symbols. */
export interface ScopeNames {
  readonly locals: ReadonlySet<number>;
  readonly globals: ReadonlySet<number>;
  readonly nonlocals: ReadonlySet<number>;
  readonly isGenerator: boolean;
}

/** Reads the parameters of an Arguments node. */
export function readParameters(words: Int32Array, args: number): Parameters {
  const positional: Parameter[] = [];
  const defaults = py.Arguments.defaults(words, args);
  const pos: number[] = [];
  for (const list of [py.Arguments.posonlyargs(words, args), py.Arguments.args(words, args)]) {
    for (let i = 0; i < listLength(words, list); i++) pos.push(listItem(words, list, i));
  }
  const missing = pos.length - listLength(words, defaults);
  pos.forEach((node, i) => {
    positional.push(parameter(words, node, i >= missing ? listItem(words, defaults, i - missing) : 0));
  });
  const keywordOnly: Parameter[] = [];
  const kwonly = py.Arguments.kwonlyargs(words, args);
  const kwDefaults = py.Arguments.kwDefaults(words, args);
  for (let i = 0; i < listLength(words, kwonly); i++) {
    const fallback = i < listLength(words, kwDefaults) ? listItem(words, kwDefaults, i) : 0;
    keywordOnly.push(parameter(words, listItem(words, kwonly, i), fallback));
  }
  const rest = py.Arguments.vararg(words, args);
  const keywords = py.Arguments.kwarg(words, args);
  return {
    positional,
    keywordOnly,
    rest: rest ? parameter(words, rest, 0) : undefined,
    keywords: keywords ? parameter(words, keywords, 0) : undefined,
  };
}

function parameter(words: Int32Array, node: number, fallback: number): Parameter {
  return { symbol: py.Arg.arg(words, node), node, fallback, annotation: py.Arg.annotation(words, node) };
}

/** Collects the names that a function body (or a class or module body) binds. */
export function scopeNames(words: Int32Array, body: readonly number[], parameters: Parameters | undefined): ScopeNames {
  const locals = new Set<number>();
  const globals = new Set<number>();
  const nonlocals = new Set<number>();
  let isGenerator = false;
  if (parameters) {
    for (const p of [...parameters.positional, ...parameters.keywordOnly]) locals.add(p.symbol);
    if (parameters.rest) locals.add(parameters.rest.symbol);
    if (parameters.keywords) locals.add(parameters.keywords.symbol);
  }
  const stack = [...body];
  const push = (child: number): void => {
    stack.push(child);
  };
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const kind = words[node];
    switch (kind) {
      case Kind.FunctionDef:
      case Kind.AsyncFunctionDef:
        locals.add(py.FunctionDef.name(words, node));
        each(words, py.FunctionDef.decoratorList(words, node), push);
        continue;
      case Kind.ClassDef:
        locals.add(py.ClassDef.name(words, node));
        each(words, py.ClassDef.decoratorList(words, node), push);
        continue;
      case Kind.Lambda:
        continue;
      case Kind.ListComp:
      case Kind.SetComp:
      case Kind.DictComp:
      case Kind.GeneratorExp:
        // Targets live in the comprehension's own scope; walrus targets inside do not.
        comprehensionWalrus(words, node, locals);
        continue;
      case Kind.Name:
        if (py.Name.ctx(words, node) !== py.Context.Load) locals.add(py.Name.id(words, node));
        continue;
      case Kind.Global:
      case Kind.Nonlocal: {
        const list = py.Global.names(words, node);
        for (let i = 0; i < listLength(words, list); i++) {
          (kind === Kind.Global ? globals : nonlocals).add(listItem(words, list, i));
        }
        continue;
      }
      case Kind.Alias: {
        locals.add(aliasSymbol(words, node));
        continue;
      }
      case Kind.ExceptHandler:
        addName(locals, py.ExceptHandler.name(words, node));
        break;
      case Kind.MatchAs:
        addName(locals, py.MatchAs.name(words, node));
        break;
      case Kind.MatchStar:
        addName(locals, py.MatchStar.name(words, node));
        break;
      case Kind.MatchMapping:
        addName(locals, py.MatchMapping.rest(words, node));
        break;
      case Kind.Yield:
      case Kind.YieldFrom:
        isGenerator = true;
        break;
    }
    forEachChild(words, node, push);
  }
  return { locals, globals, nonlocals, isGenerator };
}

function comprehensionWalrus(words: Int32Array, root: number, locals: Set<number>): void {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (words[node] === Kind.NamedExpr) locals.add(py.Name.id(words, py.NamedExpr.target(words, node)));
    forEachChild(words, node, (child) => stack.push(child));
  }
}

function addName(locals: Set<number>, symbol: number): void {
  if (symbol) locals.add(symbol);
}

/** The name an import alias binds: `a` for `import a.b`. */
export function aliasSymbol(words: Int32Array, alias: number): number {
  const given = py.Alias.asname(words, alias);
  if (given) return given;
  const symbol = py.Alias.name(words, alias);
  const name = py.symbols.name(symbol);
  const dot = name.indexOf('.');
  return dot < 0 ? symbol : py.symbols.intern(name.slice(0, dot));
}

export function each(words: Int32Array, list: number, visit: (node: number) => void): void {
  if (list === 0) return;
  for (let i = 0; i < listLength(words, list); i++) visit(listItem(words, list, i));
}

export function items(words: Int32Array, list: number): number[] {
  const out: number[] = [];
  each(words, list, (node) => out.push(node));
  return out;
}
