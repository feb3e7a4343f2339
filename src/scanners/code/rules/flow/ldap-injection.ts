import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'ldap-injection',
    title: 'Untrusted data becomes part of an LDAP filter',
    severity: 'high',
    cwe: ['CWE-90'],
    aliases: ['codeql:py/ldap-injection'],
    tags: ['injection', 'ldap'],
  },
  consequence: 'becomes part of an LDAP filter',
  remediation: 'Escape the data with the escaping function of the LDAP library.',
});
