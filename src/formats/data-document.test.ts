import fc from 'fast-check';
import { stringify as stringifyToml } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { type DataDocument, type DataError, isDataError, lookUp } from './data-document.ts';
import { parseJson } from './json.ts';
import { parseToml, parseTomlTables } from './toml.ts';
import { parseYaml, parseYamlDocuments } from './yaml.ts';

const read = (result: DataDocument | DataError): DataDocument =>
  isDataError(result) ? expect.unreachable(`${result.message} at ${result.offset}`) : result;
const refusal = (result: DataDocument | DataError) => (isDataError(result) ? result : expect.unreachable('was read'));
/** Records come without prototype; JSON makes them comparable. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

const key = fc.string({ minLength: 1, maxLength: 6 });
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
}));
const table = fc.dictionary(key, value, { maxKeys: 5 });

describe('TOML', () => {
  const text = [
    '[project]',
    'name = "shop" # comment with [ and """',
    'dependencies = [',
    '  "flask>=3",',
    "  'requests',",
    ']',
    'when = 2024-05-01T10:00:00Z',
    '[tool.poetry.dependencies]',
    'python = "^3.10"',
    'a.b = 1',
    '[[package]]',
    'name = "one"',
    'description = """',
    '[[package]]',
    '"""',
    '[package.dependencies]',
    'x = "1"',
    '[[package]]',
    'name = "two"',
    '[metadata]',
    'n = 1',
  ].join('\n');

  test('every member has its place', () => {
    const document = read(parseToml(text));
    const project = lookUp(document.data, 'project') as { dependencies: string[]; when: string };
    const cut = (container: unknown, name: string | number) => {
      const span = document.at(container, name)!;
      return [text.slice(span.key.start, span.key.end), text.slice(span.value.start, span.value.end)];
    };
    expect(cut(project, 'name')).toEqual(['name', '"shop"']);
    expect(cut(project.dependencies, 1)).toEqual(["'requests'", "'requests'"]);
    expect(project.when).toBe('2024-05-01T10:00:00Z');
    expect(cut(lookUp(document.data, 'tool', 'poetry', 'dependencies'), 'python')).toEqual(['python', '"^3.10"']);
    expect(lookUp(document.data, 'package')).toMatchObject([{ dependencies: { x: '1' } }, { name: 'two' }]);
    expect(cut(lookUp(document.data, 'package'), 1)[1]).toMatch(/^\[\[package\]\]\nname = "two"$/);
  });

  test('the fast reader finds the items of lists of tables, not headers inside strings', () => {
    const document = read(parseTomlTables(text));
    const packages = lookUp(document.data, 'package');
    const [one, two] = [0, 1].map((index) => document.at(packages, index)!.value);
    expect(text.slice(one!.start, one!.end)).toMatch(/^\[\[package\]\]\nname = "one".*x = "1"\n$/s);
    expect(text.slice(two!.start, two!.end)).toBe('[[package]]\nname = "two"\n');
    expect(plain(document.data)).toMatchObject({ project: { when: '2024-05-01T10:00:00.000Z' } });
  });

  test('both readers agree on any document', () => {
    fc.assert(
      fc.property(table, (data) => {
        const source = stringifyToml(data);
        const slow = read(parseToml(source));
        expect(plain(slow.data)).toEqual(plain(data));
        expect(plain(read(parseTomlTables(source)).data)).toEqual(plain(data));
      }),
    );
  });

  test('hostile documents are refused with a place', () => {
    expect(refusal(parseToml(`a = ${'['.repeat(50_000)}`)).message).toMatch(/nested deeper/);
    expect(refusal(parseTomlTables(`a = ${'{a='.repeat(50_000)}`)).message).toMatch(/nested deeper/);
    expect(refusal(parseToml('a = 1\nb = = 2'))).toMatchObject({
      message: expect.stringMatching(/not valid TOML/),
      offset: 10,
    });
    expect(refusal(parseTomlTables('a = 1\nb = = 2')).offset).toBeGreaterThanOrEqual(10);
    expect(refusal(parseToml('x'.repeat(100), { maxLength: 50, maxDepth: 5 })).message).toMatch(/longer than 50/);
    const { data } = read(parseToml('[__proto__]\npolluted = true'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(data as object)).toEqual(['__proto__']);
  });
});

describe('JSON', () => {
  test('agrees with JSON.parse, and every place holds its value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (data, pretty) => {
        const source = JSON.stringify(data, null, pretty ? 2 : 0);
        const document = read(parseJson(source));
        expect(plain(document.data)).toEqual(JSON.parse(source));
        const walk = (container: unknown) => {
          if (typeof container !== 'object' || container === null) return;
          for (const [name, member] of Object.entries(container)) {
            const span = document.at(container, Array.isArray(container) ? Number(name) : name)!;
            expect(JSON.parse(source.slice(span.value.start, span.value.end))).toEqual(plain(member));
            walk(member);
          }
        };
        walk(document.data);
      }),
    );
  });

  test('what is no JSON is refused as JSON.parse refuses it', () => {
    for (const source of [
      '',
      '{',
      '{"a"}',
      '[1,]',
      '{"a":1,}',
      '01',
      '1.',
      'nul',
      '"\\x"',
      '"a\nb"',
      '[1] 2',
      '{"a":1 "b":2}',
      "{'a':1}",
    ]) {
      expect(() => JSON.parse(source) as unknown).toThrow();
      expect(refusal(parseJson(source)).offset).toBeLessThanOrEqual(source.length);
    }
    expect(refusal(parseJson('['.repeat(100_000))).message).toMatch(/nested deeper/);
    expect(refusal(parseJson('[1, 2', { maxLength: 3 })).message).toMatch(/longer/);
  });
});

describe('YAML', () => {
  test('places, merges, several documents, unknown tags', () => {
    const text =
      'base: &b {image: "python:3.12"}\njob:\n  <<: *b\n  script: !reference [x, y]\n  "on": push\n---\nlast: 1\n';
    const documents = parseYamlDocuments(text);
    if (!Array.isArray(documents)) return expect.unreachable('was read');
    const [first] = documents as DataDocument[];
    expect(plain(first!.data)).toEqual({
      base: { image: 'python:3.12' },
      job: { image: 'python:3.12', script: ['x', 'y'], on: 'push' },
    });
    const span = first!.at(lookUp(first!.data, 'job'), 'on')!;
    expect(text.slice(span.key.start, span.value.end)).toBe('"on": push');
    expect(documents).toHaveLength(2);
  });

  test('agrees with JSON on the common subset', () => {
    fc.assert(
      fc.property(table, (data) => {
        fc.pre(!JSON.stringify(data).includes('"<<"'));
        expect(plain(read(parseYaml(JSON.stringify(data))).data)).toEqual(plain(data));
      }),
    );
  });

  test('bombs, cycles and deep nesting are refused', () => {
    const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i += 1)
      laughs.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(refusal(parseYaml(laughs.join('\n'))).message).toMatch(/too much data/);
    expect(refusal(parseYaml('a: &a [*a]')).message).toMatch(/contains itself/);
    expect(refusal(parseYaml('a: *nope')).message).toMatch(/./);
    expect(refusal(parseYaml('['.repeat(100_000))).message).toMatch(/deep/);
    expect(refusal(parseYaml(Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'))).message).toMatch(
      /deep/,
    );
    expect(refusal(parseYaml('a: "b\nc: [')).offset).toBeGreaterThan(0);
  });
});
