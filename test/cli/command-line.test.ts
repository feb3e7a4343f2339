/** The command line as people meet it: usage, streams, colours, exit codes. The real program in a real process. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type RunOptions,
  type RunResult,
  runTheriac,
  type TemporaryFolder,
  temporaryFolder,
} from '../support/run-theriac.ts';

const shell = 'import subprocess\n\n\ndef run(name):\n    subprocess.run(f"ls {name}", shell=True)\n';
const folders: TemporaryFolder[] = [];

function folderOf(files: Parameters<typeof temporaryFolder>[0]): string {
  const folder = temporaryFolder(files);
  folders.push(folder);
  return folder.path;
}

/** Runs in a folder with these files, code rules only: other families need data. */
function inFolder(
  files: Parameters<typeof temporaryFolder>[0],
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return runTheriac(args, { cwd: folderOf(files), ...options });
}

afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

describe('usage', () => {
  it('prints its version', async () => {
    expect(await runTheriac(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^theriac \d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });

  it('prints help on demand to standard output, and for a bare call to standard error with 2', async () => {
    expect(await runTheriac(['--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('scan'),
      stderr: '',
    });
    expect(await runTheriac(['scan', '--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--fail-on'),
      stderr: '',
    });
    expect(await runTheriac([])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('Usage: theriac'),
    });
  });

  it.each([
    [['scna'], "unknown command 'scna'", 'scan'],
    [['scan', '--fial-on', 'high'], "unknown option '--fial-on'", '--fail-on'],
    [['scan', '--severity', 'loud'], 'Allowed choices are info, low', 'critical'],
    [['scan', '--format', 'srif'], 'Unknown format "srif"', 'did you mean "sarif"?'],
    [['scan', '--output', 'report.json'], '"--output report.json" is not of the form FORMAT=PATH', ''],
    [['scan', '--fail-on', 'hihg'], 'unknown gate "hihg"', 'did you mean "high"?'],
    [['scan', '--only', 'secret'], 'did you mean "secrets"?', '--only'],
    [['scan', '--select', 'shell-comand'], 'Unknown rule, tag or family "shell-comand"', 'did you mean'],
    [['scan', '--ignore', 'zzzzzzzzzz'], 'Unknown rule, tag or family "zzzzzzzzzz"', ''],
    [['scan', 'no-such-folder'], 'Cannot scan no-such-folder: it does not exist', ''],
    [['scan', '--stdin-filename', 'a.py'], '--stdin-filename needs "-"', ''],
    [['scan', '-', '--stdin-filename', '../a.py'], '--stdin-filename must lie below', ''],
    [['scan', 'a.py', process.execPath], 'nothing in common', 'one at a time'],
    [['scan', '-', 'a.py'], '"-" cannot be combined', ''],
    [['rule', 'shell-comand'], 'There is no rule "shell-comand"', 'theriac rules'],
    [['completion', 'tcsh'], 'Allowed choices are bash', 'powershell'],
  ])('refuses %j with 2 and says what was meant', async (args, message, hint) => {
    const result = await inFolder({ 'a.py': 'x = 1\n' }, args);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain(hint);
  });
});

describe('exit codes', () => {
  const files = { 'a.py': shell };
  const only = ['scan', '--only', 'code'];

  it('are 1 when the gate fails, and 0 with --exit-zero or another gate', async () => {
    expect(await inFolder(files, [...only, '--fail-on', 'low'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('Gate failed'),
    });
    expect(await inFolder(files, [...only, '--fail-on', 'low', '--exit-zero'])).toMatchObject({ code: 0 });
    expect(await inFolder(files, [...only, '--fail-on', 'never'])).toMatchObject({ code: 0 });
    expect(await inFolder(files, only, { environment: { THERIAC_FAIL_ON: 'low' } })).toMatchObject({ code: 1 });
  });

  it('does not gate by --severity, which only hides', async () => {
    const result = await inFolder(files, [...only, '--fail-on', 'low', '--severity', 'critical']);
    expect(result).toMatchObject({ code: 1, stdout: expect.stringContaining('below critical not shown') });
  });

  it('are 3 for what could not be looked at, 0 with --allow-incomplete, and 1 when the gate fails too', async () => {
    const broken = { ...files, 'large.py': 'x = 1\n'.repeat(100) };
    const limit = ['--config', 'max-file-size=500'];
    expect(await inFolder(broken, [...only, '--fail-on', 'never', ...limit])).toMatchObject({
      code: 3,
      stdout: expect.stringContaining('Not looked at (1)'),
    });
    expect(await inFolder(broken, [...only, '--fail-on', 'never', ...limit, '--allow-incomplete'])).toMatchObject({
      code: 0,
    });
    expect(await inFolder(broken, [...only, '--fail-on', 'low', ...limit])).toMatchObject({ code: 1 });
  });

  it('are 130 when interrupted, without a report', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`f${index}.py`, shell.repeat(200)]));
    const result = await inFolder(many, [...only, '-v', '--output', 'json=out.json'], {
      interruptAfter: 'No configuration file.',
    });
    expect(result).toMatchObject({ code: 130, stdout: '' });
    expect(result.stderr).toContain('Interrupted');
  });
});

