/** Reports as the tools write them, and reports that somebody broke. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFindings, type TheriacError } from '../../findings/index.ts';
import { type ImportOptions, importFormats, importReport } from './index.ts';

const options: ImportOptions = {
  ruleForAlias: (alias) => (alias === 'bandit:B602' || alias === 'ruff:S602' ? 'shell-command' : undefined),
  contextOf: (path) => (path.startsWith('tests/') ? 'test' : 'application'),
};

function fixture(name: string): Uint8Array {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
}

function read(document: unknown, name = 'report.json') {
  return importReport(
    new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document)),
    name,
    options,
  );
}

function errorOf(run: () => unknown): TheriacError {
  try {
    run();
  } catch (error) {
    return error as TheriacError;
  }
  throw new Error('nothing was thrown');
}

describe('real files', () => {
  it("reads Bandit's JSON with lines, columns, CWE and the files it skipped", () => {
    const report = importReport(fixture('bandit.json'), 'bandit.json', options);
    expect(report.tool).toBe('bandit');
    expect(report.findings).toHaveLength(3);
    expect(report.findings[0]).toMatchObject({
      rule: 'bandit:B201',
      severity: 'high',
      cwe: ['CWE-94'],
      location: { path: 'shop/__init__.py' },
    });
    expect(report.findings[1]).toMatchObject({
      rule: 'shell-command',
      properties: { foreignId: 'bandit:B602', foundBy: ['bandit'] },
    });
    expect(report.issues).toContainEqual(expect.objectContaining({ path: 'old/py2.py', incomplete: true }));
  });

  it("reads Ruff's SARIF, and joins what both found", () => {
    const sarif = importReport(fixture('ruff.sarif'), 'ruff.sarif', options);
    expect(sarif.tool).toBe('ruff');
    expect(sarif.findings.map(({ rule, location }) => `${rule} ${location.path}:${location.start.line}`)).toEqual([
      'ruff:S104 shop/__init__.py:25',
      'shell-command shop/admin.py:8',
      'ruff:S603 shop/admin.py:12',
    ]);
    const bandit = importReport(fixture('bandit.json'), 'bandit.json', options);
    const merged = mergeFindings([...bandit.findings, ...sarif.findings]);
    const shell = merged.filter(({ rule }) => rule === 'shell-command');
    expect(shell).toHaveLength(1);
    expect(shell[0]?.properties?.['foundBy']).toEqual(['bandit', 'ruff']);
    expect(merged.length).toBeLessThan(bandit.findings.length + sarif.findings.length);
  });
});

describe('each format', () => {
  const vulnerability = {
    id: 'PYSEC-2023-1',
    aliases: ['CVE-2023-1'],
    summary: 'Bad.',
    fix_versions: ['2.0'],
    description: 'Bad. Very bad.',
  };
  const documents: { [name: string]: unknown } = {
    semgrep: {
      results: [
        {
          check_id: 'a.b',
          path: 'tests/x.py',
          start: { line: 3, col: 2 },
          end: { line: 3, col: 9 },
          extra: { message: 'm', severity: 'ERROR', metadata: { cwe: ['CWE-89: SQL Injection'] } },
        },
      ],
      errors: [],
      paths: { scanned: [] },
    },
    'pip-audit': { dependencies: [{ name: 'a', version: '1.0', vulns: [vulnerability] }], fixes: [] },
    safety: {
      report_meta: {},
      vulnerabilities: [
        {
          package_name: 'a',
          analyzed_version: '1.0',
          vulnerability_id: '123',
          CVE: 'CVE-2023-1',
          advisory: 'Bad.',
          fixed_versions: ['2.0'],
        },
      ],
    },
    'detect-secrets': {
      version: '1.5.0',
      plugins_used: [],
      results: { 'a.py': [{ type: 'Secret Keyword', filename: 'a.py', hashed_secret: 'abc', line_number: 4 }] },
    },
    gitleaks: [{ RuleID: 'generic', File: 'a.py', StartLine: 4, Secret: 'planted-value', Description: 'Generic' }],
    trufflehog:
      '{"DetectorName":"AWS","Raw":"planted-value","Verified":true,"SourceMetadata":{"Data":{"Git":{"file":"a.py","line":4,"commit":"c"}}}}\n{"DetectorName":"AWS","Raw":"x","SourceMetadata":{"Data":{"Git":{"file":"b.py","line":4}}}}\n',
    'osv-scanner': {
      results: [
        {
          source: { path: 'uv.lock' },
          packages: [{ package: { name: 'a', version: '1.0', ecosystem: 'PyPI' }, vulnerabilities: [vulnerability] }],
        },
      ],
    },
    'dependency-check': {
      scanInfo: {},
      dependencies: [
        {
          fileName: 'a',
          filePath: 'r.txt',
          packages: [{ id: 'pkg:pypi/a@1.0' }],
          vulnerabilities: [{ name: 'CVE-2023-1', severity: 'HIGH', description: 'Bad.' }],
        },
      ],
    },
    trivy: {
      SchemaVersion: 2,
      ArtifactName: '.',
      Results: [
        {
          Target: 'poetry.lock',
          Vulnerabilities: [
            {
              PkgName: 'a',
              InstalledVersion: '1.0',
              VulnerabilityID: 'CVE-2023-1',
              Severity: 'CRITICAL',
              FixedVersion: '2.0',
            },
          ],
        },
      ],
    },
    grype: {
      descriptor: { name: 'grype' },
      matches: [
        {
          artifact: { name: 'a', version: '1.0', locations: [{ path: '/r.txt' }] },
          vulnerability: { id: 'GHSA-1', severity: 'High' },
          relatedVulnerabilities: [{ id: 'CVE-2023-1' }],
        },
      ],
    },
    cyclonedx: {
      bomFormat: 'CycloneDX',
      components: [{ 'bom-ref': 'r', name: 'a', version: '1.0' }],
      vulnerabilities: [{ id: 'CVE-2023-1', ratings: [{ severity: 'high' }], affects: [{ ref: 'r' }] }],
    },
    sonarqube: {
      issues: [{ component: 'p:src/a.py', rule: 'python:S2077', severity: 'MAJOR', message: 'm', line: 7 }],
    },
    zap: {
      site: [
        {
          '@name': 'x',
          alerts: [
            {
              pluginid: '40018',
              name: 'SQL Injection',
              riskcode: '3',
              confidence: '2',
              cweid: '89',
              instances: [{ uri: 'http://localhost/search?q=1', method: 'GET', param: 'q' }],
            },
          ],
        },
      ],
    },
  };

  it.each(Object.entries(documents))('%s', (tool, document) => {
    const report = read(document);
    expect(report.tool).toBe(tool);
    expect(report.issues).toEqual([]);
    expect(report.findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(report)).not.toContain('planted-value');
  });

  it('knows a weakness of a dependency by any of its ids, whichever tool found it', () => {
    const tools = ['pip-audit', 'safety', 'osv-scanner', 'dependency-check', 'trivy', 'grype', 'cyclonedx'];
    const merged = mergeFindings(tools.flatMap((tool) => read(documents[tool]).findings));
    expect(merged).toHaveLength(1);
    expect(merged[0]?.properties?.['foundBy']).toEqual([...tools].sort());
    expect(merged[0]?.severity).toBe('critical');
  });

  it('reads tests and coverage as evidence', () => {
    const junit = read(
      '<?xml version="1.0"?><testsuites><testsuite tests="2"><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite></testsuites>',
    );
    expect(junit.evidence).toEqual({ tests: 2, failures: 1, errors: 0, skipped: 0 });
    const coverage = read(
      '<?xml version="1.0"?><!DOCTYPE coverage><coverage line-rate="0.914" branch-rate="0.5" lines-covered="914" lines-valid="1000">',
    );
    expect(coverage.evidence).toMatchObject({ linePercent: 91.4, linesValid: 1000 });
  });
});

describe('bad input', () => {
  it.each([
    ['{"a": 1', /broken\.json .*not JSON/],
    ['{}', /no report format known/],
    ['<html></html>', /XML, but neither/],
    ['', /not JSON/],
  ])('%j is refused with a sentence and exit code 2', (text, message) => {
    const error = errorOf(() => read(text, 'broken.json'));
    expect(error.message).toMatch(message);
    expect(error.exitCode).toBe(2);
  });

  it('loses only the broken record and counts it', () => {
    const report = read({
      results: [{ test_id: 'B1', filename: 'a.py' }, { nothing: true }, null, 5],
      metrics: {},
      generated_at: 'x',
      errors: [],
    });
    expect(report.findings).toHaveLength(1);
    expect(report.issues).toEqual([expect.objectContaining({ kind: 'bad-input', count: 3, incomplete: true })]);
  });

  it('keeps a path inside the repository', () => {
    const report = read({
      results: [{ test_id: 'B1', filename: '../../etc/passwd' }],
      metrics: {},
      generated_at: 'x',
      errors: [],
    });
    expect(report.findings[0]?.location.path).toBe('etc/passwd');
  });

  it('never throws anything but its own error for arbitrary JSON', () => {
    const shapes = fc.oneof(
      fc.jsonValue(),
      fc.record({
        runs: fc.array(fc.record({ tool: fc.jsonValue(), results: fc.array(fc.jsonValue()) })),
        version: fc.constant('2.1.0'),
      }),
      fc.record({
        results: fc.array(fc.jsonValue()),
        metrics: fc.constant({}),
        generated_at: fc.constant(''),
        errors: fc.jsonValue(),
      }),
      fc.record({
        SchemaVersion: fc.constant(2),
        ArtifactName: fc.constant(''),
        Results: fc.array(fc.record({ Vulnerabilities: fc.array(fc.jsonValue()) })),
      }),
    );
    fc.assert(
      fc.property(shapes, (document) => {
        try {
          read(document);
        } catch (error) {
          expect((error as TheriacError).code).toBe('bad-report');
        }
      }),
    );
  });
});

it('names its formats', () => {
  expect(importFormats).toContain('grype');
  expect(importFormats).toHaveLength(17);
});
