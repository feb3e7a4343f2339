import { Attribute, Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'resource-closed-by-collector',
    title: 'A file is opened without a name and left to the garbage collector',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-404'],
    aliases: ['pyscg:0051', 'codeql:py/file-not-closed'],
    tags: ['resources', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
    contexts: outsideTests,
  },
  on: call('builtins.open', '{io,codecs,gzip,bz2,lzma}.open', 'urllib.request.urlopen'),
  check(ctx, node) {
    const { words } = ctx;
    const parent = ctx.parent(node);
    if (parent === undefined) return;
    const isChained =
      words[parent] === Kind.Attribute && !/^(?:close|__enter__)$/.test(ctx.name(Attribute.attr(words, parent)));
    if (!isChained && words[parent] !== Kind.Expr && words[parent] !== Kind.For) return;
    ctx.report(node, {
      message: 'Nobody can close this file: it stays open until the garbage collector finds it.',
      remediation: 'Open it in a `with` statement, or use `pathlib.Path.read_text` and its like.',
    });
  },
});
