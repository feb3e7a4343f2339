import { Assign, Attribute, Kind, listItems, Name } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'library-patched-at-run-time',
    title: 'A function of another module is replaced at run time',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-489'],
    aliases: [],
    tags: ['inventory', 'developer-tools', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: [onNode('Assign'), call('gevent.monkey.patch_all', 'eventlet.monkey_patch')],
  check(ctx, node) {
    const { words } = ctx;
    if (words[node] === Kind.Assign) {
      const target = listItems(words, Assign.targets(words, node))[0];
      if (words[target] !== Kind.Attribute || words[Attribute.value(words, target)] !== Kind.Name) return;
      const owner = Attribute.value(words, target);
      if (Name.id(words, owner) === 0 || ctx.bindings.definition(owner)?.kind !== 'import') return;
    }
    ctx.report(node, {
      message: 'From here on, every user of that module gets another behaviour.',
      remediation: 'Wrap the function instead, or hand the replacement to who needs it.',
    });
  },
});
