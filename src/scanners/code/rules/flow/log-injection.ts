import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'log-injection',
    title: 'Untrusted data is written to a log with its line breaks',
    severity: 'low',
    cwe: ['CWE-117'],
    aliases: ['pyscg:0022', 'codeql:py/log-injection'],
    tags: ['logging'],
    enabled: false,
  },
  consequence: 'can add lines to the log',
  remediation: 'Remove line breaks, or write the data with `repr`.',
});
