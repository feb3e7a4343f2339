/** The 25 real cases of the specification on the real snapshot, and what the snapshot cannot show. */
import { existsSync, readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseSpecifiers, type SpecifierSet } from '../formats/index.ts';
import { groupMatches } from './group.ts';
import { judgeSpecifier, matchVersion } from './match.ts';
import { createOsvReader } from './read-osv.ts';
import type { PackageAdvisories } from './record.ts';

const snapshot = new URL('../../../shared/data/osv-pypi-all.zip', import.meta.url);

describe.skipIf(!existsSync(snapshot))('on the real snapshot (skipped where ../shared is missing)', () => {
  const packages = new Map<string, PackageAdvisories>();
  beforeAll(() => {
    const reader = createOsvReader();
    for (const bytes of Object.values(unzipSync(readFileSync(snapshot)))) reader.add(JSON.parse(strFromU8(bytes)));
    for (const package_ of reader.finish()) packages.set(package_.key, package_);
    expect(reader.counts).toMatchObject({ records: 2661, withdrawn: 10, unreadableRecords: 0 });
  });

  const of = (name: string): PackageAdvisories => packages.get(name) as PackageAdvisories;
  const match = (name: string, version: string, id: string) =>
    matchVersion(of(name), version).find(({ advisory }) => advisory.id === id);
  const hits = (name: string, version: string, id: string): boolean => match(name, version, id) !== undefined;

  it.each([
    ['py', '1.11.0', 'PYSEC-2022-42969', true],
    ['py', '1.11.0+local.1', 'PYSEC-2022-42969', true],
    ['py', '1.11.1', 'PYSEC-2022-42969', false],
    ['gevent', '23.9.0', 'PYSEC-2023-177', true],
    ['gevent', '23.9.0.post1', 'PYSEC-2023-177', true],
    ['gevent', '23.9.1', 'PYSEC-2023-177', false],
    ['pyspark', '3.1.1', 'PYSEC-2022-236', true],
    ['pyspark', '3.1.2', 'PYSEC-2022-236', true],
    ['pyspark', '3.1.3', 'PYSEC-2022-236', false],
    ['pyspark', '3.2.0', 'PYSEC-2023-72', true],
    ['pyspark', '3.2.2', 'PYSEC-2023-72', false],
    ['wagtail', '2.11.6', 'PYSEC-2021-114', true],
    ['wagtail', '2.11.7', 'PYSEC-2021-114', false],
    ['django', '4.2rc1', 'PYSEC-2023-61', true],
    ['django', '3.2b1', 'PYSEC-2023-61', true],
    ['django', '2.2.28', 'PYSEC-2023-61', false],
    ['tensorflow', '2.7.0rc1', 'PYSEC-2021-389', true],
    ['tensorflow', '2.7.0', 'PYSEC-2021-389', false],
    ['tensorflow', '2.6.0rc1', 'PYSEC-2021-389', false],
    ['scrapy', '1.8.3', 'PYSEC-2022-159', true],
    ['scrapy', '1.8.2', 'PYSEC-2022-159', true],
    ['binderhub', '0.1.0', 'PYSEC-2021-371', true],
    ['steam', '1.4.4', 'PYSEC-2019-125', true],
    ['limnoria', '2013-06-01T10:32:51+0200', 'PYSEC-2019-102', true],
    ['limnoria', '2019.11.08', 'PYSEC-2019-102', true],
    ['limnoria', '2019.11.9', 'PYSEC-2019-102', false],
    ['paramiko', '0.1-bulbasaur', 'PYSEC-2022-166', true],
    ['django', '1.8c1', 'PYSEC-2015-9', false],
    ['django', '1.8b2', 'PYSEC-2015-9', true],
    ['certifi', '2022.12.7', 'PYSEC-2022-42986', false],
    ['certifi', '2022.12.07', 'PYSEC-2022-42986', false],
    ['certifi', '2022.12.07', 'PYSEC-2023-135', true],
    ['gratient', '0.5', 'PYSEC-2024-1', true],
    ['gratient', '0.4', 'PYSEC-2024-1', false],
    ['cipherbcrypt', '0.0.1', 'PYSEC-2024-55', true],
    ['ctx', '0.1.2-1', 'PYSEC-2022-199', true],
    ['ctx', '0.1.2', 'PYSEC-2022-199', false],
    ['ansible-core', '2.15.8', 'PYSEC-2024-36', true],
    ['ansible-core', '2.14.4', 'PYSEC-2024-36', false],
    ['beaker', '1.6.5', 'PYSEC-2012-1', true],
    ['beaker', '1.6.5.post1', 'PYSEC-2012-1', false],
    ['beaker', '1.6.5.post1', 'PYSEC-2020-216', true],
    ['pyload-ng', '0.5.0b3.dev77', 'PYSEC-2024-17', true],
    ['pyload-ng', '0.5.0b3.dev78', 'PYSEC-2024-17', false],
    ['redis', '4.5.5', 'PYSEC-2023-73', false],
    ['loguru', '0.5.3', 'PYSEC-2022-15', false],
    ['selenium', '4.9.0', 'PYSEC-2023-101', false],
    ['jw-util', '2.2', 'PYSEC-2020-341', true],
    ['vyper', '0.4.0', 'PYSEC-2023-142', true],
  ])('%s %s, %s: %s', (name, version, id, expected) => {
    expect(hits(name, version, id)).toBe(expected);
  });

  it('says how sure it is, and why', () => {
    expect(match('scrapy', '1.8.3', 'PYSEC-2022-159')).toMatchObject({
      basis: 'range-only-not-enumerated',
      confidence: 'medium',
    });
    expect(match('scrapy', '1.8.2', 'PYSEC-2022-159')).toMatchObject({ basis: 'both', confidence: 'high' });
    expect(match('binderhub', '0.1.0', 'PYSEC-2021-371')).toMatchObject({ confidence: 'low', fixedIn: ['0.2.0-n653'] });
    expect(match('steam', '1.4.4', 'PYSEC-2019-125')).toMatchObject({ basis: 'bound-unparsable', confidence: 'low' });
    expect(match('paramiko', '0.1-bulbasaur', 'PYSEC-2022-166')?.basis).toBe('exact-string');
    expect(match('vyper', '0.4.0', 'PYSEC-2023-142')?.flags).toContain('text-contradicts-range');
    expect(match('cipherbcrypt', '1', 'PYSEC-2024-55')?.advisory.malicious).toBe(true);
    expect(match('gratient', '0.5', 'PYSEC-2024-1')?.advisory.malicious).toBe(true);
    expect(match('py', '1.11.0', 'PYSEC-2022-42969')?.advisory.malicious).toBe(false);
  });

  it('never calls a fix what is not newer', () => {
    expect(match('gevent', '23.9.0', 'PYSEC-2023-177')?.fixedIn).toEqual([]);
    expect(match('gevent', '22.10.1', 'PYSEC-2023-177')?.fixedIn).toEqual(['23.9.0']);
    expect(match('twisted', '22.10.0', 'PYSEC-2023-224')?.fixedIn).toEqual(['23.10.0rc1']);
  });

  it('keeps two CVEs apart that share a GHSA id, and joins two records of one CVE', () => {
    const two = groupMatches(matchVersion(of('accesscontrol'), '4.2'));
    expect(two.map(({ id }) => id)).toEqual(['CVE-2021-32807', 'CVE-2021-32811']);
    expect(two[0]?.related.some((id) => id.startsWith('GHSA-'))).toBe(true);
    const one = groupMatches(matchVersion(of('distributed'), '2021.9.1'));
    expect(one.map(({ id }) => id)).toEqual(['CVE-2021-42343']);
    expect(one[0]?.ids).toEqual(expect.arrayContaining(['PYSEC-2021-871', 'PYSEC-2021-872']));
  });

  it.each([
    ['django', '3.2.10', 19],
    ['tensorflow', '2.7.0rc1', 32],
    ['urllib3', '2.0.5', 2],
    ['urllib3', '1.26.16', 2],
    ['pyspark', '3.2.1', 4],
  ])('%s %s has %i vulnerabilities', (name, version, count) => {
    expect(groupMatches(matchVersion(of(name), version))).toHaveLength(count);
  });

  it('judges unpinned requirements by what they may resolve to', () => {
    const specifiers = (text: string) => parseSpecifiers(text) as SpecifierSet;
    expect(judgeSpecifier(of('requests'), specifiers('>=2.28,<3'))).toMatchObject({
      kind: 'some-affected',
      raiseFloorTo: '2.31.0',
    });
    expect(judgeSpecifier(of('requests'), specifiers('>=2.28,<2.31'))).toMatchObject({
      kind: 'all-affected',
      blockedFix: '2.31.0',
    });
    expect(judgeSpecifier(of('requests'), specifiers('>=2.31'))).toMatchObject({ kind: 'none' });
  });
});

