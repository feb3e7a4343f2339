import { Attribute, Call, Expr, Kind, listItems } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isSurely } from '../../support/types/infer.ts';

/** Methods of str and bytes that no other common type has, or that only return. */
const textOnly: ReadonlySet<string> = new Set([
  'strip',
  'lstrip',
  'rstrip',
  'lower',
  'upper',
  'title',
  'capitalize',
  'casefold',
  'swapcase',
  'removeprefix',
  'removesuffix',
  'zfill',
  'ljust',
  'rjust',
  'splitlines',
  'startswith',
  'endswith',
  'isdigit',
  'isalpha',
  'isalnum',
]);
/** Shared with other types: only of an expression that surely is a str. */
const shared: ReadonlySet<string> = new Set([
  'replace',
  'format',
  'split',
  'join',
  'encode',
  'decode',
  'translate',
  'center',
  'title',
]);

export const rule = defineRule({
  meta: {
    name: 'dropped-result',
    title: 'The result of a call without effect is dropped',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-252'],
    aliases: ['pyscg:0036', 'codeql:py/ignored-return-value'],
    tags: ['standards'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: [
    onNode('Expr'),
    call(
      'builtins.{sorted,reversed,abs,map,filter,zip}',
      'html.escape',
      'shlex.quote',
      'os.path.{join,normpath,realpath}',
      'urllib.parse.quote',
    ),
  ],
  check(ctx, node, path) {
    const { words } = ctx;
    if (path !== '') {
      const parent = ctx.parent(node);
      // `try: sorted(x) except TypeError` asks whether it works.
      if (parent === undefined || words[parent] !== Kind.Expr || isTried(ctx, parent)) return;
      reportDropped(ctx, node, path.slice(path.lastIndexOf('.') + 1));
      return;
    }
    const value = Expr.value(words, node);
    if (words[value] !== Kind.Call) return;
    const callee = Call.func(words, value);
    if (words[callee] !== Kind.Attribute) return;
    const name = ctx.name(Attribute.attr(words, callee));
    if (!textOnly.has(name) && !shared.has(name)) return;
    if (isTried(ctx, node)) return;
    // `x.encode('ascii')` and a docstring with `.format(…)` are there for another reason.
    if (/^(?:en|de)code$/.test(name) && ctx.enclosing(node, Kind.Try, Kind.TryStar) !== undefined) return;
    if (words[Attribute.value(words, callee)] === Kind.Constant) return;
    const receiver = Attribute.value(words, callee);
    if (!isSurely(ctx, receiver, 'str', 'bytes') && !isLikelyText(ctx, name, value, receiver)) return;
    reportDropped(ctx, value, name);
  },
});

/** `try: x.encode('ascii')` asks whether it works. */
function isTried(ctx: RuleContext, statement: Node): boolean {
  const around = ctx.parent(statement);
  return around !== undefined && (ctx.kind(around) === Kind.Try || ctx.kind(around) === Kind.TryStar);
}

function reportDropped(ctx: RuleContext, call: Node, name: string): void {
  ctx.report(call, {
    message: `\`${name}\` changes nothing: it returns a new value, and this one is thrown away.`,
    remediation: 'Assign the result, or remove the statement.',
  });
}

/** `name.strip()` of a plain variable: no other common type has such a method. */
function isLikelyText(ctx: RuleContext, method: string, call: Node, receiver: Node): boolean {
  const { words } = ctx;
  return (
    words[receiver] === Kind.Name &&
    listItems(words, Call.args(words, call)).length === 0 &&
    /^(?:strip|lower|upper|casefold)$/.test(method) &&
    !/^(?:self|cls)$|^[A-Z]/.test(ctx.text(receiver))
  );
}
