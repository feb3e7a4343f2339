import { Attribute, Call, If, Kind, listItems, Name, Subscript } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { contains } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';

const rightKey =
  /^(?:x[-_])?(?:user[-_]?)?(?:role|roles|is[-_]?admin|admin|is[-_]?staff|is[-_]?superuser|permissions?|access[-_]?level|privileges?|user[-_]?type)$/i;
const parts = /^(?:args|form|values|json|cookies|COOKIES|GET|POST|headers|query_params|data)$/;

export const rule = defineRule({
  meta: {
    name: 'client-supplied-role',
    title: 'What a user may do is decided by what the client says',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-472', 'CWE-639', 'CWE-602'],
    aliases: ['pyscg:0055'],
    tags: ['authorization', 'flask', 'django', 'fastapi'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode(['Call', 'Subscript'], { symbols: ['request'] }),
  check(ctx, node) {
    const key = readKey(ctx, node);
    if (key === undefined || !rightKey.test(key)) return;
    if (!decides(ctx, node)) return;
    ctx.report(node, {
      message: `The client writes \`${key}\` itself: anybody can send the value that opens this branch.`,
      remediation:
        'Take roles from the session or the database of the server, or from a token whose signature was checked.',
    });
  },
});

/** `role` of `request.args.get('role')` and `request.cookies['role']`. */
function readKey(ctx: RuleContext, node: Node): string | undefined {
  const { words } = ctx;
  let table: Node;
  let key: Node | undefined;
  if (words[node] === Kind.Call) {
    const callee = Call.func(words, node);
    if (words[callee] !== Kind.Attribute || ctx.name(Attribute.attr(words, callee)) !== 'get') return undefined;
    table = Attribute.value(words, callee);
    key = listItems(words, Call.args(words, node))[0];
  } else {
    table = Subscript.value(words, node);
    key = Subscript.slice(words, node);
  }
  if (key === undefined || words[table] !== Kind.Attribute || !parts.test(ctx.name(Attribute.attr(words, table))))
    return undefined;
  const owner = Attribute.value(words, table);
  const isRequest =
    (words[owner] === Kind.Name && ctx.name(Name.id(words, owner)) === 'request') ||
    (words[owner] === Kind.Attribute && ctx.name(Attribute.attr(words, owner)) === 'request') ||
    ctx.denotes(owner, 'flask.request');
  return isRequest ? ctx.literal(key) : undefined;
}

/** In the condition of a branch, directly or through one name. */
function decides(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  for (const around of ctx.ancestors(node)) {
    if (words[around] === Kind.If || words[around] === Kind.IfExp) {
      const test = words[around] === Kind.If ? If.test(words, around) : words[around + 3];
      return contains(ctx, test, node);
    }
    if (words[around] === Kind.Assign) {
      const target = words[words[around + 3] + 1];
      if (words[target] !== Kind.Name) return false;
      const symbol = Name.id(words, target);
      return ctx.nodesOf('Compare').some((compare) => {
        const left = words[compare + 3];
        if (words[left] !== Kind.Name || Name.id(words, left) !== symbol || ctx.valueOf(left) !== node) return false;
        const branch = ctx.enclosing(compare, Kind.If, Kind.IfExp);
        const [other] = listItems(words, words[compare + 5]);
        return (
          branch !== undefined &&
          /^(?:admin|superuser|root|owner|staff|administrator|true|1)$/i.test(ctx.literal(other) ?? '')
        );
      });
    }
    if (words[around] === Kind.FunctionDef || words[around] === Kind.AsyncFunctionDef || words[around] === Kind.Call)
      return false;
  }
  return false;
}
