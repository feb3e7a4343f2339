import { call, defineRule } from '../../rule.ts';
import { isPlainValue } from '../../support/plain-values.ts';
import { commandControl, subprocessCalls } from '../../support/shell-commands.ts';

export const rule = defineRule({
  meta: {
    name: 'program-started',
    title: 'A program is started without a shell',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-78'],
    aliases: [
      'bandit:B603',
      'ruff:S603',
      'codeaudit:subprocess.Popen',
      'codeaudit:subprocess.call',
      'codeaudit:subprocess.check_call',
      'codeaudit:subprocess.check_output',
      'codeaudit:subprocess.run',
    ],
    tags: ['inventory', 'process', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call(subprocessCalls),
  check(ctx, node) {
    const shell = ctx.argument(node, 'shell', 8);
    if (shell.state === 'given' && ctx.truth(shell.node) !== false) return;
    const command = ctx.argumentNode(node, 'args', 0);
    if (
      command === undefined ||
      isPlainValue(ctx, command) ||
      (commandControl(ctx, command) === 'constant' && ctx.string(command) !== undefined)
    )
      return;
    ctx.report(node, {
      message: 'A program is started here with arguments that are not constant.',
      remediation: 'Check that none of them can start with `-` or choose the program; put `--` before file names.',
    });
  },
});
