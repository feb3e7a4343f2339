/** Which licences a licence file holds: short phrases that only one licence has, in text without case, marks and line ends. */
import type { Confidence } from '../../../findings/index.ts';

export interface LicenceTextMatch {
  /** SPDX ids in the order in which they stand in the text, once each. Families where the text does not decide: `GPL-3.0`. */
  readonly ids: readonly string[];
  /** `high`: one licence and hardly anything else. `medium`: more text than the licence. `low`: several licences. */
  readonly confidence: Confidence;
}

interface Signature {
  readonly id: string;
  /** All of them, in any order. */
  readonly phrases: readonly string[];
  /** None of them. */
  readonly without?: readonly string[];
  /** Words of the licence itself, roughly. */
  readonly words: number;
}

const maxLength = 300_000;

const mit = 'permission is hereby granted free of charge to any person';
const mitNotice = 'permission notice shall be included in all copies';
const bsd = 'redistribution and use in source and binary forms with or without modification are permitted';
const bsdSource = 'redistributions of source code must retain';
const endorse = 'endorse or promote products derived from';
const advertising = 'all advertising materials mentioning features or use of this software';
const isc = /* ISC and HPND begin alike */ 'permission to use copy modify and';
const anyPurpose = 'distribute this software for any purpose with or without fee is hereby granted';

/** GPL and its relatives name later versions in the grant of a program, not in their text: the id stays a family. */
const signatures: readonly Signature[] = [
  { id: 'MIT', phrases: [mit, mitNotice], without: ['except as contained in this notice the name'], words: 165 },
  { id: 'X11', phrases: [mit, 'except as contained in this notice the name'], words: 200 },
  { id: 'MIT-0', phrases: [mit, 'without restriction'], without: [mitNotice], words: 130 },
  { id: 'BSD-4-Clause', phrases: [bsd, bsdSource, advertising], words: 240 },
  { id: 'BSD-3-Clause', phrases: [bsd, bsdSource, endorse], without: [advertising], words: 220 },
  { id: 'BSD-2-Clause', phrases: [bsd, bsdSource], without: [endorse, advertising], words: 190 },
  { id: 'ISC', phrases: [isc, anyPurpose, 'provided that the above copyright notice'], words: 120 },
  { id: '0BSD', phrases: [isc, anyPurpose], without: ['provided that the above copyright notice'], words: 105 },
  {
    id: 'HPND',
    phrases: ['permission to use copy modify and distribute this software and its documentation for any purpose'],
    without: ['psf', 'cnri', 'stichting mathematisch centrum', 'by obtaining using and or copying this software'],
    words: 180,
  },
  {
    id: 'MIT-CMU',
    phrases: ['by obtaining using and or copying this software', 'not be used in advertising or publicity'],
    words: 200,
  },
  { id: 'Apache-2.0', phrases: ['apache license version 2 0 january 2004', 'grant of patent license'], words: 1700 },
  {
    id: 'Apache-2.0',
    phrases: ['licensed under the apache license version 2 0', 'you may not use this file except in compliance'],
    without: ['apache license version 2 0 january 2004'],
    words: 100,
  },
  { id: 'Apache-1.1', phrases: ['the apache software license version 1 1'], words: 400 },
  { id: 'GPL-2.0', phrases: ['gnu general public license version 2 june 1991'], words: 2900 },
  { id: 'GPL-3.0', phrases: ['gnu general public license version 3 29 june 2007'], words: 5700 },
  { id: 'LGPL-2.0', phrases: ['gnu library general public license version 2 june 1991'], words: 4200 },
  { id: 'LGPL-2.1', phrases: ['gnu lesser general public license version 2 1 february 1999'], words: 4400 },
  { id: 'LGPL-3.0', phrases: ['gnu lesser general public license version 3 29 june 2007'], words: 1250 },
  { id: 'AGPL-3.0', phrases: ['gnu affero general public license version 3 19 november 2007'], words: 5700 },
  { id: 'MPL-2.0', phrases: ['mozilla public license version 2 0', 'covered software'], words: 2700 },
  {
    id: 'MPL-2.0',
    phrases: ['subject to the terms of the mozilla public license v 2 0'],
    without: ['secondary licenses'],
    words: 50,
  },
  { id: 'MPL-1.1', phrases: ['mozilla public license version 1 1'], words: 4000 },
  { id: 'EPL-1.0', phrases: ['eclipse public license v 1 0', 'recipient'], words: 1800 },
  { id: 'EPL-2.0', phrases: ['eclipse public license v 2 0', 'recipient'], words: 2200 },
  { id: 'EUPL-1.2', phrases: ['european union public licence v 1 2'], words: 2200 },
  {
    id: 'PSF-2.0',
    phrases: ['python software foundation license version 2'],
    without: ['beopen com license agreement'],
    words: 400,
  },
  {
    id: 'Python-2.0',
    phrases: ['python software foundation license version 2', 'beopen com license agreement'],
    words: 1900,
  },
  { id: 'Unlicense', phrases: ['this is free and unencumbered software released into the public domain'], words: 210 },
  { id: 'CC0-1.0', phrases: ['cc0 1 0 universal', 'affirmer'], words: 1050 },
  { id: 'CC-BY-4.0', phrases: ['creative commons attribution 4 0 international public license'], words: 2500 },
  {
    id: 'CC-BY-SA-4.0',
    phrases: ['creative commons attribution sharealike 4 0 international public license'],
    words: 2600,
  },
  {
    id: 'CC-BY-NC-4.0',
    phrases: ['creative commons attribution noncommercial 4 0 international public license'],
    words: 2600,
  },
  {
    id: 'Zlib',
    phrases: ['in no event will the authors be held liable', 'altered source versions must be plainly marked'],
    words: 140,
  },
  { id: 'BSL-1.0', phrases: ['boost software license version 1 0'], words: 220 },
  { id: 'ZPL-2.1', phrases: ['zope public license zpl version 2 1'], words: 320 },
  { id: 'Artistic-2.0', phrases: ['artistic license 2 0', 'standard version'], words: 1400 },
  { id: 'WTFPL', phrases: ['do what the fuck you want to'], words: 100 },
  { id: 'NCSA', phrases: ['neither the names of', 'to deal with the software without restriction'], words: 240 },
  { id: 'UPL-1.0', phrases: ['universal permissive license'], words: 280 },
  { id: 'PostgreSQL', phrases: ['without a written agreement is hereby granted', 'postgresql'], words: 170 },
  { id: 'MulanPSL-2.0', phrases: ['mulan permissive software license version 2'], words: 1000 },
  { id: 'BUSL-1.1', phrases: ['business source license 1 1', 'change date'], words: 800 },
  { id: 'SSPL-1.0', phrases: ['server side public license version 1'], words: 5800 },
  { id: 'Elastic-2.0', phrases: ['elastic license 2 0', 'hosted or managed service'], words: 600 },
  { id: 'PolyForm-Noncommercial-1.0.0', phrases: ['polyform noncommercial license 1 0 0'], words: 600 },
  { id: 'LicenseRef-Commons-Clause', phrases: ['commons clause', 'right to sell the software'], words: 150 },
  { id: 'LicenseRef-Proprietary', phrases: ['end user license agreement', 'licensee'], words: 3000 },
  { id: 'LicenseRef-Proprietary', phrases: ['proprietary and confidential', 'all rights reserved'], words: 60 },
];

