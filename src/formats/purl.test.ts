import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeName } from './names.ts';
import { parsePurl, pypiPurl } from './purl.ts';

test('names are in PEP 503 form and versions are encoded', () => {
  expect(pypiPurl('Zope.Interface', '5.0+local')).toBe('pkg:pypi/zope-interface@5.0%2Blocal');
  expect(pypiPurl('a', '1!2.0')).toBe('pkg:pypi/a@1%212.0');
  expect(pypiPurl('a', undefined, { vcs_url: 'git+https://git.example/a@v1' })).toBe(
    'pkg:pypi/a?vcs_url=git%2Bhttps://git.example/a%40v1',
  );
  expect(parsePurl('pkg:pypi/jw.util@2.2?x=y')).toEqual({
    type: 'pypi',
    name: 'jw-util',
    version: '2.2',
    qualifiers: { x: 'y' },
  });
  expect(parsePurl('pkg:npm/%40scope/name@1')).toMatchObject({ type: 'npm', namespace: '@scope', name: 'name' });
  for (const text of ['', 'pypi/a', 'pkg:pypi', 'pkg:pypi/', `pkg:pypi/${'a'.repeat(5000)}`])
    expect(parsePurl(text)).toBeUndefined();
});

test('what is written reads back', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,8}[a-z0-9])?$/),
      fc.stringMatching(/^(\d!)?\d{1,3}(\.\d){0,3}(\+[a-z0-9]{1,3})?$/),
      (name, version) => {
        expect(parsePurl(pypiPurl(name, version))).toEqual({
          type: 'pypi',
          name: normalizeName(name),
          version,
          qualifiers: {},
        });
      },
    ),
  );
});
