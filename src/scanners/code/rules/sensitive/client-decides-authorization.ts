import { Attribute, Call, Compare, If, IfExp, Kind, listItems, Subscript, UnaryOp } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

/** Keys by which clients claim what they may do. */
const claim =
  /^(?:x[-_])?(?:user[-_])?(?:is[-_]?)?(?:admin(?:istrator)?|super[-_]?user|staff|roles?|privileges?|permissions?|access[-_]?level|user[-_]?type|authori[sz]ed|authenticated)$/i;
const requestData =
  /(?:^|\.)(?:flask\.request|quart\.request|bottle\.request)\.(?:args|form|values|cookies|headers|json|query|forms|params|GET|POST)$|(?:HttpRequest|starlette\.requests\.Request|fastapi\.Request|aiohttp\.web\.Request)\(\)\.(?:GET|POST|COOKIES|META|headers|cookies|query_params|query|data)$/;

export const rule = defineRule({
  meta: {
    name: 'client-decides-authorization',
    title: 'What the client says about its own rights decides access',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-472', 'CWE-807', 'CWE-639'],
    aliases: ['pyscg:0055'],
    tags: ['web', 'authorization', 'owasp-a01'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode(['Compare', 'If', 'IfExp'], { symbols: ['request', 'req'] }),
  check(ctx, node) {
    const { words } = ctx;
    const kind = words[node];
    const tests: Node[] =
      kind === Kind.Compare
        ? [Compare.left(words, node), ...listItems(words, Compare.comparators(words, node))]
        : [kind === Kind.If ? If.test(words, node) : IfExp.test(words, node)];
    for (const test of tests) {
      const read = words[test] === Kind.UnaryOp ? UnaryOp.operand(words, test) : test;
      const key = claimOf(ctx, read);
      if (key === undefined) continue;
      ctx.report(read, {
        message: `The request itself says "${key}", and the program believes it: anyone can send that.`,
        remediation: 'Look the rights up on the server, by the signed-in user of the session.',
      });
      return;
    }
  },
});

/** The key of `request.args["role"]` or `request.cookies.get("is_admin")`. */
function claimOf(ctx: RuleContext, node: Node): string | undefined {
  const { words } = ctx;
  let container: Node;
  let keyNode: Node | undefined;
  if (words[node] === Kind.Subscript) {
    container = Subscript.value(words, node);
    keyNode = Subscript.slice(words, node);
  } else if (words[node] === Kind.Call && words[Call.func(words, node)] === Kind.Attribute) {
    const func = Call.func(words, node);
    if (ctx.name(Attribute.attr(words, func)) !== 'get') return undefined;
    container = Attribute.value(words, func);
    keyNode = listItems(words, Call.args(words, node))[0];
  } else return undefined;
  const key = keyNode === undefined ? undefined : ctx.string(keyNode);
  if (key === undefined || !claim.test(key)) return undefined;
  return ctx.bindings.qualifiedNames(container).some((path) => requestData.test(path)) ? key : undefined;
}
