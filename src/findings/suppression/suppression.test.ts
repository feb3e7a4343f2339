/** Suppression comments: who is understood, what is covered, what is reported about them. */
import { describe, expect, it } from 'vitest';
import { sampleRule } from '../../../test/support/sample-report.ts';
import type { DraftFinding, Finding } from '../finding.ts';
import { assignFingerprints } from '../fingerprint.ts';
import { indexLines, makeLocation } from '../line-index.ts';
import { createAliasTable } from './alias-table.ts';
import type { MarkerUse } from './apply.ts';
import { hashComments, readMarkers } from './marker.ts';
import { suppressionRules } from './rules.ts';
import { createSuppressionSession } from './session.ts';

const rules = [
  {
    ...sampleRule,
    name: 'shell-command',
    aliases: [
      'bandit:B602',
      'bandit:subprocess_popen_with_shell_equals_true',
      'ruff:S602',
      'semgrep:python.lang.security.subprocess-shell-true',
      'codeql:py/shell',
      'sonar:S4721',
    ],
    formerNames: ['shell-true'],
  },
  { ...sampleRule, name: 'aws-access-key', scanner: 'secrets' as const, aliases: [] },
  ...suppressionRules,
];
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Outcome {
  readonly hidden: boolean;
  readonly about: readonly string[];
  readonly uses: readonly MarkerUse[];
  readonly finding: Finding;
}

/** One finding on the first place that says `BAD`, in a file with these comments. */
function judge(source: string, change: Partial<DraftFinding> = {}, off: readonly string[] = []): Outcome {
  const bytes = encode(source);
  const at = source.indexOf('BAD');
  const location = makeLocation(indexLines(bytes), 'a.py', at, at + 3);
  const [finding] = assignFingerprints([
    {
      rule: 'shell-command',
      scanner: 'code',
      severity: 'high',
      confidence: 'high',
      message: 'x',
      location,
      identity: { scope: '', content: 'BAD' },
      cwe: [],
      context: 'application',
      ...change,
    },
  ]);
  const session = createSuppressionSession({
    aliases: createAliasTable(rules),
    isEnabled: (rule) => !off.includes(rule),
    today: '2026-11-20',
  });
  session.visit({ path: 'a.py', context: 'application', bytes });
  const findings = session.apply(at < 0 ? [] : [finding]);
  const judged = findings.find(({ rule }) => rule === finding.rule) ?? finding;
  return {
    hidden: judged.suppressions.length > 0,
    about: findings
      .filter(({ rule, suppressions }) => rule !== finding.rule && suppressions.length === 0)
      .map(({ rule }) => rule),
    uses: session.uses(),
    finding: judged,
  };
}

describe('our own marker', () => {
  it('covers its line, and from a line of its own the statement below', () => {
    expect(judge('BAD  # theriac: ignore[shell-command] ticket 7').hidden).toBe(true);
    expect(judge('# theriac: ignore[shell-command] ticket 7\n\n# more\nBAD').hidden).toBe(true);
    expect(judge('# theriac: ignore[shell-command] ticket 7\nx = 1\nBAD').hidden).toBe(false);
    expect(judge('x  # theriac: ignore[shell-command]\nBAD').hidden).toBe(false);
  });

  it('covers the whole logical statement', () => {
    const statement = { startLine: 1, endLine: 3 };
    expect(judge('run(\n  BAD,\n)  # theriac: ignore[shell-command] ok', { statement }).hidden).toBe(true);
    expect(
      judge('run(\n  # theriac: ignore[shell-command] ok\n  x,\n  BAD)', { statement: { startLine: 1, endLine: 4 } })
        .hidden,
    ).toBe(true);
  });

  it('carries reason, date and owner', () => {
    const { finding } = judge('BAD  # theriac: ignore[shell-command] -- fixed input until=2027-01-01 owner=ann');
    expect(finding.suppressions).toMatchObject([
      { kind: 'inline', reason: 'fixed input', until: '2027-01-01', owner: 'ann' },
    ]);
  });

  it('hides through a former name, and not another rule', () => {
    expect(judge('BAD  # theriac: ignore[shell-true] ok').hidden).toBe(true);
    expect(judge('BAD  # theriac: ignore[aws-access-key] ok').hidden).toBe(false);
  });

  it('ends with its date', () => {
    expect(judge('BAD  # theriac: ignore[shell-command] ok until=2026-11-20')).toMatchObject({
      hidden: true,
      about: [],
    });
    expect(judge('BAD  # theriac: ignore[shell-command] ok until=2026-11-19')).toMatchObject({
      hidden: false,
      about: ['expired-suppression'],
    });
  });

  it('is reported when it is unknown, malformed, unused or bare', () => {
    expect(judge('BAD  # theriac: ignore[shell-comand] x').about).toEqual(['unknown-suppression']);
    expect(judge('BAD  # theriac: ignore[shell-command] until=tomorrow').about).toEqual(['unknown-suppression']);
    expect(judge('BAD  # theriac: ignore[] x').about).toEqual(['unknown-suppression']);
    expect(judge('BAD  # theriac: disable=x').about).toEqual(['unknown-suppression']);
    expect(judge('x = 1  # theriac: ignore[shell-command] x\nBAD').about).toEqual(['unused-suppression']);
    expect(judge('BAD  # theriac: ignore because')).toMatchObject({ hidden: true, about: ['blanket-suppression'] });
    expect(judge('BAD  # theriac: ignore[shell-command]').about).toEqual(['suppression-without-reason']);
  });

  it('is not called unused when its rule did not run', () => {
    const { about, uses } = judge('x = 1  # theriac: ignore[shell-command] x', {}, ['shell-command']);
    expect(about).toEqual([]);
    expect(uses).toMatchObject([{ state: 'not-checked' }]);
  });

  it('can accept a finding about itself', () => {
    expect(judge('BAD  # theriac: ignore because  # theriac: ignore[blanket-suppression] agreed').about).toEqual([]);
  });
});

