/**
 * The one eager pass over a tree: opens scopes, declares names, and writes into each Name (and each binding node) the
 * variable it means. Follows CPython's symbol table; uses are settled when their scope closes, because only then all
 * of its names are known.
 */
import type { ParsedModule } from '../module.ts';
import { Context, childShapes, Kind, maxFields, nodeSizes } from '../nodes.generated.ts';

export const ScopeCode = { module: 0, class: 1, function: 2, lambda: 3, comprehension: 4, annotation: 5 } as const;

/** Index is the code; the names are those of `DefinitionKind`. */
export const definitionKinds = [
  'import',
  'from-import',
  'assignment',
  'unpacking',
  'declaration',
  'augmented',
  'walrus',
  'parameter',
  'function',
  'class',
  'for',
  'comprehension',
  'with',
  'except',
  'match',
  'delete',
  'type-parameter',
  'type-alias',
] as const;

const Def = {
  import: 0,
  fromImport: 1,
  assignment: 2,
  unpacking: 3,
  declaration: 4,
  augmented: 5,
  walrus: 6,
  parameter: 7,
  function: 8,
  class: 9,
  for: 10,
  comprehension: 11,
  with: 12,
  except: 13,
  match: 14,
  delete: 15,
  typeParameter: 16,
  typeAlias: 17,
} as const;

/** Result of {@link declareNames}. Variables are numbered from 1; slots in the tree hold these numbers, 0 is unresolved. */
export interface Declarations {
  /** `[code, node, parent scope]` per scope; the module is scope 0 with parent -1. */
  readonly scopes: Int32Array;
  readonly scopeCount: number;
  /** `[scope, symbol, flags]` per variable, variable 1 at index 3. */
  readonly variables: Int32Array;
  readonly variableCount: number;
  /** `[variable, kind, node, statement, scope]` per definition, in the order of the walk. */
  readonly definitions: Int32Array;
  readonly definitionCount: number;
  /** Import and ImportFrom statements. */
  readonly imports: Int32Array;
  /** ImportFrom statements with a star. */
  readonly stars: Int32Array;
  /** `[Attribute node, statement, scope]` per attribute that is assigned. */
  readonly attributeStores: Int32Array;
}

export const VariableFlag = {
  /** Some scope declares it `global` or `nonlocal`. */
  shared: 1,
  /** Used in a scope below its own. */
  captured: 2,
} as const;

export const scopeWords = 3;
export const variableWords = 3;
export const definitionWords = 5;
export const storeWords = 3;

/** A growing Int32Array that is reused from module to module. */
class Stack {
  data = new Int32Array(1 << 12);
  top = 0;

  reserve(count: number): void {
    if (this.top + count <= this.data.length) return;
    const grown = new Int32Array(this.data.length * 2);
    grown.set(this.data);
    this.data = grown;
  }

  taken(): Int32Array {
    return this.data.slice(0, this.top);
  }
}

const scopes = new Stack();
const variables = new Stack();
const definitions = new Stack();
const imports = new Stack();
const stars = new Stack();
const stores = new Stack();
/** Name nodes that wait for their scope to close; `~node` when the use stands in an inner scope. */
const uses = new Stack();
/** `[definition, symbol, mode]`: definitions that belong to an outer scope. */
const pending = new Stack();
const Pending = { nonlocal: 0, walrus: 1 } as const;
/** `[symbol, stamp, variable]` to restore when a scope closes. */
const undo = new Stack();

let stampOf = new Int32Array(1 << 12);
let variableOf = new Int32Array(1 << 12);
let moduleStampOf = new Int32Array(1 << 12);
let moduleVariableOf = new Int32Array(1 << 12);

let parsed: ParsedModule;
let w: Int32Array;
let scope = 0;
let scopeCode = 0;
/** Stamp of scope 0 of this module; that of scope n is `epoch + n`. */
let epoch = 1;

/** A `nonlocal` name: its definitions belong to an outer scope that is still open. */
const outer = -1;

