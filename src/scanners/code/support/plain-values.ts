/** Values that cannot carry text of somebody else: numbers, quoted words, constants behind loops and choices. */
import {
  Attribute,
  BinOp,
  BoolOp,
  Call,
  Dict,
  FormattedValue,
  IfExp,
  JoinedStr,
  Keyword,
  Kind,
  List,
  ListComp,
  listItems,
  Operator,
  Subscript,
  UnaryOp,
} from '../../../python/index.ts';
import type { Node, RuleContext } from '../rule-context.ts';

/** Calls whose result is a number or otherwise has a fixed alphabet. */
const plainCalls: ReadonlySet<string> = new Set([
  ...['int', 'float', 'len', 'abs', 'round', 'ord', 'id', 'bool', 'hash', 'hex', 'oct', 'bin', 'sum'].map(
    (name) => `builtins.${name}`,
  ),
  'os.getpid',
  'os.getppid',
  'os.getuid',
  'os.getgid',
  'os.cpu_count',
  'time.time',
  'time.monotonic',
  'uuid.uuid1',
  'uuid.uuid4',
  'uuid.UUID',
  'secrets.token_hex',
  'ipaddress.ip_address',
]);

const plainNames: ReadonlySet<string> = new Set([
  'sys.executable',
  'os.sep',
  'os.linesep',
  'os.curdir',
  'sys.maxsize',
  'os.devnull',
]);

const deepest = 12;

/**
 * Whether an expression is a constant or has a value that only the program decides (numbers, choices between
 * constants). `alsoSafe` adds what is safe in the rule's context, e.g. `shlex.quote(…)`.
 */
export function isPlainValue(
  ctx: RuleContext,
  node: Node,
  alsoSafe: (node: Node) => boolean = () => false,
  depth = 0,
): boolean {
  if (depth > deepest) return false;
  if (ctx.constant(node) !== undefined || alsoSafe(node)) return true;
  const { words } = ctx;
  const plain = (part: Node): boolean => isPlainValue(ctx, part, alsoSafe, depth + 1);
  switch (words[node]) {
    case Kind.Constant:
      return true;
    case Kind.Compare:
      return true;
    case Kind.Name:
      return isPlainName(ctx, node, plain);
    case Kind.NamedExpr: {
      const value = ctx.valueOf(node);
      return value !== node && plain(value);
    }
    case Kind.Attribute:
      return ctx.bindings.qualifiedNames(node).some((path) => plainNames.has(path));
    case Kind.UnaryOp:
      return plain(UnaryOp.operand(words, node));
    case Kind.BinOp: {
      const operator = BinOp.op(words, node);
      const [left, right] = [BinOp.left(words, node), BinOp.right(words, node)];
      if (operator === Operator.Mult && isRepeatable(ctx, left, right, plain)) return true;
      return plain(left) && plain(right);
    }
    case Kind.IfExp:
      return plain(IfExp.body(words, node)) && plain(IfExp.orelse(words, node));
    case Kind.BoolOp:
      return listItems(words, BoolOp.values(words, node)).every(plain);
    case Kind.JoinedStr:
      return listItems(words, JoinedStr.values(words, node)).every((part) =>
        words[part] === Kind.FormattedValue ? plain(FormattedValue.value(words, part)) : true,
      );
    case Kind.List:
    case Kind.Tuple:
    case Kind.SetExpr:
      return listItems(words, List.elts(words, node)).every(plain);
    case Kind.ListComp:
    case Kind.GeneratorExp:
      return plain(ListComp.elt(words, node));
    case Kind.Subscript:
      return isConstantTable(ctx, Subscript.value(words, node), plain);
    case Kind.Call:
      return isPlainCall(ctx, node, plain);
    default:
      return false;
  }
}

/** `'?' * n` is plain whatever `n` is; a number times something unknown is not. */
function isRepeatable(ctx: RuleContext, left: Node, right: Node, plain: (node: Node) => boolean): boolean {
  const isText = (node: Node): boolean => ctx.string(node) !== undefined || ctx.words[node] === Kind.List;
  return (isText(left) && plain(left)) || (isText(right) && plain(right));
}

/** Every write of the name is plain: assignments, and loops over plain sequences. */
function isPlainName(ctx: RuleContext, name: Node, plain: (node: Node) => boolean): boolean {
  if (ctx.bindings.qualifiedNames(name).some((path) => plainNames.has(path))) return true;
  const definitions = ctx.bindings.definitions(name);
  return (
    definitions.length > 0 &&
    definitions.every(({ kind, value }) => {
      if (value === undefined || isContainer(ctx.kind(value))) return false;
      if (kind === 'assignment' || kind === 'walrus' || kind === 'augmented') return plain(value);
      if (kind !== 'for' && kind !== 'comprehension') return false;
      return plain(value) || ctx.isCallOf(value, 'builtins.range', 'builtins.enumerate');
    })
  );
}

/** A list behind a name may have been filled since; one that nobody changes is a folded constant already. */
function isContainer(kind: number): boolean {
  return kind === Kind.List || kind === Kind.Dict || kind === Kind.SetExpr;
}

/** `{'a': 'x', 'b': 'y'}[key]` can only give what is written there. */
function isConstantTable(ctx: RuleContext, table: Node, plain: (node: Node) => boolean): boolean {
  const { words } = ctx;
  const value = ctx.valueOf(table);
  if (ctx.constant(table) !== undefined) return true;
  if (words[value] === Kind.Dict) return listItems(words, Dict.values(words, value)).every(plain);
  return (
    (words[value] === Kind.List || words[value] === Kind.Tuple) &&
    listItems(words, List.elts(words, value)).every(plain)
  );
}

function isPlainCall(ctx: RuleContext, call: Node, plain: (node: Node) => boolean): boolean {
  const { words } = ctx;
  const callee = Call.func(words, call);
  if (ctx.bindings.qualifiedNames(callee).some((path) => plainCalls.has(path))) return true;
  const args = listItems(words, Call.args(words, call));
  if (
    ctx.denotes(
      callee,
      'builtins.str',
      'builtins.repr',
      'builtins.sorted',
      'builtins.list',
      'builtins.tuple',
      'itertools.repeat',
    )
  ) {
    return args.length > 0 && plain(args[0]);
  }
  if (words[callee] !== Kind.Attribute) return false;
  const method = ctx.name(Attribute.attr(words, callee));
  const receiver = Attribute.value(words, callee);
  if (method === 'join' || method === 'format') {
    const keywords = listItems(words, Call.keywords(words, call)).map((keyword) => Keyword.value(words, keyword));
    return plain(receiver) && [...args, ...keywords].every(plain);
  }
  // `ALLOWED.get(key, 'default')` of a dict of constants.
  return method === 'get' && isConstantTable(ctx, receiver, plain) && args.slice(1).every(plain);
}