describe('markers of other tools', () => {
  it.each([
    'BAD  # nosec B602',
    'BAD  #nosec: B602, B101 -- fixed',
    'BAD  # nosec subprocess_popen_with_shell_equals_true',
    'BAD  # nosec',
    'BAD  # noqa: E501, S602',
    'BAD  # NOQA:S602',
    'BAD  # nosemgrep: python.lang.security.subprocess-shell-true',
    'BAD  # nosemgrep: subprocess-shell-true',
    '# nosemgrep\nBAD',
    '# codeql[py/shell]\nBAD',
    'BAD  # lgtm[py/shell]',
    'BAD  # NOSONAR',
    'BAD  # NOSONAR(S4721)',
    'BAD  # pylint: disable=x # nosec B602',
  ])('%s', (source) => {
    expect(judge(source).hidden).toBe(true);
  });

  it.each([
    'BAD  # noqa',
    'BAD  # noqa: E501',
    'BAD  # nosec B101',
    'BAD  # nosemgrep: other-rule',
    'BAD  # nosecurity',
    'x = "# nosec"\nBAD',
    'BAD # pragma: allowlist secret',
  ])('does not mean this finding: %s', (source) => {
    expect(judge(source).hidden).toBe(false);
  });

  it.each([
    '# pragma: allowlist secret',
    '# pragma: whitelist secret',
    '# gitleaks:allow',
    '# trufflehog:ignore',
    '# ggignore',
  ])('hides secrets: %s', (marker) => {
    const change = { rule: 'aws-access-key', scanner: 'secrets' } as const;
    expect(judge(`BAD  ${marker}`, change).hidden).toBe(true);
  });

  it('knows the next-line form of detect-secrets', () => {
    const change = { rule: 'aws-access-key', scanner: 'secrets' } as const;
    expect(judge('x  # pragma: allowlist nextline secret\nBAD', change).hidden).toBe(true);
  });

  it('reports a bare one that hides something, and stays quiet about rules we do not have', () => {
    expect(judge('BAD  # nosec').about).toContain('blanket-suppression');
    expect(judge('x  # nosemgrep: company.rule\nBAD').about).toEqual([]);
    expect(judge('x  # nosec B999\nBAD').about).toEqual(['unknown-suppression']);
    expect(judge('x  # nosec B602\nBAD').about).toEqual(['unused-foreign-suppression']);
  });
});

describe('reading', () => {
  it('finds comments by their look where there is no parser', () => {
    const source = 'a: b#c\nurl: http://x/#y # nosec B602\n# theriac: ignore[x] y\n';
    const bytes = encode(source);
    expect(
      readMarkers(bytes, 'a.yml', hashComments(bytes)).map(({ tool, coveredLine }) => [tool, coveredLine]),
    ).toEqual([
      ['bandit', 2],
      ['theriac', 4],
    ]);
  });

  it('counts lines of a notebook within its cell', () => {
    const bytes = encode('x = 1\nBAD  # nosec B602\n');
    const [marker] = readMarkers(bytes, 'a.ipynb', hashComments(bytes), [{ index: 4, start: 6, end: 26, line: 2 }]);
    expect(marker).toMatchObject({ coveredLine: 1, location: { cell: 4, start: { line: 1 } } });
  });

  it('survives hostile comments', () => {
    for (const comment of [
      '# nosec '.repeat(5000),
      `# theriac: ignore[${'a,'.repeat(5000)}`,
      `# noqa: ${'S602 '.repeat(5000)}`,
    ]) {
      const bytes = encode(comment);
      expect(() => readMarkers(bytes, 'a.py', hashComments(bytes))).not.toThrow();
    }
  });
});
