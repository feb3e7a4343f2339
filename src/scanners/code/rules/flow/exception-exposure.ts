import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'exception-exposure',
    title: 'Details of an exception are sent to the client',
    severity: 'low',
    cwe: ['CWE-209', 'CWE-497'],
    aliases: ['codeql:py/stack-trace-exposure', 'pyscg:0050'],
    tags: ['web'],
    enabled: false,
  },
  consequence: 'tells clients about the inside of the program',
  remediation: 'Log the exception and answer with a text of your own.',
});
