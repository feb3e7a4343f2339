import { call, defineRule } from '../../rule.ts';
import { stringShape } from '../../string-shape.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPlainValue } from '../../support/plain-values.ts';

export const rule = defineRule({
  meta: {
    name: 'django-raw-sql',
    title: 'RawSQL or raw() gets SQL that is not constant',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-89'],
    aliases: [
      'bandit:B611',
      'ruff:S611',
      'semgrep:python.django.security.audit.raw-query.avoid-raw-sql',
      'semgrep:python.django.security.injection.sql.sql-injection-rawsql.sql-injection-using-rawsql',
      'semgrep:python.django.security.injection.sql.sql-injection-using-raw.sql-injection-using-raw',
    ],
    tags: ['injection', 'sql', 'django'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call('django.db.models.expressions.RawSQL', 'django.db.models.RawSQL', '*.raw'),
  check(ctx, node, path) {
    const isRaw = path.endsWith('.raw');
    if (isRaw && !/\bobjects\.raw\b|_manager\.raw\b/.test(ctx.text(node).slice(0, 200))) return;
    const sql = ctx.argumentNode(node, isRaw ? 'raw_query' : 'sql', 0);
    if (sql === undefined || isPlainValue(ctx, sql)) return;
    const parts = stringShape(ctx, sql);
    if (parts?.every((part) => part.kind === 'text' || (part.node !== undefined && isPlainValue(ctx, part.node))))
      return;
    ctx.report(sql, {
      message:
        'Django sends this text to the database as it is, and it is not constant: a value in it can change the statement.',
      remediation: 'Put `%s` where the value stands and pass the value in `params`.',
    });
  },
});
