/** SARIF in, findings, SARIF out: nothing of Theriac's own results is lost on the way. */
import { expect, it } from 'vitest';
import type { Finding } from '../../src/findings/index.ts';
import { memoryFileSystem } from '../../src/platform/index.ts';
import { findFormat, importReport } from '../../src/reports/index.ts';
import { readDecisions, type ScanReport, scanProject, triageReport } from '../../src/scan/index.ts';
import { sampleFinding } from '../support/sample-report.ts';

const source = `import subprocess
import sqlite3
from flask import Flask, request

app = Flask(__name__)


@app.route("/")
def find():
    name = request.args["name"]
    db = sqlite3.connect("a.db")
    db.execute("select * from users where name = '" + name + "'")
    subprocess.run(f"ls {name}", shell=True)  # theriac: ignore[subprocess-with-shell] a test
    return ""
`;
const fileSystem = memoryFileSystem({ '/r/app.py': source });

async function write(
  report: ScanReport,
): Promise<{ readonly runs: readonly { readonly results: readonly object[] }[] }> {
  const render = await findFormat('sarif')?.load();
  const text = render?.(report, { version: '0.1.0' }) ?? '';
  return JSON.parse(typeof text === 'string' ? text : [...text].join(''));
}

it('keeps every part of every result', async () => {
  const scanned = await scanProject({ root: '/r', fileSystem, only: ['code'], today: '2026-11-20' });
  const dependency: Finding = sampleFinding({
    rule: 'vulnerable-dependency',
    scanner: 'dependencies',
    location: { ...sampleFinding().location, path: 'app.py' },
    properties: { ids: ['CVE-2024-1'], package: 'demo', version: '1.0', kev: true },
    suppressions: [{ kind: 'waiver', reason: 'not-reachable: no caller' }],
  });
  const before = { ...scanned, findings: [...scanned.findings, dependency] };
  expect(before.findings.length).toBeGreaterThan(2);
  const first = await write(before);
  const bytes = new TextEncoder().encode(JSON.stringify(first));
  const read = await scanProject({
    root: '/r',
    fileSystem,
    scanners: [],
    today: '2026-11-20',
    imported: ({ contextOf }) => importReport(bytes, 'a.sarif', { contextOf, ruleForAlias: () => undefined }),
  });
  const decisions = readDecisions({ read: () => undefined, paths: [], rules: [], today: '2026-11-20' });
  const second = await write(triageReport(read, decisions, { whole: false }));
  // Reports give no bytes, so results on one line may change places.
  const resultsOf = (log: typeof first) =>
    log.runs
      .flatMap(({ results }) => results.map((result) => ({ ...result, ruleIndex: 0, fixes: [] })))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  expect(resultsOf(second)).toEqual(resultsOf(first));
});
