/** Recognising licences by phrases, in short made-up files that hold them. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readLicence } from './judge-licence.ts';
import { matchLicenceText } from './match-text.ts';

const mit =
  'Permission is hereby granted, free of charge, to any person … The above copyright notice and this\n * permission notice shall be included in all copies';
const bsd2 =
  'Redistribution and use in source and binary forms, with or without\nmodification, are permitted … Redistributions of source code must retain';
const bsd3 = `${bsd2} … to endorse or promote products derived from`;
const gpl3 = 'GNU GENERAL PUBLIC LICENSE\n  Version 3, 29 June 2007 … see the GNU Affero General Public License';

it.each([
  [mit, ['MIT']],
  [bsd2, ['BSD-2-Clause']],
  [bsd3, ['BSD-3-Clause']],
  [gpl3, ['GPL-3.0']],
  [`${gpl3}\nGNU LESSER GENERAL PUBLIC LICENSE Version 3, 29 June 2007`, ['LGPL-3.0']],
  [`Apache License\nVersion 2.0, January 2004 … Grant of Patent License\n${mit}`, ['Apache-2.0', 'MIT']],
  ['This is free and unencumbered software released into the public domain.', ['Unlicense']],
])('%#', (text, ids) => {
  expect(matchLicenceText(text)?.ids).toEqual(ids);
});

it('says when the file holds more than the licence, and nothing about other text', () => {
  expect(matchLicenceText(mit)?.confidence).toBe('high');
  expect(matchLicenceText(`${mit} ${'further terms apply '.repeat(300)}`)?.confidence).toBe('medium');
  expect(matchLicenceText(`${mit} ${bsd3}`)?.confidence).toBe('low');
  expect(matchLicenceText('All rights reserved.')).toBeUndefined();
});

it('does not depend on case, marks and line ends, and reads any text', () => {
  fc.assert(
    fc.property(fc.constantFrom('\n', '\r\n', '  ', ' # ', '\n// '), fc.boolean(), (gap, upper) => {
      const text = mit.replaceAll(' ', gap);
      return matchLicenceText(upper ? text.toUpperCase() : text)?.ids[0] === 'MIT';
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 2000 }), (text) => {
      matchLicenceText(text);
    }),
  );
});

const facts = (more: object) => ({ classifiers: [], files: [], ...more });
const file = (text: string, path = 'a-1.dist-info/licenses/LICENSE') => {
  const match = matchLicenceText(text);
  return { path, ...(match && { match }) };
};

it('takes the text before classifiers and says when they disagree', () => {
  const classifiers = ['License :: OSI Approved :: ISC License (ISCL)'];
  const licence = readLicence(facts({ classifiers, texts: [file(mit)] }));
  expect(licence).toMatchObject({ expression: 'MIT', confidence: 'low', evidence: { from: 'file' } });
  expect(licence.contradiction).toContain('ISC');
  expect(readLicence(facts({ texts: [file(bsd3)], text: 'BSD' }))).toMatchObject({
    expression: 'BSD-3-Clause',
    confidence: 'high',
  });
});

it('lets the metadata decide what the text of the GPL leaves open', () => {
  expect(readLicence(facts({ texts: [file(gpl3)] }))).toMatchObject({
    kinds: ['strong-copyleft'],
    confidence: 'medium',
  });
  expect(readLicence(facts({ texts: [file(gpl3)] })).expression).toBeUndefined();
  const text = 'GPL-3.0-or-later';
  expect(readLicence(facts({ texts: [file(gpl3)], text })).expression).toBe('GPL-3.0-or-later');
});

it('leaves licences of bundled code aside', () => {
  const bundled = file(gpl3, 'a-1.dist-info/licenses/src/vendor/x/LICENSE');
  expect(readLicence(facts({ texts: [file(mit), bundled] }))).toMatchObject({ expression: 'MIT', confidence: 'high' });
});
