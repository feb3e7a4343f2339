import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFixture } from '../../../../scripts/compat-locks.ts';
import { readInventory } from '../inventory/index.ts';
import { checkInventory, inventoryRules } from './index.ts';

type Files = { readonly [path: string]: string };

function check(files: Files) {
  const encoder = new TextEncoder();
  const list = Object.keys(files)
    .sort()
    .map((path) => ({ path, size: files[path]!.length }));
  const inventory = readInventory({ files: list }, (path) => encoder.encode(files[path]));
  return checkInventory({ inventory, contextOf: () => 'application' }, () => true);
}
const names = (files: Files) =>
  check(files).map(({ rule, location }) => `${rule} ${location.path}:${location.start.line}`);

/** The blocks under a heading of a page, as files: `# file: NAME` starts one. */
function blocks(page: string, heading: string): readonly Files[] {
  const section = page.split(`## ${heading}\n`)[1]!.split('\n## ')[0]!;
  return [...section.matchAll(/```text\n([\s\S]*?)```/g)].map(([, block]) => {
    const parts = block!.split(/^# file: (.+)\n/m).slice(1);
    return Object.fromEntries(parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1]!]] : [])));
  });
}

describe.each(inventoryRules)('the page of $name', ({ name, title }) => {
  const page = readFileSync(new URL(`../rules/${name}.md`, import.meta.url), 'utf8');

  test('has the fixed headings', () => {
    const headings = [...page.matchAll(/^#+ (.+)$/gm)]
      .map(([, heading]) => heading)
      .filter((heading) => !heading!.startsWith('file: '));
    expect(headings).toEqual([
      title,
      'What it finds',
      'Why it matters',
      'Example',
      'Use instead',
      'Limits',
      'References',
    ]);
  });

  test('finds its example and not what to use instead', () => {
    const [examples, instead] = [blocks(page, 'Example'), blocks(page, 'Use instead')];
    expect(examples.length * instead.length).toBeGreaterThan(0);
    for (const files of examples) expect(check(files).map(({ rule }) => rule)).toContain(name);
    for (const files of instead) expect(check(files)).toEqual([]);
  });
});

test('locks of the real tools belong to their manifests', () => {
  for (const name of ['uv', 'uv-conflicts', 'poetry-2.1', 'poetry-2.0', 'poetry-1.1', 'pdm', 'pipenv', 'pip-tools'])
    expect(checkInventory({ inventory: readFixture(name), contextOf: () => 'application' }, () => true)).toEqual([]);
});

test('a changed manifest is noticed for each tool', () => {
  for (const [name, manifest, from, to] of [
    ['poetry-2.1', 'pyproject.toml', '"^3.0"', '"^3.1"'],
    ['poetry-1.1', 'pyproject.toml', '"^3.0"', '"^3.1"'],
    ['pdm', 'pyproject.toml', 'flask>=3.0', 'flask>=3.1'],
    ['pipenv', 'Pipfile', '">=3.0"', '">=3.1"'],
    ['uv', 'pyproject.toml', '"ruff"', '"ruff>=0.1"'],
  ] as const) {
    const original = readFixture(name);
    const files = original.files.map(({ path }) => path);
    const root = new URL(`../../../../test/fixtures/locks/${name}/`, import.meta.url);
    const read = (path: string) => {
      const text = readFileSync(new URL(path, root), 'utf8');
      return new TextEncoder().encode(path === manifest ? text.replace(from, to) : text);
    };
    const inventory = readInventory({ files: files.map((path) => ({ path, size: 1 })) }, read);
    const rules = checkInventory({ inventory, contextOf: () => 'application' }, () => true).map(({ rule }) => rule);
    expect([name, rules]).toEqual([name, ['lock-manifest-drift']]);
  }
});

test('conflicts: packages among themselves, two pins, environments of their own', () => {
  const site = 'env/site-packages';
  expect(
    names({
      [`${site}/a-1.dist-info/METADATA`]:
        'Name: a\nVersion: 1\nRequires-Dist: b>=2\nRequires-Dist: c>=9; python_version < "3"\n',
      [`${site}/b-1.dist-info/METADATA`]: 'Name: b\nVersion: 1.5\n',
      [`${site}/c-1.dist-info/METADATA`]: 'Name: c\nVersion: 1\n',
    }),
  ).toEqual([`conflicting-requirement ${site}/b-1.dist-info/METADATA:1`]);
  expect(names({ 'requirements.txt': 'a==1\nb==1\na==2\n' })).toEqual(['conflicting-requirement requirements.txt:3']);
  expect(names({ 'requirements.txt': 'a==1; python_version < "3"\na==2; python_version >= "3"\n' })).toEqual([]);
  expect(names({ 'requirements.txt': '-r base.txt\na==1\n', 'base.txt': 'a==2\n' })).toEqual([
    'conflicting-requirement base.txt:1',
  ]);
  expect(names({ 'tox.ini': '[testenv:a]\ndeps = x==1\n[testenv:b]\ndeps = x==2\n' })).toEqual([]);
});

test('unpinned: what is deployed, not what is tested or offered as a library', () => {
  expect(names({ Dockerfile: 'FROM x\nRUN pip install --upgrade pip && pip install gunicorn\n' })).toEqual([
    'unpinned-requirement Dockerfile:2',
  ]);
  expect(names({ 'requirements-dev.txt': 'pytest\n', 'tox.ini': '[testenv]\ndeps = x\n' })).toEqual([]);
  const library = {
    'pyproject.toml':
      '[project]\nname = "lib"\n[build-system]\nrequires = ["hatchling==1.0"]\nbuild-backend = "hatchling.build"\n',
    'requirements/base.txt': 'flask>=3\n',
  };
  expect(names(library)).toEqual([]);
  expect(names({ ...library, Dockerfile: 'FROM x\nRUN pip install -r requirements/base.txt lib\n' })).toEqual([
    'unpinned-requirement requirements/base.txt:1',
  ]);
});
