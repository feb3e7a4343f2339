import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { disk } from './disk.ts';
import { memoryFileSystem } from './memory.ts';
import { defaultExcludes, walk } from './walk.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'theriac-walk-')));
afterAll(() => rmSync(base, { recursive: true, force: true }));

function folder(name: string): string {
  const path = join(base, name);
  mkdirSync(path);
  return path;
}

function paths(result: ReturnType<typeof walk>): string[] {
  return result.files.map((file) => file.path);
}

test('links are not followed; those that lead out are told, cycles and broken ones cost nothing', () => {
  const root = folder('links');
  mkdirSync(join(root, 'a'));
  writeFileSync(join(root, 'a', 'real.py'), 'x');
  symlinkSync('..', join(root, 'a', 'cycle'));
  symlinkSync('real.py', join(root, 'a', 'alias.py'));
  symlinkSync('nowhere', join(root, 'broken'));
  symlinkSync(tmpdir(), join(root, 'outside'));
  symlinkSync('self', join(root, 'self'));
  const result = walk(disk, { root });
  expect(paths(result)).toEqual(['a/real.py']);
  expect(result.counts.links).toBe(5);
  expect(result.issues).toEqual([
    expect.objectContaining({ kind: 'link-outside-root', path: 'outside', incomplete: false }),
  ]);
});

test('a folder of many links out is told once for the rest', () => {
  const root = folder('many-links');
  for (let i = 0; i < 80; i++) symlinkSync(tmpdir(), join(root, `l${i}`));
  const { issues } = walk(disk, { root });
  expect(issues).toHaveLength(51);
  expect(issues.at(-1)).toMatchObject({ kind: 'link-outside-root', count: 30 });
});

test('an empty folder gives nothing and no issue', () => {
  expect(walk(disk, { root: folder('empty') })).toMatchObject({ files: [], issues: [], counts: { folders: 1 } });
});

test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('an unreadable folder is an issue', () => {
  const root = folder('unreadable');
  mkdirSync(join(root, 'closed'));
  chmodSync(join(root, 'closed'), 0);
  const { issues } = walk(disk, { root });
  chmodSync(join(root, 'closed'), 0o755);
  expect(issues).toEqual([expect.objectContaining({ kind: 'unreadable-file', path: 'closed', incomplete: true })]);
});

test('a root that is not there is an issue, not an exception', () => {
  const { issues } = walk(disk, { root: join(base, 'missing') });
  expect(issues).toEqual([
    {
      kind: 'unreadable-file',
      message: 'The folder could not be read: it does not exist.',
      path: '.',
      incomplete: true,
    },
  ]);
});

test('excludes go by whole segments: .git does not hide .github', () => {
  const fs = memoryFileSystem({
    '/r/.git/config': '',
    '/r/.github/workflows/ci.yml': '',
    '/r/.gitignore': '',
    '/r/node_modules/x/a.py': '',
    '/r/my_node_modules/a.py': '',
    '/r/pkg/__pycache__/a.pyc': '',
  });
  expect(paths(walk(fs, { root: '/r' }))).toEqual(['.github/workflows/ci.yml', '.gitignore', 'my_node_modules/a.py']);
  expect(defaultExcludes).not.toContain('venv');
});

test('a virtual environment is left out whatever its name is, but not a package called venv', () => {
  const fs = memoryFileSystem({
    '/r/my-env/pyvenv.cfg': '',
    '/r/my-env/lib/a.py': '',
    '/r/conda/conda-meta/history': '',
    '/r/conda/a.py': '',
    '/r/venv/__init__.py': '',
  });
  const result = walk(fs, { root: '/r' });
  expect(paths(result)).toEqual(['venv/__init__.py']);
  expect(result.counts.excludedFolders).toBe(2);
});

test('.theriacignore wins over .gitignore in both directions', () => {
  const fs = memoryFileSystem({
    '/r/.gitignore': 'local.py\n',
    '/r/.theriacignore': '!local.py\nbig/\n',
    '/r/local.py': '',
    '/r/big/a.py': '',
    '/r/a.py': '',
  });
  expect(paths(walk(fs, { root: '/r' }))).toEqual(['.gitignore', '.theriacignore', 'a.py', 'local.py']);
  expect(paths(walk(fs, { root: '/r', respectGitignore: false, exclude: ['.*ignore'] }))).toEqual(['a.py', 'local.py']);
});

test('a named target is taken although ignored or excluded, unless excludes are forced', () => {
  const fs = memoryFileSystem({
    '/r/.gitignore': 'gen/\n',
    '/r/gen/a.py': '',
    '/r/gen/b.py': '',
    '/r/site-packages/p/a.py': '',
    '/r/site-packages/p/b.py': '',
    '/r/x.py': '',
  });
  const targets = ['gen/a.py', 'site-packages/p'];
  expect(paths(walk(fs, { root: '/r', targets }))).toEqual([
    '.gitignore',
    'gen/a.py',
    'site-packages/p/a.py',
    'site-packages/p/b.py',
    'x.py',
  ]);
  expect(paths(walk(fs, { root: '/r', targets, forceExclude: true }))).toEqual(['.gitignore', 'gen/a.py', 'x.py']);
});

test('limits on files and depth are issues', () => {
  const fs = memoryFileSystem(
    Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`/r/${'d/'.repeat(i)}f.py`, ''])),
  );
  const few = walk(fs, { root: '/r', maxFiles: 7 });
  expect(few.files).toHaveLength(7);
  expect(few.issues).toEqual([expect.objectContaining({ kind: 'limit-reached', incomplete: true })]);
  const flat = walk(fs, { root: '/r', maxDepth: 3 });
  expect(flat.files).toHaveLength(4);
  expect(flat.issues).toEqual([expect.objectContaining({ kind: 'limit-reached', path: 'd/d/d/d' })]);
});

test('order is that of UTF-8 bytes and independent of the order on disk', () => {
  const names = ['b', 'a', 'a.b', 'a/c', 'é', '\u{1F600}', '\uFB01', 'Z'];
  const listing = (order: readonly string[]) =>
    paths(walk(memoryFileSystem(Object.fromEntries(order.map((name) => [`/r/${name}.py`, '']))), { root: '/r' }));
  const sorted = [...names.map((name) => `${name}.py`)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(listing(names)).toEqual(sorted);
  expect(listing(names.toReversed())).toEqual(sorted);
});

test('a decomposed name is found under its NFC form', () => {
  const fs = memoryFileSystem({ '/r/cafe\u0301.py': 'x' });
  const result = walk(fs, { root: '/r' });
  expect(paths(result)).toEqual(['caf\u00e9.py']);
  expect(result.rawPaths.get('caf\u00e9.py')).toBe('cafe\u0301.py');
});
