import { defineRule, imported } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'subprocess-imported',
    title: 'The subprocess module is imported',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-78'],
    aliases: ['bandit:B404', 'ruff:S404'],
    tags: ['inventory', 'process', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: imported('subprocess'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'This file can start other programs.',
      remediation: 'Nothing to do; review how the arguments are made.',
    });
  },
});
