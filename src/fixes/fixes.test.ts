/** Edits keep what they do not touch, diffs apply with git, fixes are proven. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleFinding } from '../../test/support/sample-report.ts';
import type { Finding, Fix } from '../findings/index.ts';
import { applyFixes, fixFile, unifiedDiff } from './index.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const edit = (start: number, end: number, text: string, path = 'a.py') => ({ path, start, end, text });
const fix = (...edits: Fix['edits'][number][]): Fix => ({ title: 'x', safety: 'safe', edits });

describe('edits', () => {
  it('applies fixes that do not touch and skips the others whole', () => {
    const result = applyFixes(encode('abcdef'), 'a.py', [
      fix(edit(0, 1, 'A'), edit(4, 5, 'E')),
      fix(edit(4, 6, '!'), edit(2, 3, 'C')),
      fix(edit(2, 3, 'C')),
    ]);
    expect(decode(result.bytes)).toBe('AbCdEf');
    expect(result).toMatchObject({ applied: [0, 2], skipped: [1] });
  });

  it('refuses what is out of range or in another file', () => {
    const result = applyFixes(encode('abc'), 'a.py', [
      fix(edit(2, 9, '')),
      fix(edit(0, 1, '', 'b.py')),
      fix(edit(2, 1, '')),
      fix(),
    ]);
    expect(decode(result.bytes)).toBe('abc');
    expect(result.skipped).toEqual([0, 1, 2, 3]);
  });

  it('keeps every byte outside the applied edits', () => {
    const edits = fc.array(fc.tuple(fc.nat(30), fc.nat(6), fc.string({ maxLength: 4 })), { maxLength: 8 });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 30, maxLength: 40 }), edits, (bytes, list) => {
        const fixes = list.map(([start, length, text]) =>
          fix(edit(start, Math.min(start + length, bytes.length), text)),
        );
        const result = applyFixes(bytes, 'a.py', fixes);
        const taken = result.applied.map((index) => (fixes[index] as Fix).edits[0] as Fix['edits'][number]);
        const unique = [...new Map(taken.map((one) => [`${one.start} ${one.end} ${one.text}`, one])).values()].sort(
          (a, b) => a.start - b.start,
        );
        let at = 0;
        let out = 0;
        for (const one of unique) {
          expect([...result.bytes.subarray(out, out + one.start - at)]).toEqual([...bytes.subarray(at, one.start)]);
          out += one.start - at + encode(one.text).length;
          at = one.end;
        }
        expect([...result.bytes.subarray(out)]).toEqual([...bytes.subarray(at)]);
      }),
    );
  });
});

describe('diffs', () => {
  it('are applied by git to give the new text, for any texts', { timeout: 60_000 }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'theriac-diff-'));
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\n', '\n', 'é\r\n'), { maxLength: 40 })
      .chain((lines) => fc.constantFrom('', 'end').map((end) => lines.join('') + end));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = unifiedDiff('my file.txt', before, after);
        if (before === after) {
          expect(diff).toBe('');
          return;
        }
        if (before === '' || after === '') return;
        writeFileSync(join(folder, 'my file.txt'), before);
        execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: diff });
        expect(readFileSync(join(folder, 'my file.txt'), 'utf8')).toBe(after);
      }),
      { numRuns: 60 },
    );
    rmSync(folder, { recursive: true });
  });
});

describe('fixing a file', () => {
  /** `bad` is a finding that a fix turns into `good`; `worse` is what a wrong fix leaves behind. */
  const judge = async (bytes: Uint8Array): Promise<readonly Finding[] | undefined> => {
    const text = decode(bytes);
    if (text.includes('(((')) return undefined;
    return [...text.matchAll(/bad(\w?)|worse/g)].map((match, index) => {
      const replacement = match[1] === 'x' ? 'worse' : match[1] === 'y' ? '(((' : match[1] === 'z' ? 'badz' : 'good';
      return sampleFinding({
        rule: match[0] === 'worse' ? 'worse' : 'bad',
        message: `${match[0]} ${index}`,
        identity: { scope: '', content: `${match[0]} ${match.index}` },
        location: { ...sampleFinding().location, path: 'a.py' },
        ...(match[0] !== 'worse' && {
          fix: {
            title: 'x',
            safety: match[1] === 'u' ? ('unsafe' as const) : ('safe' as const),
            edits: [edit(match.index, match.index + match[0].length, replacement)],
          },
        }),
      });
    });
  };
  const run = async (text: string, unsafe = false) => {
    const bytes = encode(text);
    const result = await fixFile('a.py', bytes, (await judge(bytes)) ?? [], { unsafe, judge });
    return { ...result, text: decode(result.bytes) };
  };

  it('applies what helps, one bad fix among them or not', async () => {
    expect((await run('bad bad bad')).text).toBe('good good good');
    const mixed = await run('bad badx bad bady badz bad');
    expect(mixed.text).toBe('good badx good bady badz good');
    expect(mixed.fixed).toHaveLength(3);
    expect(mixed.refused).toHaveLength(3);
  });

  it('leaves unsafe fixes to those who ask', async () => {
    expect((await run('badu bad')).text).toBe('badu good');
    expect((await run('badu bad', true)).text).toBe('good good');
  });
});
