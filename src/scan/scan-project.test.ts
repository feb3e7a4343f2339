import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type DraftFinding, indexLines, makeLocation, type RuleMeta } from '../findings/index.ts';
import { type MemoryEntry, memoryFileSystem } from '../platform/index.ts';
import type { Scanner, SourceFile } from '../scanners/scanner.ts';
import type { ScanOptions } from './options.ts';
import { scanProject } from './scan-project.ts';

const folder = mkdtempSync(join(tmpdir(), 'theriac-scan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rule: RuleMeta = {
  name: 'bad-word',
  title: 'A bad word',
  scanner: 'code',
  severity: 'high',
  confidence: 'high',
  cwe: ['CWE-1'],
  aliases: ['bandit:B999'],
  tags: ['words'],
  since: '0.1.0',
  tier: 'weakness',
  enabled: true,
};

/** Reports every line of a Python file that says `bad`. */
function wordScanner(onVisit: (source: SourceFile) => void = () => {}): Scanner {
  return {
    id: 'code',
    rules: [rule, { ...rule, name: 'quiet-rule', enabled: false, aliases: [] }],
    wants: (file) => file.kind === 'python',
    start: () => {
      const findings: DraftFinding[] = [];
      return {
        visit(source) {
          onVisit(source);
          const text = new TextDecoder().decode(source.bytes);
          for (const match of text.matchAll(/bad(?!-)/g)) {
            const location = makeLocation(indexLines(source.bytes), source.file.path, match.index, match.index + 3);
            for (const name of ['bad-word', 'quiet-rule']) {
              findings.push({
                rule: name,
                scanner: 'code',
                severity: 'high',
                confidence: 'high',
                message: 'A bad word.',
                location,
                identity: { scope: '', content: 'bad' },
                cwe: rule.cwe,
                context: source.file.context,
              });
            }
          }
        },
        finish: () => ({ findings: findings.toReversed(), issues: [], counters: { words: findings.length } }),
      };
    },
  };
}

function scan(files: { readonly [path: string]: MemoryEntry }, options: Partial<ScanOptions> = {}) {
  const entries = Object.entries(files).map(([path, entry]) => [`/r/${path}`, entry] as const);
  return scanProject({
    root: '/r',
    fileSystem: memoryFileSystem(Object.fromEntries(entries)),
    scanners: [wordScanner()],
    today: '2026-01-02',
    ...options,
  });
}

test('findings come out final, ordered and only for enabled rules', async () => {
  const report = await scan({ 'b.py': 'bad\nbad\n', 'a.py': 'x = 1\nbad\n', 'c.txt': 'bad' });
  expect(report.findings.map((finding) => [finding.rule, finding.location.path, finding.location.start.line])).toEqual([
    ['bad-word', 'a.py', 2],
    ['bad-word', 'b.py', 1],
    ['bad-word', 'b.py', 2],
  ]);
  expect(new Set(report.findings.map((finding) => finding.fingerprints.primary)).size).toBe(3);
  expect(report.files).toMatchObject({ found: 3, scanned: 2, failed: 0, unwanted: 1, byKind: { python: 2, text: 1 } });
  expect(report.scanners).toEqual([{ id: 'code', files: 2, bytes: 18, counters: { words: 6 } }]);
  expect(report.rules.map((each) => each.name)).toContain('bad-word');
  expect(report).toMatchObject({ issues: [], incomplete: false, today: '2026-01-02' });
});

test('the report is the same whatever the order of the files on disk', async () => {
  const files = { 'b.py': 'bad', 'a/x.py': 'bad', 'a.py': 'def f(:\n', 'é.py': 'bad' };
  const reversed = Object.fromEntries(Object.entries(files).toReversed());
  const [one, two] = [await scan(files), await scan(reversed)];
  expect(JSON.stringify(two)).toBe(JSON.stringify(one));
});

test('one parse serves every scanner', async () => {
  const seen: unknown[] = [];
  const scanner = wordScanner((source) => seen.push(source.python()));
  await scan({ 'a.py': 'x = 1\n' }, { scanners: [scanner, scanner] });
  expect(seen).toHaveLength(2);
  expect(seen[0]).toBeDefined();
  expect(seen[0]).toBe(seen[1]);
});

test('a scanner that fails on a file costs that file and is said, without a path of this machine', async () => {
  const failing = wordScanner((source) => {
    if (source.file.path === 'a.py') throw new TypeError('x is undefined\n    at /home/me/secret.ts');
  });
  const report = await scan(
    { 'a.py': 'bad', 'b.py': 'bad' },
    { scanners: [failing, { ...wordScanner(), id: 'secrets' }] },
  );
  expect(report.findings.map((finding) => finding.location.path)).toEqual(['a.py', 'b.py', 'b.py']);
  expect(report.issues).toEqual([
    {
      kind: 'internal-error',
      message: 'The scanner "code" failed here (TypeError: x is undefined). Please report this.',
      path: 'a.py',
      incomplete: true,
    },
  ]);
});

test('many failures are summed up; a scanner that cannot start or finish does not end the scan', async () => {
  const failing = wordScanner(() => {
    throw new Error('no');
  });
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}.py`, 'bad']));
  const report = await scan(files, { scanners: [failing] });
  expect(report.issues).toHaveLength(21);
  expect(report.issues.find((issue) => issue.count === 10)).toBeDefined();
  const broken: Scanner = {
    ...wordScanner(),
    start: () => {
      throw new Error('start');
    },
  };
  const stuck: Scanner = {
    ...wordScanner(),
    start: () => ({ visit() {}, finish: () => Promise.reject(new Error('finish')) }),
  };
  const both = await scan({ 'a.py': 'bad' }, { scanners: [broken, stuck, wordScanner()] });
  expect(both.findings).toHaveLength(1);
  expect(both.issues.map((issue) => issue.kind)).toEqual(['internal-error', 'internal-error']);
});

test('what cannot be read or is too large is an issue, never silence', async () => {
  const report = await scan(
    { 'a.py': { unreadable: true }, 'b.py': 'x'.repeat(200), 'c.py': 'bad', 'data.json': 'x'.repeat(200) },
    { maxFileSize: 100 },
  );
  expect(report.issues.map(({ kind, path, incomplete }) => [kind, path, incomplete])).toEqual([
    ['unreadable-file', 'a.py', true],
    ['too-large', 'b.py', true],
  ]);
  expect(report.files).toMatchObject({ scanned: 1, failed: 2, unwanted: 1 });
  expect(report.incomplete).toBe(true);
});

test('broken Python is one issue per file; the scan is incomplete only where it matters', async () => {
  const scanner = wordScanner((source) => source.python());
  const report = await scan({ 'a.py': 'x = = 1\n', 'tests/bad_syntax.py': 'x = = 1\n' }, { scanners: [scanner] });
  expect(report.issues.map(({ kind, path, line, incomplete }) => [kind, path, line, incomplete])).toEqual([
    ['syntax-error', 'a.py', 1, true],
    ['syntax-error', 'tests/bad_syntax.py', 1, false],
  ]);
});

test('NUL bytes, empty files and other bytes that are no text do no harm', async () => {
  const scanner = wordScanner((source) => source.python());
  const files = {
    'nul.py': new Uint8Array(100_000),
    'empty.py': '',
    'bytes.py': Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256),
  };
  const report = await scan(files, { scanners: [scanner] });
  expect(report.files.scanned).toBe(3);
  expect(report.issues.every((issue) => issue.kind === 'syntax-error' || issue.kind === 'encoding-error')).toBe(true);
});

test('targets narrow what is scanned, not the project model', async () => {
  const files = { 'pkg/a.py': 'bad', 'pkg/b.py': 'bad', 'pkg2/a.py': 'bad', 'requirements.txt': 'django==4.2\n' };
  const report = await scan(files, { targets: ['pkg', 'pkg2/a.py'] });
  expect(report.findings.map((finding) => finding.location.path)).toEqual(['pkg/a.py', 'pkg/b.py', 'pkg2/a.py']);
  const one = await scan(files, { targets: ['pkg/b.py'] });
  expect(one.findings).toHaveLength(1);
  expect(one.project.frameworks[0]?.name).toBe('django');
  const named = await scan({ 'examples/shop/a.py': 'bad', 'examples/b.py': 'bad' }, { targets: ['examples/shop'] });
  expect(named.findings.map((finding) => finding.context)).toEqual(['application']);
});

test('standard input stands in for a file, existing or new', async () => {
  const bytes = new TextEncoder().encode('bad bad');
  const existing = await scan({ 'a.py': 'x', 'b.py': 'bad' }, { stdin: { path: 'a.py', bytes } });
  expect(existing.findings.map((finding) => finding.location.path)).toEqual(['a.py', 'a.py']);
  const fresh = await scan({ 'b.py': 'bad' }, { stdin: { path: 'new/c.py', bytes } });
  expect(fresh.findings.map((finding) => finding.location.path)).toEqual(['new/c.py', 'new/c.py']);
});

test('rules are chosen by name, alias and tag, and left out by path', async () => {
  const files = { 'a.py': 'bad', 'tests/test_a.py': 'bad' };
  const names = async (options: Partial<ScanOptions>) =>
    (await scan(files, options)).findings.map((finding) => `${finding.rule} ${finding.location.path}`);
  expect(await names({ select: ['quiet-rule'] })).toEqual(['quiet-rule a.py', 'quiet-rule tests/test_a.py']);
  expect(await names({ ignore: ['B999'] })).toEqual([]);
  expect(await names({ perFileIgnores: { 'tests/**': ['words'] } })).toEqual(['bad-word a.py']);
  expect(await names({ perFileIgnores: { 'test_*.py': ['all'] } })).toEqual(['bad-word a.py']);
  expect((await scan(files, { perFileIgnores: { tests: ['bad-word'] } })).leftOutByPath).toBe(1);
  const unknown = await scan(files, { select: ['bad-wrod'] });
  expect(unknown.issues).toEqual([expect.objectContaining({ kind: 'bad-configuration', incomplete: true })]);
});

test('suppression comments hide nothing: the finding stays, with its reason', async () => {
  const report = await scan({ 'a.py': 'x = "bad"  # theriac: ignore[bad-word] a test of words\n', 'b.py': '"bad"\n' });
  expect(report.findings.map((finding) => [finding.location.path, finding.suppressions.length])).toEqual([
    ['a.py', 1],
    ['b.py', 0],
  ]);
  expect(report.suppressionComments.map((use) => use.state)).toEqual(['used']);
});

test('a file on which a scanner hangs is stopped by the clock and costs only itself', async () => {
  const hanging = wordScanner(({ file }) => {
    if (file.path === 'b.py') while (true);
    if (file.path === 'c.py') /^(a+)+$/.test(`${'a'.repeat(80)}b`);
  });
  const files = { 'a.py': 'bad', 'b.py': 'bad', 'c.py': 'bad', 'd.py': 'bad' };
  const report = await scan(files, { scanners: [hanging], fileTimeLimit: 50 });
  expect(report.findings.map((finding) => finding.location.path)).toEqual(['a.py', 'd.py']);
  expect(report.issues).toEqual(
    ['b.py', 'c.py'].map((path) => ({
      kind: 'limit-reached',
      message: 'The analysis of this file did not come to an end within 0.05 s and was stopped. Please report this.',
      path,
      incomplete: true,
    })),
  );
});

test('an aborted scan says how much is left', async () => {
  const abort = new AbortController();
  const files = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`f${i}.py`, 'bad']));
  const slow = wordScanner(() => {
    const end = performance.now() + 20;
    while (performance.now() < end);
    abort.abort();
  });
  const report = await scan(files, { scanners: [slow], signal: abort.signal });
  expect(report.issues).toEqual([expect.objectContaining({ kind: 'limit-reached', incomplete: true })]);
});

test('without scanners a scan is the project model', async () => {
  const { project, files } = await scan({ 'a.py': 'import flask\napp = flask.Flask(__name__)\n' }, { scanners: [] });
  expect(project.frameworks).toMatchObject([{ name: 'flask', seen: 'import' }]);
  expect(project.entryPoints).toMatchObject([{ kind: 'wsgi', target: 'a:app' }]);
  expect(files.scanned).toBe(1);
});

test('real folders: empty, missing, full of links, with a pipe of NULs', async () => {
  const scanners = [wordScanner()];
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  expect(await scanProject({ root: empty, scanners })).toMatchObject({
    findings: [],
    issues: [],
    incomplete: false,
    files: { found: 0 },
  });
  const missing = await scanProject({ root: join(folder, 'missing'), scanners });
  expect(missing).toMatchObject({ incomplete: true, files: { found: 0 } });
  const links = join(folder, 'links');
  mkdirSync(links);
  for (let i = 0; i < 5; i++) symlinkSync(join(folder, 'empty'), join(links, `l${i}.py`));
  const linked = await scanProject({ root: links, scanners });
  expect(linked.issues.map((issue) => issue.kind)).toEqual(Array(5).fill('link-outside-root'));
  expect(linked.incomplete).toBe(false);
  const viaLink = join(folder, 'via');
  symlinkSync(links, viaLink);
  writeFileSync(join(links, 'real.py'), 'bad');
  chmodSync(join(links, 'real.py'), 0o644);
  expect((await scanProject({ root: viaLink, scanners })).findings.map((finding) => finding.location.path)).toEqual([
    'real.py',
  ]);
});
