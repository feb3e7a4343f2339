/** What the rules about cookies set in code share: which calls set one, what its flags are, whether it matters. */
import { call, type Trigger } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';

/** `response.set_cookie(name, value, …)` of Django, Flask, Starlette, aiohttp, Pyramid, Bottle, Falcon and others. */
export const cookieCalls: readonly Trigger[] = [
  call('*.set_cookie'),
  call('*.set_signed_cookie'),
  call('*.set_secure_cookie'),
];

export interface CookieCall {
  readonly name: string;
  /** Its name says that it holds a session, a login or a secret. */
  readonly isSensitive: boolean;
  /** The call takes the cookie away. */
  readonly isDeleted: boolean;
}

const sensitive =
  /sess(?:ion)?|auth|token|jwt|login|remember|credential|passw|secret|api_?key|sid$|^sid|access|refresh|identity/i;
const harmless =
  /csrf|xsrf|theme|lang|locale|consent|tracking|timezone|^tz$|dark|banner|seen|dismiss|redirect|next|url|count|hint|expir/i;

export function cookieCall(ctx: RuleContext, node: Node): CookieCall | undefined {
  const receiver = ctx.receiver(node);
  if (receiver === undefined) return undefined;
  const key = ctx.argumentNode(node, undefined, 0) ?? ctx.argumentNode(node, 'key') ?? ctx.argumentNode(node, 'name');
  if (key === undefined) return undefined;
  const names = ctx.bindings.qualifiedNames(receiver);
  // Cookie jars of clients and browsers are no responses.
  if (names.some((name) => /^(?:requests|httpx|http\.cookiejar|selenium|playwright)\b/.test(name))) return undefined;
  if (/(?:^|[._])(?:jar|session|client|driver|browser)s?$/i.test(ctx.text(receiver).slice(-40))) return undefined;
  const text = ctx.text(key);
  // The name of a constant says as much as the cookie's own; the name of a variable does not.
  const name =
    ctx.string(key) ?? (/(?:^|\.)[A-Z][A-Z0-9_]*$/.test(text) ? text.replace(/^.*\./, '').slice(0, 60) : undefined);
  if (name === undefined) return undefined;
  const value = ctx.argumentNode(node, 'value') ?? ctx.argumentNode(node, undefined, 1);
  const isFixed = value !== undefined && ctx.constant(value) !== undefined;
  const lifetime = ctx.argumentConstant(node, 'max_age');
  const isDeleted =
    (value !== undefined && ctx.string(value) === '') || (lifetime?.kind === 'int' && lifetime.value <= 0n);
  return { name, isSensitive: !isFixed && sensitive.test(name) && !harmless.test(name), isDeleted };
}

/** `off`: certainly without the flag; `on`; `unknown`. Tornado passes flags on under other names. */
export function cookieFlag(
  ctx: RuleContext,
  node: Node,
  flag: 'secure' | 'httponly',
): 'on' | 'off' | 'missing' | 'unknown' {
  const given = ctx.argument(node, flag);
  const other = given.state === 'absent' && flag === 'httponly' ? ctx.argument(node, 'http_only') : given;
  if (other.state === 'unknown') return 'unknown';
  if (other.state === 'absent') return 'missing';
  const truth = ctx.truth(other.node);
  return truth === undefined ? 'unknown' : truth ? 'on' : 'off';
}
