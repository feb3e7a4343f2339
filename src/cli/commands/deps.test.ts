import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { main } from '../main.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-deps-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fixture = (name: string) => new URL(`../../../test/fixtures/locks/${name}`, import.meta.url).pathname;

async function run(...args: readonly string[]): Promise<{ code: number; output: string }> {
  let output = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk, ...rest) => {
    output += String(chunk);
    const done = rest.find((one) => typeof one === 'function') as (() => void) | undefined;
    done?.();
    return true;
  });
  const silent = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return { code: await main(['deps', ...args]), output };
  } finally {
    write.mockRestore();
    silent.mockRestore();
  }
}

test('list: text with targets, JSON with units and places', async () => {
  const text = await run('list', fixture('uv'), '--target', 'linux-3.12');
  expect(text.code).toBe(0);
  expect(text.output).toMatch(/^colorama +0\.4\.6 +dev main test +not linux-3\.12 +pyproject\.toml:8$/m);
  const json = JSON.parse((await run('list', fixture('poetry-2.1'), '--format', 'json', '--direct')).output) as {
    dependencies: { name: string; direct: boolean }[];
    units: unknown[];
  };
  expect(json.units).toHaveLength(1);
  expect(json.dependencies.every(({ direct }) => direct)).toBe(true);
});

test('tree, why and graph', async () => {
  expect((await run('tree', fixture('uv'), '--depth', '1')).output).toContain('  flask 3.1.3 …\n');
  expect((await run('why', 'MarkupSafe', fixture('uv'))).output).toContain(
    'shop-web 0.1.0 → flask 3.1.3 → markupsafe 3.0.4',
  );
  expect((await run('why', 'nope', fixture('uv'))).code).toBe(1);
  expect((await run('graph', fixture('uv'), '--format', 'dot')).output).toMatch(/^digraph/);
});

test('diff of two files; an unreadable side is incomplete', async () => {
  const [before, after] = ['requirements.txt', 'requirements-new.txt'].map((name) => join(folder, name)) as [
    string,
    string,
  ];
  writeFileSync(before, 'a==1\n');
  writeFileSync(after, 'a==2\n???\n');
  const { code, output } = await run('diff', before, after, '--format', 'json');
  expect(code).toBe(3);
  expect(JSON.parse(output)).toMatchObject({ changes: [{ kind: 'upgraded', name: 'a', before: '1', after: '2' }] });
});

test('an SBOM instead of the repository', async () => {
  const file = join(folder, 'any-name.json');
  writeFileSync(
    file,
    JSON.stringify({
      bomFormat: 'CycloneDX',
      components: [{ type: 'library', name: 'flask', version: '3.0', purl: 'pkg:pypi/flask@3.0' }],
    }),
  );
  expect((await run('list', '--sbom', file)).output).toContain('flask  3.0');
});
