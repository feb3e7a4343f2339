/** B703: whether the text of `mark_safe(…)` is put together from constants, as far as Bandit looks. */
import {
  Arg,
  Arguments,
  Assign,
  Attribute,
  AugAssign,
  BinOp,
  Call,
  ExceptHandler,
  Expr,
  FunctionDef,
  If,
  Kind,
  List,
  listItems,
  listLength,
  Module,
  Operator,
  Starred,
  Try,
  With,
  WithItem,
} from '../../python/index.ts';
import type { CallView, ModuleView, Node } from './module-view.ts';

const functions = ['mark_safe', 'SafeText', 'SafeUnicode', 'SafeString', 'SafeBytes'];
const deepest = 50;

/** Whether the call is reported. */
export function djangoMarkSafe(call: CallView): boolean {
  const { view } = call;
  const [text] = call.args;
  if (!functions.includes(call.name) || text === undefined || view.isText(text)) return false;
  if (!view.importsLike('django.utils.safestring')) return false;
  let scope = view.parent(call.node);
  while (view.kind(scope) !== Kind.Module && view.kind(scope) !== Kind.FunctionDef) scope = view.parent(scope);
  const reader: Reader = { view, scope, steps: 0 };
  if (view.kind(text) === Kind.Name) return !isConstantName(reader, text, view.line(call.node));
  if (view.kind(text) === Kind.Call) return !isConstantFormat(reader, text);
  return !isConstantPercent(reader, text, view.line(call.node));
}

interface Reader {
  readonly view: ModuleView;
  readonly scope: Node;
  steps: number;
}

function isConstantName(reader: Reader, name: Node, until: number): boolean {
  const { view, scope } = reader;
  const id = view.nameOf(name);
  if (id === undefined || reader.steps++ > deepest) return false;
  const { words } = view;
  const isFunction = view.kind(scope) === Kind.FunctionDef;
  if (isFunction && parameters(view, scope).includes(id)) return false;
  let safe = false;
  for (const statement of listItems(words, isFunction ? FunctionDef.body(words, scope) : Module.body(words, scope))) {
    if (view.line(statement) >= until) break;
    const values = assigned(view, statement, id);
    if (values.length === 0) continue;
    if (values.length === 1 && isSimple(view, statement)) {
      const [value] = values;
      if (view.isText(value)) safe = true;
      else if (view.kind(value) === Kind.Name) safe = isConstantName(reader, value, view.line(value));
      else if (view.kind(value) === Kind.Call) safe = isConstantFormat(reader, value);
      else return false;
    } else {
      safe = values.every(
        (value) =>
          view.isText(value) || (view.kind(value) === Kind.Name && isConstantName(reader, value, view.line(statement))),
      );
      if (!safe) return false;
    }
  }
  return safe;
}

function isSimple(view: ModuleView, statement: Node): boolean {
  const kind = view.kind(statement);
  return kind === Kind.Assign || kind === Kind.AugAssign || kind === Kind.Expr || kind === Kind.With;
}

function parameters(view: ModuleView, definition: Node): readonly string[] {
  const { words } = view;
  const args = FunctionDef.args(words, definition);
  return listItems(words, Arguments.args(words, args)).map((arg) => view.symbol(Arg.arg(words, arg)));
}

/** What a statement assigns to a name; a `with` gives itself, which is never constant. */
function assigned(view: ModuleView, statement: Node, id: string): readonly Node[] {
  const { words } = view;
  const within = (...lists: readonly number[]): readonly Node[] =>
    lists.flatMap((list) => listItems(words, list).flatMap((inner) => assigned(view, inner, id)));
  switch (view.kind(statement)) {
    case Kind.Expr:
      return assigned(view, Expr.value(words, statement), id);
    case Kind.FunctionDef:
      return within(FunctionDef.body(words, statement));
    case Kind.With: {
      const items = listItems(words, With.items(words, statement));
      const binds = items.some((item) => {
        const target = WithItem.optionalVars(words, item);
        return target !== 0 && view.nameOf(target) === id;
      });
      return binds ? [statement] : within(With.body(words, statement));
    }
    case Kind.Try:
      return within(
        Try.body(words, statement),
        Try.handlers(words, statement),
        Try.orelse(words, statement),
        Try.finalbody(words, statement),
      );
    case Kind.ExceptHandler:
      return within(ExceptHandler.body(words, statement));
    case Kind.If:
    case Kind.For:
    case Kind.While: {
      // The three keep body and orelse at different places.
      const [body, orelse] =
        view.kind(statement) === Kind.For
          ? [words[statement + 5], words[statement + 6]]
          : [If.body(words, statement), If.orelse(words, statement)];
      return within(body, orelse);
    }
    case Kind.AugAssign:
      return view.nameOf(AugAssign.target(words, statement)) === id ? [AugAssign.value(words, statement)] : [];
    case Kind.Assign: {
      const target = listItems(words, Assign.targets(words, statement))[0];
      const value = Assign.value(words, statement);
      if (view.nameOf(target) === id) return [value];
      if (view.kind(target) !== Kind.Tuple || view.kind(value) !== Kind.Tuple) return [];
      const index = listItems(words, List.elts(words, target)).findIndex((part) => view.nameOf(part) === id);
      const part = index < 0 ? undefined : listItems(words, List.elts(words, value))[index];
      return part === undefined ? [] : [part];
    }
    default:
      return [];
  }
}

/** `'…'.format(…)` whose arguments are constant, without keywords. */
function isConstantFormat(reader: Reader, call: Node): boolean {
  const { view } = reader;
  const { words } = view;
  const callee = Call.func(words, call);
  if (view.attributeOf(callee) !== 'format' || view.kind(Attribute.value(words, callee)) !== Kind.Constant)
    return false;
  if (listLength(words, Call.keywords(words, call)) > 0) return false;
  return areConstant(reader, listItems(words, Call.args(words, call)), view.line(call));
}

function isConstantPercent(reader: Reader, node: Node, until: number): boolean {
  const { view } = reader;
  const { words } = view;
  if (view.kind(node) !== Kind.BinOp || BinOp.op(words, node) !== Operator.Mod) return false;
  if (!view.isText(BinOp.left(words, node))) return false;
  const right = BinOp.right(words, node);
  return areConstant(
    reader,
    view.kind(right) === Kind.Tuple ? listItems(words, List.elts(words, right)) : [right],
    until,
  );
}

function areConstant(reader: Reader, nodes: readonly Node[], until: number): boolean {
  const { view } = reader;
  return nodes.every((node) => {
    if (view.isText(node)) return true;
    if (view.kind(node) === Kind.Name) return isConstantName(reader, node, until);
    if (view.kind(node) === Kind.Call) return isConstantFormat(reader, node);
    if (view.kind(node) !== Kind.Starred) return false;
    const inner = Starred.value(view.words, node);
    if (view.kind(inner) !== Kind.List && view.kind(inner) !== Kind.Tuple) return false;
    return areConstant(reader, listItems(view.words, List.elts(view.words, inner)), until);
  });
}
