import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'csv-formula-injection',
    title: 'Untrusted data is written to a CSV file that a spreadsheet will open',
    severity: 'low',
    cwe: ['CWE-1236'],
    aliases: [
      'codeql:py/csv-injection',
      'semgrep:python.django.security.injection.csv-writer-injection.csv-writer-injection',
      'semgrep:python.flask.security.injection.csv-writer-injection.csv-writer-injection',
      'semgrep:python.lang.security.use-defusedcsv.use-defusedcsv',
    ],
    tags: ['injection', 'csv'],
  },
  consequence: 'is written to a CSV cell, which a spreadsheet may run as a formula',
  remediation: 'Put an apostrophe before cells that start with =, +, -, @, tab or carriage return.',
});
