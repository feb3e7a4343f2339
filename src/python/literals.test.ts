import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesValue,
  constantValue,
  forEachNode,
  interpolationText,
  Kind,
  numberValue,
  parseModule,
  stringValue,
} from './index.ts';

function constants(text: string): unknown[] {
  const module = parseModule(new TextEncoder().encode(text));
  expect(module.errors).toEqual([]);
  const found: unknown[] = [];
  forEachNode(module.words, (node, kind) => {
    if (kind !== Kind.Constant) return;
    const value = constantValue(module, node);
    found.push('value' in value ? value.value : value.kind);
  });
  return found;
}

/** A Python literal of a text, written with a mix of escapes. */
function literal(text: string, quote: string): string {
  let result = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    const character = text[index]!;
    if (character === '\\' || character === quote) result += `\\${character}`;
    else if (character === '\n') result += '\\n';
    else if (unit < 0x20) result += `\\${unit.toString(8).padStart(3, '0')}`;
    else if (unit < 0x7f) result += character;
    else if (unit < 0x100) result += `\\x${unit.toString(16).padStart(2, '0')}`;
    else result += `\\u${unit.toString(16).padStart(4, '0')}`;
  }
  return quote + result + quote;
}

describe('text', () => {
  it('round-trips any text through escapes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('"', "'"), (text, quote) => {
        const module = parseModule(new TextEncoder().encode(`${literal(text, quote)}\n`));
        let value: string | undefined;
        forEachNode(module.words, (node, kind) => {
          if (kind === Kind.Constant) value = stringValue(module, node);
        });
        return value === text;
      }),
    );
  });

  it('decodes every escape', () => {
    expect(constants(String.raw`'\a\b\f\n\r\t\v\\\'\"\0\12\101\x41\u00e9\U0001F600\q'`)).toEqual([
      '\x07\b\f\n\r\t\v\\\'"\0\nAA\u00e9\u{1F600}\\q',
    ]);
    expect(constants("'a\\\nb'")).toEqual(['ab']);
    expect(constants("'''a\r\nb\rc'''")).toEqual(['a\nb\nc']);
    expect(constants("'\\N{BULLET}.'")).toEqual(['\ufffd.']);
  });

  it('leaves raw text alone', () => {
    expect(constants(String.raw`r'\n\'' R"\x"`)).toEqual([String.raw`\n\'\x`]);
  });

  it('joins adjacent literals over comments and lines', () => {
    expect(constants(`("a"  # one\n  'b'\n  r"\\c" """d\ne""")`)).toEqual(['ab\\cd\ne']);
  });

  it('decodes the text of f-strings', () => {
    expect(constants('f"a{{b}}{x}\\n"')).toEqual(['a{b}', '\n']);
    expect(constants('"p" f"q{x}r" "s" rf"\\t{y}"')).toEqual(['pq', 'rs\\t']);
    expect(constants('f"v:{x = !r:>{w}.3f}"')).toEqual(['v:x = ', '>', '.3f']);
    expect(constants("f'''{x:\n  >5}'''")).toEqual(['\n  >5']);
    expect(constants('f"{f\'{a}b\'}c"')).toEqual(['b', 'c']);
  });

  it('gives the source of a template field', () => {
    const module = parseModule(new TextEncoder().encode('t"{ user.name !r}"\n'));
    let text = '';
    forEachNode(module.words, (node, kind) => {
      if (kind === Kind.Interpolation) text = interpolationText(module, node);
    });
    expect(text).toBe(' user.name');
  });
});

describe('bytes', () => {
  it('decodes escapes to bytes', () => {
    const module = parseModule(new TextEncoder().encode(String.raw`b'\x00\xffA\777\u' rb'\x'`));
    let value: Uint8Array | undefined;
    forEachNode(module.words, (node, kind) => {
      if (kind === Kind.Constant) value = bytesValue(module, node);
    });
    expect([...value!]).toEqual([0, 255, 65, 255, 92, 117, 92, 120]);
  });
});

describe('numbers', () => {
  it('reads every notation', () => {
    expect(constants('0, 00, 1_000, 0xFf, 0o17, 0b1_0, 1., .5, 1e3, 1_0.2_5e-1_0, 2j, 1e400')).toEqual([
      0n,
      0n,
      1000n,
      255n,
      15n,
      2n,
      1,
      0.5,
      1000,
      10.25e-10,
      2,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it('is undefined for other constants', () => {
    const module = parseModule(new TextEncoder().encode('"1"'));
    forEachNode(module.words, (node, kind) => {
      if (kind === Kind.Constant) expect(numberValue(module, node)).toBeUndefined();
    });
  });
});