describe('streams', () => {
  const files = { 'a.py': shell };

  it('keeps standard output for the report alone', async () => {
    const result = await inFolder(files, [
      'scan',
      '--only',
      'code',
      '--format',
      'json',
      '-v',
      '--output',
      'sarif=out/report.sarif',
    ]);
    expect(JSON.parse(result.stdout)).toMatchObject({ schemaVersion: '1.0', findings: [{ rule: expect.any(String) }] });
    expect(result.stderr).toContain('Wrote sarif to out/report.sarif');
    const folder = folders[folders.length - 1].path;
    expect(JSON.parse(readFileSync(join(folder, 'out/report.sarif'), 'utf8')).version).toBe('2.1.0');
  });

  it('says nothing but errors with -q, and JSON lines with --log-json', async () => {
    expect((await inFolder(files, ['scan', '-q', '--only', 'code', '--output', 'json=a.json'])).stderr).toBe('');
    const { stderr } = await inFolder(files, ['scan', '--log-json', '-v', '--only', 'code', '--output', 'json=a.json']);
    for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) });
  });

  it('ends quietly with 0 when its reader has gone', async () => {
    const rules = await runTheriac(['rules', '--format', 'json'], { closeOutput: true });
    expect(rules).toMatchObject({ code: 0, stderr: '' });
  });

  it('cannot write where it may not, and says so', async () => {
    const result = await inFolder(files, ['scan', '--only', 'code', '--output', 'json=a.py/x.json']);
    expect(result).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Cannot write a.py/x.json') });
    expect(existsSync(join(folders[folders.length - 1].path, 'a.py'))).toBe(true);
  });

  it('reads one file from standard input under the name it stands for', async () => {
    const result = await inFolder(
      {},
      ['scan', '-', '--stdin-filename', 'pkg/new.py', '--only', 'code', '--format', 'concise'],
      { input: shell },
    );
    expect(result.stdout).toMatch(/^pkg\/new\.py:5:\d+: /);
  });
});

