import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'sql-injection',
    title: 'Untrusted data becomes part of an SQL statement',
    severity: 'critical',
    cwe: ['CWE-89'],
    aliases: [
      'pyscg:0010',
      'codeql:py/sql-injection',
      'semgrep:python.django.security.injection.sql.sql-injection-using-db-cursor-execute.sql-injection-db-cursor-execute',
    ],
    tags: ['injection', 'sql'],
  },
  consequence: 'becomes part of an SQL statement',
  remediation: 'Pass the data as a bound parameter.',
});
