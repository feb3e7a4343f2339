/** A repository comes with the files of Bandit, detect-secrets, pip-audit and others: no decision is lost. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { assignFingerprints, type DraftFinding, type Finding, type RuleMeta } from '../../src/findings/index.ts';
import { memoryFileSystem } from '../../src/platform/index.ts';
import { readDecisions, type ScanReport, scanProject, triageReport } from '../../src/scan/index.ts';
import { sampleFinding, sampleReport, sampleRule } from '../support/sample-report.ts';

const today = '2026-11-20';

type Files = { readonly [path: string]: string };

function decisionsOf(files: Files, rules: readonly RuleMeta[] = [], paths = Object.keys(files)) {
  return readDecisions({
    read: (path) => (files[path] === undefined ? undefined : new TextEncoder().encode(files[path])),
    paths,
    rules,
    today,
  });
}

function decide(report: ScanReport, files: Files): ScanReport {
  return triageReport(report, decisionsOf(files, report.rules), { whole: true });
}

async function scan(files: Files): Promise<ScanReport> {
  const entries = Object.entries(files).map(([path, text]) => [`/r/${path}`, text] as const);
  const fileSystem = memoryFileSystem(Object.fromEntries(entries));
  return decide(await scanProject({ root: '/r', fileSystem, only: ['code', 'secrets'], today }), files);
}

function advisory(id: string, name: string, version: string, path = 'requirements.txt'): Finding {
  const draft: DraftFinding = {
    ...sampleFinding(),
    rule: 'vulnerable-dependency',
    scanner: 'dependencies',
    location: { ...sampleFinding().location, path },
    identity: { scope: '', content: `pkg:pypi/${name} ${id}` },
    properties: { ids: [id, `PYSEC-${id}`], package: name, version },
  };
  return assignFingerprints([draft])[0] as Finding;
}

const stateOf = ({ findings }: ScanReport): { [key: string]: string } =>
  Object.fromEntries(
    findings.map(({ rule, properties, location, suppressions }) => [
      String((properties?.['ids'] as string[] | undefined)?.[0] ?? `${location.path}:${rule}`),
      suppressions.map(({ reason }) => reason).join('; ') || 'open',
    ]),
  );

describe('a move from Bandit, detect-secrets and pip-audit', () => {
  const secret = 'kX9vQ2mPz7RtYw4LbN8cJd3HgF6sAeU1';
  const files: Files = {
    'app/run.py': 'import subprocess\n\n\ndef run(name):\n    subprocess.run(f"ls {name}", shell=True)\n',
    'app/more.py': 'import subprocess\n\n\ndef more(name):\n    subprocess.run(f"rm {name}", shell=True)\n',
    'app/keys.py': `api_key = "${secret}"\n`,
    'tests/test_a.py': 'def test_a():\n    assert 1\n',
    // As `bandit -f json` writes it; the line has moved since.
    'bandit-baseline.json': JSON.stringify({
      errors: [],
      generated_at: '2026-01-01T00:00:00Z',
      metrics: {},
      results: [
        {
          code: '2 def run(name):\n3     subprocess.run(f"ls {name}", shell=True)\n',
          filename: './app/run.py',
          issue_severity: 'HIGH',
          issue_confidence: 'HIGH',
          issue_text: 'subprocess call with shell=True identified, security issue.',
          line_number: 3,
          test_id: 'B602',
          test_name: 'subprocess_popen_with_shell_equals_true',
        },
      ],
    }),
    '.secrets.baseline': JSON.stringify({
      version: '1.5.0',
      plugins_used: [{ name: 'KeywordDetector', keyword_exclude: '' }],
      filters_used: [],
      results: {
        'app/keys.py': [
          {
            type: 'Secret Keyword',
            filename: 'app/keys.py',
            hashed_secret: createHash('sha1').update(secret).digest('hex'),
            is_verified: false,
            is_secret: false,
            line_number: 1,
          },
        ],
      },
      generated_at: '2026-01-01T00:00:00Z',
    }),
    '.pre-commit-config.yaml': `repos:
  - repo: https://git.example/pip-audit
    hooks:
      - id: pip-audit
        args: ["--ignore-vuln", "CVE-2024-1", "--ignore-vuln=GHSA-aaaa-bbbb-cccc"]  # fixed in spring
`,
  };

  it('keeps every decision and leaves the rest open', async () => {
    const repository = Object.fromEntries(Object.entries(files).filter(([path]) => path !== 'bandit-baseline.json'));
    const report = await scanProject({
      root: '/r',
      fileSystem: memoryFileSystem(
        Object.fromEntries(Object.entries(repository).map(([path, text]) => [`/r/${path}`, text])),
      ),
      only: ['code', 'secrets'],
      today,
    });
    const dependencies = [
      advisory('CVE-2024-1', 'demo', '1.0'),
      advisory('GHSA-aaaa-bbbb-cccc', 'other', '1.0'),
      advisory('CVE-2024-3', 'third', '1.0'),
    ];
    const whole = { ...report, findings: [...report.findings, ...dependencies] };
    const decisions = readDecisions({
      read: (path) => (files[path] === undefined ? undefined : new TextEncoder().encode(files[path])),
      baseline: 'bandit-baseline.json',
      paths: Object.keys(repository),
      rules: report.rules,
      today,
    });
    const judged = triageReport(whole, decisions, { whole: true });
    const states = stateOf(judged);
    expect(states['app/run.py:subprocess-with-shell']).toMatch(/^bandit: known to the Bandit baseline/);
    expect(states['app/more.py:subprocess-with-shell']).toBe('open');
    expect(states['CVE-2024-1']).toMatch(/^pip-audit: fixed in spring \(\.pre-commit-config\.yaml:5\)/);
    expect(states['GHSA-aaaa-bbbb-cccc']).toMatch(/^pip-audit/);
    expect(states['CVE-2024-3']).toBe('open');
    const keys = judged.findings.filter(
      ({ location, scanner }) => location.path === 'app/keys.py' && scanner === 'secrets',
    );
    expect(keys.length).toBeGreaterThan(0);
    for (const { suppressions } of keys) expect(suppressions[0]?.reason).toMatch(/secrets\.baseline/);
    expect(judged.triage?.taken.map(({ tool, used }) => [tool, used])).toEqual(
      expect.arrayContaining([
        ['bandit', 1],
        ['pip-audit', 2],
      ]),
    );
  });

  it('takes one finding for one entry of the Bandit baseline', async () => {
    const twice = `${files['app/run.py']}    subprocess.run(f"ls {name}", shell=True)\n`;
    const report = await scan({
      'app/run.py': twice,
      '.theriac/baseline.json': files['bandit-baseline.json'] as string,
    });
    const open = report.findings.filter(({ suppressions }) => suppressions.length === 0);
    expect(report.findings).toHaveLength(2);
    expect(open).toHaveLength(1);
  });
});

describe('ignore files of other tools', () => {
  const findings = [advisory('CVE-2024-1', 'demo', '1.0'), advisory('CVE-2024-2', 'demo', '1.0')];
  it.each<readonly [string, string, string]>([
    [
      'osv-scanner.toml',
      '[[IgnoredVulns]]\nid = "CVE-2024-1"\nignoreUntil = 2027-01-01\nreason = "not used"\n',
      'osv-scanner: not used (osv-scanner.toml:1)',
    ],
    ['.trivyignore', '# not used\nCVE-2024-1 exp:2027-01-01\n', 'trivy: not used (.trivyignore:2)'],
    [
      '.trivyignore.yaml',
      'vulnerabilities:\n  - id: CVE-2024-1\n    purls: [pkg:pypi/demo@1.0]\n    statement: not used\n',
      'trivy: not used (.trivyignore.yaml:2)',
    ],
    [
      '.snyk',
      "version: v1.25.0\nignore:\n  CVE-2024-1:\n    - '*':\n        reason: not used\n        expires: 2027-01-01T00:00:00.000Z\n",
      'snyk: not used (.snyk:3)',
    ],
    [
      '.safety-policy.yml',
      "security:\n  ignore-vulnerabilities:\n    CVE-2024-1:\n      reason: not used\n      expires: '2027-01-01'\n",
      'safety: not used (.safety-policy.yml:3)',
    ],
    [
      '.github/workflows/ci.yml',
      'run: |\n  pip-audit --ignore-vuln CVE-2024-1 # not used\n',
      'pip-audit: not used (.github/workflows/ci.yml:2)',
    ],
  ])('%s', (path, text, reason) => {
    const report = decide(sampleReport(findings), { [path]: text });
    expect(stateOf(report)).toEqual({ 'CVE-2024-1': reason, 'CVE-2024-2': 'open' });
    expect(report.triage?.taken).toEqual([expect.objectContaining({ path, decisions: 1, used: 1 })]);
  });

  it('opens again what has expired, and says so', () => {
    const rules = [{ ...sampleRule, name: 'expired-waiver' }];
    const report = decide(sampleReport(findings, { rules }), { '.trivyignore': 'CVE-2024-1 exp:2026-11-19\n' });
    expect(stateOf(report)).toEqual({
      'CVE-2024-1': 'open',
      'CVE-2024-2': 'open',
      '.trivyignore:expired-waiver': 'open',
    });
  });

  it.each<readonly [string, string, number]>([
    ['osv-scanner.toml', '[[IgnoredVulns]]\nreason = "x"\n', 1],
    ['osv-scanner.toml', '[[IgnoredVulns\n', 1],
    ['.trivyignore', '# a\nCVE-2024-1 exp:soon\n', 2],
    ['.snyk', 'ignore: [\n', 1],
    ['.semgrepignore', 'a\n!b\n', 2],
    ['.safety-policy.yml', 'security:\n  ignore-vulnerabilities:\n    1234:\n      expires: never\n', 3],
  ])('says with file and line what it cannot read: %s', (path, text, line) => {
    const { issues } = decisionsOf({ [path]: text });
    expect(issues).toEqual([expect.objectContaining({ kind: 'bad-configuration', path, incomplete: true })]);
    expect(issues[0]?.line).toBeGreaterThanOrEqual(line);
  });

  it('takes the paths and tests that code tools leave out', async () => {
    const shell = 'import subprocess\n\n\ndef run(name):\n    subprocess.run(f"ls {name}", shell=True)\n';
    const evil = 'def run(text):\n    return eval(text)\n';
    const report = await scan({
      'legacy/a.py': evil,
      'app/a.py': shell,
      'app/b.py': evil,
      '.semgrepignore': '# goes away\nlegacy/\n',
      'pyproject.toml': '[tool.bandit]\nskips = ["B602"]\n',
    });
    const states = stateOf(report);
    expect(states['legacy/a.py:eval-of-dynamic-code']).toBe('semgrep: goes away (.semgrepignore:2)');
    expect(states['app/a.py:subprocess-with-shell']).toMatch(/^bandit: the test B602 is skipped/);
    expect(states['app/b.py:eval-of-dynamic-code']).toBe('open');
  });
});
