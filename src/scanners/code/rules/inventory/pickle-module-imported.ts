import { defineRule, imported } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'pickle-module-imported',
    title: 'A module of the pickle family is imported',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-502'],
    aliases: ['bandit:B403', 'ruff:S403'],
    tags: ['inventory', 'deserialization', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: imported('{pickle,cPickle,_pickle,dill,shelve,jsonpickle,cloudpickle}'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'This file can load objects with a format that runs code.',
      remediation: 'Use JSON where other people can reach the data.',
    });
  },
});
