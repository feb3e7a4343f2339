import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { commandControl } from '../../support/shell-commands.ts';

export const rule = defineRule({
  meta: {
    name: 'sh-command-built',
    title: 'An argument of sh holds a command put together from strings',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-78'],
    aliases: ['semgrep:python.sh.security.string-concat.string-concat'],
    tags: ['injection', 'command', 'sh'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('sh.{bash,sh,zsh,dash,ksh}'),
  check(ctx, node) {
    const command = ctx.argumentNode(node, undefined, 1);
    if (command === undefined || commandControl(ctx, command) !== 'built') return;
    ctx.report(command, {
      message: 'A shell reads this text, and a part of it is not constant.',
      remediation: 'Call the program itself and give each argument by itself.',
    });
  },
});
