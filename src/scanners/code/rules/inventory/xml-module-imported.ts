import { defineRule, imported } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'xml-module-imported',
    title: 'An XML module of the standard library is imported',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-611', 'CWE-776'],
    aliases: [
      'bandit:B405',
      'bandit:B406',
      'bandit:B407',
      'bandit:B408',
      'bandit:B409',
      'ruff:S405',
      'ruff:S406',
      'ruff:S407',
      'ruff:S408',
      'ruff:S409',
    ],
    tags: ['inventory', 'xml', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: imported('xml.etree', 'xml.sax', 'xml.dom.{minidom,pulldom,expatbuilder}', 'xml.parsers.expat'),
  check(ctx, node) {
    // Escaping needs no parser.
    const statement = ctx.text(ctx.enclosingStatement(node));
    if (/\bxml\.sax\.saxutils\b|\bfrom\s+xml\.sax\s+import\s+saxutils\s*$/.test(statement)) return;
    ctx.report(node, {
      message: 'This file reads or writes XML with the standard library.',
      remediation: 'For foreign documents use `defusedxml`, or make sure that Expat is 2.6 or newer.',
    });
  },
});
