/** Constant expressions of a tree: literals, operators, calls of pure functions, and names that hold constants. */
import {
  applyConversion,
  type BinaryOperator,
  binary,
  bool,
  bytes,
  type ComparisonOperator,
  type Constant,
  callBuiltin,
  callStatic,
  compare,
  constantLimits,
  containerMethod,
  dictView,
  ellipsis,
  float,
  formatValue,
  int,
  isText,
  iterate,
  latin1,
  makeDict,
  makeSet,
  none,
  sequence,
  slice,
  str,
  strFormat,
  subscript,
  textKeywords,
  textMethod,
  truthy,
  type UnaryOperator,
  unary,
} from '../constants/index.ts';
import { constantValue } from '../literals.ts';
import { BoolOperator, Kind, Context as NameContext } from '../nodes.generated.ts';
import { listItems } from '../tree.ts';
import { type Context, contextOf } from './context.ts';
import { mutationsOf } from './mutation.ts';
import type { Bindings, Node, Scope } from './types.ts';
import { targetPath } from './unpack.ts';
import type { PlacedDefinition } from './variables.ts';

/** In the order of the enumerations in schema.ts. */
const binaryOperators: readonly BinaryOperator[] = [
  '+',
  '-',
  '*',
  '@',
  '/',
  '%',
  '**',
  '<<',
  '>>',
  '|',
  '^',
  '&',
  '//',
];
const unaryOperators: readonly UnaryOperator[] = ['~', 'not', '+', '-'];
const comparisons: readonly ComparisonOperator[] = ['==', '!=', '<', '<=', '>', '>=', 'is', 'is not', 'in', 'not in'];

/** Nesting of expressions and names that is followed. */
const maxDepth = 80;

/** Values that modules of the standard library are known to hold on every platform. */
const libraryConstants: Readonly<Record<string, string>> = {
  'string.ascii_lowercase': 'abcdefghijklmnopqrstuvwxyz',
  'string.ascii_uppercase': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'string.ascii_letters': 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'string.digits': '0123456789',
  'string.hexdigits': '0123456789abcdefABCDEF',
  'string.octdigits': '01234567',
  'string.punctuation': '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  'string.whitespace': ' \t\n\r\v\f',
};

export interface Folder {
  constant(node: Node): Constant | undefined;
  /** Value of a variable that has this one definition. */
  constantOf(definition: PlacedDefinition, variable: number): Constant | undefined;
  /** Whether the module assigns to an attribute of that symbol, or may change the container it holds. */
  changesAttribute(symbol: number, value: Constant): boolean;
}

let depth = 0;

