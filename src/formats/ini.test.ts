import fc from 'fast-check';
import { expect, test } from 'vitest';
import { iniEntry, parseIni } from './ini.ts';

const text = [
  '[metadata]',
  'name = shop # the name',
  '[options]',
  'install_requires =',
  '    flask>=3  # web',
  '    # nothing',
  '',
  '    requests==2.0 ; python_version<"3.9"',
  'Zip-Safe: no',
  '[options.extras_require]',
  'dev = pytest',
  'broken',
].join('\r\n');

test('values over several lines keep the place of each line', () => {
  const document = parseIni(text);
  const requires = iniEntry(document, 'options', 'install-requires')!;
  expect(requires.value).toBe('flask>=3\nrequests==2.0 ; python_version<"3.9"');
  expect(text.slice(requires.lines[1]!.start).startsWith('requests')).toBe(true);
  expect(iniEntry(document, 'metadata', 'name')!.value).toBe('shop');
  expect(iniEntry(document, 'options', 'zip_safe')!.value).toBe('no');
  expect(iniEntry(document, 'options.extras_require', 'dev')!.value).toBe('pytest');
  expect(document.errors).toHaveLength(1);
});

test('any text is read', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('[', ']', '=', ' ', '\n', 'a', '#') }), (any) => void parseIni(any)),
  );
});
