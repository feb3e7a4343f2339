import { Attribute, Call, FunctionDef, Kind, listItems, Name } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { mentions } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'password-may-be-empty',
    title: 'A password is set that can be empty',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-258', 'CWE-521'],
    aliases: [
      'semgrep:python.django.security.passwords.password-empty-string.password-empty-string',
      'semgrep:python.django.security.passwords.use-none-for-password-default.use-none-for-password-default',
    ],
    tags: ['passwords', 'django'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('*.set_password'),
  check(ctx, node) {
    const password = ctx.argumentNode(node, 'raw_password', 0);
    if (password === undefined || !canBeEmpty(ctx, password)) return;
    ctx.report(node, {
      message: 'The empty text is a password like any other: who logs in without one gets in.',
      remediation:
        'Use `None` as the default, which Django stores as a password that nothing matches, and check what was given.',
    });
  },
});

function canBeEmpty(ctx: RuleContext, password: Node): boolean {
  const { words } = ctx;
  if (ctx.string(password) === '') return true;
  const value = ctx.valueOf(password);
  if (words[value] === Kind.Call) {
    const callee = Call.func(words, value);
    if (words[callee] !== Kind.Attribute || ctx.name(Attribute.attr(words, callee)) !== 'get') return false;
    const fallback = listItems(words, Call.args(words, value))[1];
    return fallback !== undefined && ctx.string(fallback) === '' && !isAsked(ctx, password);
  }
  if (words[value] !== Kind.Name) return false;
  const around = ctx.enclosingFunction(value);
  if (around === undefined || words[around] === Kind.Lambda) return false;
  const name = ctx.name(Name.id(words, value));
  const header = ctx.text(FunctionDef.args(words, around)).split(',');
  return (
    header.some((parameter) => {
      const [left, right] = parameter.split('=');
      return right !== undefined && left.split(':')[0].trim() === name && /^\s*(?:''|"")\s*$/.test(right);
    }) && !isAsked(ctx, password)
  );
}

/** `if password: …` around the call, or `if not password: …` before it. */
function isAsked(ctx: RuleContext, password: Node): boolean {
  const { words } = ctx;
  if (words[password] !== Kind.Name) return false;
  const symbol = Name.id(words, password);
  return ctx.nodesOf('If').some((branch) => mentions(ctx, words[branch + 3], symbol));
}