export function folderOf(context: () => Context): Folder {
  const memo = new Map<Node, Constant | undefined>();
  const mutations = mutationsOf(context);

  function constant(node: Node): Constant | undefined {
    if (node === 0) return undefined;
    const known = memo.get(node);
    if (known !== undefined || memo.has(node)) return known;
    if (depth >= maxDepth) return undefined;
    memo.set(node, undefined);
    depth++;
    let value: Constant | undefined;
    try {
      value = fold(node);
    } finally {
      depth--;
    }
    memo.set(node, value);
    return value;
  }

  function fold(node: Node): Constant | undefined {
    const { words: w } = context().module;
    switch (w[node]) {
      case Kind.Constant:
        return literal(node);
      case Kind.Name:
        return ofName(node);
      case Kind.Attribute:
        return ofReference(node);
      case Kind.BinOp:
        return ofBinaryChain(node);
      case Kind.UnaryOp: {
        const operand = constant(w[node + 4]);
        return operand === undefined ? undefined : unary(unaryOperators[w[node + 3]], operand);
      }
      case Kind.BoolOp:
        return ofBoolOp(node);
      case Kind.Compare:
        return ofCompare(node);
      case Kind.IfExp: {
        const test = constant(w[node + 3]);
        if (test !== undefined) return constant(truthy(test) ? w[node + 4] : w[node + 5]);
        return undefined;
      }
      case Kind.JoinedStr:
        return joined(node);
      case Kind.FormattedValue:
        return formatted(node);
      case Kind.Tuple:
      case Kind.List: {
        const values = all(w[node + 3]);
        return values === undefined ? undefined : sequence(w[node] === Kind.Tuple ? 'tuple' : 'list', values);
      }
      case Kind.SetExpr: {
        const values = all(w[node + 3]);
        return values === undefined ? undefined : makeSet(values);
      }
      case Kind.Dict:
        return ofDict(node);
      case Kind.Subscript:
        return ofSubscript(node);
      case Kind.Call:
        return ofCall(node);
      case Kind.NamedExpr:
        return constant(w[node + 4]);
      default:
        return undefined;
    }
  }

  function literal(node: Node): Constant | undefined {
    const value = constantValue(context().module, node);
    switch (value.kind) {
      case 'none':
        return none;
      case 'ellipsis':
        return ellipsis;
      case 'bool':
        return bool(value.value);
      case 'int':
        return int(value.value);
      case 'float':
        return float(value.value);
      case 'str':
        return str(value.value);
      case 'bytes':
        return value.value.length > constantLimits.text ? undefined : bytes(latin1(value.value));
      default:
        return undefined;
    }
  }

  /** `a + b + c + …` without recursion into the left side. */
  function ofBinaryChain(node: Node): Constant | undefined {
    const { words: w } = context().module;
    const chain: Node[] = [];
    let left = node;
    while (w[left] === Kind.BinOp && (left === node || !memo.has(left))) {
      chain.push(left);
      left = w[left + 3];
    }
    let value = constant(left);
    for (let i = chain.length - 1; i >= 0; i--) {
      const right = value === undefined ? undefined : constant(w[chain[i] + 5]);
      value =
        value === undefined || right === undefined ? undefined : binary(binaryOperators[w[chain[i] + 4]], value, right);
      memo.set(chain[i], value);
    }
    return value;
  }

  function ofBoolOp(node: Node): Constant | undefined {
    const { words: w } = context().module;
    const stopsOn = w[node + 3] === BoolOperator.Or;
    let value: Constant | undefined;
    for (const item of items(w[node + 4])) {
      value = constant(item);
      if (value === undefined) return undefined;
      if (truthy(value) === stopsOn) return value;
    }
    return value;
  }

  function ofCompare(node: Node): Constant | undefined {
    const { words: w } = context().module;
    const operators = items(w[node + 4]);
    let left = constant(w[node + 3]);
    const others = items(w[node + 5]);
    for (let i = 0; i < others.length; i++) {
      const right = left === undefined ? undefined : constant(others[i]);
      const holds =
        left === undefined || right === undefined ? undefined : compare(comparisons[operators[i]], left, right);
      if (holds === undefined) return undefined;
      if (!holds) return bool(false);
      left = right;
    }
    return bool(true);
  }

  function joined(node: Node): Constant | undefined {
    let out = '';
    for (const part of items(context().module.words[node + 3])) {
      const value = constant(part);
      if (value?.kind !== 'str') return undefined;
      out += value.value;
      if (out.length > constantLimits.text) return undefined;
    }
    return str(out);
  }

  function formatted(node: Node): Constant | undefined {
    const { words: w } = context().module;
    const value = constant(w[node + 3]);
    if (value === undefined) return undefined;
    const conversion = w[node + 4] > 0 ? String.fromCharCode(w[node + 4]) : '';
    const converted = applyConversion(value, conversion);
    const spec = w[node + 5] === 0 ? '' : constant(w[node + 5]);
    if (converted === undefined || spec === undefined) return undefined;
    const text = formatValue(converted, spec === '' ? '' : spec.kind === 'str' ? spec.value : '');
    return text === undefined ? undefined : str(text);
  }

  /** Values of a display, starred constants spread. */
  function all(list: number): readonly Constant[] | undefined {
    const { words: w } = context().module;
    const out: Constant[] = [];
    for (const item of items(list)) {
      const starred = w[item] === Kind.Starred;
      const value = constant(starred ? w[item + 3] : item);
      const members = value === undefined ? undefined : starred ? iterate(value) : [value];
      if (members === undefined) return undefined;
      out.push(...members);
      if (out.length > constantLimits.items) return undefined;
    }
    return out;
  }

  function ofDict(node: Node): Constant | undefined {
    const { words: w } = context().module;
    const keys = items(w[node + 3]);
    const values = items(w[node + 4]);
    const entries: (readonly [Constant, Constant])[] = [];
    for (let i = 0; i < values.length; i++) {
      const value = constant(values[i]);
      if (value === undefined) return undefined;
      if (keys[i] === 0) {
        if (value.kind !== 'dict') return undefined;
        entries.push(...value.entries);
        continue;
      }
      const key = constant(keys[i]);
      if (key === undefined) return undefined;
      entries.push([key, value]);
    }
    return makeDict(entries);
  }

  function ofSubscript(node: Node): Constant | undefined {
    const { words: w } = context().module;
    const value = constant(w[node + 3]);
    if (value === undefined) return undefined;
    const index = w[node + 4];
    if (w[index] !== Kind.Slice) {
      const key = constant(index);
      return key === undefined ? undefined : subscript(value, key);
    }
    const bound = (at: Node): Constant | undefined => (at === 0 ? none : constant(at));
    const lower = bound(w[index + 3]);
    const upper = bound(w[index + 4]);
    const step = bound(w[index + 5]);
    return lower && upper && step ? slice(value, { lower, upper, step }) : undefined;
  }

  function ofCall(node: Node): Constant | undefined {
    const { words: w, symbols } = context().module;
    const callee = w[node + 3];
    const keywords = items(w[node + 5]);
    if (w[callee] === Kind.Attribute) {
      const name = symbols.name(w[callee + 4]);
      const self = constant(w[callee + 3]);
      if (self !== undefined) return ofMethod(self, name, node);
      const type = builtinName(w[callee + 3]);
      if (type === undefined || keywords.length > 0) return undefined;
      const args = all(w[node + 4]);
      return args === undefined ? undefined : callStatic(type, name, args);
    }
    if (w[callee] !== Kind.Name) return undefined;
    const name = builtinName(callee);
    if (name === undefined) return undefined;
    const args = viewed(node) ?? all(w[node + 4]);
    if (args === undefined) return undefined;
    if (keywords.length === 0) return callBuiltin(name, args);
    if (name !== 'dict') return undefined;
    const named = namedArguments(keywords);
    const base = args.length === 0 ? makeDict([]) : callBuiltin('dict', args);
    if (named === undefined || base?.kind !== 'dict') return undefined;
    return makeDict([
      ...base.entries,
      ...[...named].map(([key, value]) => [{ kind: 'str', value: key }, value] as const),
    ]);
  }

  /** `list(d.keys())` and the like: the only argument is a view of a dict. */
  function viewed(node: Node): readonly Constant[] | undefined {
    const { words: w, symbols } = context().module;
    const args = items(w[node + 4]);
    const inner = args[0] ?? 0;
    if (args.length !== 1 || w[inner] !== Kind.Call || ~w[w[inner + 4]] > 0 || ~w[w[inner + 5]] > 0) return undefined;
    const callee = w[inner + 3];
    if (w[callee] !== Kind.Attribute) return undefined;
    const self = constant(w[callee + 3]);
    const view = self === undefined ? undefined : dictView(self, symbols.name(w[callee + 4]));
    const members = view === undefined ? undefined : sequence('tuple', view);
    return members === undefined ? undefined : [members];
  }

  function ofMethod(self: Constant, name: string, node: Node): Constant | undefined {
    const { words: w } = context().module;
    const args = (name === 'join' ? viewed(node) : undefined) ?? all(w[node + 4]);
    const keywords = items(w[node + 5]);
    if (args === undefined) return undefined;
    if (!isText(self)) return keywords.length > 0 ? undefined : containerMethod(self, name, args);
    const named = namedArguments(keywords);
    if (named === undefined) return undefined;
    if (name === 'format') return self.kind === 'str' ? strFormat(self.value, { positional: args, named }) : undefined;
    if (name === 'format_map') {
      const map = args.length === 1 && args[0].kind === 'dict' && named.size === 0 ? args[0] : undefined;
      if (map === undefined || self.kind !== 'str') return undefined;
      const fields = new Map(map.entries.flatMap(([key, value]) => (key.kind === 'str' ? [[key.value, value]] : [])));
      return strFormat(self.value, { positional: [], named: fields });
    }
    if (named.size === 0) return textMethod(self, name, args);
    const order = textKeywords[name];
    if (order === undefined) return undefined;
    const placed: Constant[] = [...args];
    for (const [key, value] of named) {
      const at = order.indexOf(key);
      if (at < args.length) return undefined;
      placed[at] = value;
    }
    for (let i = 0; i < placed.length; i++) placed[i] ??= defaultOf(name, order[i]);
    return textMethod(self, name, placed);
  }

  function namedArguments(keywords: readonly Node[]): Map<string, Constant> | undefined {
    const { words: w, symbols } = context().module;
    const named = new Map<string, Constant>();
    for (const keyword of keywords) {
      const value = constant(w[keyword + 4]);
      if (value === undefined) return undefined;
      if (w[keyword + 3] !== 0) {
        if (named.has(symbols.name(w[keyword + 3]))) return undefined;
        named.set(symbols.name(w[keyword + 3]), value);
        continue;
      }
      if (value.kind !== 'dict') return undefined;
      for (const [key, item] of value.entries) {
        if (key.kind !== 'str' || named.has(key.value)) return undefined;
        named.set(key.value, item);
      }
    }
    return named;
  }

  function builtinName(node: Node): string | undefined {
    const name = context().bindings.qualifiedName(node);
    return name?.startsWith('builtins.') && context().bindings.qualifiedNames(node).length === 1
      ? name.slice('builtins.'.length)
      : undefined;
  }

  function ofName(node: Node): Constant | undefined {
    const { variables, reach, module } = context();
    const variable = variables.variableOf(node);
    if (module.words[node + 4] !== NameContext.Load) return undefined;
    if (variable === 0) return ofReference(node);
    const { definitions, maybeUnbound } = reach.at(node, variable);
    if (definitions.length !== 1 || maybeUnbound) return undefined;
    // A variable of another scope may be written between two calls.
    const [definition] = definitions;
    if (variables.definitionsOf(variable).length > 1 && !sameFrame(node, definition)) return undefined;
    if (definition.kind === 'from-import') return ofReference(node);
    return ofDefinition(definition, variable);
  }

  function sameFrame(node: Node, definition: PlacedDefinition): boolean {
    let scope = context().structure.scopeOf(node);
    while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
    return scope === definition.scope;
  }

  function ofDefinition(definition: PlacedDefinition, variable: number): Constant | undefined {
    const value = valueOfDefinition(definition);
    if (value === undefined) return undefined;
    return mutations.changesVariable(variable, value) ? undefined : value;
  }

  function valueOfDefinition(definition: PlacedDefinition): Constant | undefined {
    if (definition.value === undefined) return undefined;
    if (definition.kind === 'assignment' || definition.kind === 'walrus') return constant(definition.value);
    if (definition.kind !== 'unpacking') return undefined;
    const { module, structure } = context();
    const path = targetPath(module.words, structure, definition.statement, definition.node);
    let value = constant(definition.value);
    for (const index of path ?? []) {
      const members = value === undefined ? undefined : iterate(value);
      value = members?.[index];
    }
    return path === undefined ? undefined : value;
  }

  /** Names and members that another module, a class or the standard library defines. */
  function ofReference(node: Node): Constant | undefined {
    const { words: w } = context().module;
    const references = context().references(node);
    const [reference] = references;
    if (references.length !== 1) return undefined;
    if (reference.kind === 'external') {
      const text = libraryConstants[reference.names[0]];
      return text === undefined ? undefined : str(text);
    }
    if (w[node] === Kind.Attribute && !isNamedDirectly(w[node + 3])) return undefined;
    if (reference.kind !== 'variable' || isEnumMember(reference.bindings, reference.definition.scope)) return undefined;
    const owner = contextOf(reference.bindings);
    const variable = owner.variables.variableOf(reference.definition.node);
    const writes = owner.variables.definitionsOf(variable);
    const symbol = owner.variables.symbolOf(variable);
    const value = writes.length === 1 ? owner.constantOf(writes[0], variable) : undefined;
    if (value === undefined) return undefined;
    return owner.changesAttribute(symbol, value) || context().changesAttribute(symbol, value) ? undefined : value;
  }

  /** A module or class by its name; through `self`, `cls` or a variable a subclass may have its own value. */
  function isNamedDirectly(node: Node): boolean {
    const { module, variables, reach } = context();
    if (module.words[node] === Kind.Attribute) return isNamedDirectly(module.words[node + 3]);
    const variable = module.words[node] === Kind.Name ? variables.variableOf(node) : 0;
    if (variable === 0) return false;
    return reach
      .at(node, variable)
      .definitions.every(({ kind }) => kind === 'class' || kind === 'import' || kind === 'from-import');
  }

  function items(list: number): number[] {
    return listItems(context().module.words, list);
  }

  return { constant, constantOf: ofDefinition, changesAttribute: mutations.changesAttribute };
}

/** A member of an Enum is not the value that stands in its class. */
function isEnumMember(bindings: Bindings, scope: Scope): boolean {
  return scope.kind === 'class' && isEnum(bindings, scope.node, 8);
}

function isEnum(bindings: Bindings, node: Node, left: number): boolean {
  if (left === 0) return true;
  return contextOf(bindings)
    .bases(node)
    .some((base) => {
      if (base.kind === 'external') return /(?:Enum|Flag)$/.test(base.names[0]);
      return base.kind === 'class' && isEnum(base.bindings, base.node, left - 1);
    });
}

function defaultOf(method: string, argument: string): Constant {
  if (argument === 'encoding') return { kind: 'str', value: 'utf-8' };
  return method.endsWith('split') ? none : { kind: 'bool', value: false };
}
