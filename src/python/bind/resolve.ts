/** From an expression to what it denotes: the walk over names, members, calls and displays. */
import { BoolOperator, Kind, Operator } from '../nodes.generated.ts';
import { listItems, walk } from '../tree.ts';
import { instancesOf } from './annotations.ts';
import { addAll, type Context, contextOf, extend, extendExternal, external, symbolNamed } from './context.ts';
import { absoluteName, importedModule, moduleMember, moduleNamed, starMember, unboundName } from './imports.ts';
import { classAround, decoratorNames, firstParameter, member } from './members.ts';
import type { Node, Reference } from './types.ts';
import { elementAt, elementOf, targetPath } from './unpack.ts';
import type { PlacedDefinition } from './variables.ts';

/** Steps per question and depth of the chain behind it: definitions can refer to each other in any tangle. */
const maxSteps = 4000;
const maxDepth = 60;
/** Entries of a displayed dict that are looked at. */
const maxEntries = 64;

/** Shared by all modules, because a question crosses files: what is being answered, and how far it may still go. */
const question = { depth: 0, steps: 0, lowestCut: Number.POSITIVE_INFINITY };

export interface References {
  references(node: Node): readonly Reference[];
  ofDefinition(definition: PlacedDefinition): readonly Reference[];
  exported(name: string): readonly Reference[] | undefined;
  nameAt(node: Node, name: string): readonly Reference[];
  returned(node: Node): readonly Reference[];
}