describe('records that nobody publishes yet', () => {
  const packageOf = (...records: object[]): PackageAdvisories => {
    const reader = createOsvReader();
    for (const record of records) reader.add(record);
    return reader.finish()[0] as PackageAdvisories;
  };
  const record = (affected: object, more: object = {}) => ({
    id: 'PYSEC-1',
    schema_version: '1.6.0',
    affected: [{ package: { ecosystem: 'PyPI', name: 'torch' }, ...affected }],
    ...more,
  });
  const ecosystem = (...events: object[]) => ({ ranges: [{ type: 'ECOSYSTEM', events }] });

  it('compares a local build by its public version and says so', () => {
    const torch = packageOf(record(ecosystem({ introduced: '0' }, { fixed: '2.1' })));
    expect(matchVersion(torch, '2.0.1+cu118')[0]?.flags).toContain('local-label');
    expect(matchVersion(torch, '2.1+cu118')).toEqual([]);
  });

  it('orders epochs first', () => {
    const x = packageOf(record(ecosystem({ introduced: '0' }, { fixed: '2.0' })));
    expect(matchVersion(x, '1!0.1')).toEqual([]);
    expect(matchVersion(x, '1.9')).toHaveLength(1);
  });

  it('reads every affected entry, whatever stands before it', () => {
    const x = packageOf({
      id: 'GHSA-1',
      schema_version: '1.4.0',
      affected: [
        { package: { ecosystem: 'npm', name: 'torch' }, ...ecosystem({ introduced: '0' }) },
        {},
        {
          package: { ecosystem: 'PyPI', name: 'Torch' },
          ranges: [
            { type: 'GIT', events: [{ introduced: '0' }] },
            { type: 'ECOSYSTEM', events: [{}, { introduced: '3.2' }, { fixed: '3.2.19' }] },
          ],
        },
        { package: { ecosystem: 'PyPI', name: 'torch' }, ...ecosystem({ introduced: '4.2' }, { fixed: '4.2.1' }) },
      ],
    });
    expect(matchVersion(x, '3.2.10')[0]?.fixedIn).toEqual(['3.2.19']);
    expect(matchVersion(x, '4.2')[0]?.fixedIn).toEqual(['4.2.1']);
    expect(matchVersion(x, '4.0')).toEqual([]);
  });

  it('uses the last known affected version only where nothing closes the range', () => {
    const open = packageOf(
      record({
        ...ecosystem({ introduced: '0' }),
        database_specific: { last_known_affected_version_range: '<= 2.3.1' },
      }),
    );
    expect(matchVersion(open, '2.3.1')[0]).toMatchObject({ confidence: 'medium' });
    expect(matchVersion(open, '2.4')).toEqual([]);
  });

  it('counts what it cannot read and keeps the rest', () => {
    const reader = createOsvReader();
    for (const broken of [
      null,
      5,
      {},
      { id: 'X', schema_version: '9.0' },
      record({ ranges: [{ type: 'ECOSYSTEM', events: [{}] }] }),
      record({ ranges: 3 }),
    ])
      reader.add(broken);
    reader.add(record(ecosystem({ introduced: '0' }), { id: 'PYSEC-2' }));
    expect(reader.counts.unreadableRecords).toBe(4);
    expect(reader.counts.unreadableParts).toBeGreaterThan(0);
    expect(matchVersion(reader.finish()[0] as PackageAdvisories, '1.0').map(({ advisory }) => advisory.id)).toEqual([
      'PYSEC-2',
    ]);
  });
});
