import { flowRule } from '../../flow/flow-rule.ts';

export const rule = flowRule({
  meta: {
    name: 'xml-bomb',
    title: 'Untrusted XML is parsed with a parser that expands entities',
    severity: 'medium',
    cwe: ['CWE-776', 'CWE-400'],
    aliases: ['codeql:py/xml-bomb', 'semgrep:python.lang.security.use-defused-xml-parse.use-defused-xml-parse'],
    tags: ['xml', 'denial-of-service'],
  },
  consequence: 'is parsed as XML with its entities expanded',
  remediation: 'Parse it with `defusedxml`, and limit its size.',
});
