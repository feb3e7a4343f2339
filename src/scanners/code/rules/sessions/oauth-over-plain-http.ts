import { Assign, Kind, listItems, Subscript } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'oauth-over-plain-http',
    title: 'OAuth is allowed over plain HTTP',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-319'],
    aliases: [],
    tags: ['oauth', 'transport'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [call('os.environ.setdefault', 'os.putenv'), onNode('Assign', { symbols: ['environ'] })],
  onlyWith: ['_INSECURE_TRANSPORT'],
  check(ctx, node) {
    const isAssign = ctx.kind(node) === Kind.Assign;
    const [target] = isAssign ? listItems(ctx.words, Assign.targets(ctx.words, node)) : [];
    const key = isAssign
      ? target !== undefined && ctx.kind(target) === Kind.Subscript
        ? Subscript.slice(ctx.words, target)
        : undefined
      : ctx.argumentNode(node, undefined, 0);
    const value = isAssign ? Assign.value(ctx.words, node) : ctx.argumentNode(node, undefined, 1);
    if (key === undefined || value === undefined) return;
    if (
      !/^(?:OAUTHLIB|AUTHLIB)_INSECURE_TRANSPORT$/.test(ctx.string(key) ?? '') ||
      /^0?$/.test(ctx.string(value) ?? '1')
    )
      return;
    ctx.report(node, {
      message: 'Codes and tokens may cross the network in clear, where they can be read and used.',
      remediation: 'Remove the line, and set the variable on development machines only.',
    });
  },
});
