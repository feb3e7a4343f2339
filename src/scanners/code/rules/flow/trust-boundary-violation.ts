import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'trust-boundary-violation',
    title: 'Untrusted data is stored in the session unchecked',
    severity: 'medium',
    cwe: ['CWE-501'],
    aliases: ['pyscg:0040'],
    tags: ['web'],
  },
  consequence: 'is trusted afterwards because it stands in the session',
  remediation: 'Check the data before it is stored.',
});
