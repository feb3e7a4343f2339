/** Addresses of databases, caches and brokers: does a connection leave the own machine or network without TLS? */

export interface ClearConnection {
  readonly host: string;
  /** `PostgreSQL`, `Redis` … */
  readonly service: string;
}

const url = /^([a-z][a-z0-9]*)(?:\+[a-z0-9_]+)?:\/\/(?:[^@/\s]*@)?([^/:?,\s]+|\[[^\]]*\])/i;
const services: { readonly [scheme: string]: string } = {
  postgres: 'PostgreSQL',
  postgresql: 'PostgreSQL',
  postgis: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  redis: 'Redis',
  amqp: 'RabbitMQ',
  pyamqp: 'RabbitMQ',
  mongodb: 'MongoDB',
  mssql: 'SQL Server',
};

/** What a connection URL gives away; undefined when it is local, uses TLS, or is no such URL. */
export function clearConnection(text: string): ClearConnection | undefined {
  const match = url.exec(text.slice(0, 2000));
  const service = match === null ? undefined : services[match[1].toLowerCase()];
  if (match === null || service === undefined || !isRemoteHost(match[2])) return undefined;
  const query = text.slice(text.indexOf('?') + 1 || text.length);
  if (
    /(?:sslmode=(?:require|verify)|ssl(?:_mode|_ca|_cert|rootcert)?=(?!disable|false|0|none|prefer|allow)|tls=true|encrypt=(?:yes|true|strict))/i.test(
      query,
    )
  )
    return undefined;
  return { host: match[2], service };
}

/** Names without a dot, private and reserved names and addresses are taken for the own network. */
export function isRemoteHost(host: string): boolean {
  if (!/^[\w.-]+$/.test(host) || !host.includes('.')) return false;
  if (/\.(?:local|localhost|internal|lan|svc|cluster\.local|test|invalid|docker|home|corp|intranet)\.?$/i.test(host))
    return false;
  return !/^(?:127\.|10\.|192\.168\.|169\.254\.|0\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host);
}