/** Declares and resolves all names of a module. Linear in the tree; recursion only as deep as statements and brackets nest. */
export function declareNames(module: ParsedModule): Declarations {
  parsed = module;
  w = module.words;
  for (const stack of [scopes, variables, definitions, imports, stars, stores, uses, pending, undo]) stack.top = 0;
  variables.top = variableWords;
  growSymbols(module.symbols.size);
  openScope(ScopeCode.module, module.root, -1);
  visitList(w[module.root + 3]);
  closeScope(0, 0, 0);
  const scopeCount = scopes.top / scopeWords;
  epoch += scopeCount;
  return {
    scopes: scopes.taken(),
    scopeCount,
    variables: variables.taken(),
    variableCount: variables.top / variableWords - 1,
    definitions: definitions.taken(),
    definitionCount: definitions.top / definitionWords,
    imports: imports.taken(),
    stars: stars.taken(),
    attributeStores: stores.taken(),
  };
}

function growSymbols(size: number): void {
  if (size < stampOf.length) return;
  const grow = (old: Int32Array): Int32Array<ArrayBuffer> => {
    const grown = new Int32Array(size * 2);
    grown.set(old);
    return grown;
  };
  stampOf = grow(stampOf);
  variableOf = grow(variableOf);
  moduleStampOf = grow(moduleStampOf);
  moduleVariableOf = grow(moduleVariableOf);
}

/** Where the `slot` word of a node that binds or uses a name stands, counted from the node. */
export const slotOffsets = new Uint8Array(128);
slotOffsets[Kind.Name] = 5;
slotOffsets[Kind.FunctionDef] = 9;
slotOffsets[Kind.AsyncFunctionDef] = 9;
slotOffsets[Kind.ClassDef] = 9;
slotOffsets[Kind.ExceptHandler] = 6;
slotOffsets[Kind.Arg] = 5;
slotOffsets[Kind.Alias] = 5;
slotOffsets[Kind.MatchMapping] = 6;
slotOffsets[Kind.MatchStar] = 4;
slotOffsets[Kind.MatchAs] = 5;
slotOffsets[Kind.TypeVar] = 6;
slotOffsets[Kind.ParamSpec] = 5;
slotOffsets[Kind.TypeVarTuple] = 5;

/** Opens a scope, runs `body`, settles what is left over. */
function inScope(code: number, node: number, body: (node: number) => void): void {
  const parent = scope;
  const parentCode = scopeCode;
  const usesFrom = uses.top;
  const pendingFrom = pending.top;
  const undoFrom = undo.top;
  openScope(code, node, parent);
  body(node);
  closeScope(usesFrom, pendingFrom, undoFrom);
  scope = parent;
  scopeCode = parentCode;
}

function openScope(code: number, node: number, parent: number): void {
  scopes.reserve(scopeWords);
  const at = scopes.top;
  scopes.data[at] = code;
  scopes.data[at + 1] = node;
  scopes.data[at + 2] = parent;
  scopes.top = at + scopeWords;
  scope = at / scopeWords;
  scopeCode = code;
}

/** Settles the uses since `usesFrom`, hands the others to the enclosing scope, restores what outer scopes knew. */
function closeScope(usesFrom: number, pendingFrom: number, undoFrom: number): void {
  if (pending.top > pendingFrom) settlePending(pendingFrom);
  const data = uses.data;
  const end = uses.top;
  const vars = variables.data;
  const stamp = epoch + scope;
  if (scope === 0) {
    for (let at = 0; at < end; at++) {
      const entry = data[at];
      const node = entry < 0 ? ~entry : entry;
      const symbol = w[node + 3];
      const variable = moduleStampOf[symbol] === stamp ? moduleVariableOf[symbol] : 0;
      w[node + 5] = variable;
      if (entry < 0) vars[variable * variableWords + 2] |= VariableFlag.captured;
    }
    uses.top = 0;
    return;
  }
  const isClass = scopeCode === ScopeCode.class;
  const keepsDirect = scopeCode === ScopeCode.annotation;
  let kept = usesFrom;
  for (let at = usesFrom; at < end; at++) {
    const entry = data[at];
    const inner = entry < 0;
    const node = inner ? ~entry : entry;
    const symbol = w[node + 3];
    if (stampOf[symbol] === stamp && variableOf[symbol] !== outer && !(isClass && inner)) {
      const variable = variableOf[symbol];
      w[node + 5] = variable;
      if (inner) vars[variable * variableWords + 2] |= VariableFlag.captured;
    } else {
      data[kept++] = inner || keepsDirect ? entry : ~entry;
    }
  }
  uses.top = kept;
  const log = undo.data;
  for (let at = undo.top - 3; at >= undoFrom; at -= 3) {
    stampOf[log[at]] = log[at + 1];
    variableOf[log[at]] = log[at + 2];
  }
  undo.top = undoFrom;
}

