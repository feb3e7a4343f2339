import { defineRule, node as onNode } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'assert-used',
    title: 'An assert statement is used',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-703', 'CWE-617'],
    aliases: ['bandit:B101', 'ruff:S101', 'codeaudit:assert', 'pyscg:0037'],
    tags: ['inventory', 'exceptions'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: onNode('Assert'),
  check(ctx, node) {
    ctx.report(node, {
      message: '`python -O` removes this check.',
      remediation: 'Raise an exception where the program depends on the check.',
    });
  },
});
