import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { reportFormats } from '../../reports/format-table.ts';
import { scanProject } from '../../scan/index.ts';
import { provider as aws } from '../../scanners/secrets/detectors/aws.ts';
import { provider as github } from '../../scanners/secrets/detectors/github.ts';
import { exampleOf, seededRandom } from '../../scanners/secrets/testing.ts';
import { main } from '../main.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-secrets-'));
const cache = join(folder, 'cache');
const repository = join(folder, 'repository');
const random = seededRandom(21);
const pick = (length: number): string =>
  Array.from(
    { length },
    () => 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'[Math.floor(random() * 56)],
  ).join('');
const planted = {
  token: exampleOf(github.detectors[0], random),
  wrapped: exampleOf(github.detectors[0], random),
  key: exampleOf(aws.detectors[0], random).replace(/^.{4}/, 'AKIA'),
  secretKey: pick(40),
  password: `${pick(8)}!4x`,
  inUrl: `${pick(10)}7z`,
  django: pick(50),
  removed: exampleOf(github.detectors[0], random),
};

beforeAll(() => {
  mkdirSync(join(repository, 'app'), { recursive: true });
  const write = (path: string, text: string): void => writeFileSync(join(repository, path), text);
  write(
    'app/settings.py',
    `INSTALLED_APPS = []\nSECRET_KEY = '${planted.django}'\nDATABASE = 'postgres://shop:${planted.inUrl}@db.internal/shop'\nX = 'a'; TOKEN = '${planted.token}'; Y = "${planted.token}"\n`,
  );
  write(
    '.env',
    `DB_PASSWORD=${planted.password}\nAWS_ACCESS_KEY_ID=${planted.key}\nAWS_SECRET_ACCESS_KEY=${planted.secretKey}\n`,
  );
  write('wrapped.json', JSON.stringify({ data: btoa(JSON.stringify({ t: planted.wrapped })) }));
  write('old.txt', planted.removed);
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
      cwd: repository,
      stdio: 'ignore',
    });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-q', '-m', 'one');
  git('rm', '-q', 'old.txt');
  git('commit', '-q', '-m', 'two');
  write('staged.py', `T = '${planted.token}'\n`);
  git('add', 'staged.py');
  vi.stubEnv('XDG_CACHE_HOME', cache);
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function expectNoValue(text: string, where: string): void {
  for (const [name, value] of Object.entries(planted)) {
    expect(text.includes(value), `${name} in ${where}`).toBe(false);
    // Four characters may be shown, not more.
    expect(text.includes(value.slice(5, 15)), `a part of ${name} in ${where}`).toBe(false);
  }
}

const run = (...args: readonly string[]): Promise<{ code: number; output: string }> => runAny('secrets', ...args);

async function runAny(...args: readonly string[]): Promise<{ code: number; output: string }> {
  let output = '';
  const capture = (chunk: unknown, ...rest: unknown[]): boolean => {
    output += String(chunk);
    const done = rest.find((one) => typeof one === 'function');
    if (typeof done === 'function') done();
    return true;
  };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(capture);
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(capture);
  try {
    return { code: await main([...args]), output };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

test('no report shows a value', async () => {
  const report = await scanProject({ root: repository, only: ['secrets'] });
  expect(report.findings.filter(({ scanner }) => scanner === 'secrets').length).toBeGreaterThanOrEqual(7);
  for (const format of reportFormats) {
    const render = await format.load();
    const text = [...render(report, { version: '0', asset: () => '', rulePage: () => undefined })].join('');
    expectNoValue(text, format.name);
  }
});

test('history, staged, baseline and audit show none, and neither do the cache and the baseline', async () => {
  const history = await run('history', repository, '--format', 'json');
  expect(history.code).toBe(1);
  expect(history.output).toContain('"inHead": false');
  expectNoValue(history.output, 'history');
  expectNoValue((await run('history', repository)).output, 'history as text');
  const staged = await run('staged', repository);
  expect(staged.code).toBe(1);
  expect(staged.output).toMatch(/^staged\.py:1:6: high: GitHub token/m);
  expectNoValue(staged.output, 'staged');
  expectNoValue((await run('baseline', repository)).output, 'baseline');
  expectNoValue(readFileSync(join(repository, '.secrets.baseline'), 'utf8'), 'the baseline file');
  const audit = await run('audit', repository, '--stats');
  expect(audit.output).toMatch(/\d+ entries: 0 real, 0 no secrets, \d+ without a label/);
  expectNoValue(audit.output, 'audit');
  for (const file of filesBelow(cache)) expectNoValue(readFileSync(file, 'latin1'), file);
  rmSync(join(repository, '.secrets.baseline'));
});

test("9: SARIF keeps what the peers' comments allow, as suppressed", async () => {
  const tree = join(folder, 'allowed');
  mkdirSync(tree);
  const marks = ['pragma: allowlist secret', 'gitleaks:allow', 'trufflehog:ignore', 'ggignore'];
  const line = (mark: string): string => `T = '${exampleOf(github.detectors[0], random)}'  # ${mark}\n`;
  writeFileSync(join(tree, 'a.py'), marks.map(line).join(''));
  const notes = marks.map((mark) => ` "${mark}": "${exampleOf(github.detectors[0], random)}"`);
  writeFileSync(join(tree, 'b.json'), `{\n${notes.join(',\n')}\n}\n`);
  const scanned = await runAny('scan', tree, '--only', 'secrets', '--format', 'sarif', '--offline');
  const { results } = JSON.parse(scanned.output.slice(scanned.output.indexOf('{'))).runs[0];
  const secrets = results.filter(({ ruleId }: { ruleId: string }) => ruleId === 'github-token');
  expect(
    secrets.map((result: { suppressions?: readonly unknown[] }) => (result.suppressions ?? []).length > 0),
  ).toEqual(Array(8).fill(true));
  expect(scanned.code).toBe(0);
});

test('18: the standard library of Python has at most two findings outside its tests', async (context) => {
  let stdlib = '';
  try {
    stdlib = execFileSync('python3', ['-c', 'import sysconfig; print(sysconfig.get_paths()["stdlib"])'], {
      encoding: 'utf8',
    }).trim();
  } catch {
    context.skip('python3 is not here');
  }
  const { findings } = await scanProject({
    root: stdlib,
    only: ['secrets'],
    respectGitignore: false,
    extendExclude: [
      'site-packages',
      'dist-packages',
      '__pycache__',
      'test',
      'tests',
      'idlelib',
      'lib2to3',
      'ensurepip',
    ],
  });
  expect(
    findings.filter(({ scanner, context }) => scanner === 'secrets' && context !== 'test').length,
  ).toBeLessThanOrEqual(2);
}, 60_000);

function filesBelow(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const file = join(path, name);
    return statSync(file).isDirectory() ? filesBelow(file) : [file];
  });
}
