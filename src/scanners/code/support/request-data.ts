/** What a piece of code reads from the request of a web framework, as written: `request.args`, `request.headers['Host']`. */
import { Attribute, Call, Kind, listItems, Name, Subscript } from '../../../python/index.ts';
import type { Node, RuleContext } from '../rule-context.ts';

const flaskRequests = ['flask.request', 'quart.request', 'bottle.request'];

/** `request`, `self.request`, `flask.request`. */
export function isRequest(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  if (words[node] === Kind.Name && ctx.name(Name.id(words, node)) === 'request') return true;
  if (words[node] === Kind.Attribute && ctx.name(Attribute.attr(words, node)) === 'request') return true;
  return ctx.denotes(node, ...flaskRequests);
}

/** `form` of `request.form`, through names, `dict(…)`, `.copy()`, `.to_dict()`, `.dict()`, `.get_json()`. */
export function requestPart(ctx: RuleContext, node: Node): string | undefined {
  const { words } = ctx;
  let value = ctx.valueOf(node);
  for (let step = 0; step < 4; step++) {
    if (words[value] === Kind.Attribute) {
      return isRequest(ctx, Attribute.value(words, value)) ? ctx.name(Attribute.attr(words, value)) : undefined;
    }
    if (words[value] === Kind.Await) {
      value = words[value + 3];
      continue;
    }
    if (words[value] !== Kind.Call) return undefined;
    const callee = Call.func(words, value);
    if (words[callee] === Kind.Attribute) {
      const method = ctx.name(Attribute.attr(words, callee));
      const receiver = Attribute.value(words, callee);
      if (method === 'get_json' || method === 'json') return isRequest(ctx, receiver) ? 'json' : undefined;
      if (method !== 'copy' && method !== 'to_dict' && method !== 'dict') return undefined;
      value = ctx.valueOf(receiver);
      continue;
    }
    const [first] = listItems(words, Call.args(words, value));
    if (first === undefined || !ctx.denotes(callee, 'builtins.dict')) return undefined;
    value = ctx.valueOf(first);
  }
  return undefined;
}

/** `headers` and `Host` of `request.headers.get('Host')` and `request.headers['Host']`. */
export function requestItem(ctx: RuleContext, node: Node): { readonly part: string; readonly key: string } | undefined {
  const { words } = ctx;
  let table: Node;
  let key: Node | undefined;
  if (words[node] === Kind.Call) {
    const callee = Call.func(words, node);
    if (words[callee] !== Kind.Attribute || ctx.name(Attribute.attr(words, callee)) !== 'get') return undefined;
    table = Attribute.value(words, callee);
    key = listItems(words, Call.args(words, node))[0];
  } else if (words[node] === Kind.Subscript) {
    table = Subscript.value(words, node);
    key = Subscript.slice(words, node);
  } else return undefined;
  const text = key === undefined ? undefined : ctx.literal(key);
  const part = text === undefined ? undefined : requestPart(ctx, table);
  return part === undefined || text === undefined ? undefined : { part, key: text };
}