function settlePending(from: number): void {
  const data = pending.data;
  const end = pending.top;
  let kept = from;
  for (let at = from; at < end; at += 3) {
    const definition = data[at];
    const symbol = data[at + 1];
    let mode = data[at + 2];
    if (mode === Pending.walrus && scopeCode !== ScopeCode.comprehension) {
      const variable = declare(symbol);
      if (variable > 0) {
        attach(definition, variable);
        continue;
      }
      mode = Pending.nonlocal;
    } else if (mode === Pending.nonlocal && (scopeCode === ScopeCode.function || scopeCode === ScopeCode.lambda)) {
      const variable = stampOf[symbol] === epoch + scope ? variableOf[symbol] : 0;
      if (variable > 0) {
        attach(definition, variable);
        variables.data[variable * variableWords + 2] |= VariableFlag.shared;
        continue;
      }
    }
    data[kept] = definition;
    data[kept + 1] = symbol;
    data[kept + 2] = mode;
    kept += 3;
  }
  pending.top = kept;
}

function attach(definition: number, variable: number): void {
  const at = definition * definitionWords;
  definitions.data[at] = variable;
  const node = definitions.data[at + 2];
  w[node + slotOffsets[w[node]]] = variable;
}

/** The variable of a name in the current scope, made when it is new; {@link outer} for a `nonlocal` name. */
function declare(symbol: number): number {
  const stamp = epoch + scope;
  if (scope === 0) return declareInModule(symbol);
  if (stampOf[symbol] === stamp) return variableOf[symbol];
  const variable = addVariable(scope, symbol);
  setLocal(symbol, variable);
  return variable;
}

function declareInModule(symbol: number): number {
  if (moduleStampOf[symbol] === epoch) return moduleVariableOf[symbol];
  const variable = addVariable(0, symbol);
  moduleStampOf[symbol] = epoch;
  moduleVariableOf[symbol] = variable;
  return variable;
}

function setLocal(symbol: number, variable: number): void {
  undo.reserve(3);
  const log = undo.data;
  log[undo.top] = symbol;
  log[undo.top + 1] = stampOf[symbol];
  log[undo.top + 2] = variableOf[symbol];
  undo.top += 3;
  stampOf[symbol] = epoch + scope;
  variableOf[symbol] = variable;
}

function addVariable(owner: number, symbol: number): number {
  variables.reserve(variableWords);
  const at = variables.top;
  variables.data[at] = owner;
  variables.data[at + 1] = symbol;
  variables.data[at + 2] = 0;
  variables.top = at + variableWords;
  return at / variableWords;
}

/** Records that `node` binds `symbol` in the current scope. */
function define(symbol: number, kind: number, node: number, statement: number): void {
  definitions.reserve(definitionWords);
  const at = definitions.top;
  const data = definitions.data;
  data[at] = 0;
  data[at + 1] = kind;
  data[at + 2] = node;
  data[at + 3] = statement;
  data[at + 4] = scope;
  definitions.top = at + definitionWords;
  const definition = at / definitionWords;
  if (kind === Def.walrus && scopeCode === ScopeCode.comprehension) {
    addPending(definition, symbol, Pending.walrus);
    use(node);
    return;
  }
  const variable = declare(symbol);
  if (variable === outer) {
    addPending(definition, symbol, Pending.nonlocal);
    if (w[node] === Kind.Name) use(node);
    return;
  }
  data[at] = variable;
  w[node + slotOffsets[w[node]]] = variable;
  if (variables.data[variable * variableWords] !== scope)
    variables.data[variable * variableWords + 2] |= VariableFlag.shared;
}