/** Undefined: no licence that is known here. Linear in the text; text beyond {@link maxLength} is not read. */
export function matchLicenceText(text: string): LicenceTextMatch | undefined {
  const plain = normaliseText(text);
  const found = new Map<string, { at: number; words: number }>();
  for (const { id, phrases, without, words } of signatures) {
    const places = phrases.map((phrase) => plain.indexOf(phrase));
    if (places.includes(-1) || without?.some((phrase) => plain.includes(phrase))) continue;
    const at = Math.min(...places);
    const known = found.get(id);
    if (known === undefined || at < known.at) found.set(id, { at, words: Math.max(words, known?.words ?? 0) });
  }
  // LGPL 3 is written as additions to GPL 3 and mostly comes with it; Python's own licence holds its ancestors.
  if (found.has('LGPL-3.0')) found.delete('GPL-3.0');
  if (found.has('Python-2.0')) for (const id of ['PSF-2.0', 'HPND', '0BSD', 'ISC']) found.delete(id);
  if (found.has('NCSA')) for (const id of ['MIT', 'MIT-0', 'BSD-3-Clause']) found.delete(id);
  if (found.size === 0) return undefined;
  const ids = [...found].sort(([a, x], [b, y]) => x.at - y.at || (a < b ? -1 : 1)).map(([id]) => id);
  const expected = [...found.values()].reduce((sum, { words }) => sum + words, 0);
  const words = plain.split(' ').length;
  return { ids, confidence: found.size > 1 ? 'low' : words <= expected * 1.5 + 60 ? 'high' : 'medium' };
}

/** Lower case, letters and digits only, one space between words; comment marks and quotes fall away with the rest. */
function normaliseText(text: string): string {
  return text
    .slice(0, maxLength)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
