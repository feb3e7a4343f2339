import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'xpath-injection',
    title: 'Untrusted data becomes part of an XPath expression',
    severity: 'medium',
    cwe: ['CWE-643'],
    aliases: ['codeql:py/xpath-injection'],
    tags: ['injection', 'xml'],
  },
  consequence: 'becomes part of an XPath expression',
  remediation: 'Pass the data as an XPath variable.',
});