function addPending(definition: number, symbol: number, mode: number): void {
  pending.reserve(3);
  pending.data[pending.top] = definition;
  pending.data[pending.top + 1] = symbol;
  pending.data[pending.top + 2] = mode;
  pending.top += 3;
}

function use(node: number): void {
  if (uses.top === uses.data.length) uses.reserve(1);
  uses.data[uses.top++] = node;
}

function push(stack: Stack, value: number): void {
  stack.reserve(1);
  stack.data[stack.top++] = value;
}

function visitList(list: number): void {
  const end = list + 1 + ~w[list];
  for (let at = list + 1; at < end; at++) visit(w[at]);
}

/** Visits all but the last item and returns it, so that chains of last children (`elif`) do not recurse. */
function visitHead(list: number): number {
  const last = list + ~w[list];
  for (let at = list + 1; at < last; at++) visit(w[at]);
  return last > list ? w[last] : 0;
}

function visit(start: number): void {
  let node = start;
  while (node !== 0) {
    switch (w[node]) {
      case Kind.Name:
        use(node);
        return;
      case Kind.Constant:
        return;
      case Kind.Attribute:
      case Kind.Expr:
      case Kind.Return:
      case Kind.Await:
      case Kind.Starred:
        node = w[node + 3];
        continue;
      case Kind.Call:
        visitList(w[node + 4]);
        visitList(w[node + 5]);
        node = w[node + 3];
        continue;
      case Kind.Subscript:
        visit(w[node + 4]);
        node = w[node + 3];
        continue;
      case Kind.BinOp:
        visit(w[node + 5]);
        node = w[node + 3];
        continue;
      case Kind.Keyword:
        node = w[node + 4];
        continue;
      case Kind.Assign:
        visit(w[node + 4]);
        visitTargets(w[node + 3], Def.assignment, node);
        return;
      case Kind.If:
        visit(w[node + 3]);
        visitList(w[node + 4]);
        node = visitHead(w[node + 5]);
        continue;
      case Kind.IfExp:
        visit(w[node + 3]);
        visit(w[node + 4]);
        node = w[node + 5];
        continue;
      case Kind.FunctionDef:
      case Kind.AsyncFunctionDef:
        visitFunction(node);
        return;
      case Kind.ClassDef:
        visitClass(node);
        return;
      case Kind.Lambda:
        visitDefaults(w[node + 3]);
        inScope(ScopeCode.lambda, node, lambdaBody);
        return;
      case Kind.ListComp:
      case Kind.SetComp:
      case Kind.GeneratorExp:
      case Kind.DictComp:
        visit(w[firstClause(node) + 4]);
        inScope(ScopeCode.comprehension, node, comprehensionBody);
        return;
      case Kind.NamedExpr:
        visit(w[node + 4]);
        visitTarget(w[node + 3], Def.walrus, node);
        return;
      case Kind.AugAssign:
        visit(w[node + 5]);
        visitTarget(w[node + 3], Def.augmented, node);
        return;
      case Kind.AnnAssign: {
        visit(w[node + 4]);
        visit(w[node + 5]);
        visitTarget(w[node + 3], w[node + 5] === 0 ? Def.declaration : Def.assignment, node);
        return;
      }
      case Kind.For:
      case Kind.AsyncFor:
        visit(w[node + 4]);
        visitTarget(w[node + 3], Def.for, node);
        visitList(w[node + 5]);
        visitList(w[node + 6]);
        return;
      case Kind.WithItem:
        visit(w[node + 3]);
        visitTarget(w[node + 4], Def.with, node);
        return;
      case Kind.Delete:
        visitTargets(w[node + 3], Def.delete, node);
        return;
      case Kind.ExceptHandler:
        visit(w[node + 3]);
        if (w[node + 4] !== 0) define(w[node + 4], Def.except, node, node);
        visitList(w[node + 5]);
        return;
      case Kind.Import:
        push(imports, node);
        visitImport(node);
        return;
      case Kind.ImportFrom:
        push(imports, node);
        visitImportFrom(node);
        return;
      case Kind.Global:
        declareGlobal(w[node + 3]);
        return;
      case Kind.Nonlocal:
        declareNonlocal(w[node + 3]);
        return;
      case Kind.MatchAs:
        if (w[node + 4] !== 0) define(w[node + 4], Def.match, node, node);
        node = w[node + 3];
        continue;
      case Kind.MatchStar:
        if (w[node + 3] !== 0) define(w[node + 3], Def.match, node, node);
        return;
      case Kind.MatchMapping:
        if (w[node + 5] !== 0) define(w[node + 5], Def.match, node, node);
        visitChildren(node);
        return;
      case Kind.TypeAlias:
        visitTarget(w[node + 3], Def.typeAlias, node);
        inScope(ScopeCode.annotation, node, aliasBody);
        return;
      case Kind.TypeVar:
        define(w[node + 3], Def.typeParameter, node, node);
        visit(w[node + 4]);
        node = w[node + 5];
        continue;
      case Kind.ParamSpec:
      case Kind.TypeVarTuple:
        define(w[node + 3], Def.typeParameter, node, node);
        node = w[node + 4];
        continue;
      default:
        visitChildren(node);
        return;
    }
  }
}

