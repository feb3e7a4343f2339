import { Kind, listItems, Tuple } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'connection-without-key',
    title: 'A multiprocessing connection accepts everybody',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-306', 'CWE-502'],
    aliases: [],
    tags: ['deserialization', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('multiprocessing.connection.{Listener,Client}'),
  check(ctx, node, path) {
    const key = ctx.argument(node, 'authkey', path.endsWith('Listener') ? 3 : 2);
    if (key.state === 'unknown' || (key.state === 'given' && ctx.truth(key.node) !== false)) return;
    const address = ctx.argumentNode(node, 'address', 0);
    const pair = address === undefined ? undefined : ctx.valueOf(address);
    if (pair === undefined || ctx.kind(pair) !== Kind.Tuple) return;
    const host = listItems(ctx.words, Tuple.elts(ctx.words, pair))[0];
    if (host !== undefined && /^(?:localhost|127\.|::1$)/.test(ctx.string(host) ?? '')) return;
    ctx.report(node, {
      message: 'Whoever reaches this port sends pickled objects, which run code.',
      remediation: 'Give `authkey`, and bind to the local host where that is enough.',
    });
  },
});
