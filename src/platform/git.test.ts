import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disk } from './disk.ts';
import { changedFiles, changesBetween, readTree, resolveCommit, stagedFiles } from './git.ts';
import { readGitObjects } from './git-objects.ts';

const root = mkdtempSync(join(tmpdir(), 'theriac-git-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function git(...args: string[]): string {
  const done = spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(done.stderr);
  return done.stdout;
}

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

let first = '';
beforeAll(() => {
  git('init', '-q');
  write('a.py', 'one\n');
  write('dir with space/é.py', 'two\n');
  write('gone.py', 'three\n');
  write('big.txt', 'x'.repeat(300_000));
  symlinkSync('a.py', join(root, 'link'));
  git('add', '-A');
});

test('before the first commit everything staged is new', async () => {
  const staged = await stagedFiles(root);
  expect(staged.ok && staged.value.map((change) => [change.change, change.path])).toEqual([
    ['added', 'a.py'],
    ['added', 'big.txt'],
    ['added', 'dir with space/é.py'],
    ['added', 'gone.py'],
    ['added', 'link'],
  ]);
  git('commit', '-q', '-m', 'first');
  first = git('rev-parse', 'HEAD').trim();
});

test('a tree and its blobs are read, in order, with missing and large objects told', async () => {
  const tree = await readTree(root, first);
  expect(tree.ok && tree.value.map((entry) => `${entry.kind} ${entry.path}`)).toEqual([
    'file a.py',
    'file big.txt',
    'file dir with space/é.py',
    'file gone.py',
    'link link',
  ]);
  const oids = tree.ok ? tree.value.map((entry) => entry.oid) : [];
  const seen: string[] = [];
  for await (const object of readGitObjects(root, [oids[0]!, oids[1]!, '0'.repeat(40), oids[2]!], 1000)) {
    seen.push(object.kind === 'found' ? new TextDecoder().decode(object.bytes) : object.kind);
  }
  expect(seen).toEqual(['one\n', 'too-large', 'missing', 'two\n']);
});

test('many objects pass through one process', async () => {
  let bytes = 0;
  for await (const object of readGitObjects(
    root,
    Array.from({ length: 200 }, () => `${first}:big.txt`),
  )) {
    if (object.kind === 'found') bytes += object.bytes.length;
  }
  expect(bytes).toBe(60_000_000);
});

test('changes against a revision come from hashing, so that no filter of the repository runs', async () => {
  write('.git/info/attributes', '*.py filter=evil diff=evil\n');
  git('config', 'filter.evil.clean', `touch ${join(root, 'ran')}; cat`);
  git('config', 'core.fsmonitor', `touch ${join(root, 'ran')}`);
  git('config', 'diff.evil.textconv', `touch ${join(root, 'ran')}; cat`);
  write('a.py', 'one changed\n');
  write('new.py', 'new\n');
  const paths = ['a.py', 'big.txt', 'dir with space/é.py', 'new.py'];
  const changed = await changedFiles(root, first, paths, (path) => {
    const content = disk.read(join(root, path), 1e9);
    return content.ok ? content.value : undefined;
  });
  expect(changed.ok && changed.value.map((change) => [change.change, change.path])).toEqual([
    ['modified', 'a.py'],
    ['deleted', 'gone.py'],
    ['added', 'new.py'],
  ]);
  await stagedFiles(root);
  expect(existsSync(join(root, 'ran'))).toBe(false);
  git('config', '--unset', 'core.fsmonitor');
  rmSync(join(root, '.git/info/attributes'));
});

test('two commits are compared', async () => {
  git('rm', '-q', 'gone.py');
  git('add', 'a.py', 'new.py');
  git('commit', '-q', '-m', 'second');
  const changes = await changesBetween(root, first, 'HEAD');
  expect(changes.ok && changes.value.map((change) => `${change.change} ${change.path}`)).toEqual([
    'modified a.py',
    'deleted gone.py',
    'added new.py',
  ]);
});

test('what is no revision is refused with a sentence', async () => {
  for (const revision of ['nope', '--output=x', 'a\nb', '']) {
    expect(await resolveCommit(root, revision)).toMatchObject({ ok: false });
  }
  expect(await resolveCommit(root, 'HEAD~1')).toEqual({ ok: true, value: first });
  expect(await resolveCommit(tmpdir(), 'HEAD')).toMatchObject({ ok: false });
});

test('a git failure in the middle is an exception, never a shorter answer', async () => {
  const read = async () => {
    for await (const _ of readGitObjects(tmpdir(), ['HEAD'])) expect.unreachable();
  };
  await expect(read()).rejects.toThrow('git could not read objects');
});
