/** Decisions through the real program: baseline, comparison, imports, policy, history, explanation. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunResult, runTheriac, type TemporaryFolder, temporaryFolder } from '../support/run-theriac.ts';

const shell = (name: string): string => `def ${name}(value):\n    subprocess.run(f"ls {value}", shell=True)\n`;
const only = ['--only', 'code'];
const folders: TemporaryFolder[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

function repository(files: { readonly [path: string]: string } = {}) {
  const folder = temporaryFolder({ 'app.py': `import subprocess\n\n\n${shell('one')}`, ...files });
  folders.push(folder);
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-c', 'user.name=Jane', '-c', 'user.email=jane@example.org', ...args], {
      cwd: folder.path,
      encoding: 'utf8',
    });
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Jane Doe');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  const run = (...args: readonly string[]): Promise<RunResult> => runTheriac(args, { cwd: folder.path });
  return { path: folder.path, git, run, file: (name: string) => join(folder.path, name) };
}

describe('the baseline', () => {
  it('is made, decides by what is new, is pruned and shown', async () => {
    const { run, file } = repository();
    expect(await run('scan', ...only)).toMatchObject({ code: 1 });
    expect(await run('baseline', 'create', '--reason', 'before the audit', ...only)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 entry in .theriac/baseline.json: 1 added'),
    });
    expect(await run('baseline', 'create', ...only)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--force'),
    });
    expect(await run('scan', ...only)).toMatchObject({ code: 0, stdout: expect.stringContaining('1 known') });
    expect((await run('baseline', 'show')).stdout).toMatch(
      /app\.py {2}subprocess-with-shell {2}since .* by Jane Doe: before the audit/,
    );
    appendFileSync(file('app.py'), `\n\n${shell('two')}`);
    expect(await run('scan', ...only)).toMatchObject({ code: 1, stdout: expect.stringContaining('1 open finding') });
    writeFileSync(file('app.py'), 'x = 1\n');
    expect(await run('baseline', 'prune', ...only)).toMatchObject({ stdout: expect.stringContaining('1 dropped') });
  }, 30_000);

  it('that does not exist is an error when it was named', async () => {
    const { run } = repository();
    expect(await run('scan', '--baseline', 'none.json', ...only)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('none.json does not exist'),
    });
  });
});

describe('comparisons', () => {
  it('tell what a branch introduces and fixes, and leave the work tree alone', async () => {
    const { run, file, git } = repository();
    writeFileSync(file('app.py'), `import subprocess\n\n\n${shell('other')}`);
    const before = git('status', '--porcelain=v2');
    const result = await run('scan', '--diff', 'main', '--format', 'json', ...only);
    const report = JSON.parse(result.stdout);
    expect(report.triage.comparison).toMatchObject({
      known: 0,
      introduced: 1,
      fixed: [{ rule: 'subprocess-with-shell' }],
    });
    expect(report.findings).toMatchObject([{ novelty: 'new' }]);
    expect(git('status', '--porcelain=v2')).toBe(before);
    const sarif = JSON.parse((await run('scan', '--diff', 'main', '--format', 'sarif', ...only)).stdout);
    expect(sarif.runs[0].results[0].baselineState).toBe('new');
    expect(await run('scan', '--diff', '--help-me', ...only)).toMatchObject({ code: 2 });
  }, 30_000);

  it('of what is staged see the index, not the work tree', async () => {
    const { run, file, git } = repository();
    appendFileSync(file('app.py'), `\n\n${shell('two')}`);
    expect((await run('scan', '--staged', ...only)).stdout).toContain('0 new, 1 known, 0 fixed');
    git('add', '-A');
    writeFileSync(file('app.py'), 'x = 1\n');
    expect(await run('scan', '--staged', ...only)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('1 new, 1 known'),
    });
  }, 30_000);

  it('need a repository', async () => {
    const folder = temporaryFolder({ 'a.py': '' });
    folders.push(folder);
    expect(await runTheriac(['scan', '--diff', 'main'], { cwd: folder.path })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not a git repository'),
    });
  });
});

it('joins reports of other tools, alone and beside a scan', async () => {
  const bandit = JSON.stringify({
    errors: [],
    generated_at: '2026-01-01T00:00:00Z',
    metrics: {},
    results: [
      {
        code: '5     subprocess.run(',
        filename: './app.py',
        issue_confidence: 'HIGH',
        issue_severity: 'HIGH',
        issue_text: 'shell=True',
        line_number: 5,
        test_id: 'B602',
        col_offset: 4,
      },
      {
        code: '1 x',
        filename: './app.py',
        issue_confidence: 'HIGH',
        issue_severity: 'LOW',
        issue_text: 'other',
        line_number: 1,
        test_id: 'B404',
        col_offset: 0,
      },
    ],
  });
  const { run } = repository({ 'bandit.json': bandit });
  const alone = JSON.parse((await run('import', 'bandit.json', '--format', 'json')).stdout);
  expect(alone.findings).toHaveLength(2);
  const both = JSON.parse((await run('scan', '--import', 'bandit.json', '--format', 'json', ...only)).stdout);
  const joined = both.findings.find(({ rule }: { readonly rule: string }) => rule === 'subprocess-with-shell');
  expect(joined.properties.foundBy).toEqual(['bandit', 'theriac']);
  expect(await run('import', 'app.py')).toMatchObject({ code: 2, stderr: expect.stringContaining('is not JSON') });
}, 30_000);

it('decides by the policy, locally as in CI, with reasons', async () => {
  const { run, file } = repository();
  mkdirSync(file('.theriac'));
  writeFileSync(
    file('.theriac/policy.yaml'),
    'gate:\n  - {name: no-shell, when: {rule: [bandit:B602]}, then: fail, because: Shells are closed.}\n',
  );
  const failed = await run('scan', '--fail-on', 'policy', ...only);
  expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining('Shells are closed.') });
  writeFileSync(file('app.py'), 'x = 1\n');
  expect(await run('scan', '--fail-on', 'policy', ...only)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('no-shell: no finding'),
  });
}, 30_000);

it('records history, and explains a finding of a saved report', async () => {
  const { run, file } = repository();
  for (let round = 0; round < 2; round++) {
    await run('scan', '--record-history', '--output', 'json=audit.json', '--output', 'html=audit.html', ...only);
  }
  expect(readFileSync(file('.theriac/history.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
  expect(existsSync(file('audit.html'))).toBe(true);
  const [{ id }] = JSON.parse(readFileSync(file('audit.json'), 'utf8')).findings;
  const explained = await run('explain', id.slice(0, 12), '--report', 'audit.json');
  expect(explained).toMatchObject({ code: 0, stdout: expect.stringContaining(id) });
  expect(await run('explain', id.slice(0, 12), '--report', 'app.py')).toMatchObject({ code: 2 });
}, 30_000);

it('exports decisions as OpenVEX', async () => {
  const { run } = repository();
  const { stdout } = await run('vex', 'export');
  expect(JSON.parse(stdout)).toMatchObject({ '@context': 'https://openvex.dev/ns/v0.2.0', author: 'Jane Doe' });
}, 30_000);
