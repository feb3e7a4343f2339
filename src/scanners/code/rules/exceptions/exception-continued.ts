import { ExceptHandler, Kind, listItems } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'exception-continued',
    title: 'A loop goes on after any exception',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-390', 'CWE-703'],
    aliases: ['bandit:B112', 'ruff:S112', 'codeaudit:continue', 'pyscg:0016'],
    tags: ['exceptions'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
  },
  on: onNode('ExceptHandler'),
  onlyWith: ['continue'],
  check(ctx, node) {
    const { words } = ctx;
    const body = listItems(words, ExceptHandler.body(words, node));
    if (body.length !== 1 || words[body[0]] !== Kind.Continue) return;
    const type = ExceptHandler.type(words, node);
    if (type !== 0 && !ctx.denotes(type, 'builtins.Exception', 'builtins.BaseException')) return;
    ctx.report(node, {
      message: 'Every error of this turn disappears and the loop goes on, as if the element had not been there.',
      remediation: 'Catch the exceptions that are meant to be skipped by name, and log the others.',
    });
  },
});
