import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'regex-injection',
    title: 'Untrusted data becomes a regular expression',
    severity: 'medium',
    cwe: ['CWE-1333', 'CWE-730', 'CWE-400'],
    aliases: ['codeql:py/regex-injection'],
    tags: ['injection', 'regex'],
  },
  consequence: 'is compiled as a pattern',
  remediation: 'Use `re.escape`, or search for plain text.',
});
