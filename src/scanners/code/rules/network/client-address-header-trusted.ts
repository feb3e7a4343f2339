import { Attribute, Call, Compare, Kind, listItems } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { contains, frameOf } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';
import { requestItem } from '../../support/request-data.ts';

const addressHeader =
  /^(?:HTTP_)?(?:X[-_]FORWARDED[-_]FOR|X[-_]REAL[-_]IP|X[-_]CLIENT[-_]IP|CLIENT[-_]IP|TRUE[-_]CLIENT[-_]IP|X[-_]ORIGINATING[-_]IP)$/i;

export const rule = defineRule({
  meta: {
    name: 'client-address-header-trusted',
    title: 'A header that the client writes decides as its address',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-348', 'CWE-290'],
    aliases: ['codeql:py/ip-address-spoofing'],
    tags: ['authorization', 'web'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode(['Call', 'Subscript'], { symbols: ['request'] }),
  check(ctx, node) {
    const item = requestItem(ctx, node);
    if (item === undefined || !/^(?:headers|META|environ)$/.test(item.part) || !addressHeader.test(item.key)) return;
    if (!decides(ctx, node)) return;
    ctx.report(node, {
      message: `The client writes \`${item.key}\` itself: with the right value in it, anybody passes this comparison.`,
      remediation:
        'Use the address of the connection, or let the proxy middleware of the framework set it for a known number of proxies.',
    });
  },
});

/** Compared with something that can be an address, here or through a name. */
function decides(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  const frame = frameOf(ctx, node);
  const holds = (side: Node): boolean => contains(ctx, side, node) || contains(ctx, ctx.valueOf(side), node);
  const compared = ctx.nodesOf('Compare').some((test) => {
    if (!contains(ctx, frame, test) || !holds(Compare.left(words, test))) return false;
    return listItems(words, Compare.comparators(words, test)).every((other) => {
      const value = ctx.constant(other);
      return (
        value === undefined ||
        (value.kind === 'str' ? /[.:]/.test(value.value) : value.kind !== 'none' && value.kind !== 'int')
      );
    });
  });
  if (compared) return true;
  return ctx.nodesOf('Call').some((call) => {
    const callee = Call.func(words, call);
    if (words[callee] !== Kind.Attribute || ctx.name(Attribute.attr(words, callee)) !== 'startswith') return false;
    return contains(ctx, frame, call) && holds(Attribute.value(words, callee));
  });
}
