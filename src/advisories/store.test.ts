/** The store on real data: size, determinism, laziness, damage; plans and severities. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readEpss, readKev } from './enrichment.ts';
import { planUpgrade } from './plan.ts';
import { createOsvReader } from './read-osv.ts';
import type { PackageAdvisories } from './record.ts';
import { judgeSeverity, scoreVector } from './severity.ts';
import { openStore, type StoreContent, writeStore } from './store.ts';

const shared = new URL('../../../shared/data/', import.meta.url);

function realContent(shuffle: boolean): StoreContent {
  const reader = createOsvReader();
  const records = Object.values(unzipSync(readFileSync(new URL('osv-pypi-all.zip', shared))));
  for (const bytes of shuffle ? records.reverse() : records) reader.add(JSON.parse(strFromU8(bytes)));
  const packages = reader.finish();
  const cves = new Set(
    packages.flatMap(({ advisories }) => advisories.flatMap(({ aliases, related }) => [...aliases, ...related])),
  );
  const kev = readKev(
    gunzipSync(readFileSync(new URL('known_exploited_vulnerabilities.json.gz', shared))).toString(),
    (cve) => cves.has(cve),
  );
  const epss = readEpss(
    '#model_version:v1,score_date:2024-10-10T00:00:00+0000\ncve,epss,percentile\nCVE-2023-4863,0.5,0.9\nCVE-1999-1,0.1,0.1\n',
    (cve) => cves.has(cve),
  );
  return { packages, kev, epss: epss.entries, date: '2024-10-10', sources: [], unreadable: 0, unreadableExamples: [] };
}

describe.skipIf(!existsSync(shared))('on the real snapshot (skipped where ../shared is missing)', () => {
  const content = existsSync(shared) ? realContent(false) : undefined;
  const bytes = content ? writeStore(content) : new Uint8Array();

  it('is the same bytes whatever the order of the records, and small', () => {
    expect(Buffer.compare(bytes, writeStore(realContent(true)))).toBe(0);
    expect(bytes.length).toBeLessThan(700_000);
  });

  it('gives back every package as it was', () => {
    const store = openStore(bytes);
    expect(store.packageNames).toHaveLength(664);
    for (const package_ of content?.packages ?? []) expect(store.packageAdvisories(package_.key)).toEqual(package_);
    expect(store.packageAdvisories('__proto__')).toBeUndefined();
    expect(store.kev('CVE-2023-4863')?.added).toMatch(/^2023/);
    expect(store.kev('constructor')).toBeUndefined();
    expect(store.epss('CVE-2023-4863')).toEqual({ probability: 0.5, percentile: 0.9 });
    expect(store.epss('CVE-1999-1')).toBeUndefined();
  });

  it.each([
    ['urllib3', '2.0.5', { version: '2.0.7', step: 'patch' }],
    ['urllib3', '1.26.16', { version: '1.26.18', step: 'patch' }],
    ['django', '3.2.10', { version: '3.2.25', step: 'patch' }],
    ['gevent', '23.9.0', { above: '23.9.0.post1' }],
    ['pyspark', '3.2.1', { version: '3.4.0', step: 'minor' }],
    ['py', '1.11.0', { above: '1.11.0', remaining: 1 }],
  ])('plans %s %s', (name, version, plan) => {
    expect(planUpgrade(openStore(bytes).packageAdvisories(name) as PackageAdvisories, version)).toMatchObject(plan);
  });

  it.each([
    ['cut short', (good: Uint8Array) => good.subarray(0, good.length - 100), /hash of its header/],
    [
      'one bit turned',
      (good: Uint8Array) => Uint8Array.from(good, (byte, index) => (index === good.length - 5 ? byte ^ 1 : byte)),
      /hash of its header/,
    ],
    ['empty', () => new Uint8Array(), /no header/],
    ['another format', () => Buffer.from('{"format":"theriac-advisories/9"}\n'), /theriac-advisories\/9/],
  ])('refuses a store that is %s', (_, damage, message) => {
    expect(() => openStore(damage(bytes))).toThrow(message);
  });
});

describe('severity', () => {
  it.each([
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 3.1, 9.8],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 4, 9.3],
    ['AV:N/AC:L/Au:N/C:P/I:P/A:P', 2, 7.5],
  ])('%s', (vector, version, score) => {
    expect(scoreVector(vector)).toEqual({ version, score });
  });

  it.each(['', 'garbage', 'CVSS:3.1/AV:X', '__proto__'])('has no score for %j', (vector) => {
    expect(scoreVector(vector)?.score ?? 0).toBe(0);
  });

  it('takes the highest, shows the spread, and falls back to words', () => {
    const low = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:L', source: 'GHSA' };
    const high = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', source: 'NVD' };
    expect(judgeSeverity([low, high])).toMatchObject({
      severity: 'high',
      score: 7.5,
      source: 'NVD',
      spread: { low: 4.3, high: 7.5 },
    });
    expect(judgeSeverity([], 'MODERATE').severity).toBe('medium');
    expect(judgeSeverity([]).severity).toBe('unknown');
  });
});
