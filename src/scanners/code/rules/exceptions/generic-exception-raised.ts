import { Call, Kind, Raise } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'generic-exception-raised',
    title: 'Exception or BaseException itself is raised',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-397'],
    aliases: ['pyscg:0014', 'pylint:W0719', 'ruff:TRY002'],
    tags: ['inventory', 'exceptions'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: onNode('Raise', { symbols: ['Exception', 'BaseException'] }),
  check(ctx, node) {
    const { words } = ctx;
    const raised = Raise.exc(words, node);
    if (raised === 0) return;
    const type = words[raised] === Kind.Call ? Call.func(words, raised) : raised;
    if (words[type] !== Kind.Name || !ctx.denotes(type, 'builtins.Exception', 'builtins.BaseException')) return;
    ctx.report(raised, {
      message: 'Callers can only catch this together with every other error.',
      remediation: 'Raise a built-in exception that fits, or one of your own.',
    });
  },
});
