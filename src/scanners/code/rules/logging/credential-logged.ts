import {
  Attribute,
  BinOp,
  Call,
  FormattedValue,
  JoinedStr,
  Keyword,
  Kind,
  listItems,
  Name,
  Subscript,
  Tuple,
} from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const levels = '{debug,info,warning,warn,error,critical,exception,log}';
/** The whole name, or its last words: `db_password`, `client_secret`, `apiKey`. */
const secretName =
  /(?:^|_|[a-z])(?:password|passwd|passphrase|pwd|secret_?key|client_?secret|api_?key|private_?key|access_?token|refresh_?token|auth_?token|bearer_?token|session_?token|credit_?card|card_?number|cvv|ssn)$/i;
/** Names that speak about a secret without holding one. */
const harmless =
  /(?:^|_)(?:no|has|is|use|get|need|needs|with|without|hashed?|encrypted|masked|redacted|public|invalid|missing|forgot|reset|update|create|delete|change|set|ask)_/i;

export const rule = defineRule({
  meta: {
    name: 'credential-logged',
    title: 'A password, token or key is written to a log',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-532', 'CWE-312'],
    aliases: [
      'pyscg:0019',
      'codeql:py/clear-text-logging-sensitive-data',
      'semgrep:python.lang.security.audit.logging.logger-credential-leak.python-logger-credential-disclosure',
    ],
    tags: ['logging', 'secrets', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [call(`logging.${levels}`, `logging.getLogger().${levels}`), call(`*.${levels}`)],
  check(ctx, node, path) {
    const { words } = ctx;
    if (path.startsWith('*.')) {
      const receiver = Attribute.value(words, Call.func(words, node));
      if (!/(?:^|[._])(?:log|logger|_logger|logging)$/i.test(ctx.text(receiver)) || ctx.text(receiver) === 'logging')
        return;
      if (ctx.bindings.qualifiedNames(receiver).includes('logging.getLogger()')) return;
    }
    const values = [
      ...listItems(words, Call.args(words, node)),
      ...listItems(words, Call.keywords(words, node)).map((keyword) => Keyword.value(words, keyword)),
    ];
    for (const value of values.flatMap((each) => written(ctx, each))) {
      const name = lastName(ctx, value);
      if (!secretName.test(name) || harmless.test(name)) continue;
      if (ctx.constant(value) !== undefined) continue;
      ctx.report(value, {
        message: `\`${ctx.text(value)}\` goes to the log: everybody who reads logs, backups and monitoring has it then.`,
        remediation: 'Leave it out, or log that it is set, or a keyed hash of it. Replace what was logged.',
      });
    }
  },
});

/** The expressions whose text comes out: arguments, and what formats put in. */
function written(ctx: RuleContext, node: Node): readonly Node[] {
  const { words } = ctx;
  switch (words[node]) {
    case Kind.JoinedStr:
      return listItems(words, JoinedStr.values(words, node)).flatMap((part) =>
        words[part] === Kind.FormattedValue ? written(ctx, FormattedValue.value(words, part)) : [],
      );
    case Kind.BinOp:
      return [BinOp.left(words, node), BinOp.right(words, node)].flatMap((side) => written(ctx, side));
    case Kind.Tuple:
      return listItems(words, Tuple.elts(words, node)).flatMap((item) => written(ctx, item));
    case Kind.Call: {
      const callee = Call.func(words, node);
      const isFormat = words[callee] === Kind.Attribute && ctx.name(Attribute.attr(words, callee)) === 'format';
      if (isFormat || ctx.denotes(callee, 'builtins.str', 'builtins.repr'))
        return listItems(words, Call.args(words, node)).flatMap((argument) => written(ctx, argument));
      return [];
    }
    case Kind.Name:
    case Kind.Attribute:
    case Kind.Subscript:
      return [node];
    default:
      return [];
  }
}

function lastName(ctx: RuleContext, node: Node): string {
  const { words } = ctx;
  if (words[node] === Kind.Name) return ctx.name(Name.id(words, node));
  if (words[node] === Kind.Attribute) return ctx.name(Attribute.attr(words, node));
  return ctx.literal(Subscript.slice(words, node)) ?? '';
}
