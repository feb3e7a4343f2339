import { Call, Keyword, listItems } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPlainValue } from '../../support/plain-values.ts';

const fragments = ['select', 'where', 'tables', 'order_by'];

export const rule = defineRule({
  meta: {
    name: 'django-extra-sql',
    title: 'QuerySet.extra() gets SQL that is not constant',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-89'],
    aliases: [
      'bandit:B610',
      'ruff:S610',
      'semgrep:python.django.security.audit.query-set-extra.avoid-query-set-extra',
      'semgrep:python.django.security.injection.sql.sql-injection-extra.sql-injection-using-extra-where',
    ],
    tags: ['injection', 'sql', 'django'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call('*.extra'),
  check(ctx, node) {
    const names = listItems(ctx.words, Call.keywords(ctx.words, node)).map((keyword) =>
      ctx.name(Keyword.arg(ctx.words, keyword)),
    );
    const isQuerySet =
      names.some((name) => fragments.includes(name)) ||
      /\bobjects\b|query_?set|\bqs\b/i.test(ctx.text(node).slice(0, 200));
    if (!isQuerySet) return;
    for (const [position, name] of [
      [0, 'select'],
      [1, 'where'],
      [3, 'tables'],
      [4, 'order_by'],
    ] as const) {
      const fragment = ctx.argumentNode(node, name, position);
      if (fragment === undefined || isPlainValue(ctx, ctx.valueOf(fragment))) continue;
      ctx.report(fragment, {
        message: `Django puts the \`${name}\` of \`extra()\` into the SQL as it is, and this one is not constant.`,
        remediation:
          'Use a query expression; with `extra`, put `%s` into the SQL and the value into `params` or `select_params`.',
      });
    }
  },
});