function visitChildren(node: number): void {
  const kind = w[node];
  const row = kind * maxFields;
  const size = nodeSizes[kind] - 3;
  for (let field = 0; field < size; field++) {
    const shape = childShapes[row + field];
    if (shape === 0) continue;
    const value = w[node + 3 + field];
    if (value === 0) continue;
    if (shape === 1) visit(value);
    else {
      const end = value + 1 + ~w[value];
      for (let at = value + 1; at < end; at++) if (w[at] !== 0) visit(w[at]);
    }
  }
}

function visitTargets(list: number, kind: number, statement: number): void {
  const end = list + 1 + ~w[list];
  for (let at = list + 1; at < end; at++) visitTarget(w[at], kind, statement);
}

function visitTarget(node: number, kind: number, statement: number): void {
  if (node === 0) return;
  switch (w[node]) {
    case Kind.Name:
      define(w[node + 3], kind, node, statement);
      return;
    case Kind.Tuple:
    case Kind.List:
      visitTargets(w[node + 3], kind === Def.assignment ? Def.unpacking : kind, statement);
      return;
    case Kind.Starred:
      visitTarget(w[node + 3], kind === Def.assignment ? Def.unpacking : kind, statement);
      return;
    case Kind.Attribute:
      if (w[node + 5] === Context.Store) {
        stores.reserve(storeWords);
        stores.data[stores.top] = node;
        stores.data[stores.top + 1] = statement;
        stores.data[stores.top + 2] = scope;
        stores.top += storeWords;
      }
      visit(w[node + 3]);
      return;
    default:
      visit(node);
  }
}

function visitFunction(node: number): void {
  const args = w[node + 4];
  visitList(w[node + 6]);
  visitDefaults(args);
  define(w[node + 3], Def.function, node, node);
  if (~w[w[node + 8]] > 0) inScope(ScopeCode.annotation, node, genericFunction);
  else {
    visitAnnotations(node);
    inScope(ScopeCode.function, node, functionBody);
  }
}

function genericFunction(node: number): void {
  visitList(w[node + 8]);
  visitAnnotations(node);
  inScope(ScopeCode.function, node, functionBody);
}

function functionBody(node: number): void {
  defineParameters(w[node + 4]);
  visitList(w[node + 5]);
}

function lambdaBody(node: number): void {
  defineParameters(w[node + 3]);
  visit(w[node + 4]);
}

function visitDefaults(args: number): void {
  visitList(w[args + 9]);
  const defaults = w[args + 7];
  const end = defaults + 1 + ~w[defaults];
  for (let at = defaults + 1; at < end; at++) if (w[at] !== 0) visit(w[at]);
}

