import { Assign, Call, Kind, listItems, Name } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { stringShape } from '../../string-shape.ts';
import { outsideTests } from '../../support/contexts.ts';
import { openSqlHoles } from '../../support/sql-text.ts';

const executing =
  '*.{execute,executemany,executescript,exec_driver_sql,execute_sql,execute_query,fetch,fetchrow,fetchval,fetch_all,fetch_one,fetch_val,raw,query,read_sql,read_sql_query,run_query,run_sql}';
const functions = [
  'sqlalchemy.{text,sql.text,sql.expression.text}',
  'pandas.{read_sql,read_sql_query}',
  '{pg8000,pg8000.native}.{connect,Connection}().run',
];
const parameterNames = ['sql', 'query', 'statement', 'operation', 'text', 'command', 'sql_script'];

const fromOutside = /\brequest\b|\binput\(|\bargv\b|\.(?:args|form|query_params|GET|POST|cookies|headers)\b/;

export const rule = defineRule({
  meta: {
    name: 'sql-built-from-strings',
    title: 'A SQL statement is built by putting strings together',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-89'],
    aliases: [
      'semgrep:python.lang.security.audit.sqli.asyncpg-sqli.asyncpg-sqli',
      'semgrep:python.lang.security.audit.sqli.pg8000-sqli.pg8000-sqli',
      'semgrep:python.lang.security.audit.sqli.psycopg-sqli.psycopg-sqli',

      'bandit:B608',
      'ruff:S608',
      'pyscg:0010',
      'semgrep:python.lang.security.audit.formatted-sql-query.formatted-sql-query',
      'semgrep:python.sqlalchemy.security.sqlalchemy-execute-raw-query.sqlalchemy-execute-raw-query',
    ],
    tags: ['injection', 'sql'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call(executing, ...functions),
    onNode('Assign', { symbols: ['sql', 'query', 'stmt', 'statement', 'sql_query', 'query_string', 'raw_sql'] }),
  ],
  check(ctx, node, path) {
    if (ctx.kind(node) === Kind.Assign) {
      const target = listItems(ctx.words, Assign.targets(ctx.words, node))[0];
      if (ctx.kind(target) !== Kind.Name) return;
      if (/^(?:sql|query|stmt|statement|sql_query|query_string|raw_sql)$/.test(ctx.name(Name.id(ctx.words, target)))) {
        report(ctx, Assign.value(ctx.words, node));
      }
      return;
    }
    // Django's managers have a rule of their own.
    if (path === '*.raw' && /\bobjects\.raw$|_manager\.raw$/.test(ctx.text(Call.func(ctx.words, node)))) return;
    for (const name of parameterNames) {
      const statement = ctx.argumentNode(node, name, 0);
      if (statement === undefined) continue;
      report(ctx, statement);
      return;
    }
  },
});

function report(ctx: RuleContext, statement: Node): void {
  const built = ctx.valueOf(statement);
  const parts = stringShape(ctx, built);
  const holes = parts === undefined ? undefined : openSqlHoles(ctx, parts);
  if (holes === undefined) return;
  const holdsValue = holes.some(({ place }) => place === 'value');
  // Names of tables and columns are put together all day; from a request they are somebody else's.
  if (!holdsValue && !holes.some(({ node }) => node !== undefined && fromOutside.test(ctx.text(node)))) return;
  ctx.report(built, {
    message: holdsValue
      ? 'This SQL statement is put together from strings: a value that holds a quote changes the statement itself.'
      : 'This SQL statement takes a name or a clause from a variable: what the variable holds becomes part of the statement.',
    confidence: holdsValue ? 'medium' : 'low',
    remediation: holdsValue
      ? 'Put a placeholder (`?`, `%s`, `:name`) where the value stands and pass the value as a parameter.'
      : 'Choose the name from a fixed list, or quote it with the identifier function of the database library.',
  });
}
