/** Light types: what an expression surely or possibly is, from literals, constructors, annotations and local functions. */
import {
  Arg,
  BinOp,
  Call,
  ConstantKind,
  constantKindOf,
  FunctionDef,
  IfExp,
  Kind,
  Operator,
  Return,
  Subscript,
  UnaryOp,
} from '../../../../python/index.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { ownNodes } from '../body.ts';

export type LightType =
  | 'int'
  | 'float'
  | 'str'
  | 'bytes'
  | 'bool'
  | 'none'
  | 'decimal'
  | 'list'
  | 'dict'
  | 'set'
  | 'tuple'
  | 'other';

const deepest = 8;
const unknown: ReadonlySet<LightType> = new Set(['other']);

const builders: ReadonlyMap<string, LightType> = new Map([
  ...(['int', 'float', 'str', 'bytes', 'bool', 'list', 'dict', 'set', 'tuple'] as const).map(
    (name) => [`builtins.${name}`, name] as const,
  ),
  ['builtins.len', 'int'],
  ['builtins.ord', 'int'],
  ['builtins.hex', 'str'],
  ['builtins.repr', 'str'],
  ['builtins.chr', 'str'],
  ['builtins.input', 'str'],
  ['builtins.sorted', 'list'],
  ['decimal.Decimal', 'decimal'],
  ['time.time', 'float'],
  ['time.monotonic', 'float'],
  ['time.perf_counter', 'float'],
  ['math.sqrt', 'float'],
]);

const annotations: ReadonlyMap<string, LightType> = new Map(
  [...builders].filter(([path]) => !/len|ord|hex|repr|chr|input|sorted|time|math/.test(path)),
);

/** The types an expression may have; `other` stands for everything that is not known. */
export function typesOf(ctx: RuleContext, node: Node, depth = 0): ReadonlySet<LightType> {
  if (depth > deepest) return unknown;
  const { words } = ctx;
  switch (words[node]) {
    case Kind.Constant:
      return one(ofConstant(constantKindOf(words, node)));
    case Kind.JoinedStr:
      return one('str');
    case Kind.List:
    case Kind.ListComp:
      return one('list');
    case Kind.Dict:
    case Kind.DictComp:
      return one('dict');
    case Kind.SetExpr:
    case Kind.SetComp:
      return one('set');
    case Kind.Tuple:
      return one('tuple');
    case Kind.Compare:
      return one('bool');
    case Kind.UnaryOp:
      return typesOf(ctx, UnaryOp.operand(words, node), depth + 1);
    case Kind.IfExp:
      return union(
        typesOf(ctx, IfExp.body(words, node), depth + 1),
        typesOf(ctx, IfExp.orelse(words, node), depth + 1),
      );
    case Kind.BinOp:
      return ofOperation(ctx, node, depth);
    case Kind.Call:
      return ofCall(ctx, node, depth);
    case Kind.Name:
      return ofName(ctx, node, depth);
    default:
      return unknown;
  }
}

/** Whether an expression is surely of one of these types. */
export function isSurely(ctx: RuleContext, node: Node, ...types: readonly LightType[]): boolean {
  const found = typesOf(ctx, node);
  return found.size > 0 && [...found].every((type) => types.includes(type));
}

/** The type an annotation names; `other` when it is none of ours. */
export function typesOfAnnotation(ctx: RuleContext, node: Node): ReadonlySet<LightType> {
  const { words } = ctx;
  if (words[node] === Kind.Constant) return constantKindOf(words, node) === ConstantKind.None ? one('none') : unknown;
  if (words[node] === Kind.BinOp && BinOp.op(words, node) === Operator.BitOr)
    return union(typesOfAnnotation(ctx, BinOp.left(words, node)), typesOfAnnotation(ctx, BinOp.right(words, node)));
  if (words[node] === Kind.Subscript) {
    const base = Subscript.value(words, node);
    if (ctx.denotes(base, 'typing.Optional')) return union(one('none'), unknown);
    return typesOfAnnotation(ctx, base);
  }
  for (const path of ctx.bindings.qualifiedNames(node)) {
    const type = annotations.get(path);
    if (type !== undefined) return one(type);
  }
  return unknown;
}

