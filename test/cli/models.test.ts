/** `theriac models` with the real program. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runTheriac } from '../support/run-theriac.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('theriac models', () => {
  it('lists what is modelled', async () => {
    const { stdout, code } = await runTheriac(['models', 'list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^flask +\d+ sources, \d+ sinks/m);
  });

  it('passes a right file and names each mistake of a wrong one', async () => {
    const right = file(
      'right.yaml',
      'schema: theriac/models/1\npackage: shop\nsinks:\n  - { path: "shop.run().Argument[0]", kind: command-injection }\n',
    );
    expect(await runTheriac(['models', 'check', right])).toMatchObject({ code: 0, stdout: 'The file is right.\n' });
    const wrong = file(
      'wrong.yaml',
      'schema: theriac/models/1\npackage: shop\nsinks:\n  - { path: "shop.run().Argument[0]", kind: nonsense }\n  - { path: "shop.{run", kind: command-injection }\n',
    );
    const { code, stdout } = await runTheriac(['models', 'check', wrong]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/kind "nonsense" is not known/);
    expect(stdout).toMatch(/"\{" is not closed/);
  });

  it('says where YAML ends being YAML', async () => {
    const broken = file('broken.yaml', 'schema: theriac/models/1\n a: [\n');
    const { code, stderr } = await runTheriac(['models', 'check', broken]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/broken\.yaml:\d+: /);
  });
});
