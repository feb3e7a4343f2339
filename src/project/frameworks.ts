/** The libraries that decide how a project is audited: their distribution names and what is imported from them. */

export interface KnownFramework {
  /** Normalised distribution name. */
  readonly name: string;
  /** Import names; absent: the distribution's name with `_` for `-`. */
  readonly imports?: readonly string[];
}

const own: readonly KnownFramework[] = [
  { name: 'djangorestframework', imports: ['rest_framework'] },
  { name: 'django-cors-headers', imports: ['corsheaders'] },
  { name: 'django-environ', imports: ['environ'] },
  { name: 'django-ninja', imports: ['ninja'] },
  { name: 'graphene-django' },
  { name: 'strawberry-graphql', imports: ['strawberry'] },
  { name: 'pyyaml', imports: ['yaml'] },
  { name: 'pyjwt', imports: ['jwt'] },
  { name: 'python-jose', imports: ['jose'] },
  { name: 'pycryptodome', imports: ['Crypto'] },
  { name: 'pyopenssl', imports: ['OpenSSL'] },
  { name: 'psycopg2', imports: ['psycopg2'] },
  { name: 'mysqlclient', imports: ['MySQLdb'] },
  { name: 'mysql-connector-python', imports: ['mysql'] },
  { name: 'flask-sqlalchemy' },
  { name: 'flask-wtf' },
  { name: 'flask-login' },
  { name: 'flask-cors' },
  { name: 'flask-restful' },
  { name: 'flask-talisman' },
  { name: 'python-ldap', imports: ['ldap'] },
  { name: 'beautifulsoup4', imports: ['bs4'] },
  { name: 'scikit-learn', imports: ['sklearn'] },
  { name: 'pydantic-settings' },
  { name: 'python-dotenv', imports: ['dotenv'] },
  { name: 'python-decouple', imports: ['decouple'] },
  { name: 'apache-airflow', imports: ['airflow'] },
  { name: 'google-cloud-storage' },
  { name: 'langchain' },
  { name: 'langchain-core' },
  { name: 'opensearch-py', imports: ['opensearchpy'] },
  { name: 'redis' },
  { name: 'pymongo', imports: ['pymongo', 'bson'] },
];

const sameName =
  'django flask fastapi starlette aiohttp tornado celery sqlalchemy pydantic quart sanic bottle pyramid falcon litestar ' +
  'cherrypy web2py twisted channels gunicorn uvicorn hypercorn daphne uwsgi waitress werkzeug jinja2 mako chameleon wtforms ' +
  'click typer streamlit gradio dash nicegui reflex requests httpx urllib3 alembic sqlmodel peewee tortoise ponyorm ' +
  'psycopg asyncpg aiomysql aiosqlite pymysql cryptography paramiko fabric asyncssh nacl lxml defusedxml boto3 botocore aioboto3 ' +
  'aiobotocore dramatiq rq huey kombu apscheduler prefect dagster luigi scrapy selenium playwright pandas numpy polars pyspark dask ' +
  'torch tensorflow keras transformers joblib mlflow ray openai anthropic litellm llama_index grpcio graphene ariadne strawberry ' +
  'marshmallow attrs msgpack structlog loguru sentry-sdk newrelic ldap3 authlib passlib bcrypt argon2-cffi itsdangerous zeep ' +
  'wagtail saleor frappe odoo salt ansible pytest hypothesis';

const importAliases: { readonly [name: string]: readonly string[] } = {
  grpcio: ['grpc'],
  'sentry-sdk': ['sentry_sdk'],
  'argon2-cffi': ['argon2'],
  attrs: ['attr', 'attrs'],
};

/** By distribution name. */
export const frameworksByName: ReadonlyMap<string, KnownFramework> = new Map(
  [
    ...own,
    ...sameName
      .split(' ')
      .map((name): KnownFramework => ({ name: name.replaceAll('_', '-'), imports: importAliases[name] ?? [name] })),
  ].map((framework) => [framework.name, framework]),
);

/** Framework by the first segment of an import. */
export const frameworksByImport: ReadonlyMap<string, string> = new Map(
  [...frameworksByName.values()].flatMap(({ name, imports }) =>
    (imports ?? [name.replaceAll('-', '_')]).map((module) => [module, name] as const),
  ),
);
