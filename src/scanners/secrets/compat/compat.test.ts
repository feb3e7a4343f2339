import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { provider as github } from '../detectors/github.ts';
import { exampleOf, scanFiles, seededRandom } from '../testing.ts';
import { baselineHash, formatBaseline, labelEntry, parseBaseline, updateBaseline } from './detect-secrets.ts';
import { mayBacktrack, translateRe2 } from './re2.ts';

const random = seededRandom(8);
const token = (): string => exampleOf(github.detectors[0], random);

describe('detect-secrets baseline', () => {
  const secret = token();
  const baseline = updateBaseline(
    [{ path: 'app.py', line: 3, hash: baselineHash(secret), rule: 'github-token' }],
    undefined,
    '2026-11-20T00:00:00Z',
  );

  test('11: a moved line stays accepted, a renamed file is new', async () => {
    const moved = await scanFiles([
      { path: 'app.py', content: `\n\n\n\n\nT = '${secret}'\n` },
      { path: '.secrets.baseline', content: formatBaseline(baseline) },
    ]);
    expect(moved.findings).toMatchObject([{ properties: { accepted: { by: '.secrets.baseline' } } }]);
    const renamed = await scanFiles([
      { path: 'other.py', content: `T = '${secret}'\n` },
      { path: '.secrets.baseline', content: formatBaseline(baseline) },
    ]);
    expect(renamed.findings[0].properties).not.toHaveProperty('accepted');
  });

  test('12: an entry that the audit called real is not accepted', async () => {
    const labelled = formatBaseline(labelEntry(baseline, 'app.py', baselineHash(secret), true));
    const { findings } = await scanFiles([
      { path: 'app.py', content: `T = '${secret}'\n` },
      { path: '.secrets.baseline', content: labelled },
    ]);
    expect(findings[0].properties).not.toHaveProperty('accepted');
    expect(findings[0].message).toContain('called it a real secret');
    const inTest = await scanFiles([
      { path: 'app.py', content: `T = '${secret}'\n`, context: 'test' },
      { path: '.secrets.baseline', content: labelled },
    ]);
    expect(inTest.findings).toMatchObject([{ severity: 'high', confidence: 'high' }]);
  });

  test('written as detect-secrets does: order, types, labels kept, no values', () => {
    const labelled = labelEntry(baseline, 'app.py', baselineHash(secret), false);
    const again = updateBaseline(
      [
        { path: 'b.py', line: 1, hash: 'b'.repeat(40), rule: 'private-key' },
        { path: 'app.py', line: 9, hash: baselineHash(secret), rule: 'github-token' },
      ],
      labelled,
      '2026-11-21T00:00:00Z',
    );
    const text = formatBaseline(again);
    expect(text).not.toContain(secret);
    const parsed = parseBaseline(text);
    if (!parsed.ok) throw new Error(parsed.reason);
    expect(Object.keys(parsed.value.results)).toEqual(['app.py', 'b.py']);
    expect(parsed.value.results['app.py']).toMatchObject([{ type: 'GitHub Token', line_number: 9, is_secret: false }]);
    expect(parsed.value.plugins_used).toHaveLength(27);
    expect(parsed.value.plugins_used?.map(({ name }) => name)).toEqual(
      [...(parsed.value.plugins_used ?? [])]
        .map(({ name }) => name)
        .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    );
    expect(formatBaseline(parsed.value)).toBe(text);
  });

  test('a broken baseline accepts nothing and is said', async () => {
    const { findings, issues } = await scanFiles([
      { path: 'app.py', content: `T = '${secret}'\n` },
      { path: '.secrets.baseline', content: '{"results": []' },
    ]);
    expect(findings).toHaveLength(1);
    expect(issues).toMatchObject([{ kind: 'bad-configuration', path: '.secrets.baseline' }]);
  });
});

