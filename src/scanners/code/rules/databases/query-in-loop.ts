import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'query-in-loop',
    title: 'A database query runs once per turn of a loop',
    severity: 'low',
    confidence: 'low',
    cwe: ['CWE-1050'],
    aliases: ['semgrep:python.django.performance.access-foreign-keys.access-foreign-keys'],
    tags: ['databases', 'django', 'sqlalchemy', 'availability'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
    contexts: outsideTests,
  },
  on: call('*.get', '*.first', '*.count', '*.exists', '*.get_or_create', '*.one', '*.one_or_none'),
  onlyWith: ['.objects.', 'session.query', 'select('],
  check(ctx, node) {
    if (!/\.objects\.|session\.query\(/.test(ctx.text(node)) || ctx.enclosingLoop(node) === undefined) return;
    ctx.report(node, {
      message: 'One query per turn: a long list makes the page slow and the database busy.',
      remediation: 'Fetch all in one query before the loop (`in_bulk`, `select_related`, `prefetch_related`).',
    });
  },
});
