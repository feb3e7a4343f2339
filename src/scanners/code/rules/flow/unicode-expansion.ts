import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'unicode-expansion',
    title: 'Untrusted text of any length is normalized',
    tier: 'inventory',
    severity: 'low',
    cwe: ['CWE-400', 'CWE-770'],
    aliases: ['codeql:py/unicode-dos'],
    tags: ['denial-of-service', 'inventory'],
  },
  consequence: 'is normalized whatever its length',
  remediation: 'Check the length of the text first.',
});
