/** `theriac licences` and `theriac sbom` on an installed environment, and a bill of materials as what is scanned. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { scanProject } from '../../scan/index.ts';
import { main } from '../main.ts';
import { sbomScanOptions } from '../sbom-input.ts';

const root = mkdtempSync(join(tmpdir(), 'theriac-licences-'));
afterAll(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const site = 'env/lib/python3.12/site-packages';
write(`${site}/copied-1.0.dist-info/METADATA`, 'Name: copied\nVersion: 1.0\nLicense-Expression: AGPL-3.0-only\n\n');
write(`${site}/free-2.0.dist-info/METADATA`, 'Name: free\nVersion: 2.0\nLicense-File: LICENSE\n\n');
write(
  `${site}/free-2.0.dist-info/licenses/LICENSE`,
  'Permission is hereby granted, free of charge, to any person … permission notice shall be included in all copies',
);
write(`${site}/=odd-1.dist-info/METADATA`, 'Name: odd\nVersion: 1\nLicense: =cmd()\n\n');

async function run(...args: readonly string[]): Promise<{ code: number; output: string }> {
  let output = '';
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
    output += String(chunk);
    (rest.find((one) => typeof one === 'function') as (() => void) | undefined)?.();
    return true;
  });
  const silent = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return { code: await main(args), output };
  } finally {
    out.mockRestore();
    silent.mockRestore();
  }
}

test('licences: evidence, verdict for the use, obligations', async () => {
  const { code, output } = await run(
    'licences',
    '--environment',
    join(root, 'env'),
    '--use',
    'service',
    '--format',
    'json',
  );
  expect(code).toBe(0);
  const { licences } = JSON.parse(output) as {
    licences: { package: string; verdict: string; evidence: { from: string } }[];
  };
  expect(licences.map((one) => [one.package, one.verdict, one.evidence.from])).toEqual([
    ['copied', 'conflict', 'expression'],
    ['free', 'fine', 'file'],
    ['odd', 'look', 'none'],
  ]);
  expect((await run('licences', '--environment', join(root, 'env'))).output).toMatch(
    /^copied 1\.0 +AGPL-3\.0-only +look/m,
  );
});

test('licences: a notice with texts, and a table that no spreadsheet runs', async () => {
  const notice = join(root, 'NOTICE.txt');
  const { output } = await run('licences', '--environment', join(root, 'env'), '--format', 'csv', '--notice', notice);
  expect(output).toContain('"copied","1.0","AGPL-3.0-only"');
  const text = readFileSync(notice, 'utf8');
  expect(text).toContain('copied 1.0: AGPL-3.0-only (licence text not at hand');
  expect(text).toContain('permission notice shall be included');
});

test('sbom: what is written is read again, in every format', async () => {
  for (const format of ['cyclonedx-json', 'cyclonedx-xml', 'spdx-json']) {
    const file = join(root, `bill-${format}.${format.endsWith('xml') ? 'xml' : 'json'}`);
    const options = ['--environment', join(root, 'env'), '--format', format, '--output', file];
    expect((await run('sbom', ...options)).code).toBe(0);
    const { output } = await run('deps', 'list', '--sbom', file);
    expect(output).toMatch(/^copied +1\.0/m);
    const report = await scanProject({
      ...sbomScanOptions(file),
      dependencies: { use: 'service' },
      advisories: { path: join(root, 'none') },
    });
    expect(report.findings.map(({ rule }) => rule)).toContain('copyleft-dependency');
    expect(report.incomplete).toBe(true);
  }
});

test('sbom: SPDX has no place for vulnerabilities', async () => {
  const options = ['--environment', join(root, 'env'), '--format', 'spdx-json', '--vulnerabilities'];
  expect((await run('sbom', ...options)).code).toBe(2);
});
