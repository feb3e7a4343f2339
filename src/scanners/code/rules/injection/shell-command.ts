import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { commandControl, shellCalls } from '../../support/shell-commands.ts';

export const rule = defineRule({
  meta: {
    name: 'shell-command',
    title: 'A command that is not constant goes to a function that always uses a shell',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-78'],
    aliases: [
      'bandit:B605',
      'ruff:S605',
      'pyscg:0009',
      'codeaudit:os.system',
      'codeaudit:os.popen',
      'codeaudit:subprocess.getoutput',
      'codeaudit:subprocess.getstatusoutput',
      'semgrep:python.lang.security.audit.dangerous-system-call-audit.dangerous-system-call-audit',
    ],
    tags: ['injection', 'command', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(...shellCalls),
  check(ctx, node, path) {
    const command = ctx.argumentNode(
      node,
      path.endsWith('popen') || path.startsWith('subprocess') ? 'cmd' : 'command',
      0,
    );
    if (command === undefined) return;
    const control = commandControl(ctx, command);
    if (control === 'constant') return;
    ctx.report(node, {
      message: `\`${path}\` always starts a shell, and this command is ${control === 'built' ? 'put together from parts' : 'not constant'}: a part that holds \`;\`, \`|\` or \`$(…)\` runs other commands.`,
      remediation: 'Use `subprocess.run` with a list of arguments and no shell, or quote each part with `shlex.quote`.',
    });
  },
});
