import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'xml-external-entities',
    title: 'An XML parser is told to resolve external entities',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-611', 'CWE-827'],
    aliases: ['codeql:py/xxe', 'bandit:B317', 'bandit:B320'],
    tags: ['xml', 'lxml'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [call('*.setFeature'), call('lxml.etree.{XMLParser,ETCompatXMLParser,XMLPullParser,iterparse}')],
  check(ctx, node, path) {
    if (path === '*.setFeature') {
      const feature = ctx.argumentNode(node, 'name', 0);
      const state = ctx.argumentNode(node, 'state', 1);
      if (feature === undefined || state === undefined || ctx.truth(state) !== true) return;
      const isExternal =
        ctx.denotes(feature, 'xml.sax.handler.feature_external_ges', 'xml.sax.handler.feature_external_pes') ||
        /external-(?:general|parameter)-entities$/.test(ctx.string(feature) ?? '');
      if (!isExternal) return;
      ctx.report(node, {
        message:
          'The parser now reads the files and addresses that a document names as entities, and puts them into its text.',
        remediation: 'Leave the feature off, or parse with `defusedxml`.',
      });
      return;
    }
    const resolves = ctx.argumentNode(node, 'resolve_entities');
    const network = ctx.argumentNode(node, 'no_network');
    const isResolving = resolves !== undefined && ctx.truth(resolves) === true && ctx.string(resolves) !== 'internal';
    const isOnline = network !== undefined && ctx.truth(network) === false;
    if (!isResolving && !isOnline) return;
    ctx.report(node, {
      ...(isResolving ? {} : { severity: 'medium' as const }),
      message: isResolving
        ? '`resolve_entities=True` lets a document read local files into its text.'
        : '`no_network=False` lets a document make this machine fetch addresses of its choice.',
      remediation: 'Pass `resolve_entities=False` (or `"internal"` with lxml 5 and newer) and leave `no_network` on.',
    });
  },
});
