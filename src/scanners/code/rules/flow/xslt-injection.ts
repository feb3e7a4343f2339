import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'xslt-injection',
    title: 'Untrusted data becomes an XSLT stylesheet',
    severity: 'high',
    cwe: ['CWE-91', 'CWE-643'],
    aliases: ['codeql:py/xslt-injection'],
    tags: ['injection', 'xml'],
  },
  consequence: 'becomes an XSLT stylesheet, which can read files and call extensions',
  remediation: 'Use stylesheets that ship with the program, and pass data as parameters (lxml: XSLT.strparam).',
});
