import { expect, test } from 'vitest';
import { versionsFromSpecifier } from './python-versions.ts';

test.each([
  ['>=3.8', [3, 8], undefined],
  ['>=3.8,<4', [3, 8], undefined],
  ['>=3.8,<3.13', [3, 8], [3, 12]],
  ['>=3.8,<3.12.4', [3, 8], [3, 12]],
  ['>3.7', [3, 8], undefined],
  ['>3.7.1', [3, 7], undefined],
  ['<=3.11,>=3.9', [3, 9], [3, 11]],
  ['~=3.9', [3, 9], undefined],
  ['~=3.9.1', [3, 9], [3, 9]],
  ['^3.10', [3, 10], undefined],
  ['==3.11.*', [3, 11], [3, 11]],
  ['3.12', [3, 12], [3, 12]],
  ['>=3.9,!=3.9.7', [3, 9], undefined],
  ['!=3.0.*,!=3.1.*,>=3.6', [3, 6], undefined],
  ['>=2.7, !=3.0.*', [2, 7], undefined],
])('%s', (specifier, minimum, maximum) => {
  const versions = versionsFromSpecifier(specifier, { path: 'p' });
  expect([versions?.minimum, versions?.maximum]).toEqual([minimum, maximum]);
});

test('what names no version says nothing', () => {
  expect(versionsFromSpecifier('*', { path: 'p' })).toBeUndefined();
  expect(versionsFromSpecifier('', { path: 'p' })).toBeUndefined();
});
