/** Licence evidence, expressions and policy. */
import { describe, expect, it } from 'vitest';
import { normaliseExpression } from './expression.ts';
import { judgeLicence, type LicencePolicy, readLicence } from './judge-licence.ts';
import { kindOf } from './obligations.ts';

const facts = (more: object) => ({ classifiers: [], files: [], ...more });

describe('expressions', () => {
  it.each([
    ['mit', 'MIT'],
    ['MIT OR gpl-3.0-only', 'MIT OR GPL-3.0-only'],
    ['mit or apache-2.0', 'MIT OR Apache-2.0'],
    ['(MIT AND bsd-3-clause) or LicenseRef-Own', '(MIT AND BSD-3-Clause) OR LicenseRef-Own'],
    ['gpl-2.0-only with classpath-exception-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['GPL-2.0+', 'GPL-2.0+'],
    ['Apache License 2.0', 'Apache-2.0'],
  ])('%s → %s', (text, expected) => {
    expect(normaliseExpression(text)).toBe(expected);
  });

  it.each(['BSD', 'GPL', '', 'MIT OR', 'see LICENSE', 'x'.repeat(3000), '((((('])('does not guess %j', (text) => {
    expect(normaliseExpression(text)).toBeUndefined();
  });
});

describe('evidence', () => {
  it('takes the expression before classifiers, and says when they disagree', () => {
    const licence = readLicence(
      facts({
        expression: 'mit OR gpl-3.0-only',
        classifiers: [
          'License :: OSI Approved :: Apache Software License',
          'License :: OSI Approved :: ISC License (ISCL)',
        ],
      }),
    );
    expect(licence).toMatchObject({
      expression: 'MIT OR GPL-3.0-only',
      confidence: 'high',
      evidence: { from: 'expression' },
    });
    expect(licence.contradiction).toContain('ISC');
  });

  it('leaves "BSD" a family', () => {
    expect(readLicence(facts({ text: 'BSD' }))).toMatchObject({
      family: 'BSD, variant unknown',
      confidence: 'low',
      kinds: ['permissive'],
    });
    expect(readLicence(facts({ text: 'BSD' })).expression).toBeUndefined();
  });

  it('reads several classifiers as all of them', () => {
    const licence = readLicence(
      facts({
        classifiers: [
          'License :: OSI Approved :: MIT License',
          'License :: OSI Approved :: GNU General Public License v3 (GPLv3)',
        ],
      }),
    );
    expect(licence).toMatchObject({ expression: 'GPL-3.0-only AND MIT', confidence: 'medium' });
  });

  it('says unknown when nothing is said', () => {
    expect(readLicence(undefined).evidence.from).toBe('none');
    expect(readLicence(facts({ classifiers: ['License :: OSI Approved'] })).kinds).toEqual(['unknown']);
  });
});

describe('policy', () => {
  const policy = (more: Partial<LicencePolicy>): LicencePolicy => ({
    use: 'distributed',
    allow: [],
    deny: [],
    ...more,
  });
  const of = (expression: string) => readLicence(facts({ expression }));

  it.each([
    ['MIT', 'distributed', 'fine'],
    ['GPL-3.0-only', 'distributed', 'conflict'],
    ['GPL-3.0-only', 'service', 'fine'],
    ['AGPL-3.0-or-later', 'service', 'conflict'],
    ['AGPL-3.0-or-later OR MIT', 'service', 'fine'],
    ['MIT AND GPL-2.0-only', 'library', 'conflict'],
    ['LGPL-3.0-only', 'distributed', 'look'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'library', 'fine'],
    ['BUSL-1.1', 'service', 'look'],
    ['CC-BY-NC-4.0', 'application', 'conflict'],
  ] as const)('%s in a %s: %s', (expression, use, verdict) => {
    expect(judgeLicence(of(expression), policy({ use }))).toBe(verdict);
  });

  it('lets lists and the own licence decide', () => {
    expect(judgeLicence(of('MIT OR GPL-3.0-only'), policy({ allow: ['MIT'] }))).toBe('fine');
    expect(judgeLicence(of('ISC'), policy({ allow: ['MIT'] }))).toBe('look');
    expect(judgeLicence(of('MIT'), policy({ deny: ['MIT'] }))).toBe('conflict');
    expect(judgeLicence(of('GPL-3.0-or-later'), policy({ own: 'GPL-3.0-only' }))).toBe('fine');
  });

  it('knows no licence for an id that does not exist', () => {
    expect(kindOf('Nonsense-1.0')).toBe('unknown');
    expect(kindOf('PolyForm-Noncommercial-1.0.0')).toBe('non-commercial');
    expect(kindOf('CC-BY-4.0')).toBe('permissive');
  });
});
