import fc from 'fast-check';
import { expect, test } from 'vitest';
import { textLines } from './text-lines.ts';

test('positions count lines, code points, UTF-16 units and bytes', () => {
  const lines = textLines('a\r\néz😀b\n');
  expect(lines.count).toBe(3);
  expect(lines.text(1)).toBe('a');
  expect(lines.positionAt(7)).toEqual({ byte: 10, line: 2, column: 4, utf16Column: 5 });
  expect(lines.lineAt(999)).toBe(3);
});

test('agrees with splitting the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', 'ß', '\n', '\r', '😀') }), fc.nat(), (text, seed) => {
      const offset = text.length === 0 ? 0 : seed % text.length;
      fc.pre((text.charCodeAt(offset) & 0xfc00) !== 0xdc00);
      const before = text.slice(0, offset).split('\n');
      const position = textLines(text).positionAt(offset);
      expect(position.line).toBe(before.length);
      expect(position.column).toBe([...before.at(-1)!].length + 1);
      expect(position.byte).toBe(Buffer.byteLength(text.slice(0, offset)));
    }),
  );
});
