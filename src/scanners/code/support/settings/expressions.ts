/** Computes the value of an expression in a settings module from the values its names have at that point. */
import {
  type BinaryOperator,
  binary,
  bool,
  type ComparisonOperator,
  type Constant,
  callBuiltin,
  compare,
  textMethod,
} from '../../../../python/constants/index.ts';
import {
  Attribute,
  BinOp,
  BoolOp,
  BoolOperator,
  Call,
  Compare,
  Comprehension,
  Dict,
  IfExp,
  Keyword,
  Kind,
  List,
  ListComp,
  listItem,
  listItems,
  Name,
  NamedExpr,
  Starred,
  Subscript,
  Tuple,
  UnaryOp,
  UnaryOperator,
} from '../../../../python/index.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { readEnvironment } from './environment.ts';
import {
  choice,
  constantOf,
  entryOf,
  itemsOf,
  lift,
  type Place,
  placed,
  scalar,
  textOf,
  truthOf,
  unknownValue,
  type Value,
} from './values.ts';

export type Names = Map<string, Value>;

const deepest = 40;
const mostItems = 2000;
const operators: readonly (BinaryOperator | undefined)[] = [
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
const comparisons: readonly ComparisonOperator[] = ['==', '!=', '<', '<=', '>', '>=', 'is', 'is not', 'in', 'not in'];

/**
 * The value of an expression. `DEBUG` is read as false: what matters is how settings are where debug mode is off (a
 * rule of its own looks at `DEBUG`).
 */
export function evaluate(ctx: RuleContext, node: Node, names: Names, depth = 0): Value {
  if (depth > deepest) return unknownValue;
  const at = { ctx, node };
  const { words } = ctx;
  const inner = (child: Node): Value => evaluate(ctx, child, names, depth + 1);
  switch (words[node]) {
    case Kind.Constant: {
      const constant = ctx.constant(node);
      return constant === undefined ? { kind: 'unknown', at } : scalar(constant, at);
    }
    case Kind.Name: {
      const name = ctx.name(Name.id(words, node));
      if (name === 'DEBUG') return scalar(bool(false), at);
      return names.get(name) ?? { kind: 'unknown', at };
    }
    case Kind.NamedExpr:
      return inner(NamedExpr.value(words, node));
    case Kind.List:
    case Kind.Tuple:
    case Kind.SetExpr:
      return listOf(ctx, listItems(words, List.elts(words, node)), inner, at);
    case Kind.Dict:
      return dictOf(ctx, node, inner, at);
    case Kind.BinOp:
      return operate(
        operators[BinOp.op(words, node)],
        inner(BinOp.left(words, node)),
        inner(BinOp.right(words, node)),
        at,
      );
    case Kind.BoolOp:
      return combine(
        BoolOp.op(words, node) === BoolOperator.Or,
        listItems(words, BoolOp.values(words, node)),
        inner,
        at,
      );
    case Kind.UnaryOp:
      return negate(UnaryOp.op(words, node), inner(UnaryOp.operand(words, node)), at);
    case Kind.Compare:
      return compareValues(ctx, node, inner, at);
    case Kind.IfExp: {
      const truth = conditionTruth(ctx, IfExp.test(words, node), names);
      if (truth !== undefined) return inner(truth ? IfExp.body(words, node) : IfExp.orelse(words, node));
      return placed(choice([inner(IfExp.body(words, node)), inner(IfExp.orelse(words, node))]), at);
    }
    case Kind.Subscript:
      return subscriptOf(ctx, node, inner, at);
    case Kind.ListComp:
    case Kind.SetComp:
    case Kind.GeneratorExp:
      return comprehensionOf(ctx, node, names, depth, at);
    case Kind.Call:
      return callOf(ctx, node, names, inner, at);
    case Kind.Starred:
      return inner(Starred.value(words, node));
    default:
      return { kind: 'unknown', at };
  }
}

/** How a condition turns out in production; a comparison of something unknown with "production" holds. */
export function conditionTruth(ctx: RuleContext, test: Node, names: Names): boolean | undefined {
  const { words } = ctx;
  if (words[test] === Kind.UnaryOp && UnaryOp.op(words, test) === UnaryOperator.Not) {
    const inner = conditionTruth(ctx, UnaryOp.operand(words, test), names);
    return inner === undefined ? undefined : !inner;
  }
  const value = evaluate(ctx, test, names);
  const known = truthOf(value);
  if (known !== undefined) return known;
  if (words[test] === Kind.Compare) {
    const operator = comparisons[listItem(words, Compare.ops(words, test), 0)];
    const text = textOf(evaluate(ctx, listItem(words, Compare.comparators(words, test), 0), names));
    if (text === undefined || (operator !== '==' && operator !== '!=')) return undefined;
    const stage = stageOf(text);
    return stage === undefined ? undefined : (stage === 'production') === (operator === '==');
  }
  if (words[test] === Kind.Name) {
    const stage = stageOf(ctx.name(Name.id(words, test)).replace(/^(?:IS|USE|IN|ON|RUNNING)_|_?(?:MODE|ENV)$/gi, ''));
    return stage === undefined ? undefined : stage === 'production';
  }
  return undefined;
}

/** What a word says about an environment: `production`, `other` (development, tests …), or nothing. */
export function stageOf(word: string): 'production' | 'other' | undefined {
  if (/^(?:prod|production|live|prd)$/i.test(word)) return 'production';
  return /^(?:dev|devel|development|local|localhost|test|tests|testing|test\w+|unittest|ci|debug|stag(?:e|ing)|example|demo|sandbox|qa|uat|e2e|sample)$/i.test(
    word,
  )
    ? 'other'
    : undefined;
}

function listOf(ctx: RuleContext, elements: readonly Node[], inner: (node: Node) => Value, at: Place): Value {
  const items: Value[] = [];
  let open = elements.length > mostItems;
  for (const element of elements.slice(0, mostItems)) {
    if (ctx.kind(element) !== Kind.Starred) {
      items.push(inner(element));
      continue;
    }
    const more = itemsOf(inner(Starred.value(ctx.words, element)));
    items.push(...more.items);
    open ||= more.open;
  }
  return { kind: 'list', items, open, at };
}

function dictOf(ctx: RuleContext, node: Node, inner: (node: Node) => Value, at: Place): Value {
  const entries = new Map<string, Value>();
  let open = false;
  const values = listItems(ctx.words, Dict.values(ctx.words, node));
  listItems(ctx.words, Dict.keys(ctx.words, node)).forEach((key, index) => {
    if (index >= mostItems) return;
    const value = inner(values[index]);
    if (key === 0) {
      if (value.kind === 'dict') for (const [name, item] of value.entries) entries.set(name, item);
      open ||= value.kind !== 'dict' || value.open;
      return;
    }
    const name = inner(key);
    const text = textOf(name);
    if (text !== undefined) entries.set(text, value);
    else open ||= name.kind !== 'scalar';
  });
  return { kind: 'dict', entries, open, at };
}

/** `a + b` of lists, `a | b` of dicts, and everything the constant folder knows. */
export function operate(operator: BinaryOperator | undefined, left: Value, right: Value, at: Place): Value {
  if (operator === '+' && (left.kind === 'list' || right.kind === 'list')) {
    const [first, second] = [itemsOf(left), itemsOf(right)];
    return { kind: 'list', items: [...first.items, ...second.items], open: first.open || second.open, at };
  }
  if (operator === '|' && left.kind === 'dict') {
    const entries = new Map(left.entries);
    if (right.kind === 'dict') for (const [key, value] of right.entries) entries.set(key, value);
    return { kind: 'dict', entries, open: left.open || right.kind !== 'dict' || right.open, at };
  }
  return placed(
    lift(left, (known) => lift(right, (other) => fold(known, other, (a, b) => operator && binary(operator, a, b)))),
    at,
  );
}

function fold(left: Value, right: Value, apply: (a: Constant, b: Constant) => Constant | undefined): Value {
  const [a, b] = [constantOf(left), constantOf(right)];
  const result = a === undefined || b === undefined ? undefined : apply(a, b);
  return result === undefined ? unknownValue : scalar(result);
}

/** `a or b`, `a and b`: something from outside decides, else its fallback does. */
function combine(isOr: boolean, operands: readonly Node[], inner: (node: Node) => Value, at: Place): Value {
  let result = inner(operands[0]);
  for (const operand of operands.slice(1)) {
    const truth = truthOf(result);
    if (truth === isOr) break;
    const next = inner(operand);
    if (truth !== undefined) result = next;
    else if (result.kind === 'environment') {
      const kept = result.fallback !== undefined && truthOf(result.fallback) === isOr;
      const other = next.kind === 'environment' ? next.fallback : next;
      result = { kind: 'environment', fallback: kept ? result.fallback : other };
    } else if (!isOr && truthOf(next) === false) result = next;
    else result = choice([result, next]);
  }
  return placed(result, at);
}

function negate(operator: number, value: Value, at: Place): Value {
  return placed(
    lift(value, (known) => {
      const truth = truthOf(known);
      if (operator === UnaryOperator.Not) return truth === undefined ? unknownValue : scalar(bool(!truth));
      const number = known.kind === 'scalar' && operator === UnaryOperator.USub ? known.value : undefined;
      if (number?.kind === 'int') return scalar({ kind: 'int', value: -number.value });
      return unknownValue;
    }),
    at,
  );
}

function compareValues(ctx: RuleContext, node: Node, inner: (node: Node) => Value, at: Place): Value {
  const others = listItems(ctx.words, Compare.comparators(ctx.words, node));
  if (others.length !== 1) return { kind: 'unknown', at };
  const operator = comparisons[listItem(ctx.words, Compare.ops(ctx.words, node), 0)];
  const right = inner(others[0]);
  return placed(
    lift(inner(Compare.left(ctx.words, node)), (left) =>
      lift(right, (other) =>
        fold(left, other, (a, b) => {
          const holds = compare(operator, a, b);
          return holds === undefined ? undefined : bool(holds);
        }),
      ),
    ),
    at,
  );
}

function subscriptOf(ctx: RuleContext, node: Node, inner: (node: Node) => Value, at: Place): Value {
  const object = Subscript.value(ctx.words, node);
  if (ctx.denotes(object, 'os.environ')) return { kind: 'environment', fallback: undefined, at };
  const container = inner(object);
  const index = inner(Subscript.slice(ctx.words, node));
  const key = textOf(index);
  if (container.kind === 'dict' && key !== undefined) {
    const found = entryOf(container, key);
    return found.kind === 'unset' ? { kind: 'unknown', at } : placed(found, at);
  }
  const number = index.kind === 'scalar' && index.value.kind === 'int' ? Number(index.value.value) : undefined;
  if (container.kind === 'list' && !container.open && number !== undefined)
    return container.items.at(number) ?? { kind: 'unknown', at };
  return { kind: 'unknown', at };
}

/** `[host.strip() for host in HOSTS.split(",") if host]`. */
function comprehensionOf(ctx: RuleContext, node: Node, names: Names, depth: number, at: Place): Value {
  const { words } = ctx;
  const generators = listItems(words, ListComp.generators(words, node));
  const target = Comprehension.target(words, generators[0]);
  if (generators.length !== 1 || words[target] !== Kind.Name) return { kind: 'unknown', at };
  const source = evaluate(ctx, Comprehension.iter(words, generators[0]), names, depth + 1);
  const name = ctx.name(Name.id(words, target));
  const conditions = listItems(words, Comprehension.ifs(words, generators[0]));
  return placed(
    lift(source, (known) => {
      const items: Value[] = [];
      let { open } = itemsOf(known);
      for (const item of itemsOf(known).items) {
        const local = new Map(names).set(name, item);
        const truths = conditions.map((condition) => truthOf(evaluate(ctx, condition, local, depth + 1)));
        if (truths.includes(false)) continue;
        open ||= truths.includes(undefined);
        items.push(evaluate(ctx, ListComp.elt(words, node), local, depth + 1));
        if (items.length > 200) break;
      }
      return { kind: 'list', items, open };
    }),
    at,
  );
}

function callOf(ctx: RuleContext, node: Node, names: Names, inner: (node: Node) => Value, at: Place): Value {
  const { words } = ctx;
  const callee = Call.func(words, node);
  const fromOutside = readEnvironment(ctx, node, inner, (reader) => schemeOf(ctx, reader, names));
  if (fromOutside !== undefined) return fromOutside;
  const positional = listItems(words, Call.args(words, node));
  const name = ctx.qualifiedName(callee) ?? '';
  if (name === 'builtins.dict' && positional.length === 0) return dictOfKeywords(ctx, node, inner, at);
  if (/^builtins\.(?:list|tuple|set|sorted|frozenset)$/.test(name) && positional.length <= 1)
    return positional.length === 0
      ? { kind: 'list', items: [], open: false, at }
      : placed(
          lift(inner(positional[0]), (known) => (known.kind === 'list' ? known : unknownValue)),
          at,
        );
  if (/(?:^|\.)(?:gettext|gettext_lazy|ugettext_lazy|str)$/.test(name) && positional.length === 1)
    return placed(inner(positional[0]), at);
  if (/(?:^|\.)(?:strtobool|str2bool|parse_bool|str_to_bool|to_bool)$/.test(name || ctx.text(callee).slice(0, 60)))
    return placed(
      lift(positional.length > 0 ? inner(positional[0]) : unknownValue, (known) => {
        const text = textOf(known);
        return text === undefined ? known : scalar(bool(/^(?:1|true|yes|on|y|t)$/i.test(text)));
      }),
      at,
    );
  if (name === 'ast.literal_eval' || name === 'json.loads' || name === 'yaml.safe_load')
    return placed(
      lift(positional.length > 0 ? inner(positional[0]) : unknownValue, (known) => literalOf(textOf(known))),
      at,
    );
  if (name.startsWith('builtins.') && positional.length === 1 && Call.keywords(words, node) === 0)
    return placed(
      lift(inner(positional[0]), (known) => {
        const constant = constantOf(known);
        const result = constant === undefined ? undefined : callBuiltin(name.slice('builtins.'.length), [constant]);
        return result === undefined ? unknownValue : scalar(result);
      }),
      at,
    );
  if (words[callee] !== Kind.Attribute) return { kind: 'unknown', at };
  const method = ctx.name(Attribute.attr(words, callee));
  const self = inner(Attribute.value(words, callee));
  if (method === 'get' && self.kind === 'dict' && positional.length > 0) {
    const key = textOf(inner(positional[0]));
    const found = key === undefined ? unknownValue : entryOf(self, key);
    if (found.kind !== 'unset') return found;
    return positional.length > 1 ? inner(positional[1]) : { kind: 'unknown', at };
  }
  if (method === 'copy' || method === 'deepcopy') return self;
  const args = positional.map((argument) => constantOf(inner(argument)));
  return placed(
    lift(self, (known) => {
      const text = known.kind === 'scalar' && known.value.kind === 'str' ? known.value : undefined;
      if (text === undefined || !args.every((argument) => argument !== undefined)) return unknownValue;
      const result = textMethod(text, method, args);
      return result === undefined ? unknownValue : scalar(result);
    }),
    at,
  );
}

function literalOf(text: string | undefined): Value {
  if (text === undefined) return unknownValue;
  if (/^\s*(?:true|false|none|null|\d+)\s*$/i.test(text)) return scalar(bool(/true|[1-9]/i.test(text)));
  return unknownValue;
}

function dictOfKeywords(ctx: RuleContext, node: Node, inner: (node: Node) => Value, at: Place): Value {
  const entries = new Map<string, Value>();
  let open = false;
  for (const keyword of listItems(ctx.words, Call.keywords(ctx.words, node))) {
    const name = Keyword.arg(ctx.words, keyword);
    if (name === 0) open = true;
    else entries.set(ctx.name(name), inner(Keyword.value(ctx.words, keyword)));
  }
  return { kind: 'dict', entries, open, at };
}

/** The `environ.Env(…)` call behind a reader: it may declare casts and defaults. */
function schemeOf(ctx: RuleContext, reader: Node, names: Names): Node | undefined {
  const root = ctx.kind(reader) === Kind.Attribute ? Attribute.value(ctx.words, reader) : reader;
  if (ctx.kind(root) !== Kind.Name) return undefined;
  const place = names.get(ctx.name(Name.id(ctx.words, root)))?.at;
  return place !== undefined && place.ctx === ctx && ctx.kind(place.node) === Kind.Call ? place.node : undefined;
}

export function targetNames(ctx: RuleContext, target: Node): readonly string[] {
  if (ctx.kind(target) === Kind.Name) return [ctx.name(Name.id(ctx.words, target))];
  if (ctx.kind(target) === Kind.Tuple || ctx.kind(target) === Kind.List)
    return listItems(ctx.words, Tuple.elts(ctx.words, target)).flatMap((item) => targetNames(ctx, item));
  return [];
}
