import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'nosql-injection',
    title: 'Untrusted data becomes part of a NoSQL query',
    severity: 'high',
    cwe: ['CWE-943'],
    aliases: [
      'codeql:py/nosql-injection',
      'semgrep:python.aws-lambda.security.dynamodb-filter-injection.dynamodb-filter-injection',
    ],
    tags: ['injection', 'nosql'],
  },
  consequence: 'becomes part of a query, where an object adds operators',
  remediation: 'Convert the data to a string or number before it goes into the query.',
});
