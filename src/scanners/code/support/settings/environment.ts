/** Recognises reads of the environment in settings: `os.environ`, decouple, django-environ, environs, helpers of the project. */
import { bool, float, int, str } from '../../../../python/constants/index.ts';
import { Attribute, Call, Kind, Lambda, listItems, Name, Tuple } from '../../../../python/index.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { lift, scalar, textOf, unknownValue, type Value } from './values.ts';

const readers = new Set([
  'os.getenv',
  'os.environ.get',
  'os.environ.pop',
  'os.environ.setdefault',
  'decouple.config',
  'decouple.AutoConfig()',
  'decouple.Config()',
  'environ.Env()',
  'environs.Env()',
  'starlette.config.Config()',
]);
const casts = /^(?:bool|boolean|str|string|int|integer|float|list|tuple|set|json|dict|url|csv|Csv|strtobool|decimal)$/i;
const readerName = /(?:^|_)(?:env|environ|getenv|environment|config|secret|setting)(?:_|$)|^env|env$|Env$/i;
const configurationValue = /^configurations\.values\.(\w+)Value$/;

/** `evaluate` gives the value of an argument. Undefined: the call is no such read. */
export function readEnvironment(
  ctx: RuleContext,
  call: Node,
  evaluate: (node: Node) => Value,
  scheme: (node: Node) => Node | undefined,
): Value | undefined {
  const callee = Call.func(ctx.words, call);
  const names = ctx.bindings.qualifiedNames(callee);
  const kindOfValue = names.map((name) => configurationValue.exec(name)?.[1]).find((found) => found !== undefined);
  const at = { ctx, node: call };
  if (kindOfValue !== undefined) {
    const fallback = ctx.argumentNode(call, 'default', 0);
    return { kind: 'environment', fallback: fallback === undefined ? undefined : evaluate(fallback), at };
  }
  if (!isReader(ctx, callee, names, call)) return undefined;
  const method = ctx.kind(callee) === Kind.Attribute ? ctx.name(Attribute.attr(ctx.words, callee)) : '';
  const second = ctx.argumentNode(call, undefined, 1);
  const isCast = second !== undefined && castName(ctx, second) !== undefined;
  const fallbackNode =
    ctx.argumentNode(call, 'default') ??
    ctx.argumentNode(call, 'fallback') ??
    ctx.argumentNode(call, 'default_value') ??
    (isCast ? ctx.argumentNode(call, undefined, 2) : second);
  const castNode = ctx.argumentNode(call, 'cast') ?? (isCast ? second : undefined);
  const calleeName =
    method !== '' ? method : ctx.kind(callee) === Kind.Name ? ctx.name(Name.id(ctx.words, callee)) : '';
  let cast = castNode === undefined ? calleeName : (castName(ctx, castNode) ?? '');
  let fallback = fallbackNode === undefined ? undefined : evaluate(fallbackNode);
  if (fallback === undefined && names.includes('os.getenv')) fallback = scalar({ kind: 'none' });
  if (fallback === undefined && names.includes('os.environ.get')) fallback = scalar({ kind: 'none' });
  // django-environ: `environ.Env(DEBUG=(bool, False))`.
  const env = scheme(callee);
  const variable = ctx.argumentNode(call, undefined, 0);
  if (fallback === undefined && env !== undefined && variable !== undefined) {
    const name = ctx.string(variable);
    const declared = name === undefined ? undefined : ctx.argumentNode(env, name);
    if (declared !== undefined && ctx.kind(declared) === Kind.Tuple) {
      const [type, value] = listItems(ctx.words, Tuple.elts(ctx.words, declared));
      cast = type === undefined ? cast : (castName(ctx, type) ?? cast);
      fallback = value === undefined ? undefined : evaluate(value);
    }
  }
  return { kind: 'environment', fallback: fallback === undefined ? undefined : castTo(fallback, cast), at };
}

function isReader(ctx: RuleContext, callee: Node, names: readonly string[], call: Node): boolean {
  if (names.some((name) => readers.has(name) || readers.has(name.replace(/\.\w+$/, '')))) return true;
  if (names.some((name) => /^(?:builtins|django|pathlib|datetime|re)\./.test(name))) return false;
  const variable = ctx.argumentNode(call, undefined, 0) ?? ctx.argumentNode(call, 'name');
  if (variable === undefined || !/^[A-Z][A-Z0-9_]*$/.test(ctx.string(variable) ?? '')) return false;
  const text = ctx.text(callee);
  if (text.length < 80 && text.split('.').some((part) => readerName.test(part))) return true;
  return ctx.bindings
    .references(callee)
    .some(
      (found) =>
        found.kind === 'function' &&
        /\benviron\b|getenv/.test(sourceOf(found.bindings.module, found.node).slice(0, 4000)),
    );
}

function sourceOf(module: RuleContext['module'], node: Node): string {
  return new TextDecoder().decode(module.source.subarray(module.words[node + 1], module.words[node + 2]));
}

function castName(ctx: RuleContext, node: Node): string | undefined {
  const kind = ctx.kind(node);
  if (kind === Kind.Lambda) return /\.split\(/.test(ctx.text(Lambda.body(ctx.words, node))) ? 'list' : 'unknown';
  if (kind === Kind.Call) return castName(ctx, Call.func(ctx.words, node));
  const name =
    kind === Kind.Name
      ? ctx.name(Name.id(ctx.words, node))
      : kind === Kind.Attribute
        ? ctx.name(Attribute.attr(ctx.words, node))
        : '';
  return casts.test(name) ? name : undefined;
}

/** What a reader makes of its default: `env.bool("X", default="0")` is false. */
function castTo(value: Value, cast: string): Value {
  return lift(value, (known) => {
    const text = textOf(known);
    if (text === undefined) return known;
    if (/bool/i.test(cast)) return scalar(bool(/^(?:1|true|yes|on|y|t|ok)$/i.test(text.trim())), known.at);
    if (/list|csv|tuple|set$/i.test(cast) && !/setting|default/i.test(cast)) return splitList(text, known);
    if (/^(?:int|float|.*_(?:int|float))$/i.test(cast)) {
      const number = text.trim() === '' ? Number.NaN : Number(text);
      if (Number.isNaN(number)) return unknownValue;
      return scalar(Number.isInteger(number) ? (int(BigInt(number)) ?? float(number)) : float(number), known.at);
    }
    return known;
  });
}

function splitList(text: string, known: Value): Value {
  const items = text
    .split(/[,\s]+/)
    .filter((item) => item !== '')
    .flatMap((item) => str(item) ?? []);
  return { kind: 'list', items: items.map((item) => scalar(item, known.at)), open: false };
}
