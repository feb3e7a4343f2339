/** The terminal report: exact underlines, grouping, honesty about what is left out, nothing hostile obeyed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleFinding, sampleReport } from '../../test/support/sample-report.ts';
import { type Finding, indexLines, makeExcerpt, makeLocation } from '../findings/index.ts';
import { renderConcise } from './concise.ts';
import { escapeForTerminal, escapeLine } from './escape.ts';
import type { ReportOptions } from './report-format.ts';
import { drawExcerpt } from './source-excerpt.ts';
import { renderText } from './text.ts';
import { wrap } from './wrap.ts';

const plain = { width: 80, gutter: (text: string) => text, mark: (text: string) => text };
const options: ReportOptions = { version: '1', width: 90 };
const render = (
  findings: readonly Finding[],
  change: Parameters<typeof sampleReport>[1] = {},
  more: Partial<ReportOptions> = {},
): string => [...renderText(sampleReport(findings, change), { ...options, ...more })].join('');

function draw(source: string, start: number, end: number, width = 80): string[] {
  const bytes = new TextEncoder().encode(source);
  const index = indexLines(bytes);
  const location = makeLocation(index, 'a.py', start, end);
  return drawExcerpt(makeExcerpt(index, location, 0), location, { ...plain, width });
}

describe('drawExcerpt', () => {
  it('underlines the exact range, also behind tabs, wide and hidden characters', () => {
    expect(draw('x = eval(y)', 4, 11)).toEqual(['1 │ x = eval(y)', '  │     ^^^^^^^']);
    expect(draw('\teval(y)', 1, 5)).toEqual(['1 │     eval(y)', '  │     ^^^^']);
    expect(draw('漢 eval', 4, 8)).toEqual(['1 │ 漢 eval', '  │    ^^^^']);
    expect(draw('\u202e eval', 4, 8)).toEqual(['1 │ \\u202e eval', '  │        ^^^^']);
  });

  it('marks each line of a long range and says how far it goes', () => {
    expect(draw('f(\n  a,\n)', 0, 9)).toEqual(['1 │ f(', '  │ ^^', '2 │   a,', '  │   ^^', '3 │ )', '  │ ^']);
    const lines = draw(`f(\n${'  a,\n'.repeat(20)})`, 0, 104);
    expect(lines[lines.length - 1]).toBe('⋮ │ … to line 22');
  });

  it('cuts a long line around the range', () => {
    const [line, marks] = draw(`${'a'.repeat(300)}EVIL${'b'.repeat(50)}`, 300, 304, 60);
    expect(line.length).toBeLessThanOrEqual(60);
    expect(line.slice(marks.indexOf('^'), marks.indexOf('^') + 4)).toBe('EVIL');
    expect(line).toMatch(/│ ….*…$/);
  });

  it('never fails and never gets wider than it may, whatever the range', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.nat(250),
        fc.nat(250),
        fc.integer({ min: 30, max: 120 }),
        (source, a, b, width) => {
          const lines = draw(source, Math.min(a, b), Math.max(a, b), width);
          // An escaped character counts as its six or so columns; one may stand at the edge.
          for (const line of lines) expect([...line].length).toBeLessThanOrEqual(width + 8);
          expect(lines.join('')).toBe(escapeForTerminal(lines.join('')));
        },
      ),
    );
  });
});

describe('renderText', () => {
  it('shows what, where, the code, why and what to do', () => {
    expect(
      render([sampleFinding({ excerpt: { firstLine: 3, lines: ['    execute(query)'] } })]),
    ).toMatchInlineSnapshot(`
      "HIGH  SQL built from untrusted data  sql-injection ──────────────────────────────────────

        shop/search.py:3:5  in find · d618540e283d
          3 │     execute(query)
            │     ^^^^^^^^^^^^
          Request data becomes part of an SQL statement.
          Fix: Bind the value as a parameter.

      1 open finding: 1 high.
        Looked at 9 of 12 files (code 9).
        Do first:
          1. SQL built from untrusted data at shop/search.py:3
        "theriac rule sql-injection" explains a rule; "# theriac: ignore[rule] reason" accepts a finding.
      "
    `);
  });

  it('says once what a group has in common, and shows a trace step by step', () => {
    const step = { location: sampleFinding().location, message: 'request.args enters', role: 'source' as const };
    const text = render([
      sampleFinding({ trace: [step, { ...step, message: 'execute() runs it', role: 'sink' }] }),
      sampleFinding(),
    ]);
    expect(text.split('Bind the value as a parameter.')).toHaveLength(2);
    expect(text).toContain('1. shop/search.py:3: request.args enters');
    expect(text).toContain('2. shop/search.py:3: execute() runs it');
  });

  it('stays short for hundreds of findings and still counts every one', () => {
    const text = render(Array.from({ length: 500 }, () => sampleFinding()));
    expect(text.split('\n').length).toBeLessThan(60);
    expect(text).toContain('· 500 findings');
    expect(text).toContain('… and 477 more: theriac scan --select sql-injection --format concise');
    expect(text).toContain('500 open findings: 500 high.');
  });

  it('puts the most urgent rule first', () => {
    const text = render([
      sampleFinding({ rule: 'minor', severity: 'low' }),
      sampleFinding({ rule: 'major', severity: 'critical' }),
    ]);
    expect(text.indexOf('major')).toBeLessThan(text.indexOf('minor'));
  });

  it('counts what was accepted, hidden, outside the application and not looked at', () => {
    const text = render(
      [sampleFinding({ suppressions: [{ kind: 'inline', reason: 'ok' }] }), sampleFinding({ context: 'test' })],
      {
        issues: [{ kind: 'syntax-error', message: 'invalid syntax', path: 'a.py', line: 3, incomplete: true }],
        incomplete: true,
        files: { found: 12, scanned: 9, scannedBytes: 1, failed: 1, unwanted: 2, byKind: {} },
      },
      {
        hidden: { count: 3, below: 'medium' },
        gate: { passed: true, reasons: [], sentence: 'Gate passed (fails on new:high).' },
      },
    );
    for (const part of [
      'Not looked at (1) a.py:3: invalid syntax',
      '1 open finding: 1 high.',
      '1 of them outside application code',
      '1 more finding: 1 accepted by comment.',
      '3 findings below medium not shown (--severity).',
      'Looked at 9 of 12 files, 1 could not be looked at (code 9).',
      'Gate passed (fails on new:high).',
      'This scan is incomplete',
    ]) {
      expect(text.replace(/\s+/g, ' ')).toContain(part);
    }
  });

  it('does not call an empty result clean', () => {
    expect(render([])).toMatchInlineSnapshot(`
      "No open findings.
        Looked at 9 of 12 files (code 9).
      "
    `);
  });

  it('obeys no control character of the repository, in colour and without', () => {
    const hostile = '\u001b]0;x\u0007\u202e\r';
    const finding = sampleFinding({
      message: hostile,
      remediation: hostile,
      rule: `r${hostile}`,
      identity: { scope: hostile, content: '' },
      location: { ...sampleFinding().location, path: hostile },
      excerpt: { firstLine: 3, lines: [hostile] },
      trace: [{ location: sampleFinding().location, message: hostile, role: 'sink' }],
    });
    const issues = [{ kind: 'syntax-error', message: hostile, path: hostile, incomplete: true }] as const;
    for (const color of [true, false]) {
      const text = render([finding, finding], { issues }, { color });
      expect(text.replace(/\u001b\[\d+m/g, '')).not.toMatch(/[\u001b\u0007\u202e\r]/);
    }
    expect([...renderConcise(sampleReport([finding], { issues }))].join('')).not.toMatch(/[\u001b\u0007\u202e\r]/);
  });
});

describe('helpers', () => {
  it('escape shows what would not be seen and keeps the rest', () => {
    expect(escapeLine('a\tb\n\u0000é漢😀')).toBe('a\\tb\\n\\x00é漢😀');
  });

  it('wrap loses no word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 30 }),
        fc.integer({ min: 10, max: 50 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width, '  ', '> ');
          expect(
            lines
              .join(' ')
              .replace(/^> /, '')
              .split(/\s+/)
              .filter((word) => word !== ''),
          ).toEqual(words);
          for (const line of lines)
            expect(line.length <= width || !line.trim().includes(' ') || line.startsWith('> ')).toBe(true);
        },
      ),
    );
  });
});
