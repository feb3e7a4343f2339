import { call, defineRule } from '../../rule.ts';
import { stringShape } from '../../string-shape.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPlainValue } from '../../support/plain-values.ts';

export const rule = defineRule({
  meta: {
    name: 'dynamic-url-opened',
    title: 'urllib opens a URL whose scheme is not fixed',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-939', 'CWE-22'],
    aliases: [
      'bandit:B310',
      'ruff:S310',
      'semgrep:python.lang.security.audit.dynamic-urllib-use-detected.dynamic-urllib-use-detected',
    ],
    tags: ['transport', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call(
    'urllib.request.{urlopen,urlretrieve,URLopener,FancyURLopener,Request}',
    'urllib.{urlopen,urlretrieve,URLopener,FancyURLopener}',
    'urllib2.{urlopen,Request}',
    'six.moves.urllib.request.{urlopen,urlretrieve,URLopener,FancyURLopener}',
  ),
  check(ctx, node, path) {
    if (/opener$/i.test(path)) return;
    const url = ctx.argumentNode(node, path.endsWith('urlopen') || path.endsWith('Request') ? 'url' : 'url', 0);
    if (url === undefined || isPlainValue(ctx, url) || ctx.isCallOf(url, 'urllib.request.Request', 'urllib2.Request'))
      return;
    const first = stringShape(ctx, url)?.[0];
    if (first?.kind === 'text' && /^https?:\/\//i.test(first.text)) return;
    ctx.report(node, {
      message: 'urllib also opens `file:` and `ftp:` addresses: a URL of somebody else may name a local file.',
      remediation: 'Check that the scheme is `https` before opening, or use a client that speaks only HTTP.',
    });
  },
});
