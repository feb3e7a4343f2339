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
      'semgrep:python.django.security.injection.tainted-sql-string.tainted-sql-string',
      'semgrep:python.flask.security.injection.tainted-sql-string.tainted-sql-string',
      'semgrep:python.aws-lambda.security.tainted-sql-string.tainted-sql-string',
      'semgrep:python.pyramid.security.sqlalchemy-sql-injection.pyramid-sqlalchemy-sql-injection',
      'semgrep:python.sqlalchemy.security.audit.avoid-sqlalchemy-text.avoid-sqlalchemy-text',
      'semgrep:python.sqlalchemy.security.sqlalchemy-sql-injection.sqlalchemy-sql-injection',
      'semgrep:python.aws-lambda.security.sqlalchemy-sqli.sqlalchemy-sqli',
    ],
    tags: ['injection', 'sql'],
  },
  consequence: 'becomes part of an SQL statement',
  remediation: 'Pass the data as a bound parameter.',
});
