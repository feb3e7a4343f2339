import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'code-injection',
    title: 'Untrusted data is evaluated as Python code',
    severity: 'critical',
    cwe: ['CWE-95', 'CWE-94'],
    aliases: ['codeql:py/code-injection', 'pyscg:0009'],
    tags: ['injection', 'code'],
  },
  consequence: 'is evaluated as Python code',
  remediation: 'Parse the data with `ast.literal_eval` or `json.loads`, or choose from a table of functions.',
});
