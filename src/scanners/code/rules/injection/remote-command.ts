import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { commandControl } from '../../support/shell-commands.ts';

export const rule = defineRule({
  meta: {
    name: 'remote-command',
    title: 'A command that is not constant runs on a remote host',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-78', 'CWE-74'],
    aliases: [
      'bandit:B601',
      'ruff:S601',
      'codeql:py/remote-command-injection',
      'codeql:py/paramiko-command-injection',
      'semgrep:python.lang.security.audit.paramiko.paramiko-exec-command.paramiko-exec-command',
    ],
    tags: ['injection', 'command', 'paramiko', 'ssh'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call(
      'paramiko.{SSHClient,client.SSHClient}().exec_command',
      'paramiko.{SSHClient,client.SSHClient}().invoke_shell().send',
    ),
    call('asyncssh.connect()[].run', 'asyncssh.connect().run', 'fabric.Connection().{run,sudo}'),
    call('*.exec_command'),
  ],
  check(ctx, node, path) {
    if (path.startsWith('*') && !ctx.imports('paramiko')) return;
    const command = ctx.argumentNode(node, 'command', 0);
    if (command === undefined || commandControl(ctx, command) === 'constant') return;
    ctx.report(node, {
      message:
        'The shell of the remote host reads this command, and it is not constant: a part that holds `;` or `$(…)` runs other commands there.',
      remediation: 'Quote each part with `shlex.quote`, or let a fixed command read its data from standard input.',
    });
  },
});
