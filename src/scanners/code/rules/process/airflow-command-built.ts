import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { commandControl } from '../../support/shell-commands.ts';

export const rule = defineRule({
  meta: {
    name: 'airflow-command-built',
    title: 'A command of an Airflow task is put together from strings',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-78'],
    aliases: ['semgrep:python.airflow.security.audit.formatted-string-bashoperator.formatted-string-bashoperator'],
    tags: ['injection', 'command', 'airflow'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'airflow.operators.{bash,bash_operator}.BashOperator',
    'airflow.providers.standard.operators.bash.BashOperator',
    'airflow.providers.ssh.operators.ssh.SSHOperator',
  ),
  check(ctx, node, path) {
    const command = ctx.argumentNode(node, path.endsWith('SSHOperator') ? 'command' : 'bash_command');
    if (command === undefined || commandControl(ctx, command) !== 'built') return;
    ctx.report(command, {
      message: 'A shell reads this command, and a part of it is not constant.',
      remediation: 'Give the value through `env` and write `"$NAME"` in the command, or quote it with `shlex.quote`.',
    });
  },
});
