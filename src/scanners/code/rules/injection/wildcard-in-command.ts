import { Kind, List, listItems } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { shapeText, stringShape } from '../../string-shape.ts';
import { outsideTests } from '../../support/contexts.ts';
import { shellCalls, subprocessCalls } from '../../support/shell-commands.ts';

/** Programs that read options from file names that a `*` brings in. */
const programs = /(?:^|[\s;|&/(])(?:chown|chmod|tar|rsync)\s(?:[^;|&]*\s)?(?!-)[^\s;|&]*\*/;

export const rule = defineRule({
  meta: {
    name: 'wildcard-in-command',
    title: 'A shell expands * for a program that takes options from file names',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-155', 'CWE-78'],
    aliases: [
      'bandit:B609',
      'ruff:S609',
      'semgrep:python.lang.security.audit.system-wildcard-detected.system-wildcard-detected',
    ],
    tags: ['injection', 'command', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(subprocessCalls, ...shellCalls),
  check(ctx, node, path) {
    const isSubprocess = /\.(?:run|call|check_call|check_output|Popen)$/.test(path);
    if (isSubprocess) {
      const shell = ctx.argumentNode(node, 'shell', 8);
      if (shell === undefined || ctx.truth(shell) !== true) return;
    }
    const command = ctx.argumentNode(node, isSubprocess ? 'args' : path === 'os.system' ? 'command' : 'cmd', 0);
    const text = command === undefined ? undefined : commandText(ctx, command);
    if (command === undefined || text === undefined || !programs.test(text)) return;
    ctx.report(command, {
      message:
        'The shell replaces `*` by file names, and this program reads names like `--checkpoint-action=exec=…` as options: who can create files there can run commands.',
      remediation: 'Name the folder instead of `*`, write `./*`, or put `--` before the names.',
    });
  },
});

function commandText(ctx: RuleContext, command: Node): string | undefined {
  const value = ctx.valueOf(command);
  if (ctx.kind(value) === Kind.List || ctx.kind(value) === Kind.Tuple) {
    const first = listItems(ctx.words, List.elts(ctx.words, value))[0];
    return first === undefined ? undefined : commandText(ctx, first);
  }
  const parts = stringShape(ctx, command);
  const text = parts === undefined ? undefined : shapeText(parts, 'x');
  return text === undefined || /\s--\s/.test(text) || /\s\.\/\*/.test(text) ? undefined : text;
}
