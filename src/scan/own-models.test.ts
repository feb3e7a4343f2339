/** A repository's own models change what is found, and a broken one is said. */
import { expect, it } from 'vitest';
import { memoryFileSystem } from '../platform/index.ts';
import { scanProject } from './index.ts';

const source =
  'import shop\nfrom flask import Flask, request\n\napp = Flask(__name__)\n\n\n@app.route("/")\ndef view():\n    shop.launch(request.args["x"])\n    return "done"\n';

async function scan(files: { readonly [path: string]: string }) {
  const fileSystem = memoryFileSystem({ '/repo/app.py': source, ...files });
  return scanProject({ root: '/repo', fileSystem, only: ['code'], today: '2026-01-01' });
}

it('uses own sinks', async () => {
  expect((await scan({})).findings).toEqual([]);
  const model =
    'schema: theriac/models/1\npackage: shop\nsinks:\n  - { path: "shop.launch().Argument[0]", kind: command-injection }\n';
  const report = await scan({ '/repo/.theriac/models/shop.yaml': model });
  expect(report.issues).toEqual([]);
  expect(report.findings.map(({ rule, location }) => `${rule} ${location.start.line}`)).toEqual([
    'command-injection 9',
  ]);
});

it('says what is wrong, with file and line, and goes on', async () => {
  const report = await scan({
    '/repo/.theriac/models/a.yaml': 'a: [\n',
    '/repo/.theriac/models/b.yaml': 'schema: theriac/models/1\npackage: shop\nsinks: 3\n',
  });
  expect(report.incomplete).toBe(true);
  expect(report.issues).toHaveLength(2);
  expect(report.issues).toContainEqual(
    expect.objectContaining({ kind: 'bad-configuration', path: '.theriac/models/a.yaml', line: expect.any(Number) }),
  );
  expect(report.issues).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining('.theriac/models/b.yaml: sinks') }),
  );
});
