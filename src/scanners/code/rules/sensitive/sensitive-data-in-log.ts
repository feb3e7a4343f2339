import {
  Attribute,
  Call,
  FormattedValue,
  JoinedStr,
  Kind,
  listItems,
  Name,
  Subscript,
  Tuple,
} from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { stringShape } from '../../string-shape.ts';
import { outsideTests } from '../../support/contexts.ts';
import { namesCredential } from '../../support/sensitive-names.ts';

const methods = '{debug,info,warning,warn,error,critical,exception,log,trace,success,msg}';

export const rule = defineRule({
  meta: {
    name: 'sensitive-data-in-log',
    title: 'A password, token or key is written to a log',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-532', 'CWE-312'],
    aliases: [
      'pyscg:0019',
      'codeql:py/clear-text-logging-sensitive-data',
      'semgrep:python.lang.security.audit.logging.logger-credential-leak.python-logger-credential-disclosure',
    ],
    tags: ['logging', 'privacy', 'owasp-a09'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    `logging.${methods}`,
    `logging.getLogger().${methods}`,
    `logging.Logger().${methods}`,
    `loguru.logger.${methods}`,
    `structlog.{get_logger,getLogger}().${methods}`,
  ),
  check(ctx, node) {
    const seen = new Set<Node>();
    for (const argument of listItems(ctx.words, Call.args(ctx.words, node))) {
      for (const value of shownValues(ctx, argument, 0)) {
        const name = nameOf(ctx, value);
        if (name === undefined || !namesCredential(name) || seen.has(value) || ctx.constant(value) !== undefined)
          continue;
        seen.add(value);
        ctx.report(value, {
          message: `\`${name}\` is written to the log as it is: whoever reads logs, or the service that collects them, can use it.`,
          remediation:
            'Leave it out, or log something that names it without being it: a user id, the last four characters, a keyed hash.',
        });
      }
    }
  },
});

/** Expressions whose text ends up in the message: arguments, holes of strings, and what `str()` or `repr()` shows. */
function shownValues(ctx: RuleContext, node: Node, depth: number): Node[] {
  const { words } = ctx;
  if (depth > 4) return [];
  const again = (inner: Node) => shownValues(ctx, inner, depth + 1);
  switch (words[node]) {
    case Kind.JoinedStr:
      return listItems(words, JoinedStr.values(words, node)).flatMap((part) =>
        words[part] === Kind.FormattedValue ? again(FormattedValue.value(words, part)) : [],
      );
    case Kind.Tuple:
      return listItems(words, Tuple.elts(words, node)).flatMap(again);
    case Kind.BinOp:
      return (stringShape(ctx, node) ?? []).flatMap((part) =>
        part.kind === 'hole' && part.node !== undefined ? again(part.node) : [],
      );
    case Kind.Call: {
      const func = Call.func(words, node);
      const shows = words[func] === Kind.Name && ['str', 'repr'].includes(ctx.name(Name.id(words, func)));
      if (shows) return listItems(words, Call.args(words, node)).flatMap(again);
      const isFormat = words[func] === Kind.Attribute && ctx.name(Attribute.attr(words, func)) === 'format';
      return isFormat ? listItems(words, Call.args(words, node)).flatMap(again) : [];
    }
    case Kind.Name:
    case Kind.Attribute:
    case Kind.Subscript:
      return [node];
    default:
      return [];
  }
}

/** Last name of `user.password`, `data["password"]`, `password`. */
function nameOf(ctx: RuleContext, node: Node): string | undefined {
  const { words } = ctx;
  if (words[node] === Kind.Name) return ctx.name(Name.id(words, node));
  if (words[node] === Kind.Attribute) return ctx.name(Attribute.attr(words, node));
  if (words[node] !== Kind.Subscript) return undefined;
  const key = ctx.literal(Subscript.slice(words, node));
  return typeof key === 'string' ? key : undefined;
}
