import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { commandControl, subprocessCalls } from '../../support/shell-commands.ts';

export const rule = defineRule({
  meta: {
    name: 'subprocess-with-shell',
    title: 'Subprocess runs a command that is not constant through a shell',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-78'],
    aliases: [
      'bandit:B602',
      'ruff:S602',
      'pyscg:0009',
      'semgrep:python.lang.security.audit.subprocess-shell-true.subprocess-shell-true',
      'semgrep:python.lang.security.audit.dangerous-subprocess-use-audit.dangerous-subprocess-use-audit',
    ],
    tags: ['injection', 'command', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(subprocessCalls),
  check(ctx, node) {
    const shell = ctx.argumentNode(node, 'shell', 8);
    if (shell === undefined || ctx.truth(shell) !== true) return;
    const command = ctx.argumentNode(node, 'args', 0);
    if (command === undefined) return;
    const control = commandControl(ctx, command);
    if (control === 'constant') return;
    ctx.report(node, {
      message:
        control === 'built'
          ? 'This command is put together from parts and run by a shell: a part that holds `;`, `|` or `$(…)` runs other commands.'
          : 'This runs whatever command it is given through a shell: who can choose a part of the command can run others.',
      remediation:
        'Pass a list of arguments without `shell=True`; where a shell is needed, quote each part with `shlex.quote`.',
    });
  },
});
