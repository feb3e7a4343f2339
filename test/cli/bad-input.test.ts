/** Bad input meets the exit code and the sentence that experience.md promises; nothing crashes, nothing is lost in silence. */
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runTheriac, type TemporaryFolder, temporaryFolder } from '../support/run-theriac.ts';

let folder: TemporaryFolder | undefined;
const nobody = 65_534;

function make(files: Parameters<typeof temporaryFolder>[0]): string {
  folder = temporaryFolder(files);
  return folder.path;
}

afterEach(() => folder?.remove());

describe('bad input', () => {
  it('an empty folder: 0 and a warning, 2 with --require-targets', async () => {
    const cwd = make({});
    expect(await runTheriac(['scan'], { cwd })).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('There was nothing to scan'),
    });
    expect(await runTheriac(['scan', '--require-targets'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There was nothing to scan'),
    });
  });

  it('an unreadable file: named, and 3', async () => {
    const cwd = make({ 'a.py': 'x = 1\n', 'secret.py': 'y = 1\n' });
    chmodSync(join(cwd, 'secret.py'), 0);
    // Root reads everything, so the run is somebody else's.
    const user = process.getuid?.() === 0 ? { user: nobody } : {};
    const result = await runTheriac(['scan', '--only', 'code'], { cwd, ...user });
    expect(result).toMatchObject({ code: 3, stderr: '' });
    expect(result.stdout).toMatch(/secret\.py.*permission is denied/);
  });

  it('a folder of links: nothing outside is read, no circle is followed', async () => {
    const outside = temporaryFolder({ 'leak.py': 'eval(input())\n' });
    const cwd = make({});
    symlinkSync(join(outside.path, 'leak.py'), join(cwd, 'outside.py'));
    symlinkSync(outside.path, join(cwd, 'outside'));
    symlinkSync('.', join(cwd, 'circle'));
    symlinkSync('missing.py', join(cwd, 'dangling.py'));
    const result = await runTheriac(['scan', '--format', 'json'], { cwd });
    outside.remove();
    expect(result.code).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({ findings: [], files: { scanned: 0 } });
  });

  it('a file of NULs: reported with its place, and 3', async () => {
    const cwd = make({ 'a.py': new Uint8Array(1_000_000), 'b.py': 'x = 1\n' });
    const result = await runTheriac(['scan', '--only', 'code', '--format', 'json'], { cwd });
    expect(result.code).toBe(3);
    expect(JSON.parse(result.stdout).issues).toMatchObject([{ kind: 'syntax-error', path: 'a.py', line: 1 }]);
  });

  it('a broken configuration: 2, file and line', async () => {
    const cwd = make({ 'theriac.toml': 'severity = "low"\nselect = [\n', 'a.py': '' });
    expect(await runTheriac(['scan'], { cwd })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^error: theriac\.toml:[23]: not valid TOML/),
    });
  });

  it('an unknown key: 2, file, line and what was meant', async () => {
    const cwd = make({ 'pyproject.toml': '[project]\nname = "x"\n\n[tool.theriac]\nfail_on = ["high"]\n' });
    const { code, stderr } = await runTheriac(['scan'], { cwd });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: pyproject.toml:5: unknown key "fail_on"; did you mean "fail-on"?\n',
    });
  });

  it('a selector in the configuration that names nothing: 2', async () => {
    const cwd = make({ 'theriac.toml': '[per-file-ignores]\n"tests/**" = ["assert-usd"]\n' });
    expect(await runTheriac(['scan'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"assert-usd"'),
    });
  });

  it('a name that would move the cursor: shown, not obeyed', async () => {
    const cwd = make({ 'a\u001b[2J\u202e.py': 'def broken(:\n' });
    const { stdout } = await runTheriac(['scan', '--only', 'code'], { cwd });
    expect(stdout).toContain('a\\x1b[2J\\u202e.py');
    expect(stdout).not.toContain('\u001b');
  });
});
