import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'command-injection',
    title: 'Untrusted data becomes part of a shell command',
    severity: 'critical',
    cwe: ['CWE-78', 'CWE-88'],
    aliases: [
      'semgrep:python.aws-lambda.security.dangerous-asyncio-create-exec.dangerous-asyncio-create-exec',
      'semgrep:python.lang.security.dangerous-os-exec.dangerous-os-exec',
      'semgrep:python.lang.security.dangerous-spawn-process.dangerous-spawn-process',

      'pyscg:0009',
      'codeql:py/command-line-injection',
      'semgrep:python.lang.security.dangerous-system-call.dangerous-system-call',
      'codeaudit:os.system',
      'semgrep:python.lang.security.dangerous-subprocess-use.dangerous-subprocess-use',
      'semgrep:python.flask.security.injection.os-system-injection.os-system-injection',
      'semgrep:python.django.security.injection.command.command-injection-os-system.command-injection-os-system',
      'semgrep:python.aws-lambda.security.dangerous-asyncio-shell.dangerous-asyncio-shell',
      'codeaudit:os.popen',
      'codeaudit:subprocess.getoutput',
      'codeaudit:subprocess.getstatusoutput',
      'codeql:py/shell-command-constructed-from-input',
      'bandit:B601',
      'ruff:S601',
      'codeql:py/remote-command-injection',
      'codeql:py/paramiko-command-injection',
      'semgrep:python.lang.security.audit.paramiko.paramiko-exec-command.paramiko-exec-command',
      'semgrep:python.lang.security.dangerous-code-run.dangerous-interactive-code-run',
      'semgrep:python.lang.security.dangerous-subinterpreters-run-string.dangerous-subinterpreters-run-string',
      'semgrep:python.lang.security.dangerous-testcapi-run-in-subinterp.dangerous-testcapi-run-in-subinterp',
    ],
    tags: ['injection', 'command'],
  },
  consequence: 'runs as part of a command',
  remediation:
    'Pass the program and its arguments as a list without a shell, and check the data against what is allowed.',
});