function ofConstant(kind: number): LightType {
  switch (kind) {
    case ConstantKind.None:
      return 'none';
    case ConstantKind.False:
    case ConstantKind.True:
      return 'bool';
    case ConstantKind.Int:
      return 'int';
    case ConstantKind.Float:
      return 'float';
    case ConstantKind.Str:
      return 'str';
    case ConstantKind.Bytes:
      return 'bytes';
    default:
      return 'other';
  }
}

function ofOperation(ctx: RuleContext, node: Node, depth: number): ReadonlySet<LightType> {
  const { words } = ctx;
  const left = typesOf(ctx, BinOp.left(words, node), depth + 1);
  const right = typesOf(ctx, BinOp.right(words, node), depth + 1);
  if (left.has('other') || right.has('other') || left.size !== 1 || right.size !== 1) return unknown;
  const [a] = left;
  const [b] = right;
  const isNumber = (type: LightType): boolean => type === 'int' || type === 'float' || type === 'bool';
  if (isNumber(a) && isNumber(b)) {
    if (BinOp.op(words, node) === Operator.Div || a === 'float' || b === 'float') return one('float');
    return one('int');
  }
  return a === b ? left : unknown;
}

function ofCall(ctx: RuleContext, node: Node, depth: number): ReadonlySet<LightType> {
  const callee = Call.func(ctx.words, node);
  for (const path of ctx.bindings.qualifiedNames(callee)) {
    const type = builders.get(path);
    if (type !== undefined) return one(type);
  }
  const [target, second] = ctx.bindings.references(callee);
  if (second !== undefined || target?.kind !== 'function' || target.bindings !== ctx.bindings) return unknown;
  return ctx.memo(`returns of ${target.node}`, () => returnTypes(ctx, target.node, depth + 1));
}

/** What a function of this file gives back: its annotation, else the union of its returns. */
export function returnTypes(ctx: RuleContext, definition: Node, depth = 0): ReadonlySet<LightType> {
  const { words } = ctx;
  if (words[definition] !== Kind.FunctionDef || ctx.decorators(definition).length > 0 || depth > deepest)
    return unknown;
  const annotation = FunctionDef.returns(words, definition);
  if (annotation !== 0) return typesOfAnnotation(ctx, annotation);
  const returns: Node[] = [];
  for (const node of ownNodes(ctx, definition)) {
    if (words[node] === Kind.Yield || words[node] === Kind.YieldFrom) return unknown;
    if (words[node] === Kind.Return) returns.push(node);
  }
  let types: ReadonlySet<LightType> = new Set();
  for (const statement of returns) {
    const value = Return.value(words, statement);
    types = union(types, value === 0 ? one('none') : typesOf(ctx, value, depth + 1));
  }
  return returns.length === 0 ? unknown : types;
}

function ofName(ctx: RuleContext, name: Node, depth: number): ReadonlySet<LightType> {
  const definitions = ctx.bindings.definitions(name);
  if (definitions.length === 0 || definitions.length > 8) return unknown;
  let types: ReadonlySet<LightType> = new Set();
  for (const { kind, node, value, annotation } of definitions) {
    if (annotation !== undefined) types = union(types, typesOfAnnotation(ctx, annotation));
    else if (kind === 'parameter' && ctx.words[node] === Kind.Arg && Arg.annotation(ctx.words, node) !== 0)
      types = union(types, typesOfAnnotation(ctx, Arg.annotation(ctx.words, node)));
    else if ((kind === 'assignment' || kind === 'walrus') && value !== undefined)
      types = union(types, typesOf(ctx, value, depth + 1));
    else if (kind === 'for' && value !== undefined && ctx.isCallOf(value, 'builtins.range'))
      types = union(types, one('int'));
    else return unknown;
  }
  return types;
}

const singles = new Map<LightType, ReadonlySet<LightType>>();

function one(type: LightType): ReadonlySet<LightType> {
  let set = singles.get(type);
  if (set === undefined) {
    set = new Set([type]);
    singles.set(type, set);
  }
  return set;
}

function union(a: ReadonlySet<LightType>, b: ReadonlySet<LightType>): ReadonlySet<LightType> {
  return a.size === 0 ? b : b.size === 0 ? a : new Set([...a, ...b]);
}
