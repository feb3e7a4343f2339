import * as renovate from '@renovatebot/pep440';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
// Answers of Python's `packaging` 26.3 to generated questions.
import oracle from './fixtures/packaging-versions.json' with { type: 'json' };
import { compareVersions, formatVersion, isPrerelease, parseVersion, versionKey } from './pep440.ts';
import { mentionsPrerelease, parseSpecifiers, pinnedVersion, satisfies, selectVersions } from './pep440-specifiers.ts';

const version = (text: string) => parseVersion(text) ?? expect.unreachable(`${text} is a version`);
const set = (text: string) => {
  const specifiers = parseSpecifiers(text);
  return typeof specifiers === 'string' ? expect.unreachable(specifiers) : specifiers;
};

const versionText = fc
  .tuple(
    fc.constantFrom('', 'v', '1!', '0!'),
    fc.array(fc.oneof(fc.nat(12), fc.constantFrom('007', '20240101', '99999999999999999999')), {
      minLength: 1,
      maxLength: 4,
    }),
    fc.constantFrom('', 'a', '.b2', '-rc.1', '_C', 'preview3', 'ALPHA-0'),
    fc.constantFrom('', '.post', '-1', 'r2', '_rev.3'),
    fc.constantFrom('', '.dev', 'dev4', '-dev-0'),
    fc.constantFrom('', '+cpu', '+1.2', '+Ubuntu-1', '+01'),
  )
  .map(([epoch, release, ...rest]) => epoch + release.join('.') + rest.join(''));

describe('versions', () => {
  test('normal forms agree with packaging', () => {
    for (const [text, full, publicForm] of oracle.versions) {
      const parsed = parseVersion(text!);
      expect([text, parsed && formatVersion(parsed)]).toEqual([text, full ?? undefined]);
      if (parsed) expect(formatVersion(parsed, 'public')).toBe(publicForm);
    }
  });

  test('the order agrees with packaging', () => {
    for (const [a, b, order] of oracle.pairs as [string, string, number][])
      expect([a, b, compareVersions(version(a), version(b))]).toEqual([a, b, order]);
  });

  test('the order agrees with @renovatebot/pep440', () => {
    fc.assert(
      fc.property(versionText, versionText, (a, b) => {
        fc.pre(!/\d{16}/.test(a + b));
        expect(compareVersions(version(a), version(b))).toBe(Math.sign(renovate.compare(a, b)));
      }),
    );
  });

  test('the order is total, and equal keys mean equal versions', () => {
    fc.assert(
      fc.property(versionText, versionText, versionText, (x, y, z) => {
        const [a, b, c] = [version(x), version(y), version(z)];
        expect(compareVersions(a, b) + compareVersions(b, a)).toBe(0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) expect(compareVersions(a, c)).not.toBe(1);
        expect(versionKey(a) === versionKey(b)).toBe(compareVersions(a, b) === 0);
        expect(compareVersions(version(formatVersion(a)), a)).toBe(0);
      }),
    );
  });

  test('known stages come in order', () => {
    const order = [
      '0',
      '1.dev0',
      '1a1.dev1',
      '1a1',
      '1b1',
      '1rc1',
      '1',
      '1+a',
      '1+1',
      '1.post0.dev1',
      '1.post1',
      '1!0',
    ];
    const shuffled = [...order].reverse().sort((a, b) => compareVersions(version(a), version(b)));
    expect(shuffled).toEqual(order);
  });

  test('spellings of one version are equal', () => {
    for (const [a, b] of [
      ['2022.12.07', '2022.12.7'],
      ['0.1.2-1', '0.1.2.post1'],
      ['1.8c1', '1.8rc1'],
      ['V1.0.0', '1'],
      ['1.0.DEV', '1.0.dev0'],
    ] as const)
      expect(compareVersions(version(a), version(b))).toBe(0);
  });

  test('what is no version is undefined, quickly', () => {
    for (const text of [
      '',
      'latest',
      '1.0-n653',
      '2019-09-12',
      '1..2',
      '1.0+',
      `${'1.'.repeat(100_000)}x`,
      '9'.repeat(3000),
    ])
      expect(parseVersion(text)).toBeUndefined();
    expect(isPrerelease(version('1.0.post1.dev2'))).toBe(true);
  });
});

describe('specifiers', () => {
  test('containment agrees with packaging', () => {
    for (const [text, candidate, expected] of oracle.specs as [string, string, boolean | null][]) {
      const specifiers = parseSpecifiers(text);
      const actual = typeof specifiers === 'string' ? null : satisfies(version(candidate), specifiers);
      expect([text, candidate, actual]).toEqual([text, candidate, expected]);
    }
  });

  test('the choice among versions agrees with packaging', () => {
    for (const [text, candidates, expected] of oracle.filters as [string, string[], string[]][])
      expect([text, selectVersions(candidates.map(version), set(text)).map(({ raw }) => raw)]).toEqual([
        text,
        expected,
      ]);
  });

  test('pre-releases must be asked for, or be all there is', () => {
    const candidates = ['1.0', '1.1rc1'].map(version);
    const raw = (text: string, mode?: 'allow' | 'never') =>
      selectVersions(candidates, set(text), mode).map((candidate) => candidate.raw);
    expect(raw('>=1')).toEqual(['1.0']);
    expect(raw('>=1.1a1')).toEqual(['1.1rc1']);
    expect(raw('>1.0')).toEqual(['1.1rc1']);
    expect(raw('>1.0', 'never')).toEqual([]);
    expect(raw('', 'allow')).toEqual(['1.0', '1.1rc1']);
    expect(mentionsPrerelease(set('!=1.0a1'))).toBe(false);
  });

  test('pins', () => {
    expect(pinnedVersion(set('>=1,==1.2'))?.text).toBe('1.2');
    expect(pinnedVersion(set('===weird'))?.version).toBeUndefined();
    expect(pinnedVersion(set('==1.2.*'))).toBeUndefined();
  });

  test('errors say what is wrong', () => {
    expect(parseSpecifiers('1.0')).toMatch(/does not start with/);
    expect(parseSpecifiers('~=1')).toMatch(/two release numbers/);
    expect(parseSpecifiers('>=1.*')).toMatch(/only after == and !=/);
    expect(parseSpecifiers('==1.0a1.*')).toMatch(/release numbers/);
    expect(parseSpecifiers('>1+local')).toMatch(/local label/);
    expect(parseSpecifiers('>=1,'.repeat(2000))).toMatch(/more than 1000/);
  });
});
