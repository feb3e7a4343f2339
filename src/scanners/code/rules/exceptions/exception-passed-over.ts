import { ExceptHandler, Kind, listItems } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'exception-passed-over',
    title: 'A handler for every exception does nothing',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-390', 'CWE-703'],
    aliases: ['bandit:B110', 'ruff:S110', 'codeaudit:pass', 'pyscg:0016', 'pyscg:0015', 'codeql:py/empty-except'],
    tags: ['exceptions'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
  },
  on: onNode('ExceptHandler'),
  check(ctx, node) {
    const { words } = ctx;
    const body = listItems(words, ExceptHandler.body(words, node));
    if (body.length !== 1 || words[body[0]] !== Kind.Pass) return;
    const type = ExceptHandler.type(words, node);
    if (type !== 0 && !ctx.denotes(type, 'builtins.Exception', 'builtins.BaseException')) return;
    ctx.report(node, {
      message: 'Every error of this block disappears, also the ones that nobody expected.',
      remediation: 'Catch the exceptions that are meant to be ignored by name, and log the others.',
    });
  },
});
