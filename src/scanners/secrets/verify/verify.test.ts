import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { providers } from '../detectors/index.ts';
import { exampleOf, scanFiles, seededRandom } from '../testing.ts';
import { identityEndpoints } from './providers.ts';
import { verifyCredentials } from './verify.ts';

const random = seededRandom(3);
const example = (rule: string): string => {
  const detector = providers.flatMap(({ detectors }) => detectors).find((one) => one.rule === rule);
  if (detector === undefined) throw new Error(rule);
  return exampleOf(detector, random);
};
const working = example('github-token');
const revoked = example('github-token');
const walled = example('github-token');
const slack = example('slack-bot-token');
const asked: { readonly url: string; readonly token: string }[] = [];
let server: Server;
let origin = '';

beforeAll(async () => {
  server = createServer((request: IncomingMessage, response) => {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    asked.push({ url: request.url ?? '', token });
    if (request.url === '/api/auth.test') response.end('{"ok":false,"error":"invalid_auth"}');
    else if (token === working) response.end('{"login":"octo"}');
    else if (token === walled) response.end('<html>Log in</html>');
    else response.writeHead(401).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

test('one request per credential; a page that is no answer proves nothing', async () => {
  asked.length = 0;
  const origins = { github: origin, slack: origin };
  const rule = 'github-token';
  const { byValue, requests } = await verifyCredentials(
    [working, revoked, walled, working]
      .map((value) => ({ rule, value }))
      .concat({ rule: 'slack-bot-token', value: slack }, { rule: 'pypi-token', value: 'pypi-nothing' }),
    { origins, pause: 0 },
  );
  expect([...byValue.values()].map(({ verdict }) => verdict)).toEqual(['works', 'refused', 'unknown', 'refused']);
  expect(requests).toBe(4);
  expect(asked.map(({ url }) => url)).toEqual(['/user', '/user', '/user', '/api/auth.test']);
});

test('nobody answers: unknown, and no value in the result', async () => {
  const result = await verifyCredentials([{ rule: 'github-token', value: working }], {
    origins: { github: 'http://127.0.0.1:1' },
    pause: 0,
  });
  expect([...result.byValue.values()]).toEqual([{ verdict: 'unknown', provider: 'GitHub' }]);
});

test('a scan asks only when told to, and says what it heard', async () => {
  const files = [{ path: 'a.py', content: `A = '${working}'\nB = '${revoked}'\nC = '${walled}'\n` }];
  asked.length = 0;
  const silent = await scanFiles(files);
  expect(asked).toEqual([]);
  expect(silent.findings.map(({ severity }) => severity)).toEqual(['high', 'high', 'high']);
  const { findings, counters } = await scanFiles(files, { verify: { origins: { github: origin }, pause: 0 } });
  expect(findings.map(({ severity, properties }) => [severity, properties?.['verified']])).toEqual([
    ['critical', 'works'],
    ['low', 'refused'],
    ['high', 'unknown'],
  ]);
  expect(findings[0].message).toContain('GitHub accepted it');
  expect(counters?.['verified']).toBe(3);
  expect(JSON.stringify(findings)).not.toMatch(new RegExp(`${working}|${revoked}`));
});

test('every rule with an address exists', () => {
  const rules = new Set(providers.flatMap(({ detectors }) => detectors.map(({ rule }) => rule)));
  expect(identityEndpoints.flatMap((one) => one.rules).filter((rule) => !rules.has(rule))).toEqual([]);
});
