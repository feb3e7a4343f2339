/** Life of a resource held by a local name: closed, handed on, or lost on some path. */
import {
  Attribute,
  Call,
  ExceptHandler,
  endOf,
  If,
  Kind,
  listItems,
  Name,
  Return,
  startOf,
  Try,
  WithItem,
} from '../../../../python/index.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { contains, frameOf, mentions, ownNodes } from '../body.ts';

export type ResourceFate =
  /** Closed, or somebody else's to close. */
  | { readonly kind: 'settled' }
  /** Nobody closes it. */
  | { readonly kind: 'never' }
  /** Closed, but not when this statement leaves the function. */
  | { readonly kind: 'missed'; readonly exit: Node };

const settled: ResourceFate = { kind: 'settled' };

const closers: ReadonlySet<string> = new Set([
  'close',
  'quit',
  'shutdown',
  'terminate',
  'aclose',
  'release',
  'detach',
  'cleanup',
  'join',
  '__exit__',
  '__aexit__',
]);

/** Calls that use a resource and leave it open. */
const borrowers: ReadonlySet<string> = new Set([
  'json.load',
  'json.dump',
  'pickle.load',
  'pickle.dump',
  'yaml.load',
  'yaml.safe_load',
  'yaml.dump',
  'yaml.safe_dump',
  'tomllib.load',
  'tomli.load',
  'csv.reader',
  'csv.writer',
  'csv.DictReader',
  'csv.DictWriter',
  'shutil.copyfileobj',
  'marshal.load',
  'plistlib.load',
  'builtins.print',
  'builtins.len',
  'builtins.list',
  'builtins.iter',
  'builtins.next',
  'builtins.enumerate',
  'builtins.str',
  'builtins.repr',
]);

/** What becomes of the resource that `call` makes and `name` (a Store Name) holds. */
export function fateOf(ctx: RuleContext, call: Node, name: Node): ResourceFate {
  const { words } = ctx;
  const frame = frameOf(ctx, call);
  const symbol = Name.id(words, name);
  const scope = ctx.bindings.scopeOfName(name);
  if (scope === undefined || scope.node !== frame) return settled;
  const nodes = ownNodes(ctx, frame);
  const closes: Node[] = [];
  for (const node of nodes) {
    // A nested function may close it, or keep it alive.
    if (isNested(words[node])) {
      if (mentions(ctx, node, symbol)) return settled;
      continue;
    }
    if (words[node] === Kind.Global || words[node] === Kind.Nonlocal) {
      if (ctx.text(node).includes(ctx.name(symbol))) return settled;
    }
    if (words[node] !== Kind.Name || Name.id(words, node) !== symbol || node === name) continue;
    if (Name.ctx(words, node) !== 0) continue;
    const use = useOf(ctx, node);
    if (use === 'escapes') return settled;
    if (use === 'closes') closes.push(node);
  }
  if (closes.length === 0) return { kind: 'never' };
  const exit = exitBetween(ctx, call, symbol, closes, nodes);
  return exit === undefined ? settled : { kind: 'missed', exit };
}

function isNested(kind: number): boolean {
  return kind === Kind.FunctionDef || kind === Kind.AsyncFunctionDef || kind === Kind.Lambda || kind === Kind.ClassDef;
}

function useOf(ctx: RuleContext, use: Node): 'closes' | 'borrows' | 'escapes' {
  const { words } = ctx;
  const parent = ctx.parent(use);
  if (parent === undefined) return 'escapes';
  switch (words[parent]) {
    case Kind.Attribute: {
      const attribute = ctx.name(Attribute.attr(words, parent));
      if (closers.has(attribute)) return 'closes';
      const above = ctx.parent(parent);
      // A bound method that is handed on keeps the resource: `atexit.register(f.close)`, `iter(f.readline, '')`.
      const isCalled = above !== undefined && words[above] === Kind.Call && Call.func(words, above) === parent;
      if (!isCalled)
        return /^(?:name|mode|closed|encoding|status|headers|url|text|family|timeout)$/.test(attribute)
          ? 'borrows'
          : 'escapes';
      return isFluent(ctx, attribute, above) ? 'escapes' : 'borrows';
    }
    case Kind.Call: {
      if (Call.func(words, parent) === use) return 'escapes';
      return ctx.bindings.qualifiedNames(Call.func(words, parent)).some((path) => borrowers.has(path))
        ? 'borrows'
        : 'escapes';
    }
    case Kind.For:
    case Kind.AsyncFor:
    case Kind.Compare:
    case Kind.If:
    case Kind.While:
    case Kind.UnaryOp:
    case Kind.Comprehension:
    case Kind.Expr:
    case Kind.Assert:
    case Kind.FormattedValue:
      return 'borrows';
    case Kind.WithItem:
      return WithItem.contextExpr(words, parent) === use ? 'closes' : 'escapes';
    default:
      return 'escapes';
  }
}