export function referencesOf(context: () => Context): References {
  const memo = new Map<Node, readonly Reference[]>();
  const active = new Map<Node, number>();
  const returns = new Map<Node, readonly Reference[]>();

  /** Answers once; a question that meets itself gets nothing there, and such partial answers are not kept. */
  function guarded(
    table: Map<Node, readonly Reference[]>,
    node: Node,
    key: number,
    compute: () => readonly Reference[],
  ): readonly Reference[] {
    const known = table.get(node);
    if (known !== undefined) return known;
    const open = active.get(key);
    if (open !== undefined) {
      question.lowestCut = Math.min(question.lowestCut, open);
      return [];
    }
    if (question.depth === 0) question.steps = 0;
    if (question.depth >= maxDepth || ++question.steps > maxSteps) {
      question.lowestCut = 0;
      return [];
    }
    const depth = ++question.depth;
    active.set(key, depth);
    let result: readonly Reference[];
    try {
      result = compute();
    } finally {
      active.delete(key);
      question.depth = depth - 1;
    }
    if (question.lowestCut >= depth || depth === 1) {
      table.set(node, result);
      question.lowestCut = Number.POSITIVE_INFINITY;
    }
    return result;
  }

  function references(node: Node): readonly Reference[] {
    return guarded(memo, node, node * 4, () => compute(node));
  }

  function compute(node: Node): readonly Reference[] {
    const w = context().module.words;
    switch (w[node]) {
      case Kind.Name:
        return ofName(node);
      case Kind.Attribute:
        return membersOf(references(w[node + 3]), context().module.symbols.name(w[node + 4]));
      case Kind.Call:
        return ofCall(node);
      case Kind.Subscript:
        return ofSubscript(node);
      case Kind.Await:
        return references(w[node + 3]);
      case Kind.NamedExpr:
        return references(w[node + 4]);
      case Kind.IfExp: {
        const out: Reference[] = [];
        for (const arm of [w[node + 4], w[node + 5]]) {
          if (!context().dead.isDeadDefinition(arm)) addAll(out, references(arm));
        }
        return out;
      }
      case Kind.BoolOp:
        return ofBoolOp(node);
      case Kind.BinOp: {
        // `Path(a) / b` is a path again.
        if (w[node + 4] !== Operator.Div) return [];
        return references(w[node + 3]).filter(
          (item) => item.kind === 'external' && item.names[0].startsWith('pathlib.') && item.names[0].endsWith(')'),
        );
      }
      case Kind.Lambda:
        return [{ kind: 'function', names: [], bindings: context().bindings, node }];
      default:
        return [];
    }
  }

  function membersOf(values: readonly Reference[], name: string): readonly Reference[] {
    const out: Reference[] = [];
    for (const value of values) addAll(out, member(context(), value, name));
    return out;
  }

  function ofBoolOp(node: Node): readonly Reference[] {
    const w = context().module.words;
    const values = items(w[node + 4]);
    const out: Reference[] = [];
    const last = values[values.length - 1];
    for (const value of w[node + 3] === BoolOperator.And ? [last] : values.slice(0, 8)) addAll(out, references(value));
    return out;
  }

  function ofName(node: Node): readonly Reference[] {
    const { variables, module } = context();
    const variable = variables.variableOf(node);
    if (variable === 0) return unboundName(context(), module.symbols.name(module.words[node + 3]));
    return ofVariable(node, variable);
  }

  function ofVariable(node: Node, variable: number): readonly Reference[] {
    const { variables, reach, module, structure } = context();
    const { definitions, maybeUnbound } = reach.at(node, variable);
    const out: Reference[] = [];
    for (const definition of definitions) addAll(out, ofDefinition(definition));
    if (!maybeUnbound) return out;
    const owner = variables.ownerOf(variable);
    const symbol = variables.symbolOf(variable);
    if (owner.kind === 'class') {
      for (let scope = owner.parent; scope; scope = scope.parent) {
        const next = scope.kind === 'class' ? 0 : variables.lookup(scope, symbol);
        if (next !== 0) {
          addAll(out, ofVariable(node, next));
          return out;
        }
      }
    }
    if (owner.kind === 'class' || owner === structure.scopes[0]) {
      addAll(out, unboundName(context(), module.symbols.name(symbol)));
    }
    return out;
  }

  function nameAt(node: Node, name: string): readonly Reference[] {
    const { structure, variables } = context();
    const symbol = symbolNamed(context(), name);
    const start = structure.scopeOf(node);
    for (let scope: typeof start | undefined = start; scope && symbol !== 0; scope = scope.parent) {
      if (scope.kind === 'class' && scope !== start) continue;
      const variable = variables.lookup(scope, symbol);
      if (variable === 0) continue;
      // Forward references see what the scope binds later.
      const out: Reference[] = [...ofVariable(node, variable)];
      if (out.length === 0) {
        for (const definition of variables.definitionsOf(variable).slice(0, 8)) addAll(out, ofDefinition(definition));
      }
      return out;
    }
    return unboundName(context(), name);
  }

  function ofDefinition(definition: PlacedDefinition): readonly Reference[] {
    const { module, bindings } = context();
    const { symbols, words: w } = module;
    const { node, value } = definition;
    switch (definition.kind) {
      case 'import': {
        const name = symbols.name(w[node + 3]);
        return [moduleNamed(context(), w[node + 4] === 0 ? name.split('.', 1)[0] : name)];
      }
      case 'from-import':
        return moduleMember(
          context().resolver,
          importedModule(context(), definition.statement),
          symbols.name(w[node + 3]),
        );
      case 'function':
        return [{ kind: 'function', names: [], bindings, node }];
      case 'class':
        return [{ kind: 'class', names: [], bindings, node }];
      case 'assignment':
      case 'walrus': {
        const found = value === undefined || value === 0 ? [] : references(value);
        if (found.length > 0 || definition.annotation === undefined) return found;
        return context().annotated(definition.annotation);
      }
      case 'declaration':
        return definition.annotation === undefined ? [] : context().annotated(definition.annotation);
      case 'unpacking':
        return ofUnpacking(definition);
      case 'parameter':
        return ofParameter(definition);
      case 'for':
      case 'comprehension':
        return ofLoop(definition);
      case 'with':
        return ofWith(definition);
      case 'except':
        return value === undefined ? [] : ofExceptionTypes(value);
      case 'match':
        return value === undefined ? [] : references(value);
      default:
        return [];
    }
  }

  function ofUnpacking(definition: PlacedDefinition): readonly Reference[] {
    const { module, structure } = context();
    const element = elementAt(module.words, structure, definition.statement, definition.node);
    if (element !== undefined) return references(element);
    return definition.value === undefined ? [] : extendExternal(references(definition.value), '[]');
  }

  function ofParameter(definition: PlacedDefinition): readonly Reference[] {
    const { module, bindings } = context();
    const w = module.words;
    if (definition.annotation !== undefined) {
      const out: Reference[] = [...context().annotated(definition.annotation)];
      if (out.length > 0) return out;
    }
    const scope = definition.scope;
    const owner = scope.kind === 'function' ? classAround(scope) : undefined;
    if (owner !== undefined && firstParameter(w, scope.node) === w[definition.node + 3]) {
      const decorators = decoratorNames(context(), scope.node);
      if (!decorators.includes('staticmethod')) {
        const isClass = decorators.includes('classmethod') || classMethods.has(scope.name);
        return [{ kind: isClass ? 'class' : 'instance', names: [], bindings, node: owner.node }];
      }
    }
    return definition.value === undefined ? [] : references(definition.value);
  }

  function ofLoop(definition: PlacedDefinition): readonly Reference[] {
    const { module, structure } = context();
    const w = module.words;
    const iterable = definition.value ?? 0;
    const display = literal(iterable);
    // The clause (or loop) whose target this is: the parent of its outermost target.
    let root = structure.parent(definition.node);
    while (w[root] === Kind.Tuple || w[root] === Kind.List || w[root] === Kind.Starred) root = structure.parent(root);
    const path = targetPath(w, structure, root, definition.node);
    if (path === undefined) return [];
    if (display !== undefined && w[display] !== Kind.Dict) {
      const out: Reference[] = [];
      for (const item of items(w[display + 3]).slice(0, 8)) {
        const element = elementOf(w, item, path);
        if (element !== undefined) addAll(out, references(element));
      }
      return out;
    }
    return path.length === 0 ? extendExternal(references(iterable), '[]') : [];
  }

  function ofWith(definition: PlacedDefinition): readonly Reference[] {
    const { module, structure } = context();
    if (module.words[structure.parent(definition.node)] !== Kind.WithItem || definition.value === undefined) return [];
    const out: Reference[] = [];
    for (const manager of references(definition.value)) {
      if (manager.kind !== 'instance') addAll(out, [manager]);
      else {
        const enter = [...member(context(), manager, '__enter__'), ...member(context(), manager, '__aenter__')];
        const entered = enter.flatMap((method) => called(method));
        addAll(out, entered.length > 0 ? entered : [manager]);
      }
    }
    return out;
  }

  function ofExceptionTypes(type: Node): readonly Reference[] {
    const w = context().module.words;
    if (w[type] !== Kind.Tuple) return instancesOf(references(type));
    const out: Reference[] = [];
    for (const item of items(w[type + 3]).slice(0, 8)) addAll(out, instancesOf(references(item)));
    return out;
  }

  function ofCall(node: Node): readonly Reference[] {
    const w = context().module.words;
    const out: Reference[] = [...memberByText(node)];
    if (out.length > 0) return out;
    for (const callee of references(w[node + 3])) {
      const special = callee.kind === 'external' ? specialCall(callee.names[0], node) : undefined;
      addAll(out, special ?? called(callee));
    }
    if (out.length === 0) addAll(out, dispatchGet(node));
    return out;
  }

  /** What calling something returns. */
  function called(callee: Reference): readonly Reference[] {
    switch (callee.kind) {
      case 'external':
        return extendExternal([callee], '()');
      case 'class':
        return [{ ...callee, kind: 'instance', names: extend(callee.names, '()') }];
      case 'function':
      case 'method':
        return contextOf(callee.bindings).returned(callee.node);
      case 'instance':
        return member(context(), callee, '__call__').flatMap((method) => called(method));
      default:
        return [];
    }
  }

  /** Calls that hand on what they are given; undefined for all others. */
  function specialCall(path: string, node: Node): readonly Reference[] | undefined {
    const w = context().module.words;
    const args = items(w[node + 4]);
    switch (path) {
      case 'importlib.import_module': {
        const name = args.length > 0 ? context().text(args[0]) : undefined;
        if (name === undefined) return undefined;
        const level = /^\.*/.exec(name)?.[0].length ?? 0;
        return [moduleNamed(context(), absoluteName(context(), name.slice(level), level))];
      }
      case 'builtins.__import__': {
        const name = args.length > 0 ? context().text(args[0]) : undefined;
        if (name === undefined) return undefined;
        const list = args[3] ?? keyword(node, 'fromlist');
        const keepsPath =
          list !== undefined && ~w[w[list + 3]] > 0 && (w[list] === Kind.List || w[list] === Kind.Tuple);
        return [moduleNamed(context(), keepsPath ? name : name.split('.', 1)[0])];
      }
      case 'builtins.getattr': {
        const name = args.length > 1 ? context().text(args[1]) : undefined;
        return name === undefined ? undefined : membersOf(references(args[0]), name);
      }
      case 'builtins.super':
        return ofSuper(node);
      case 'builtins.type':
        return args.length === 1
          ? references(args[0]).flatMap((value): readonly Reference[] =>
              value.kind === 'instance' ? [{ ...value, kind: 'class', names: [] }] : [],
            )
          : undefined;
      case 'typing.cast':
      case 'typing_extensions.cast': {
        if (args.length !== 2) return undefined;
        const typed = context().annotated(args[0]);
        return typed.length > 0 ? typed : references(args[1]);
      }
      case 'functools.partial':
      case 'contextlib.closing':
      case 'copy.copy':
      case 'copy.deepcopy':
      case 'inspect.unwrap': {
        const handed = args.length > 0 ? references(args[0]) : [];
        return handed.length > 0 ? handed : undefined;
      }
      default:
        return undefined;
    }
  }

  /** `os.__getattribute__('system')`. */
  function memberByText(node: Node): readonly Reference[] {
    const { module, text } = context();
    const w = module.words;
    const callee = w[node + 3];
    if (w[callee] !== Kind.Attribute || ~w[w[node + 4]] !== 1) return [];
    const method = module.symbols.name(w[callee + 4]);
    if (method !== '__getattribute__' && method !== '__getattr__') return [];
    const name = text(w[w[node + 4] + 1]);
    return name === undefined ? [] : membersOf(references(w[callee + 3]), name);
  }

  function ofSuper(node: Node): readonly Reference[] | undefined {
    const { structure, bases } = context();
    const owner = structure.enclosing(node, (kind) => kind === Kind.ClassDef);
    if (owner === undefined) return undefined;
    return bases(owner).flatMap((base): readonly Reference[] => instancesOf([base]));
  }

  /** `{'a': f, 'b': g}.get(key)`. */
  function dispatchGet(node: Node): readonly Reference[] {
    const { module } = context();
    const w = module.words;
    const callee = w[node + 3];
    if (w[callee] !== Kind.Attribute || module.symbols.name(w[callee + 4]) !== 'get') return [];
    const display = literal(w[callee + 3]);
    if (display === undefined || w[display] !== Kind.Dict || ~w[w[node + 4]] === 0) return [];
    const args = items(w[node + 4]);
    const out = [...ofEntries(display, args[0])];
    if (args.length > 1) addAll(out, references(args[1]));
    return out;
  }

  function ofSubscript(node: Node): readonly Reference[] {
    const w = context().module.words;
    const value = w[node + 3];
    const display = literal(value);
    if (display !== undefined) {
      const found = ofEntries(display, w[node + 4]);
      if (found.length > 0) return found;
    }
    const key = context().text(w[node + 4]);
    const out: Reference[] = [];
    for (const reference of references(value)) {
      if (reference.kind !== 'external') continue;
      addAll(
        out,
        (key === undefined ? undefined : namespaceItem(reference.names[0], value, key)) ??
          extendExternal([reference], '[]'),
      );
    }
    if (out.length === 0 && key !== undefined && w[value] === Kind.Attribute) {
      // `module.__dict__['name']`
      if (context().module.symbols.name(w[value + 4]) === '__dict__') return membersOf(references(w[value + 3]), key);
    }
    return out;
  }

  /** Items of the dictionaries that are namespaces. */
  function namespaceItem(path: string, value: Node, key: string): readonly Reference[] | undefined {
    const w = context().module.words;
    if (path === 'sys.modules') return [moduleNamed(context(), key)];
    if (path === 'builtins') return [external(`builtins.${key}`)];
    if (path.endsWith('.__dict__') && w[value] === Kind.Attribute) return membersOf(references(w[value + 3]), key);
    if (path === 'builtins.globals()' || path === 'builtins.locals()')
      return exported(key) ?? unboundName(context(), key);
    if (path === 'builtins.vars()' && w[value] === Kind.Call) {
      const args = items(w[value + 4]);
      return args.length === 0 ? (exported(key) ?? []) : membersOf(references(args[0]), key);
    }
    return undefined;
  }

  /** The displayed dict, list or tuple that an expression is, or that a variable holds. */
  function literal(node: Node): Node | undefined {
    const { module, variables, reach } = context();
    const w = module.words;
    if (isDisplay(w[node])) return node;
    if (w[node] !== Kind.Name) return undefined;
    const variable = variables.variableOf(node);
    if (variable === 0) return undefined;
    const { definitions } = reach.at(node, variable);
    if (definitions.length !== 1 || definitions[0].kind !== 'assignment') return undefined;
    const value = definitions[0].value ?? 0;
    return isDisplay(w[value]) ? value : undefined;
  }

  /** Entries of a display under a key; all of them when the key is not known. */
  function ofEntries(display: Node, key: Node): readonly Reference[] {
    const w = context().module.words;
    const out: Reference[] = [];
    if (w[display] === Kind.Dict) {
      const keys = w[display + 3] + 1;
      const values = w[display + 4] + 1;
      const wanted = context().text(key);
      for (let i = 0; i < Math.min(~w[w[display + 4]], maxEntries); i++) {
        if (wanted !== undefined && w[keys + i] !== 0 && context().text(w[keys + i]) !== wanted) continue;
        addAll(out, references(w[values + i]));
      }
      return out;
    }
    const index = context().constant(key);
    const values = items(w[display + 3]);
    if (index?.kind === 'int') {
      const at = Number(index.value < 0n ? index.value + BigInt(values.length) : index.value);
      return at >= 0 && at < values.length ? references(values[at]) : [];
    }
    for (const value of values.slice(0, 16)) addAll(out, references(value));
    return out;
  }

  function exported(name: string): readonly Reference[] | undefined {
    const { structure, variables, reach, bindings } = context();
    const symbol = symbolNamed(context(), name);
    const variable = symbol === 0 ? 0 : variables.lookup(structure.scopes[0], symbol);
    if (variable === 0) {
      const fromStar = starMember(context(), name).references;
      return fromStar.length > 0 ? fromStar : undefined;
    }
    const out: Reference[] = [];
    for (const definition of reach.atEnd(variable).definitions) {
      const found = guarded(new Map(), definition.node, definition.node * 4 + 1, () => ofDefinition(definition));
      addAll(out, found.length > 0 ? found : [{ kind: 'variable', names: [], bindings, definition }]);
    }
    return out;
  }

  function returned(node: Node): readonly Reference[] {
    return guarded(returns, node, node * 4 + 2, () => computeReturned(node));
  }

  function computeReturned(node: Node): readonly Reference[] {
    const w = context().module.words;
    if (w[node] === Kind.Lambda) return references(w[node + 4]);
    const decorators = decoratorNames(context(), node);
    const isManager = decorators.includes('contextmanager') || decorators.includes('asynccontextmanager');
    if (w[node + 7] !== 0 && !isManager) {
      const promised = context().annotated(w[node + 7]);
      if (promised.length > 0) return promised;
    }
    const { returns: values, yields } = results(w, node);
    if (yields.length > 0 && !isManager) return [];
    const out: Reference[] = [];
    for (const value of (isManager ? yields : values).slice(0, 8)) addAll(out, references(value));
    return out;
  }

  function items(list: number): number[] {
    return listItems(context().module.words, list);
  }

  function keyword(call: Node, name: string): Node | undefined {
    const { module } = context();
    for (const node of items(module.words[call + 5])) {
      if (module.symbols.name(module.words[node + 3]) === name) return module.words[node + 4];
    }
    return undefined;
  }

  return { references, ofDefinition, exported, nameAt, returned };
}

const classMethods: ReadonlySet<string> = new Set(['__new__', '__init_subclass__', '__class_getitem__']);

function isDisplay(kind: number): boolean {
  return kind === Kind.Dict || kind === Kind.List || kind === Kind.Tuple || kind === Kind.SetExpr;
}

/** Values that a function's own `return` and `yield` expressions give. */
function results(w: Int32Array, node: Node): { readonly returns: readonly Node[]; readonly yields: readonly Node[] } {
  const returns: Node[] = [];
  const yields: Node[] = [];
  const body = w[node + 5];
  for (let i = 0; i < ~w[body]; i++) {
    walk(w, w[body + 1 + i], (child, kind) => {
      if (kind === Kind.Return && w[child + 3] !== 0) returns.push(w[child + 3]);
      else if (kind === Kind.Yield) yields.push(w[child + 3]);
      else if (kind === Kind.YieldFrom) yields.push(0);
      return !opensScope(kind);
    });
  }
  return { returns, yields };
}

function opensScope(kind: number): boolean {
  return kind === Kind.FunctionDef || kind === Kind.AsyncFunctionDef || kind === Kind.ClassDef || kind === Kind.Lambda;
}