describe('colour', () => {
  const introducer = '\u001b[';
  const coloured = async (
    args: readonly string[],
    environment: { readonly [name: string]: string },
  ): Promise<boolean> =>
    (await inFolder({ 'a.py': shell }, ['scan', '--only', 'code', ...args], { environment })).stdout.includes(
      introducer,
    );

  it('follows --color, then NO_COLOR, then FORCE_COLOR, then TERM, then CI, then the stream', async () => {
    expect(await coloured([], {})).toBe(false);
    expect(await coloured(['--color', 'always'], { NO_COLOR: '1' })).toBe(true);
    expect(await coloured(['--color', 'never'], { FORCE_COLOR: '1' })).toBe(false);
    expect(await coloured([], { FORCE_COLOR: '1' })).toBe(true);
    expect(await coloured([], { FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(await coloured([], { FORCE_COLOR: '1', NO_COLOR: '' })).toBe(true);
    expect(await coloured([], { GITHUB_ACTIONS: 'true', CI: 'true' })).toBe(true);
    expect(await coloured([], { GITHUB_ACTIONS: 'true', TERM: 'dumb' })).toBe(false);
  });

  it('can be configured, and the flag wins', async () => {
    const files = { 'a.py': shell, 'theriac.toml': 'color = "always"\n' };
    const text = async (args: readonly string[]): Promise<string> =>
      (await inFolder(files, ['scan', '--only', 'code', ...args])).stdout;
    expect(await text([])).toContain(introducer);
    expect(await text(['--color', 'never'])).not.toContain(introducer);
  });

  it('never stands in a file', async () => {
    await inFolder({ 'a.py': shell }, ['scan', '--only', 'code', '--color', 'always', '--output', 'text=report.txt']);
    expect(readFileSync(join(folders[folders.length - 1].path, 'report.txt'), 'utf8')).not.toContain(introducer);
  });
});

describe('other commands', () => {
  it('lists rules, and the ids of another tool', async () => {
    expect(JSON.parse((await runTheriac(['rules', '--format', 'json'])).stdout).length).toBeGreaterThan(10);
    expect((await runTheriac(['rules', '--alias', 'bandit'])).stdout).toMatch(/^B602 +\S+/m);
  });

  it('shows a page under its name and under an alias', async () => {
    const { stdout } = await runTheriac(['rule', 'B602']);
    expect(stdout).toContain('What it finds');
    expect(stdout).toContain('bandit:B602');
    expect(JSON.parse((await runTheriac(['rule', 'unused-suppression', '--format', 'json'])).stdout).page).toContain(
      '## Limits',
    );
  });

  it('shows the configuration with origins', async () => {
    const files = { 'theriac.toml': '# ours\nseverity = "low"\n' };
    const { stdout } = await inFolder(files, ['config', 'show', '--config', 'format=json'], {
      environment: { THERIAC_FAIL_ON: 'kev' },
    });
    expect(stdout).toMatch(/^severity +"low" +\(theriac\.toml:2\)$/m);
    expect(stdout).toMatch(/^fail-on +\["kev"\] +\(THERIAC_FAIL_ON\)$/m);
    expect(stdout).toMatch(/^format +"json" +\(--config format=json\)$/m);
    expect(stdout).toMatch(/^exit-zero +false +\(default\)$/m);
  });

  it('inspects for people and for machines', async () => {
    const files = {
      'pyproject.toml': '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask>=3"]\n',
      'shop/__init__.py': 'import flask\n',
    };
    expect((await inFolder(files, ['inspect'])).stdout).toContain('flask');
    expect(JSON.parse((await inFolder(files, ['inspect', '--format', 'json'])).stdout)).toMatchObject({ name: 'shop' });
  });

  it('lists suppression comments with what they hide', async () => {
    const files = { 'a.py': shell.replace('shell=True)', 'shell=True)  # nosec B602 fixed names') };
    const { stdout } = await inFolder(files, ['suppressions', '--only', 'code']);
    expect(stdout).toMatch(/^a\.py:5: used: nosec B602 \(.*\): fixed names$/m);
  });

  it('explains the finding whose id the report shows', async () => {
    const cwd = folderOf({ 'a.py': shell });
    const { stdout } = await runTheriac(['scan', '--only', 'code'], { cwd });
    const id = / · ([0-9a-f]{12})$/m.exec(stdout)?.[1] ?? '';
    const explained = await runTheriac(['explain', id, '--only', 'code'], { cwd });
    expect(explained).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/a\.py:5:5[\s\S]*Urgency +75 \(severity high\)[\s\S]*# theriac: ignore\[/),
    });
    expect(await runTheriac(['explain', '000000000000'], { cwd })).toMatchObject({ code: 2, stdout: '' });
    expect(await runTheriac(['explain', 'x'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is no id'),
    });
  });

  it('says how it is', async () => {
    const { stdout } = await inFolder({}, ['doctor', '--format', 'json']);
    expect(JSON.parse(stdout).map(({ name }: { name: string }) => name)).toContain('node');
  });

  it.each([
    ['bash', 'complete -o filenames -F _theriac theriac'],
    ['zsh', '#compdef theriac'],
    ['fish', 'complete -c theriac'],
    ['powershell', 'Register-ArgumentCompleter'],
  ])('completes in %s', async (name, sign) => {
    const { stdout, code } = await runTheriac(['completion', name]);
    expect(code).toBe(0);
    expect(stdout).toContain(sign);
    expect(stdout).toContain('fail-on');
  });
});
