import {
  Attribute,
  Call,
  ExceptHandler,
  If,
  IfExp,
  Kind,
  listItems,
  Name,
  startOf,
  Try,
  Tuple,
  While,
} from '../../../../python/index.ts';
import { defineRule, call as onCall } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { contains, frameOf, mentions, ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';

const matchMethods: ReadonlySet<string> = new Set(['group', 'groups', 'groupdict', 'start', 'end', 'span']);
const textMethods: ReadonlySet<string> = new Set([
  'split',
  'strip',
  'lower',
  'upper',
  'startswith',
  'endswith',
  'encode',
  'decode',
  'replace',
  'rstrip',
  'lstrip',
  'rsplit',
  'splitlines',
  'format',
]);

export const rule = defineRule({
  meta: {
    name: 'possible-none-dereference',
    title: 'A value that may be None is used without a check',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-476'],
    aliases: ['pyscg:0034'],
    tags: ['comparison', 'types'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: onCall(...[...matchMethods, ...textMethods].map((name) => `*.${name}`)),
  check(ctx, use) {
    const { words } = ctx;
    const node = Call.func(words, use);
    const attribute = ctx.name(Attribute.attr(words, node));
    const isMatch = matchMethods.has(attribute);
    const value = Attribute.value(words, node);
    if (words[value] !== Kind.Call && words[value] !== Kind.Name) return;
    const source = ctx.valueOf(value);
    if (words[source] !== Kind.Call) return;
    const what = isMatch ? match(ctx, source) : optional(ctx, source);
    if (what === undefined || isHandled(ctx, node, value, source)) return;
    // One finding per lookup, at its first use.
    const reported = ctx.memo(optional, () => new Set<Node>());
    if (reported.has(source)) return;
    reported.add(source);
    ctx.report(node, {
      message: `\`${what}\` gives None when there is nothing, and \`.${attribute}\` then raises AttributeError.`,
      remediation: 'Test for None first, or give a default value.',
    });
  },
});

/** `re.match(…)` with a pattern that does not match everything. */
function match(ctx: RuleContext, call: Node): string | undefined {
  const { words } = ctx;
  const callee = Call.func(words, call);
  const path = ctx.bindings
    .qualifiedNames(callee)
    .find((name) => /^re\.(?:compile\(\)\.)?(?:match|search|fullmatch)$/.test(name));
  if (path === undefined) return undefined;
  const compiled = path.startsWith('re.compile');
  const maker = compiled ? ctx.valueOf(Attribute.value(words, callee)) : call;
  const pattern = words[maker] === Kind.Call ? listItems(words, Call.args(words, maker))[0] : undefined;
  const text = pattern === undefined ? undefined : ctx.string(pattern);
  // `.*`, `(\w*)` and the like match the empty text, too.
  if (text === undefined || matchesEmpty(text)) return undefined;
  return `${compiled ? ctx.text(callee) : path}(…)`;
}

/** A pattern that is made of optional parts only. */
function matchesEmpty(pattern: string): boolean {
  const rest = pattern
    .slice(0, 500)
    .replace(/\\[AZbB]|[\^$()|]|\?P<\w+>|\?:/g, '')
    .replace(/(?:\[[^\]]*\]|\\.|.)(?:\*|\?|\{0,)[?+]?\d*\}?/g, '');
  return rest === '';
}

/** What may give None: the call as people write it; undefined when it cannot, or when that is not known. */
function optional(ctx: RuleContext, call: Node): string | undefined {
  const { words } = ctx;
  const callee = Call.func(words, call);
  const args = listItems(words, Call.args(words, call));
  const keywords = listItems(words, Call.keywords(words, call));
  if (args.length === 1 && keywords.length === 0) {
    if (ctx.denotes(callee, 'os.environ.get', 'os.getenv')) {
      // These are always there on the systems that have them.
      return /^(?:PATH|HOME|USER|SHELL|PWD|TERM|TMPDIR|USERPROFILE|APPDATA|LOCALAPPDATA|PROGRAMFILES|SYSTEMROOT|WINDIR|ComSpec|TEMP|TMP)$/i.test(
        ctx.string(args[0]) ?? '',
      )
        ? undefined
        : `${ctx.text(callee)}(…)`;
    }
    if (ctx.denotes(callee, 'shutil.which')) return 'shutil.which(…)';
    if (isRequestTable(ctx, callee)) return `${ctx.text(callee)}(…)`;
  }
  return undefined;
}

/** `request.args.get`, `self.request.headers.get`: what a client leaves out is None. */
function isRequestTable(ctx: RuleContext, callee: Node): boolean {
  const { words } = ctx;
  if (words[callee] !== Kind.Attribute || ctx.name(Attribute.attr(words, callee)) !== 'get') return false;
  const text = ctx.text(Attribute.value(words, callee));
  return /^(?:self\.)?(?:request|req)\.(?:args|form|values|cookies|GET|POST|COOKIES|headers|META|query_params)$/.test(
    text,
  );
}

/** Tested, defaulted, or inside a handler for the very error. */
function isHandled(ctx: RuleContext, use: Node, value: Node, source: Node): boolean {
  const { words } = ctx;
  const key = words[value] === Kind.Name ? Name.id(words, value) : undefined;
  const text = ctx.text(source);
  const tests = (node: Node): boolean =>
    (key !== undefined ? mentions(ctx, node, key) : false) ||
    ctx.text(node).includes(text) ||
    sameLookup(ctx, node, source);
  let child = use;
  for (const around of ctx.ancestors(use)) {
    const kind = words[around];
    if (kind === Kind.If && child !== If.test(words, around) && tests(If.test(words, around))) return true;
    if (kind === Kind.While && child !== While.test(words, around) && tests(While.test(words, around))) return true;
    if (kind === Kind.IfExp && child !== IfExp.test(words, around) && tests(IfExp.test(words, around))) return true;
    if (kind === Kind.BoolOp && tests(around) && listItems(words, words[around + 4])[0] !== child) return true;
    if (kind === Kind.Comprehension || kind === Kind.Match) return true;
    if ((kind === Kind.Try || kind === Kind.TryStar) && catches(ctx, around, child)) return true;
    if (kind === Kind.FunctionDef || kind === Kind.AsyncFunctionDef || kind === Kind.Lambda) break;
    child = around;
  }
  // An earlier statement of the function that asks about it: `if not x: return`, `assert x`.
  const frame = frameOf(ctx, use);
  return ownNodes(ctx, frame).some(
    (node) =>
      (words[node] === Kind.If || words[node] === Kind.Assert || words[node] === Kind.While) &&
      startOf(words, node) < startOf(words, use) &&
      !contains(ctx, words[node + 3], use) &&
      tests(words[node + 3]),
  );
}

/** `if 'x' in request.args` asks about `request.args.get('x')`. */
function sameLookup(ctx: RuleContext, test: Node, source: Node): boolean {
  const argument = listItems(ctx.words, Call.args(ctx.words, source))[0];
  return argument !== undefined && ctx.text(test).includes(ctx.text(argument));
}

function catches(ctx: RuleContext, statement: Node, child: Node): boolean {
  const { words } = ctx;
  if (!listItems(words, Try.body(words, statement)).includes(child)) return false;
  return listItems(words, Try.handlers(words, statement)).some((handler) => {
    const type = ExceptHandler.type(words, handler);
    if (type === 0) return true;
    const types = words[type] === Kind.Tuple ? listItems(words, Tuple.elts(words, type)) : [type];
    return types.some((each) =>
      ctx.denotes(each, 'builtins.AttributeError', 'builtins.Exception', 'builtins.BaseException'),
    );
  });
}
