import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'unsafe-reflection',
    title: 'Untrusted data chooses a module or attribute',
    severity: 'high',
    cwe: ['CWE-470'],
    aliases: [],
    tags: ['code'],
  },
  consequence: 'chooses what code is loaded or called',
  remediation: 'Choose from a table of allowed names.',
});
