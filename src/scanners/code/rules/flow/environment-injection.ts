import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'environment-injection',
    title: 'Untrusted data decides an environment variable',
    severity: 'medium',
    cwe: ['CWE-454', 'CWE-15'],
    aliases: [],
    tags: ['injection', 'process'],
  },
  consequence: 'becomes an environment variable of this process and of what it starts',
  remediation: 'Take only names and values from a fixed table.',
});
