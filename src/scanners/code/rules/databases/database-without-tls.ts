import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { clearConnection, isRemoteHost } from '../../support/settings/connections.ts';

export const rule = defineRule({
  meta: {
    name: 'database-without-tls',
    title: 'A connection to a database or broker crosses the network without TLS',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-319'],
    aliases: ['semgrep:python.distributed.security.require-encryption'],
    tags: ['database', 'transport', 'tls'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call(
      'sqlalchemy.{create_engine,ext.asyncio.create_async_engine,engine.create_engine}',
      'sqlmodel.create_engine',
      'databases.Database',
      'redis.{from_url,Redis.from_url,StrictRedis.from_url,asyncio.from_url}',
      'celery.Celery',
      'kombu.Connection',
      'pika.URLParameters',
      'pymongo.MongoClient',
      'motor.motor_asyncio.AsyncIOMotorClient',
      'dj_database_url.{parse,config}',
    ),
    call(
      '{psycopg2,psycopg}.connect',
      'asyncpg.{connect,create_pool}',
      '{pymysql,MySQLdb,aiomysql}.connect',
      'redis.{Redis,StrictRedis}',
      'mysql.connector.connect',
    ),
    call('distributed.Security', 'dask.distributed.Security', 'distributed.security.Security'),
  ],
  check(ctx, node, path) {
    const remediation =
      'Ask for TLS and check the certificate: `sslmode=verify-full`, `rediss://`, `amqps://`, `ssl=True`.';
    if (path.endsWith('Security')) {
      if (ctx.truthOfArgument(node, 'require_encryption') === false)
        ctx.report(node, {
          message: 'Tasks and data of the cluster cross the network in clear, and anybody there can send tasks.',
          remediation: 'Pass `require_encryption=True` with certificates.',
        });
      return;
    }
    const safe = [
      'connect_args',
      'ssl',
      'sslmode',
      'tls',
      'ssl_context',
      'broker_use_ssl',
      'ssl_ca',
      'ssl_require',
      'ssl_cert_reqs',
    ];
    for (const name of safe) {
      const given = ctx.argument(node, name);
      if (given.state === 'unknown') return;
      if (
        given.state === 'given' &&
        !(ctx.truth(given.node) === false || /^(?:disable|allow|prefer)$/.test(ctx.string(given.node) ?? ''))
      )
        return;
    }
    for (const name of ['url', 'broker', 'backend', 'host', 'dsn', 'conninfo', 'default']) {
      const argument =
        ctx.argumentNode(node, name) ?? (name === 'url' ? ctx.argumentNode(node, undefined, 0) : undefined);
      const text = argument === undefined ? undefined : ctx.string(argument);
      if (argument === undefined || text === undefined) continue;
      const clear = clearConnection(text);
      const host = clear?.host ?? (name === 'host' && isRemoteHost(text) ? text : undefined) ?? hostOfDsn(text);
      if (host === undefined) continue;
      ctx.report(argument, {
        message: `The connection to \`${host}\` does not ask for TLS: the password and the data can be read on the way.`,
        remediation,
      });
      return;
    }
  },
});

/** `host=db.example dbname=shop` of libpq. */
function hostOfDsn(text: string): string | undefined {
  const host = /(?:^|\s)host=([\w.-]+)/.exec(text)?.[1];
  if (host === undefined || !isRemoteHost(host) || /sslmode=(?:require|verify)/.test(text)) return undefined;
  return host;
}
