import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'command-injection',
    title: 'Untrusted data becomes part of a shell command',
    severity: 'critical',
    cwe: ['CWE-78', 'CWE-88'],
    aliases: [
      'pyscg:0009',
      'codeql:py/command-line-injection',
      'semgrep:python.lang.security.dangerous-system-call.dangerous-system-call',
      'codeaudit:os.system',
    ],
    tags: ['injection', 'command'],
  },
  consequence: 'runs as part of a command',
  remediation:
    'Pass the program and its arguments as a list without a shell, and check the data against what is allowed.',
});
