import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { provider as github } from '../detectors/github.ts';
import { scanStaged } from '../staged.ts';
import { exampleOf, seededRandom } from '../testing.ts';
import type { CleanBlobs } from './clean-blobs.ts';
import { scanHistory } from './scan-history.ts';

let folder = '';
const random = seededRandom(3);
const token = (): string => exampleOf(github.detectors[0], random);
const options = { today: '2026-11-20', isEnabled: () => true };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-'));
  git('init', '-q', '-b', 'main');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=A Person', '-c', 'user.email=a@person.example', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...identity, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
}

function commit(files: Readonly<Record<string, string>>, message = 'change'): string {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  git('add', '-A');
  git('commit', '-q', '-m', message);
  return git('rev-parse', 'HEAD');
}

test('a secret that was removed is found, with the commit that brought it', async () => {
  commit({ 'a.py': 'x = 1\n' });
  const secret = token();
  const bad = commit({ 'conf.py': `T = '${secret}'\n` });
  commit({ 'conf.py': 'T = None\n' });
  const { findings, issues, counters } = await scanHistory(folder, options);
  expect(issues).toEqual([]);
  expect(counters).toMatchObject({ commits: 3, blobs: 3, missing: 0 });
  expect(findings).toMatchObject([
    { rule: 'github-token', properties: { firstCommit: bad, firstAuthor: 'A Person', inHead: false } },
  ]);
  expect(JSON.stringify(findings)).not.toContain(secret);
});

test('15: what only a merge brought is found with the merge commit', async () => {
  commit({ 'a.txt': 'base\n' });
  git('checkout', '-q', '-b', 'topic');
  commit({ 'b.txt': 'topic\n' });
  git('checkout', '-q', 'main');
  commit({ 'c.txt': 'main\n' });
  git('merge', '-q', '--no-commit', 'topic');
  writeFileSync(join(folder, 'evil.env'), `TOKEN=${token()}\n`);
  git('add', '-A');
  git('commit', '-q', '-m', 'merge');
  const merge = git('rev-parse', 'HEAD');
  git('rm', '-q', 'evil.env');
  git('commit', '-q', '-m', 'remove');
  const { findings } = await scanHistory(folder, options);
  expect(findings).toMatchObject([{ rule: 'github-token', properties: { firstCommit: merge, inHead: false } }]);
});

test('stashes count; unreachable objects on request', async () => {
  commit({ 'a.txt': 'base\n' });
  writeFileSync(join(folder, 'a.txt'), `${token()}\n`);
  git('stash', '-q');
  expect((await scanHistory(folder, options)).findings).toHaveLength(1);
  git('stash', 'drop', '-q');
  expect((await scanHistory(folder, options)).findings).toHaveLength(0);
  expect((await scanHistory(folder, { ...options, allObjects: true })).findings).toHaveLength(1);
});

test('16: shallow clones, missing objects and bad ranges are incomplete', async () => {
  commit({ 'a.txt': 'one\n' });
  commit({ 'a.txt': 'two\n' });
  const clone = mkdtempSync(join(tmpdir(), 'clone-'));
  try {
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${folder}`, clone], { stdio: 'ignore' });
    const shallow = await scanHistory(clone, options);
    expect(shallow.issues).toMatchObject([{ incomplete: true, message: expect.stringContaining('shallow') }]);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
  const blob = git('rev-parse', 'HEAD~1:a.txt');
  rmSync(join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
  const missing = await scanHistory(folder, options);
  expect(missing.counters.missing).toBe(1);
  expect(missing.issues).toMatchObject([{ incomplete: true, message: expect.stringContaining('1 of 2 objects') }]);
  const bad = await scanHistory(folder, { ...options, range: ['nowhere..HEAD'] });
  expect(bad.issues.some((issue) => issue.incomplete)).toBe(true);
});

test('clean blobs are not read again; blobs with findings are', async () => {
  commit({ 'a.txt': 'one\n', 'b.env': `T=${token()}\n` });
  const known = new Set<string>();
  const clean: CleanBlobs = { has: (oid) => known.has(oid), add: (oid) => void known.add(oid), save: () => undefined };
  await scanHistory(folder, { ...options, clean });
  const again = await scanHistory(folder, { ...options, clean });
  expect(again.counters).toMatchObject({ blobs: 2, cached: 1 });
  expect(again.findings).toHaveLength(1);
});

test('staged: the index counts, not the work tree; a comment allows', async () => {
  commit({ 'a.txt': 'base\n' });
  writeFileSync(join(folder, 'new.py'), `T = '${token()}'\n`);
  git('add', 'new.py');
  writeFileSync(join(folder, 'new.py'), 'T = None\n');
  const staged = await scanStaged(folder, { ...options, read: () => undefined });
  expect(staged).toMatchObject({ files: 1, findings: [{ rule: 'github-token', location: { path: 'new.py' } }] });
  writeFileSync(join(folder, 'new.py'), `T = '${token()}'  # pragma: allowlist secret\n`);
  git('add', 'new.py');
  const allowed = await scanStaged(folder, { ...options, read: () => undefined });
  expect(allowed.findings[0].properties).toMatchObject({ allowedInline: true });
});
