import { Attribute, Call, Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'mismatched-codecs',
    title: 'Text is encoded with one codec and decoded with another',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-838', 'CWE-176'],
    aliases: ['pyscg:0045'],
    tags: ['encoding'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: call('*.decode'),
  onlyWith: ['.encode('],
  check(ctx, node) {
    const { words } = ctx;
    const encoded = ctx.valueOf(Attribute.value(words, Call.func(words, node)));
    if (words[encoded] !== Kind.Call) return;
    const callee = Call.func(words, encoded);
    if (words[callee] !== Kind.Attribute || ctx.name(Attribute.attr(words, callee)) !== 'encode') return;
    const [from, to] = [codecOf(ctx, encoded), codecOf(ctx, node)];
    if (from === undefined || to === undefined || from === to) return;
    // Latin-1 and ASCII carry bytes through text on purpose (WSGI, headers), the escapes interpret.
    if (
      [from, to].some(
        (codec) => !/^(?:utf(?:8|8sig|16|16le|16be|32)|cp125\d|gbk|gb18030|shiftjis|eucjp|big5|koi8r)$/.test(codec),
      )
    )
      return;
    ctx.report(node, {
      message: `The bytes are ${from} and are read as ${to}: other characters come out, or an error.`,
      remediation: 'Decode with the codec that encoded.',
    });
  },
});

/** Normalised name of the codec; undefined when it is not known or errors are handled. */
function codecOf(ctx: RuleContext, call: Node): string | undefined {
  if (!ctx.omits(call, 'errors', 1)) return undefined;
  const argument = ctx.argument(call, 'encoding', 0);
  if (argument.state === 'unknown') return undefined;
  if (argument.state === 'absent') return 'utf8';
  return ctx.string(argument.node)?.toLowerCase().replace(/[-_ ]/g, '');
}
