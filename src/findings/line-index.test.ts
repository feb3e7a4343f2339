/** Lines and columns agree with a plain reading of the text, for any text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexLines, lineText, makeExcerpt, makeLocation, positionAt } from './line-index.ts';

const text = fc
  .array(fc.constantFrom('a', '\n', '\r', '\r\n', '\t', 'é', '漢', '😀', '\f'), { maxLength: 40 })
  .map((parts) => parts.join(''));
const encode = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('positionAt', () => {
  it('counts lines, code points and UTF-16 units as the text itself does', () => {
    fc.assert(
      fc.property(text, (source) => {
        const index = indexLines(encode(source));
        const characters = [...source];
        for (let at = 0; at <= characters.length; at++) {
          // Between CR and LF is no place a finding can stand.
          if (characters[at - 1] === '\r' && characters[at] === '\n') continue;
          const before = characters.slice(0, at).join('');
          const lines = before.split(/\r\n|\r|\n/);
          const last = lines[lines.length - 1];
          expect(positionAt(index, encode(before).length)).toEqual({
            byte: encode(before).length,
            line: lines.length,
            column: [...last].length + 1,
            utf16Column: last.length + 1,
          });
        }
      }),
    );
  });

  it('clamps to the file and leaves a byte-order mark out of the columns', () => {
    const index = indexLines(encode('\ufeffab'));
    expect(positionAt(index, 3).column).toBe(1);
    expect(positionAt(index, 99)).toEqual(positionAt(index, 5));
    expect(positionAt(index, -1).line).toBe(1);
  });
});

describe('makeExcerpt', () => {
  it('shows the range with a line around it, bounded in lines and length', () => {
    const index = indexLines(encode('one\ntwo\nthree\nfour'));
    expect(makeExcerpt(index, makeLocation(index, 'a.py', 4, 7))).toEqual({
      firstLine: 1,
      lines: ['one', 'two', 'three'],
    });
    const long = indexLines(encode(`${'é'.repeat(1000)}\n`.repeat(50)));
    const { lines } = makeExcerpt(long, makeLocation(long, 'a.py', 0, 60_000));
    expect(lines).toHaveLength(8);
    expect(lines[0]).toBe(`${'é'.repeat(200)}…`);
  });

  it('gives any line without its break', () => {
    fc.assert(
      fc.property(text, (source) => {
        const index = indexLines(encode(source));
        const lines = source.split(/\r\n|\r|\n/);
        expect(lines.map((_, at) => lineText(index, at + 1))).toEqual(lines);
      }),
    );
  });
});
