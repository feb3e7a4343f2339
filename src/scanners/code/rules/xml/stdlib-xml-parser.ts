import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPlainValue } from '../../support/plain-values.ts';

export const rule = defineRule({
  meta: {
    name: 'stdlib-xml-parser',
    title: 'XML is parsed with the standard library',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-776', 'CWE-611', 'CWE-20'],
    aliases: [
      ...['B313', 'B314', 'B315', 'B316', 'B317', 'B318', 'B319'].map((id) => `bandit:${id}`),
      ...['S313', 'S314', 'S315', 'S316', 'S317', 'S318', 'S319'].map((id) => `ruff:${id}`),
      'semgrep:python.lang.security.use-defused-xml.use-defused-xml',
    ],
    tags: ['xml', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call(
    'xml.etree.{ElementTree,cElementTree}.{parse,iterparse,fromstring,fromstringlist,XML,XMLParser,XMLPullParser}',
    'xml.sax.{parse,parseString,make_parser,expatreader.create_parser}',
    'xml.dom.{minidom,pulldom}.{parse,parseString}',
    'xml.dom.expatbuilder.{parse,parseString}',
    'xml.parsers.expat.ParserCreate',
  ),
  check(ctx, node, path) {
    const source = ctx.argumentNode(node, undefined, 0);
    if (source !== undefined && isPlainValue(ctx, source) && /string|XML$/i.test(path)) return;
    ctx.report(node, {
      message: `\`${path}\` expands the entities of a document: with an Expat older than 2.4.1, a small document can fill the memory.`,
      remediation: 'For documents of strangers use the `defusedxml` package, and an interpreter with a current Expat.',
    });
  },
});
