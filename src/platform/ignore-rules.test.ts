import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { disk } from './disk.ts';
import { parseGlob, pathMatcher } from './glob.ts';
import { ignoreDecision, parseIgnoreFile } from './ignore-rules.ts';
import { comparePaths } from './paths.ts';
import { walk } from './walk.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'theriac-ignore-')));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let counter = 0;

function git(cwd: string, args: readonly string[]): string[] {
  const env = { PATH: process.env['PATH'], HOME: base, GIT_CONFIG_NOSYSTEM: '1' };
  const done = spawnSync('git', ['-c', 'core.excludesFile=/dev/null', ...args], { cwd, env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout.split('\0').filter((path) => path !== '');
}

function writeTree(files: { readonly [path: string]: string }): string {
  const root = join(base, `t${counter++}`);
  mkdirSync(root);
  git(root, ['init', '-q']);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function walked(root: string): string[] {
  return walk(disk, { root, exclude: ['.git'] }).files.map((file) => file.path);
}

const name = fc.constantFrom(
  'a',
  'b',
  'ab',
  'abc',
  'a.py',
  'b.py',
  'ab.pyc',
  '.env',
  'x-y',
  'a b',
  'é',
  '#a',
  '!b',
  'a]',
);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const piece = fc.constantFrom(
  'a',
  'b',
  'ab',
  '.py',
  '*',
  '**',
  '?',
  '[ab]',
  '[!a]',
  '[a-c]',
  '[[:alpha:]]',
  '\\',
  '.',
  ' ',
  'é',
  '[',
  ']',
  '#',
  '!',
);
// `a**/b` is left out: git matches what follows the literal `a` on its own, so that its `**` crosses folders by accident.
const part = fc
  .array(piece, { minLength: 1, maxLength: 3 })
  .map((pieces) => pieces.join(''))
  .filter((text) => text === '**' || !text.includes('**'));
const pattern = fc
  .record({
    negated: fc.boolean(),
    lead: fc.constantFrom('', '', '/', '**/'),
    parts: fc.array(part, { minLength: 1, maxLength: 3 }),
    tail: fc.constantFrom('', '', '/', '/**', ' ', '\r'),
  })
  .map((p) => `${p.negated ? '!' : ''}${p.lead}${p.parts.join('/')}${p.tail}`);
const ignoreText = fc.array(pattern, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'));

test('the walk takes exactly the files that git lists, on generated trees with ignore files at several levels', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(path, { minLength: 5, maxLength: 25 }),
      ignoreText,
      fc.array(fc.tuple(fc.constantFrom('a/', 'ab/', 'b/', 'a/b/'), ignoreText), { maxLength: 3 }),
      ignoreText,
      fc.nat(4),
      (paths, rootRules, nested, exclude, trackedCount) => {
        const files: { [path: string]: string } = {};
        const taken = new Set<string>();
        for (const item of [...paths, ...nested.map(([folder]) => `${folder}.gitignore`)]) {
          const above = item.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'));
          if (above.slice(0, -1).some((p) => p in files) || taken.has(item)) continue;
          for (const p of above) taken.add(p);
          files[item] = 'x';
        }
        for (const [folder, text] of nested) if (`${folder}.gitignore` in files) files[`${folder}.gitignore`] = text;
        files['.gitignore'] = rootRules;
        files['.git/info/exclude'] = exclude;
        const root = writeTree(files);
        const tracked = paths.filter((p) => p in files).slice(0, trackedCount);
        if (tracked.length > 0) git(root, ['--literal-pathspecs', 'add', '-f', '--', ...tracked]);
        const expected = git(root, ['ls-files', '-co', '--exclude-standard', '-z']).map((p) => p.normalize('NFC'));
        expect(walked(root)).toEqual([...new Set(expected)].sort(comparePaths));
      },
    ),
    { numRuns: 60 },
  );
});

test('rules above the root of the walk and in info/exclude apply, as in git', () => {
  const root = writeTree({
    '.gitignore': '/pkg/gen/\n*.log\npkg/*.tmp\n',
    'pkg/.gitignore': '!keep.log\n',
    'pkg/gen/a.py': '',
    'pkg/sub/gen/a.py': '',
    'pkg/sub/keep.log': '',
    'pkg/sub/drop.log': '',
    'pkg/sub/x.tmp': '',
    'pkg/x.tmp': '',
    '.git/info/exclude': 'pkg/sub/secret.py\n',
    'pkg/sub/secret.py': '',
  });
  const expected = git(join(root, 'pkg/sub'), ['ls-files', '-co', '--exclude-standard', '-z']);
  expect(walked(join(root, 'pkg/sub'))).toEqual(expected.sort(comparePaths));
  expect(walked(join(root, 'pkg'))).toEqual(['.gitignore', 'sub/gen/a.py', 'sub/keep.log', 'sub/x.tmp']);
});

test('an index of version 4 is read', () => {
  const root = writeTree({ '.gitignore': '*\n', 'a/one.py': '', 'a/two.py': '', 'b.py': '', 'c.py': '' });
  git(root, ['update-index', '--index-version', '4']);
  git(root, ['add', '-f', 'a/one.py', 'a/two.py', 'b.py']);
  expect(walked(root)).toEqual(['a/one.py', 'a/two.py', 'b.py']);
});

test('hostile patterns take no time', () => {
  const { file } = parseIgnoreFile(`${'*a'.repeat(500)}b\n${'**/a/'.repeat(500)}b`, 0);
  const long = 'a'.repeat(4000);
  const deep = 'a/'.repeat(1000);
  expect(ignoreDecision({ file, above: undefined }, long, long, false)).toBeUndefined();
  expect(ignoreDecision({ file, above: undefined }, `${deep}c`, 'c', false)).toBeUndefined();
  expect(parseGlob('[a')).toBeUndefined();
});

test('option globs match by whole segments', () => {
  const git = pathMatcher(['.git']);
  expect(git('.github/workflows/ci.yml')).toBe(false);
  expect(git('a/.git/config')).toBe(true);
  const globs = pathMatcher(['docs/*.py', '*_pb2.py', './src/{gen,old}/', '**/deep/**/x.py']);
  expect(['docs/conf.py', 'a/b/x_pb2.py', 'src/gen/a/b.py', 'src/old', 'q/deep/1/2/x.py'].every(globs)).toBe(true);
  expect(['docs/a/conf.py', 'my/docs/conf.py', 'src/genx/a.py', 'x_pb2.pyi'].some(globs)).toBe(false);
});
