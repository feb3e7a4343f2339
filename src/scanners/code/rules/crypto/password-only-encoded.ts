import { Assign, Attribute, Call, Kind, listItems, Name, Subscript } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const password = /^(?:[a-z0-9]+_)*(?:password|passwd|passphrase|pwd)$/i;

export const rule = defineRule({
  meta: {
    name: 'password-only-encoded',
    title: 'A password is encoded with base64 as if that hid it',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-261', 'CWE-522'],
    aliases: [],
    tags: ['passwords', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'base64.{b64encode,urlsafe_b64encode,standard_b64encode,b32encode,b16encode,b85encode,a85encode,encodebytes}',
  ),
  check(ctx, node) {
    const data = ctx.argumentNode(node, undefined, 0) ?? ctx.argumentNode(node, 's');
    if (data === undefined || ctx.constant(data) !== undefined || !isPassword(ctx, data)) return;
    // What it is kept as says that it is meant as protection; headers of protocols need the encoding.
    const statement = ctx.enclosingStatement(node);
    if (ctx.kind(statement) !== Kind.Assign) return;
    const target = listItems(ctx.words, Assign.targets(ctx.words, statement))[0];
    if (ctx.kind(target) !== Kind.Attribute && ctx.kind(target) !== Kind.Subscript) return;
    if (!password.test(nameOf(ctx, target) ?? '')) return;
    ctx.report(node, {
      message: 'Base64 is no encryption: whoever sees the text has the password.',
      remediation: 'Keep a slow hash of the password (Argon2id, scrypt, bcrypt), or encrypt what must be read again.',
    });
  },
});

/** `password`, `form.password.encode()`, `bytes(form['password'], 'utf-8')`. */
function isPassword(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  let value = node;
  for (let step = 0; step < 4 && words[value] === Kind.Call; step++) {
    const callee = Call.func(words, value);
    if (words[callee] === Kind.Attribute && ctx.name(Attribute.attr(words, callee)) === 'encode')
      value = Attribute.value(words, callee);
    else if (ctx.denotes(callee, 'builtins.bytes', 'builtins.str'))
      value = listItems(words, Call.args(words, value))[0] ?? value;
    else return false;
  }
  return password.test(nameOf(ctx, value) ?? '');
}

function nameOf(ctx: RuleContext, node: Node): string | undefined {
  const { words } = ctx;
  if (words[node] === Kind.Name) return ctx.name(Name.id(words, node));
  if (words[node] === Kind.Attribute) return ctx.name(Attribute.attr(words, node));
  return words[node] === Kind.Subscript ? ctx.string(Subscript.slice(words, node)) : undefined;
}
