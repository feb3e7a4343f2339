/** Binds the arguments of a call by name and position, through `*args` and `**options` where their content is known. */
import {
  Alias,
  Attribute,
  Call,
  Dict,
  Keyword,
  Kind,
  List,
  listItems,
  listLength,
  Starred,
} from '../../python/index.ts';
import type { Node, RuleContext } from './rule-context.ts';

export type Argument =
  | { readonly state: 'given'; readonly node: Node }
  | { readonly state: 'absent' }
  /** A `*args` or `**options` of unknown content may hold it. */
  | { readonly state: 'unknown' };

const absent: Argument = { state: 'absent' };
const unknown: Argument = { state: 'unknown' };

/** The argument that binds to parameter `name`, which stands at `position` (0-based, without `self`) if it has one. */
export function findArgument(ctx: RuleContext, call: Node, name: string | undefined, position?: number): Argument {
  const direct = directArgument(ctx, call, name, position);
  if (direct.state !== 'absent') return direct;
  const partial = partialBehind(ctx, call);
  if (partial === undefined) return absent;
  if (partial === 'unknown') return unknown;
  // `partial(f, a)` fills the first parameters: what the call gives stands behind them.
  if (listLength(ctx.words, Call.args(ctx.words, partial)) > 1) return unknown;
  return directArgument(ctx, partial, name);
}

function directArgument(ctx: RuleContext, call: Node, name: string | undefined, position?: number): Argument {
  const { words } = ctx;
  if (position !== undefined) {
    const positional = positionalArguments(ctx, call);
    if (position < positional.nodes.length) return { state: 'given', node: positional.nodes[position] };
    if (positional.open) return name === undefined ? unknown : keywordArgument(ctx, call, name, true);
  }
  if (name === undefined || Call.keywords(words, call) === 0) return absent;
  return keywordArgument(ctx, call, name, false);
}

/** The `partial(…)` a callee stands for: its node, or `unknown` when it is made where its arguments are not seen. */
function partialBehind(ctx: RuleContext, call: Node): Node | 'unknown' | undefined {
  const { words } = ctx;
  const callee = Call.func(words, call);
  if (words[callee] === Kind.Call) return isPartial(ctx, callee) ? callee : undefined;
  if (words[callee] !== Kind.Name) return undefined;
  const definition = ctx.bindings.definition(callee);
  if (definition === undefined) return undefined;
  if (definition.kind === 'assignment' && definition.value !== undefined) {
    const value = ctx.valueOf(definition.value);
    return words[value] === Kind.Call && isPartial(ctx, value) ? value : undefined;
  }
  if (definition.kind !== 'from-import') return undefined;
  const module = ctx.scan.importedFrom(ctx, definition.statement);
  if (module === undefined) return undefined;
  const [origin] = module.bindings.definitionsIn(
    module.bindings.scopes[0],
    ctx.name(Alias.name(words, definition.node)),
  );
  return origin?.value !== undefined && module.kind(origin.value) === Kind.Call ? 'unknown' : undefined;
}

function isPartial(ctx: RuleContext, call: Node): boolean {
  return ctx.denotes(Call.func(ctx.words, call), 'functools.partial');
}

function keywordArgument(ctx: RuleContext, call: Node, name: string, open: boolean): Argument {
  const { words } = ctx;
  const symbol = ctx.module.symbols.find(name);
  let unsure = open;
  for (const keyword of listItems(words, Call.keywords(words, call))) {
    const given = Keyword.arg(words, keyword);
    if (given !== 0) {
      if (given === symbol) return { state: 'given', node: Keyword.value(words, keyword) };
      continue;
    }
    const entry = lookUp(ctx, Keyword.value(words, keyword), name);
    if (entry.state === 'given') return entry;
    unsure ||= entry.state === 'unknown';
  }
  return unsure ? unknown : absent;
}

/** The positional arguments; `open` when a `*args` of unknown content ends what is known. */
export function positionalArguments(
  ctx: RuleContext,
  call: Node,
): { readonly nodes: readonly Node[]; readonly open: boolean } {
  const { words } = ctx;
  const nodes: Node[] = [];
  for (const argument of listItems(words, Call.args(words, call))) {
    if (words[argument] !== Kind.Starred) {
      nodes.push(argument);
      continue;
    }
    const value = ctx.valueOf(Starred.value(words, argument));
    const kind = words[value];
    const items = kind === Kind.List || kind === Kind.Tuple ? listItems(words, List.elts(words, value)) : undefined;
    if (items === undefined || items.some((item) => words[item] === Kind.Starred)) return { nodes, open: true };
    nodes.push(...items);
  }
  return { nodes, open: false };
}

/** The value of `key` in an expression that is, or stands for, a dict display or a `dict(…)` call. */
export function lookUp(ctx: RuleContext, node: Node, key: string): Argument {
  const { words } = ctx;
  const value = ctx.valueOf(node);
  const mayChange = value !== node;
  if (words[value] === Kind.Call && ctx.qualifiedName(Call.func(words, value)) === 'builtins.dict') {
    const found = findArgument(ctx, value, key);
    return found.state === 'absent' && (mayChange || Call.args(words, value) !== 0) ? unknown : found;
  }
  if (words[value] !== Kind.Dict) return unknown;
  const values = listItems(words, Dict.values(words, value));
  let found = mayChange ? unknown : absent;
  listItems(words, Dict.keys(words, value)).forEach((item, index) => {
    if (item === 0) {
      const nested = lookUp(ctx, values[index], key);
      if (nested.state !== 'absent') found = nested;
      return;
    }
    const constant = ctx.constant(item);
    if (constant === undefined) {
      if (found.state === 'absent') found = unknown;
    } else if (constant.kind === 'str' && constant.value === key) found = { state: 'given', node: values[index] };
  });
  return found;
}

/** The object whose method is called: `conn` of `conn.execute(…)`; undefined when the callee is not an attribute. */
export function receiverOf(ctx: RuleContext, call: Node): Node | undefined {
  const callee = Call.func(ctx.words, call);
  return ctx.words[callee] === Kind.Attribute ? Attribute.value(ctx.words, callee) : undefined;
}