/** Methods whose result keeps the resource alive: cursors, wrapped files, the object itself. */
function isFluent(ctx: RuleContext, method: string, call: Node): boolean {
  if (
    !/^(?:fileno|makefile|cursor|accept|__enter__|enter_context|open|extractfile|dup|execute|register|add|apply_async|map_async|imap|imap_unordered|submit|begin|transaction|getresponse)$/.test(
      method,
    )
  )
    return false;
  const above = ctx.parent(call);
  return above !== undefined && ctx.words[above] !== Kind.Expr;
}

/** The first statement that leaves the function after the resource was made and before anything closes it. */
function exitBetween(
  ctx: RuleContext,
  call: Node,
  symbol: number,
  closes: readonly Node[],
  nodes: readonly Node[],
): Node | undefined {
  const { words } = ctx;
  const made = ctx.enclosingStatement(call);
  const from = endOf(words, made);
  const firstClose = Math.min(...closes.map((close) => startOf(words, close)));
  if (closes.some((close) => isInFinallyOrWith(ctx, close))) return undefined;
  if (firstClose < from) return undefined;
  for (const node of nodes) {
    if (words[node] !== Kind.Return) continue;
    const at = startOf(words, node);
    if (at < from || at > Math.max(...closes.map((close) => startOf(words, close)))) continue;
    if (Return.value(words, node) !== 0 && mentions(ctx, Return.value(words, node), symbol)) continue;
    if (!isOpenAt(ctx, node, made, symbol, closes)) continue;
    return node;
  }
  return undefined;
}

/** Whether nothing on the way from the making to `exit` closed the resource or says that there is none. */
function isOpenAt(ctx: RuleContext, exit: Node, made: Node, symbol: number, closes: readonly Node[]): boolean {
  const { words } = ctx;
  const exits = [exit, ...ctx.ancestors(exit)];
  // A close in any block that holds the exit, before it, is on its path; so is one in a sibling branch of unknown condition.
  for (const close of closes) {
    if (startOf(words, close) > startOf(words, exit)) continue;
    const branch = branchOf(ctx, close, exits);
    if (branch === undefined) return false;
  }
  for (let index = 1; index < exits.length; index++) {
    const around = exits[index];
    if (contains(ctx, around, made)) {
      // Another arm of the same statement: the resource was never made there.
      if (words[around] === Kind.If) return sameArm(ctx, around, exits[index - 1], made);
      if (words[around] === Kind.Try || words[around] === Kind.TryStar) {
        const inBody = listItems(words, Try.body(words, around)).some((part) => contains(ctx, part, made));
        const exitInBody = listItems(words, Try.body(words, around)).includes(exits[index - 1]);
        if (inBody && !exitInBody) return false;
      }
      if (words[around] === Kind.Match || words[around] === Kind.MatchCase) return false;
      continue;
    }
    if (words[around] === Kind.ExceptHandler && ExceptHandler.body(words, around) !== 0) return false;
    if (words[around] === Kind.If && mentions(ctx, If.test(words, around), symbol)) return false;
    if (words[around] === Kind.While && mentions(ctx, around, symbol) === false) continue;
  }
  return true;
}

/** The If (or handler) that holds the close and not the exit; undefined when the close is on the exit's own path. */
function branchOf(ctx: RuleContext, close: Node, exits: readonly Node[]): Node | undefined {
  const { words } = ctx;
  for (const around of ctx.ancestors(close)) {
    if (exits.includes(around)) {
      return undefined;
    }
    if (words[around] === Kind.If || words[around] === Kind.ExceptHandler) {
      // Only a branch that leaves is certainly not on the way.
      const leaves = lastStatementLeaves(ctx, around);
      return leaves ? around : undefined;
    }
  }
  return undefined;
}

function lastStatementLeaves(ctx: RuleContext, around: Node): boolean {
  const { words } = ctx;
  const body = listItems(words, words[around] === Kind.If ? If.body(words, around) : ExceptHandler.body(words, around));
  const last = body.at(-1);
  if (last === undefined) return false;
  return (
    words[last] === Kind.Return ||
    words[last] === Kind.Raise ||
    words[last] === Kind.Continue ||
    words[last] === Kind.Break
  );
}

function sameArm(ctx: RuleContext, branch: Node, child: Node, made: Node): boolean {
  const { words } = ctx;
  const inBody = (node: Node): boolean =>
    listItems(words, If.body(words, branch)).some((part) => contains(ctx, part, node));
  return inBody(child) === inBody(made);
}

function isInFinallyOrWith(ctx: RuleContext, close: Node): boolean {
  const { words } = ctx;
  let child = close;
  for (const around of ctx.ancestors(close)) {
    if (words[around] === Kind.WithItem) return true;
    if (
      (words[around] === Kind.Try || words[around] === Kind.TryStar) &&
      listItems(words, Try.finalbody(words, around)).includes(child)
    )
      return true;
    child = around;
  }
  return false;
}
