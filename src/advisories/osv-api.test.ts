/** The OSV API against a server on this machine that answers as documented, and with faults. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { matchVersion } from './match.ts';
import { askOsv } from './osv-api.ts';

type Handler = (request: IncomingMessage, body: string, response: ServerResponse) => void;
let server: ReturnType<typeof createServer> | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(handler: Handler): Promise<string> {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => {
      body += String(piece);
    });
    request.on('end', () => handler(request, body, response));
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const record = (id: string, name = 'demo') => ({
  id,
  schema_version: '1.6.0',
  summary: `Flaw ${id}.`,
  affected: [
    {
      package: { ecosystem: 'PyPI', name },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0' }] }],
    },
  ],
});
const send = (response: ServerResponse, value: unknown, status = 200) =>
  response.writeHead(status, { 'retry-after': '0' }).end(typeof value === 'string' ? value : JSON.stringify(value));
/** Every question gets `ids`; records exist for all. */
const plain =
  (ids: readonly string[]): Handler =>
  (request, body, response) => {
    if (request.url === '/v1/querybatch') {
      const { queries } = JSON.parse(body) as { queries: unknown[] };
      return send(response, { results: queries.map(() => ({ vulns: ids.map((id) => ({ id })) })) });
    }
    return send(response, record(decodeURIComponent(request.url?.split('/').at(-1) ?? '')));
  };
const options = { today: '2026-11-20', timeoutMilliseconds: 300 };
const ask = (url: string, count = 1) =>
  askOsv(
    Array.from({ length: count }, (_, index) => ({ key: index === 0 ? 'demo' : `other-${index}`, version: '1.0' })),
    { ...options, url },
  );

it('asks in batches of a thousand, fetches each record once and matches', async () => {
  const sizes: number[] = [];
  const fetched: string[] = [];
  const url = await serve((request, body, response) => {
    if (request.url === '/v1/querybatch') sizes.push((JSON.parse(body) as { queries: unknown[] }).queries.length);
    else fetched.push(request.url ?? '');
    plain(['PYSEC-1', 'GHSA-2'])(request, body, response);
  });
  const { store, missing } = await ask(url, 2300);
  // Then all that have a vulnerability are asked about as a whole.
  expect(sizes).toEqual([1000, 1000, 300, 1000, 1000, 300]);
  expect(fetched.sort()).toEqual(['/v1/vulns/GHSA-2', '/v1/vulns/PYSEC-1']);
  expect(missing).toEqual([]);
  const package_ = store.packageAdvisories('demo');
  expect(package_ && matchVersion(package_, '1.0').map(({ advisory }) => advisory.id)).toEqual(['GHSA-2', 'PYSEC-1']);
  expect(store.header.date).toBe('2026-11-20');
});

it('follows page tokens of single questions', async () => {
  const asked: string[] = [];
  const url = await serve((request, body, response) => {
    if (request.url !== '/v1/querybatch') return plain([])(request, body, response);
    const { queries } = JSON.parse(body) as { queries: { package: { name: string }; page_token?: string }[] };
    asked.push(queries.map((query) => `${query.package.name}:${query.page_token ?? ''}`).join(' '));
    send(response, {
      results: queries.map(({ package: { name }, page_token: token }) =>
        name !== 'demo'
          ? {}
          : token === undefined
            ? { vulns: [{ id: 'A-1' }], next_page_token: 'p2' }
            : { vulns: [{ id: 'A-2' }] },
      ),
    });
  });
  const { store } = await ask(url, 2);
  expect(asked).toEqual(['demo: other-1:', 'demo:p2', 'demo:', 'demo:p2']);
  expect(store.packageAdvisories('demo')?.advisories.map(({ id }) => id)).toEqual(['A-1', 'A-2']);
});

it('tries again after 429 and 500', async () => {
  let tries = 0;
  const url = await serve((request, body, response) => {
    tries += 1;
    if (tries <= 2) return send(response, 'busy', tries === 1 ? 429 : 500);
    return plain(['A-1'])(request, body, response);
  });
  expect((await ask(url)).store.packageNames).toEqual(['demo']);
});

const faults: readonly (readonly [string, Handler])[] = [
  ['lasting 500', (_, __, response) => send(response, 'no', 500)],
  ['wrong JSON', (_, __, response) => send(response, '{"results": [')],
  ['another shape', (_, __, response) => send(response, { results: [] })],
  ['400', (_, __, response) => send(response, { code: 3 }, 400)],
  ['a slow answer', () => {}],
  [
    'a truncated answer',
    (_, __, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{"results"');
      response.destroy();
    },
  ],
  ['endless pages', (_, __, response) => send(response, { results: [{ next_page_token: String(Math.random()) }] })],
];
it.each(faults)('says that nothing is known: %s', async (_, handler) => {
  const url = await serve(handler);
  await expect(ask(url)).rejects.toMatchObject({ code: 'osv-api' });
});

it('names records that it could not have, and keeps the others', async () => {
  const url = await serve((request, body, response) => {
    if (request.url === '/v1/vulns/A-2') return send(response, 'gone', 404);
    if (request.url === '/v1/vulns/A-3') return send(response, 'not json');
    if (request.url === '/v1/vulns/A-4') return send(response, record('A-1'));
    return plain(['A-1', 'A-2', 'A-3', 'A-4'])(request, body, response);
  });
  const { store, missing } = await ask(url);
  expect(missing).toEqual(['A-2', 'A-3', 'A-4']);
  expect(store.packageAdvisories('demo')?.advisories.map(({ id }) => id)).toEqual(['A-1']);
});

it('a server that is not there is an error, not a clean answer', async () => {
  const url = await serve(plain([]));
  server?.closeAllConnections();
  await new Promise((done) => server?.close(done));
  await expect(ask(url)).rejects.toMatchObject({ code: 'osv-api' });
});
