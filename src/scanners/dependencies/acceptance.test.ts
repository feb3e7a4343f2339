/** The acceptance cases of the specification on the real advisory snapshot; skipped where the shared data are not there. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AdvisoryStore, openStore, updateStore } from '../../advisories/index.ts';
import type { DraftFinding } from '../../findings/index.ts';
import { memoryFileSystem } from '../../platform/index.ts';
import { scanProject } from '../../scan/index.ts';
import { parseTarget } from './graph/index.ts';
import { createScanner } from './index.ts';
import { type InventoryOptions, readInventory } from './inventory/index.ts';
import { judgeLicence, readLicence } from './licences/judge-licence.ts';
import { findVulnerabilities } from './vulnerabilities/index.ts';

const data = new URL('../../../../shared/data', import.meta.url).pathname;
const hasData = existsSync(join(data, 'osv-pypi-all.zip'));
const folder = mkdtempSync(join(tmpdir(), 'theriac-acceptance-'));
const storePath = join(folder, 'store');
afterAll(() => rmSync(folder, { recursive: true }));

function inventoryOf(files: { readonly [path: string]: string }, options?: InventoryOptions) {
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  const list = [...bytes].map(([path, content]) => ({ path, size: content.length }));
  return readInventory({ files: list }, (path) => bytes.get(path), options);
}

const idsOf = (findings: readonly DraftFinding[]) =>
  findings.flatMap(({ properties }) => (properties?.['ids'] as readonly string[] | undefined) ?? []);
const plans = (findings: readonly DraftFinding[]) => [
  ...new Set(findings.map(({ properties }) => properties?.['upgradeTo'])),
];

describe.skipIf(!hasData)('acceptance cases (needs shared/data)', () => {
  let store: AdvisoryStore;
  beforeAll(async () => {
    await updateStore({ path: storePath, from: data });
    store = openStore(readFileSync(storePath));
  }, 60_000);
  const find = (files: { readonly [path: string]: string }) => findVulnerabilities(inventoryOf(files), store).findings;
  const pinned = (line: string) => find({ 'requirements.txt': `${line}\n` });

  it.each([
    ['1', 'urllib3==2.0.5', 2, ['PYSEC-2023-192', 'PYSEC-2023-212'], '2.0.7'],
    ['2', 'urllib3==1.26.16', 2, ['PYSEC-2023-192', 'PYSEC-2023-212'], '1.26.18'],
    ['3', 'Django==3.2.10', 19, [], '3.2.25'],
    ['4', 'gevent==23.9.0', 1, [], undefined],
    ['5', 'pyspark==3.2.1', 4, ['PYSEC-2022-236'], '3.4.0'],
    ['6', 'twisted==22.10.0', 2, ['PYSEC-2023-224'], undefined],
    ['8', 'certifi==2022.12.07', 1, ['PYSEC-2023-135'], undefined],
    ['9', 'jw_util==2.2', 1, ['PYSEC-2020-341'], undefined],
    ['11a', 'accesscontrol==4.2', 2, [], undefined],
    ['11b', 'distributed==2021.9.1', 1, [], undefined],
    ['12', 'tensorflow==2.7.0rc1', 32, [], '2.7.0'],
  ])('%s: %s', (_case, line, count, ids, plan) => {
    const findings = pinned(line);
    expect(findings).toHaveLength(count);
    expect(idsOf(findings)).toEqual(expect.arrayContaining([...ids]));
    if (plan !== undefined) expect(plans(findings)).toEqual([plan]);
    expect(findings[0]?.message).toContain(line.split('==')[0]);
  });

  it('4: gevent: nothing known is clean, and the version in use is never the plan', () => {
    const [finding] = pinned('gevent==23.9.0');
    expect(finding?.properties?.['upgradeTo']).toBeUndefined();
    expect(finding?.remediation).toContain('above 23.9.0.post1');
  });

  it('5: exploited in the wild is critical, a minor step is named', () => {
    const findings = pinned('pyspark==3.2.1');
    const kev = findings.filter(({ properties }) => properties?.['kev'] === true);
    expect(idsOf(kev)).toContain('PYSEC-2022-236');
    expect(kev[0]?.severity).toBe('critical');
    expect(findings.every(({ properties }) => properties?.['upgradeStep'] === 'minor')).toBe(true);
  });

  it('6: a pre-release as fix is shown as written', () => {
    const findings = pinned('twisted==22.10.0');
    const one = findings.find((finding) => idsOf([finding]).includes('PYSEC-2023-224'));
    expect(one?.properties?.['fixedIn']).toEqual(['23.10.0rc1']);
    // The snapshot names no final release after the newest fix, and the plan says so.
    expect(one?.remediation).toContain('24.7.0rc1 (a pre-release: no final release');
  });

  it('8: not the advisory that the padded version is past', () => {
    expect(idsOf(pinned('certifi==2022.12.07'))).not.toContain('PYSEC-2022-42986');
  });

  it('14: an open range is no installed version', () => {
    const [finding, ...more] = find({ 'requirements.txt': 'requests>=2.28,<3\n' });
    expect(more).toEqual([]);
    expect(finding?.rule).toBe('requirement-allows-vulnerable-version');
    expect(finding?.properties).toMatchObject({ verdict: 'some-affected', raiseFloorTo: '2.31.0' });
    expect(finding?.properties?.['version']).toBeUndefined();
    expect(finding?.remediation).toMatch(/Lock .* or raise the floor: requests>=2\.31\.0/);
  });

  it('15: a closed range blocks the fix', () => {
    const [finding] = find({ 'requirements.txt': 'requests>=2.28,<2.31\n' });
    expect(finding).toMatchObject({ rule: 'vulnerable-requirement', severity: 'high' });
    expect(finding?.properties).toMatchObject({ verdict: 'all-affected', blockedFix: '2.31.0' });
    expect(finding?.message).toContain('>=2.28,<2.31');
  });

  it('17: found without flags; the constraint pins the version and the include chain is kept', () => {
    const files = {
      'requirements/prod.txt': '-r base.txt\n-c ../constraints.txt\n',
      'requirements/base.txt': 'requests\n',
      'constraints.txt': 'requests==2.30.0\n',
    };
    const one = inventoryOf(files).graph.dependencies.find(({ key }) => key === 'requests');
    expect(one).toMatchObject({ version: '2.30.0', evidence: 'pinned' });
    expect(one?.declared[0]?.includedFrom.map(({ path }) => path)).toEqual(['requirements/prod.txt']);
    expect(idsOf(find(files))).toContain('CVE-2023-32681');
  });

  it('18: first-party packages of a uv workspace are never matched; why-path through the graph', () => {
    const lock = [
      'version = 1',
      'requires-python = ">=3.9"',
      '[manifest]',
      'members = ["requests-helper", "requests"]',
      '[[package]]',
      'name = "requests-helper"',
      'version = "2.0"',
      'source = { editable = "." }',
      'dependencies = [{ name = "botocore" }]',
      '[package.dev-dependencies]',
      'dev = [{ name = "pytest" }]',
      '[[package]]',
      'name = "requests"',
      'version = "2.0"',
      'source = { editable = "packages/x" }',
      ...['botocore', 'pytest', 'urllib3'].flatMap((name) => [
        '[[package]]',
        `name = "${name}"`,
        `version = "${name === 'urllib3' ? '1.26.16' : '7.0'}"`,
        'source = { registry = "https://index.example/simple" }',
        ...(name === 'botocore' ? ['dependencies = [{ name = "urllib3" }]'] : []),
      ]),
    ].join('\n');
    const findings = find({ 'uv.lock': lock });
    expect(new Set(findings.map(({ properties }) => properties?.['package']))).toEqual(new Set(['urllib3']));
    expect(findings[0]?.properties?.['paths']).toEqual([['requests-helper', 'botocore', 'urllib3']]);
    const { dependencies } = inventoryOf({ 'uv.lock': lock }).graph;
    expect(dependencies.find(({ key }) => key === 'pytest')?.groups).toEqual(['dev']);
  });

  it('20: Pipfile.lock with a category and a git entry', () => {
    const lock = {
      _meta: { hash: { sha256: 'a' }, 'pipfile-spec': 6, sources: [] },
      default: { tool: { git: 'https://git.example/tool.git', ref: 'main' } },
      docs: { sphinx: { version: '==1.0' } },
    };
    const inventory = inventoryOf({ 'Pipfile.lock': JSON.stringify(lock, null, 2) });
    const [sphinx, tool] = inventory.graph.dependencies;
    expect(sphinx).toMatchObject({ key: 'sphinx', groups: ['docs'] });
    expect(tool).toMatchObject({ key: 'tool', source: { kind: 'vcs', ref: 'main' } });
    expect(tool?.version).toBeUndefined();
    expect(findVulnerabilities(inventory, store).counters.unversioned).toBe(1);
  });

  it('30: an old store is incomplete, and the same run gives the same report', async () => {
    const run = async (age: number) =>
      scanProject({
        root: '/repo',
        fileSystem: memoryFileSystem({ '/repo/requirements.txt': 'flask==3.0.0\n' }),
        scanners: [createScanner()],
        today: '2024-11-20',
        advisories: { path: storePath, maxAgeDays: age },
      });
    const [old, again] = [await run(7), await run(7)];
    expect(old.incomplete).toBe(true);
    expect(old.issues.map(({ kind }) => kind)).toContain('stale-data');
    expect(JSON.stringify(old.findings)).toBe(JSON.stringify(again.findings));
    expect(JSON.stringify(old.issues)).toBe(JSON.stringify(again.issues));
    expect((await run(60)).incomplete).toBe(false);
  });
});

describe('acceptance cases on made data', () => {
  async function storeOf(records: { readonly [name: string]: string }): Promise<AdvisoryStore> {
    const zip = zipSync(Object.fromEntries(Object.entries(records).map(([name, text]) => [name, strToU8(text)])));
    const [from, path] = [join(folder, 'made.zip'), join(folder, 'made-store')];
    const { writeFileSync } = await import('node:fs');
    writeFileSync(from, zip);
    await updateStore({ path, from });
    return openStore(readFileSync(path));
  }
  const record = (id: string, name: string, fixed: string, more: object = {}) =>
    JSON.stringify({
      id,
      modified: '2026-11-01T00:00:00Z',
      summary: 'A flaw.',
      affected: [
        {
          package: { ecosystem: 'PyPI', name },
          ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
          ...more,
        },
      ],
    });

  it('7: a local build label is matched and noted', async () => {
    const made = await storeOf({ 'a.json': record('PYSEC-1', 'torch', '2.1') });
    const { findings } = findVulnerabilities(inventoryOf({ 'requirements.txt': 'torch==2.0.1+cu118\n' }), made);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.properties?.['flags']).toContain('local-label');
  });

  it('13: broken records cost only themselves and make the scan incomplete', async () => {
    const broken = JSON.stringify({
      id: 'PYSEC-2',
      affected: [{ package: { ecosystem: 'PyPI', name: 'demo' }, ranges: [{ type: 'ECOSYSTEM', events: [{}] }] }],
    });
    await storeOf({ 'a.json': record('PYSEC-1', 'demo', '2'), 'b.json': broken, 'c.json': '{' });
    const report = await scanProject({
      root: '/repo',
      fileSystem: memoryFileSystem({ '/repo/requirements.txt': 'demo==1.0\n' }),
      scanners: [createScanner()],
      today: '2026-11-20',
      advisories: { path: join(folder, 'made-store') },
    });
    expect(report.findings.filter(({ rule }) => rule === 'vulnerable-dependency')).toHaveLength(1);
    expect(report.issues.find(({ message }) => message.includes('unreadable'))?.message).toMatch(/^2 records/);
    expect(report.incomplete).toBe(true);
  });

  it('16: a marker that no target meets', () => {
    const target = parseTarget('linux-3.12');
    if (target === undefined) throw new Error('no target');
    const { graph } = inventoryOf({ 'requirements.txt': 'foo==1.0; sys_platform=="win32"\n' }, { targets: [target] });
    expect(Object.values(graph.dependencies[0]?.targets ?? {})).toEqual(['excluded']);
  });

  it('19: a locked file that is known malware, whatever its name', async () => {
    const hash = 'ab'.repeat(32);
    const made = await storeOf({
      'a.json': JSON.stringify({
        id: 'MAL-2026-1',
        modified: '2026-11-01T00:00:00Z',
        affected: [{ package: { ecosystem: 'PyPI', name: 'other-name' }, versions: ['9'] }],
        database_specific: { indicators: { package_integrity: [{ sha256: hash }] } },
      }),
    });
    const lock = `version = 1\n[[package]]\nname = "innocent"\nversion = "1.0"\nsource = { registry = "https://index.example/simple" }\nwheels = [{ url = "https://files.example/i.whl", hash = "sha256:${hash}" }]\n`;
    const { findings } = findVulnerabilities(inventoryOf({ 'uv.lock': lock }), made);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ rule: 'malicious-dependency', severity: 'critical' });
    expect(findings[0]?.message).toContain('known malware');
  });

  it('21: pylock.toml: a marker on dependency_groups is a group', () => {
    const lock = `lock-version = "1.0"\ncreated-by = "tool"\n[[packages]]\nname = "pytest"\nversion = "8.0"\nmarker = "'dev' in dependency_groups"\n[[packages.attestation-identities]]\nkind = "GitHub"\nrepository = "org/pytest"\n`;
    const { dependencies } = inventoryOf({ 'pylock.toml': lock }).graph;
    expect(dependencies[0]).toMatchObject({ key: 'pytest', groups: ['dev'] });
  });

  it('22: poetry.lock 2.1: optional, main and dev', () => {
    const lock = `[[package]]\nname = "psycopg2"\nversion = "2.9"\noptional = true\npython-versions = ">=3.8"\ngroups = ["main", "dev"]\nfiles = []\n\n[extras]\npg = ["psycopg2"]\n\n[metadata]\nlock-version = "2.1"\npython-versions = ">=3.9"\ncontent-hash = "a"\n`;
    const [one] = inventoryOf({ 'poetry.lock': lock }).graph.dependencies;
    expect(one?.optional).toBe(true);
    expect(one?.groups).toEqual(expect.arrayContaining(['dev', 'extra:pg']));
  });

  it('28: "BSD" stays a family; an expression in any case is normal SPDX and meets an allow list', () => {
    const facts = { classifiers: [], files: [] };
    expect(readLicence({ ...facts, text: 'BSD' }).family).toBe('BSD, variant unknown');
    const licence = readLicence({ ...facts, expression: 'mit OR gpl-3.0-only' });
    expect(licence.expression).toBe('MIT OR GPL-3.0-only');
    expect(judgeLicence(licence, { use: 'distributed', allow: ['MIT'], deny: [] })).toBe('fine');
  });

  it('30: no store is incomplete, and the report says so', async () => {
    const report = await scanProject({
      root: '/repo',
      fileSystem: memoryFileSystem({ '/repo/requirements.txt': 'flask==3.0.0\n' }),
      scanners: [createScanner()],
      today: '2026-11-20',
      advisories: { path: join(folder, 'nowhere') },
    });
    expect(report.incomplete).toBe(true);
    expect(report.issues.some(({ message }) => message.includes('not checked for known vulnerabilities'))).toBe(true);
  });
});
