import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'cookie-injection',
    title: 'Untrusted data decides a cookie',
    severity: 'low',
    cwe: ['CWE-20', 'CWE-565'],
    aliases: ['codeql:py/cookie-injection'],
    tags: ['injection', 'cookie'],
    enabled: false,
  },
  consequence: 'becomes the name or value of a cookie',
  remediation: 'Keep the data on the server and put a random id into the cookie, or sign the value.',
});
