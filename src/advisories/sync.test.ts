/** Updates against a real local server and real files, with faults. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { matchVersion } from './match.ts';
import type { PackageAdvisories } from './record.ts';
import { openStore } from './store.ts';
import { updateStore } from './sync.ts';

const record = (id: string, fixed: string, modified: string) => ({
  id,
  modified,
  schema_version: '1.6.0',
  aliases: ['CVE-2024-1'],
  details: 'Bad thing. More.',
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'Demo' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
      versions: ['1.0', '1.1'],
    },
  ],
});
const kev = {
  vulnerabilities: [{ cveID: 'CVE-2024-1', dateAdded: '2024-02-01', knownRansomwareCampaignUse: 'Known' }],
};
const epss = '#model_version:v1,score_date:2024-03-01T00:00:00+0000\ncve,epss,percentile\nCVE-2024-1,0.25,0.75\n';

const answers = new Map<string, { status?: number; body: Uint8Array | string; cut?: boolean }>();
const asked: string[] = [];
let server: Server;
let base = '';
let folder = '';
let path = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    asked.push(request.url ?? '');
    if (answer?.cut) {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('x');
      response.socket?.destroy();
    } else response.writeHead(answer?.status ?? (answer ? 200 : 404)).end(answer?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'theriac-db-'));
  path = join(folder, 'advisories.theriac');
  asked.length = 0;
  answers.clear();
  answers.set('/osv/all.zip', {
    body: zipSync({
      'A.json': strToU8(JSON.stringify(record('PYSEC-2024-1', '1.2', '2024-01-01T00:00:00Z'))),
      'broken.json': strToU8('{'),
    }),
  });
  answers.set('/osv/modified_id.csv', { body: '2024-01-01T00:00:00Z,PYSEC-2024-1\n' });
  answers.set('/kev.json', { body: JSON.stringify(kev) });
  answers.set('/epss.csv', { body: epss });
  return () => rmSync(folder, { recursive: true });
});

const run = (more: object = {}) =>
  updateStore({ path, feeds: { osv: `${base}/osv`, kev: `${base}/kev.json`, epss: `${base}/epss.csv` }, ...more });
const matches = (version: string) =>
  matchVersion(openStore(readFileSync(path)).packageAdvisories('demo') as PackageAdvisories, version).length;

describe('from the network', () => {
  it('builds a store, counts the broken record, and knows KEV and EPSS', async () => {
    const result = await run();
    expect(result).toMatchObject({
      kind: 'full',
      warnings: [],
      header: { advisories: 1, unreadable: 1, date: '2024-01-01' },
    });
    const store = openStore(readFileSync(path));
    expect(store.kev('CVE-2024-1')).toEqual({ added: '2024-02-01', ransomware: true });
    expect(store.epss('CVE-2024-1')?.percentile).toBe(0.75);
    expect([matches('1.1'), matches('1.2')]).toEqual([1, 0]);
  });

  it('fetches only what changed, and ends at the same bytes as a full build', async () => {
    await run();
    const changed = record('PYSEC-2024-1', '1.3', '2024-05-01T00:00:00Z');
    const fresh = { ...record('PYSEC-2024-2', '1.1', '2024-05-02T00:00:00Z'), aliases: [] };
    answers.set('/osv/modified_id.csv', {
      body: '2024-05-02T00:00:00Z,PYSEC-2024-2\n2024-05-01T00:00:00Z,PYSEC-2024-1\n2024-01-01T00:00:00Z,PYSEC-2023-9\n',
    });
    answers.set('/osv/PYSEC-2024-1.json', { body: JSON.stringify(changed) });
    answers.set('/osv/PYSEC-2024-2.json', { body: JSON.stringify(fresh) });
    asked.length = 0;
    expect((await run()).kind).toBe('incremental');
    expect(asked).not.toContain('/osv/all.zip');
    expect([matches('1.0'), matches('1.2'), matches('1.3')]).toEqual([2, 1, 0]);
    const incremental = openStore(readFileSync(path)).packageAdvisories('demo');
    answers.set('/osv/all.zip', {
      body: zipSync({ 'A.json': strToU8(JSON.stringify(changed)), 'B.json': strToU8(JSON.stringify(fresh)) }),
    });
    await run({ full: true });
    expect(openStore(readFileSync(path)).packageAdvisories('demo')).toEqual(incremental);
    expect((await run()).kind).toBe('unchanged');
  });

  it('goes on without KEV and EPSS, and says so', async () => {
    answers.set('/kev.json', { status: 403, body: '' });
    answers.set('/epss.csv', { body: '<html>' });
    const result = await run();
    expect(result.warnings).toEqual([expect.stringContaining('KEV'), expect.stringContaining('EPSS')]);
    expect(matches('1.0')).toBe(1);
  });

  it.each([
    ['a server error', { status: 500, body: '' }],
    ['a truncated answer', { body: '', cut: true }],
    ['no zip', { body: 'nothing' }],
    ['a zip without advisories', { body: zipSync({ 'x.json': strToU8('{}') }) }],
  ])(
    'keeps the old store after %s',
    async (_, answer) => {
      await run();
      const before = readFileSync(path);
      answers.set('/osv/all.zip', answer);
      await expect(run({ full: true })).rejects.toMatchObject({ name: 'TheriacError' });
      expect(Buffer.compare(before, readFileSync(path))).toBe(0);
    },
    30_000,
  );

  it('lets two updates at once end well: one works, the other says who does', async () => {
    const results = await Promise.allSettled([run(), run()]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(matches('1.0')).toBe(1);
  });
});

describe('from files', () => {
  it('reads a folder with copies of the feeds, and a store', async () => {
    const source = mkdtempSync(join(tmpdir(), 'theriac-source-'));
    writeFileSync(join(source, 'all.zip'), answers.get('/osv/all.zip')?.body as Uint8Array);
    writeFileSync(join(source, 'known_exploited_vulnerabilities.json'), JSON.stringify(kev));
    expect((await run({ from: source })).warnings).toEqual([expect.stringContaining('EPSS')]);
    const copy = join(source, 'copy.theriac');
    writeFileSync(copy, readFileSync(path));
    rmSync(path);
    expect((await run({ from: copy })).kind).toBe('copied');
    expect(matches('1.0')).toBe(1);
    rmSync(source, { recursive: true });
  });

  it('refuses a source that holds nothing', async () => {
    await expect(run({ from: join(folder, 'missing') })).rejects.toThrow(/cannot be read/);
    await expect(run({ from: folder })).rejects.toThrow(/neither an OSV zip nor OSV records/);
  });
});
