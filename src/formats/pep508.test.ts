import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
// Answers of Python's `packaging` 26.3 to generated questions.
import oracle from './fixtures/packaging-requirements.json' with { type: 'json' };
import { formatSpecifiers } from './pep440-specifiers.ts';
import { formatRequirement, isRequirement, parseRequirement } from './pep508.ts';
import {
  evaluateMarker,
  extrasOf,
  formatMarker,
  groupsOf,
  type MarkerEnvironment,
  parseMarker,
  targetEnvironment,
} from './pep508-markers.ts';

const requirement = (text: string) => {
  const result = parseRequirement(text);
  return isRequirement(result) ? result : expect.unreachable(`${text}: ${result.message}`);
};
const marker = (text: string) => {
  const result = parseMarker(text);
  return typeof result === 'string' ? expect.unreachable(`${text}: ${result}`) : result;
};

describe('requirements', () => {
  test('agree with packaging', () => {
    type Expected = [string, string[], string[], string | null, boolean] | null;
    for (const [text, expected] of oracle.requirements as [string, Expected][]) {
      const result = parseRequirement(text);
      const actual = isRequirement(result)
        ? [
            result.name,
            [...result.extras].sort(),
            result.specifiers.map((one) => formatSpecifiers([one])).sort(),
            result.url ?? null,
            result.marker !== undefined,
          ]
        : null;
      expect([text, actual]).toEqual([text, expected]);
    }
  });

  test('know where each part is', () => {
    const text = '  Foo.Bar [a] (>=1, <2) ; os_name == "nt"';
    const { spans, key } = requirement(text);
    const at = (span: { start: number; end: number } | undefined) => span && text.slice(span.start, span.end);
    expect(key).toBe('foo-bar');
    expect(at(spans.name)).toBe('Foo.Bar');
    expect(at(spans.specifiers)).toBe('>=1, <2');
    expect(at(spans.marker)).toBe('os_name == "nt"');
    const direct = 'x @ https://index.example/x.whl ; os_name == "nt"';
    const url = requirement(direct).spans.url!;
    expect(direct.slice(url.start, url.end)).toBe('https://index.example/x.whl');
  });

  test('print in one canonical spelling that reads back the same', () => {
    for (const [text, canonical] of [
      ['Foo ( >= 1 )', 'Foo>=1'],
      ["foo[a, b]==1;os.name=='nt'", 'foo[a,b]==1; os_name == "nt"'],
      ['foo@https://files.example/f.whl', 'foo @ https://files.example/f.whl'],
    ] as const) {
      expect(formatRequirement(requirement(text))).toBe(canonical);
      expect(formatRequirement(requirement(canonical))).toBe(canonical);
    }
  });

  test('never throw, never hang', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseRequirement(text)));
    expect(isRequirement(parseRequirement('a'.repeat(60_000)))).toBe(false);
    expect(isRequirement(parseRequirement(`a[${'-'.repeat(40_000)}]`))).toBe(false);
    expect(parseMarker('('.repeat(5000))).toMatch(/nested deeper/);
  });
});

describe('markers', () => {
  const environment: MarkerEnvironment = { values: oracle.environment, extras: [] };

  test('evaluate as packaging does', () => {
    for (const [text, expected] of oracle.markers as [string, boolean | 'invalid'][]) {
      const parsed = parseMarker(text);
      if (typeof parsed === 'string') expect([text, 'invalid']).toEqual([text, expected]);
      else {
        expect([text, evaluateMarker(parsed, environment)]).toEqual([text, expected]);
        expect(evaluateMarker(marker(formatMarker(parsed)), environment)).toBe(expected);
      }
    }
  });

  test('what the target does not say stays unknown', () => {
    const linux = targetEnvironment({ python: '3.11', platform: 'linux' });
    const ask = (text: string) => evaluateMarker(marker(text), linux);
    expect(ask('sys_platform == "win32"')).toBe(false);
    expect(ask('platform_machine == "arm64"')).toBeUndefined();
    expect(ask('platform_machine == "arm64" and sys_platform == "win32"')).toBe(false);
    expect(ask('platform_machine == "arm64" or os_name == "posix"')).toBe(true);
    expect(ask('python_full_version < "3.11.3"')).toBeUndefined();
    expect(ask('python_full_version < "3.12"')).toBe(true);
    expect(ask('"linux" in sys_platform')).toBe(true);
  });

  test('extras and groups are sets of normalised names', () => {
    const parsed = marker('extra == "My_Extra" or "dev" in dependency_groups');
    expect(extrasOf(parsed)).toEqual(['my-extra']);
    expect(groupsOf(parsed)).toEqual(['dev']);
    expect(evaluateMarker(parsed, { values: {}, extras: ['my.extra'], groups: [] })).toBe(true);
    expect(evaluateMarker(parsed, { values: {}, extras: [], groups: ['Dev'] })).toBe(true);
    expect(evaluateMarker(parsed, { values: {}, extras: [], groups: [] })).toBe(false);
    expect(evaluateMarker(parsed, { values: {} })).toBeUndefined();
  });
});