describe('gitleaks', () => {
  test('13: own rules, disabled rules, target rules and AND allowlists', async () => {
    const config = [
      '[extend]\nuseDefault = true\ndisabledRules = ["pypi-upload-token"]',
      '[[rules]]\nid = "corp"\ndescription = "Corporate token"\nregex = \'\'\'(?i)corp[_-]?token\\s*=\\s*["\']?(ct-[a-z0-9]{12})\'\'\'\nkeywords = ["corp"]\nsecretGroup = 1',
      '[[allowlists]]\ntargetRules = ["corp"]\ncondition = "AND"\npaths = [\'\'\'^ok/\'\'\']\nstopwords = ["aaaa"]',
    ].join('\n');
    const { findings, issues } = await scanFiles([
      { path: '.gitleaks.toml', content: config },
      { path: 'ok/a.ini', content: 'CORP_TOKEN = ct-aaaa1b2c3d4e\n' },
      { path: 'ok/b.ini', content: 'corp-token = ct-9f8e7d6c5b4a\n' },
      { path: 'no/c.ini', content: 'corptoken = ct-aaaa5b6c7d8e\n' },
    ]);
    expect(issues).toEqual([]);
    expect(
      findings
        .map(({ rule, location, properties }) => [rule, location.path, properties?.['accepted'] !== undefined])
        .sort(),
    ).toEqual([
      ['custom-secret', 'no/c.ini', false],
      ['custom-secret', 'ok/a.ini', true],
      ['custom-secret', 'ok/b.ini', false],
    ]);
  });

  test('14: an ignore entry is honoured and said to be positional', async () => {
    const { findings } = await scanFiles([
      { path: 'a.txt', content: `x\n${token()}\n` },
      { path: '.gitleaksignore', content: '# list\na.txt:github-pat:2\n' },
    ]);
    expect(findings[0].properties?.['accepted']).toMatchObject({
      by: '.gitleaksignore',
      reason: expect.stringContaining('another secret'),
    });
  });

  test('a broken configuration is an issue with its line', async () => {
    const { issues } = await scanFiles([{ path: '.gitleaks.toml', content: 'title = "x"\n[[rules]\n' }]);
    expect(issues).toMatchObject([{ path: '.gitleaks.toml', line: 2 }]);
  });
});

describe('RE2 patterns', () => {
  test.each([
    ['(?i)abc', 'xABCx', true],
    ['a(?i)b', 'aB', true],
    ['a(?i)b', 'AB', false],
    ['(?i:a)b', 'AB', false],
    ['a.b', 'a\rb', true],
    ['a.b', 'a\nb', false],
    ['(?s)a.b', 'a\nb', true],
    ['a\\sb', 'a\u00a0b', false],
    ['a\\z', 'a', true],
    ['a\\z', 'ab', false],
    ['[[:alnum:]]{3}', 'a1B', true],
    ['[]a]b', ']b', true],
    ['[^]a]b', 'xb', true],
    ['(?P<name>a+)b', 'aab', true],
    ['\\x41\\x{42}', 'AB', true],
    ['(?i)[a-c]x', 'BX', true],
    ['a{2}', 'aa', true],
    ['a{,2}', 'a{,2}', true],
  ])('%s on %j', (pattern, text, expected) => {
    expect(translateRe2(pattern).test(text)).toBe(expected);
  });

  test('literals survive', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'ab1-_ /:;=@#%&,<>"\'!~'.split('')) }),
        (text) => {
          expect(translateRe2(text).exec(`..${text}..`)?.[0]).toBe(text);
        },
      ),
    );
  });

  test('risky patterns are known', () => {
    expect(mayBacktrack('(a+)+b')).toBe(true);
    expect(mayBacktrack('.*foo.*bar')).toBe(true);
    expect(mayBacktrack('key-[0-9a-f]{32}')).toBe(false);
  });
});

test("9: the five peers' comments are seen; nothing may follow a pragma's line", async () => {
  const marks = ['pragma: allowlist secret', 'gitleaks:allow', 'trufflehog:ignore', 'ggignore'];
  const content = marks.map((mark) => `T = '${token()}'  # ${mark}\n`).join('');
  const { findings } = await scanFiles([{ path: 'a.py', content }]);
  expect(findings.map((finding) => finding.properties?.['allowedInline'])).toEqual([true, true, true, true]);
  const next = await scanFiles([
    { path: 'a.py', content: `x = 1  # pragma: allowlist nextline secret\nT = '${token()}'\n` },
  ]);
  expect(next.findings[0].properties).not.toHaveProperty('allowedInline');
});