function visitAnnotations(node: number): void {
  const args = w[node + 4];
  annotationsOf(w[args + 3]);
  annotationsOf(w[args + 4]);
  if (w[args + 5] !== 0) visit(w[w[args + 5] + 4]);
  annotationsOf(w[args + 6]);
  if (w[args + 8] !== 0) visit(w[w[args + 8] + 4]);
  visit(w[node + 7]);
}

function annotationsOf(list: number): void {
  const end = list + 1 + ~w[list];
  for (let at = list + 1; at < end; at++) visit(w[w[at] + 4]);
}

function defineParameters(args: number): void {
  parametersOf(w[args + 3]);
  parametersOf(w[args + 4]);
  if (w[args + 5] !== 0) define(w[w[args + 5] + 3], Def.parameter, w[args + 5], args);
  parametersOf(w[args + 6]);
  if (w[args + 8] !== 0) define(w[w[args + 8] + 3], Def.parameter, w[args + 8], args);

  function parametersOf(list: number): void {
    const end = list + 1 + ~w[list];
    for (let at = list + 1; at < end; at++) define(w[w[at] + 3], Def.parameter, w[at], args);
  }
}

function visitClass(node: number): void {
  visitList(w[node + 7]);
  define(w[node + 3], Def.class, node, node);
  if (~w[w[node + 8]] > 0) inScope(ScopeCode.annotation, node, genericClass);
  else classHead(node);
}

function genericClass(node: number): void {
  visitList(w[node + 8]);
  classHead(node);
}

function classHead(node: number): void {
  visitList(w[node + 4]);
  visitList(w[node + 5]);
  inScope(ScopeCode.class, node, classBody);
}

function classBody(node: number): void {
  visitList(w[node + 6]);
}

function aliasBody(node: number): void {
  visitList(w[node + 4]);
  visit(w[node + 5]);
}

function firstClause(node: number): number {
  return w[(w[node] === Kind.DictComp ? w[node + 5] : w[node + 4]) + 1];
}

function comprehensionBody(node: number): void {
  const isDict = w[node] === Kind.DictComp;
  const clauses = isDict ? w[node + 5] : w[node + 4];
  const end = clauses + 1 + ~w[clauses];
  for (let at = clauses + 1; at < end; at++) {
    const clause = w[at];
    if (at > clauses + 1) visit(w[clause + 4]);
    visitTarget(w[clause + 3], Def.comprehension, clause);
    visitList(w[clause + 5]);
  }
  visit(w[node + 3]);
  if (isDict) visit(w[node + 4]);
}

function visitImport(node: number): void {
  const names = w[node + 3];
  const end = names + 1 + ~w[names];
  for (let at = names + 1; at < end; at++) {
    const alias = w[at];
    const symbol = w[alias + 4] !== 0 ? w[alias + 4] : firstPart(w[alias + 3]);
    define(symbol, Def.import, alias, node);
  }
}

function visitImportFrom(node: number): void {
  const names = w[node + 4];
  const end = names + 1 + ~w[names];
  for (let at = names + 1; at < end; at++) {
    const alias = w[at];
    if (parsed.symbols.name(w[alias + 3]) === '*') push(stars, node);
    else define(w[alias + 4] !== 0 ? w[alias + 4] : w[alias + 3], Def.fromImport, alias, node);
  }
}

/** `import a.b.c` binds `a`. */
function firstPart(symbol: number): number {
  const name = parsed.symbols.name(symbol);
  const dot = name.indexOf('.');
  if (dot < 0) return symbol;
  const first = parsed.symbols.intern(name.slice(0, dot));
  growSymbols(parsed.symbols.size);
  return first;
}

function declareGlobal(list: number): void {
  const end = list + 1 + ~w[list];
  for (let at = list + 1; at < end; at++) {
    const variable = declareInModule(w[at]);
    if (scope === 0) continue;
    variables.data[variable * variableWords + 2] |= VariableFlag.shared;
    setLocal(w[at], variable);
  }
}

function declareNonlocal(list: number): void {
  const end = list + 1 + ~w[list];
  for (let at = list + 1; at < end; at++) if (scope !== 0) setLocal(w[at], outer);
}
