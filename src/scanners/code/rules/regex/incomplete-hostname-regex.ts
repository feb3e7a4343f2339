import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'incomplete-hostname-regex',
    title: 'A pattern for a host name lets other hosts through',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-20'],
    aliases: ['codeql:py/incomplete-hostname-regexp'],
    tags: ['validation', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('re.{compile,match,search,fullmatch}'),
  check(ctx, node) {
    const pattern = ctx.argumentNode(node, 'pattern', 0);
    const text = pattern === undefined ? undefined : ctx.string(pattern);
    if (pattern === undefined || text === undefined || text.length > 500) return;
    const host =
      /^\^?\(?(?:https\?|https?|wss?|\(\?:https\?\||ftp):(?:\/\/|\\\/\\\/)([a-z0-9-]+(?:\\?\.[a-z0-9-]+)+)/.exec(
        text,
      )?.[1];
    if (host === undefined || !/[^\\]\.[a-z]{2,}/.test(host)) return;
    ctx.report(pattern, {
      message: `The dots of \`${host}\` match any character: other hosts pass.`,
      remediation: 'Escape the dots, or compare `urlsplit(url).hostname` with a list.',
    });
  },
});
