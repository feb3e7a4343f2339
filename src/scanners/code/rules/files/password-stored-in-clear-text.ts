import { Attribute, Call, Kind, Name, Subscript } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { stringShape } from '../../string-shape.ts';
import { outsideTests } from '../../support/contexts.ts';

const password = /^(?:[a-z0-9]+_)*(?:password|passwd|passphrase)\d?$/i;
const harmless = /hash|crypt|digest|salt|prompt|reset|change|confirm/i;

export const rule = defineRule({
  meta: {
    name: 'password-stored-in-clear-text',
    title: 'A password is written to a file or cookie in clear text',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-312', 'CWE-256'],
    aliases: ['codeql:py/clear-text-storage-sensitive-data'],
    tags: ['passwords', 'files'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('*.{write,write_text,set_cookie}'),
  check(ctx, node, path) {
    const text =
      path === '*.set_cookie'
        ? ctx.argumentNode(node, 'value', 1)
        : (ctx.argumentNode(node, undefined, 0) ?? ctx.argumentNode(node, 'data'));
    if (text === undefined || ctx.constant(text) !== undefined) return;
    const parts = stringShape(ctx, text);
    const values =
      parts === undefined
        ? [ctx.valueOf(text)]
        : parts.flatMap((part) => (part.kind === 'hole' && part.node !== undefined ? [part.node] : []));
    const name = values.map((value) => nameOf(ctx, value)).find((found) => found !== undefined && password.test(found));
    if (name === undefined || (path === '*.write' && !writesFile(ctx, node))) return;
    ctx.report(node, {
      message: `\`${name}\` is kept as it is: whoever gets the ${path === '*.set_cookie' ? 'cookie' : 'file, a backup or the disk'} has it.`,
      remediation: 'Keep a slow hash of a password (Argon2id, scrypt, bcrypt), and secrets in a store made for them.',
    });
  },
});

/** `file` of `with open(…) as file`, or of an assignment. */
function writesFile(ctx: RuleContext, node: Node): boolean {
  const receiver = ctx.receiver(node);
  if (receiver === undefined) return false;
  const values =
    ctx.kind(receiver) === Kind.Name ? ctx.bindings.definitions(receiver).map(({ value }) => value) : [receiver];
  return values.some((value) => {
    if (value === undefined || ctx.kind(value) !== Kind.Call) return false;
    return /(?:^|\.)(?:open|fdopen)$/.test(ctx.text(Call.func(ctx.words, value)));
  });
}

function nameOf(ctx: RuleContext, node: Node): string | undefined {
  const { words } = ctx;
  const name =
    words[node] === Kind.Name
      ? ctx.name(Name.id(words, node))
      : words[node] === Kind.Attribute
        ? ctx.name(Attribute.attr(words, node))
        : words[node] === Kind.Subscript
          ? ctx.string(Subscript.slice(words, node))
          : undefined;
  return name === undefined || harmless.test(name) ? undefined : name;
}
