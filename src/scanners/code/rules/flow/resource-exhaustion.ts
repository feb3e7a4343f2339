import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'resource-exhaustion',
    title: 'Untrusted data decides how long or how much the program works',
    severity: 'medium',
    cwe: ['CWE-400', 'CWE-770'],
    aliases: [],
    tags: ['denial-of-service'],
  },
  consequence: 'decides how long the program waits',
  remediation: 'Cap the value: min(value, LIMIT).',
});
