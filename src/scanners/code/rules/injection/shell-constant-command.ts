import { call, defineRule } from '../../rule.ts';
import { commandControl, shellCalls, subprocessCalls } from '../../support/shell-commands.ts';

export const rule = defineRule({
  meta: {
    name: 'shell-constant-command',
    title: 'A constant command runs through a shell',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-78'],
    aliases: ['bandit:B602', 'bandit:B605', 'ruff:S602', 'ruff:S605'],
    tags: ['command', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call(subprocessCalls, ...shellCalls),
  check(ctx, node, path) {
    const isSubprocess = /\.(?:run|call|check_call|check_output|Popen)$/.test(path);
    if (isSubprocess) {
      const shell = ctx.argumentNode(node, 'shell', 8);
      if (shell === undefined || ctx.truth(shell) !== true) return;
    }
    const command = ctx.argumentNode(node, isSubprocess ? 'args' : path === 'os.system' ? 'command' : 'cmd', 0);
    if (command === undefined || commandControl(ctx, command) !== 'constant') return;
    ctx.report(node, {
      message:
        'A shell runs this constant command. A list of arguments without a shell does the same and cannot become an injection later.',
    });
  },
});
