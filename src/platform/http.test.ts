import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendHttp } from './http.ts';

let server: Server;
let other: Server;
let base = '';
let elsewhere = '';
let calls = 0;

async function listen(created: Server): Promise<string> {
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(created.address() as AddressInfo).port}`;
}

beforeAll(async () => {
  other = createServer((request, response) => response.end(`auth:${request.headers.authorization ?? 'none'}`));
  elsewhere = await listen(other);
  server = createServer((request, response) => {
    calls++;
    const path = request.url ?? '';
    if (path === '/ok') response.setHeader('etag', '"1"').end('hello');
    else if (path === '/flaky') response.writeHead(calls % 2 === 1 ? 503 : 200, { 'retry-after': '0' }).end('done');
    else if (path === '/big') response.end('x'.repeat(100_000));
    else if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (path === '/away') response.writeHead(307, { location: `${elsewhere}/x` }).end();
    else if (path === '/file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    else if (path === '/cut') request.socket.destroy();
    else if (path !== '/slow') response.writeHead(404).end();
  });
  base = await listen(server);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  other.closeAllConnections();
  other.close();
});

test('an answer is a value, whatever its status', async () => {
  const ok = await sendHttp({ url: `${base}/ok` });
  expect(ok.ok && [ok.value.status, ok.value.headers['etag'], new TextDecoder().decode(ok.value.body)]).toEqual([
    200,
    '"1"',
    'hello',
  ]);
  expect(await sendHttp({ url: `${base}/none` })).toMatchObject({ ok: true, value: { status: 404 } });
});

test('a busy server is asked again, a broken one not forever', async () => {
  calls = 0;
  expect(await sendHttp({ url: `${base}/flaky` })).toMatchObject({ ok: true, value: { status: 200 } });
  expect(calls).toBe(2);
  expect(await sendHttp({ url: `${base}/cut`, retries: 0 })).toMatchObject({ ok: false, code: 'ENETWORK' });
});

test('size, time, redirects and schemes are bounded', async () => {
  expect(await sendHttp({ url: `${base}/big`, limit: 1000 })).toMatchObject({ ok: false, code: 'EFBIG' });
  expect(await sendHttp({ url: `${base}/slow`, timeoutMilliseconds: 50 })).toMatchObject({
    ok: false,
    code: 'ETIMEDOUT',
  });
  expect(await sendHttp({ url: `${base}/loop`, retries: 0 })).toMatchObject({ ok: false, code: 'ENETWORK' });
  expect(await sendHttp({ url: `${base}/file` })).toMatchObject({ ok: false, code: 'EURL' });
  expect(await sendHttp({ url: 'ftp://files.example/x' })).toMatchObject({ ok: false, code: 'EURL' });
});

test('credentials do not travel to another host', async () => {
  const away = await sendHttp({ url: `${base}/away`, headers: { Authorization: 'Bearer t' } });
  expect(away.ok && new TextDecoder().decode(away.value.body)).toBe('auth:none');
});
