import {
  Assert,
  Attribute,
  Call,
  endOf,
  forEachChild,
  Kind,
  listItems,
  Name,
  startOf,
} from '../../../../python/index.ts';
import { replaceNode, unsafeFix } from '../../edits.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

/** What a check of rights is called. */
const rights =
  /^(?:is_?(?:admin|staff|superuser|authenticated|authorized|authorised|allowed|owner|logged_?in)|has_?(?:perm|perms|permission|permissions|access|role|scope)|can_(?:read|write|edit|delete|view|access)|check_?(?:password|permission|token|signature|csrf)|verify_?(?:password|token|signature|mac|hmac)?|compare_digest|authenticate|authorize|check_password_hash|pwd_context)$/i;
const requestNames = /^(?:request|req|flask_request)$/;
const requestParts =
  /^(?:args|form|json|get_json|data|POST|GET|FILES|files|cookies|COOKIES|headers|values|query_params|match_info|body|session)$/;

export const rule = defineRule({
  meta: {
    name: 'assert-guards-input',
    title: 'An assert checks rights or data of a request',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-617', 'CWE-703'],
    aliases: ['pyscg:0037', 'codeql:py/side-effect-in-assert'],
    tags: ['exceptions', 'authorization'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode('Assert'),
  check(ctx, node) {
    const { words } = ctx;
    const test = Assert.test(words, node);
    const reason = reasonOf(ctx, test);
    if (reason === undefined) return;
    const message = Assert.msg(words, node);
    const isOneLine = !ctx.text(node).includes('\n');
    ctx.report(node, {
      message: `This assert ${reason}, and \`python -O\` removes it: the check is then not made.`,
      remediation: 'Raise an exception: `if not …: raise PermissionError` or `ValueError`.',
      ...(isOneLine && endOf(words, node) > startOf(words, node)
        ? {
            fix: unsafeFix(
              'Raise an exception',
              replaceNode(
                ctx,
                node,
                `if not (${ctx.text(test)}): raise ValueError(${message === 0 ? '' : ctx.text(message)})`,
              ),
            ),
          }
        : {}),
    });
  },
});

function reasonOf(ctx: RuleContext, test: Node): string | undefined {
  const { words } = ctx;
  const stack: Node[] = [test];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    // `isinstance(x, T)` and `x is not None` speak to the type checker.
    if (
      words[node] === Kind.Call &&
      ctx.denotes(
        Call.func(words, node),
        'builtins.isinstance',
        'builtins.issubclass',
        'builtins.hasattr',
        'builtins.callable',
      )
    )
      continue;
    if (words[node] === Kind.Compare && /\bis\b/.test(ctx.text(node))) continue;
    const name =
      words[node] === Kind.Attribute
        ? ctx.name(Attribute.attr(words, node))
        : words[node] === Kind.Name
          ? ctx.name(Name.id(words, node))
          : '';
    if (rights.test(name)) return 'decides about rights';
    if (words[node] === Kind.Attribute && requestParts.test(name)) {
      const owner = Attribute.value(words, node);
      const isSelf = words[owner] === Kind.Attribute && requestNames.test(ctx.name(Attribute.attr(words, owner)));
      if (isSelf || (words[owner] === Kind.Name && requestNames.test(ctx.text(owner))))
        return 'checks data of a request';
    }
    if (words[node] === Kind.Call) {
      const callee = Call.func(words, node);
      if (
        words[callee] === Kind.Attribute &&
        /^(?:pop|remove|popitem|commit|write|send)$/.test(ctx.name(Attribute.attr(words, callee))) &&
        listItems(words, Call.args(words, node)).length < 2
      )
        return 'does something that the program needs';
    }
    forEachChild(words, node, (child) => stack.push(child));
  }
  return undefined;
}
