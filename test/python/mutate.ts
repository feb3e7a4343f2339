/** Damaged Python: seeds from real code, cut, spliced, and sprinkled with tokens and bytes. Deterministic by seed. */

/** A small generator of numbers (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}

const pieces = [
  ...'()[]{}:;,.=@\\\'"#~^&|<>+-*/%!$?`\0\n\r\t\f 0_é“',
  ...[
    '"""',
    "'''",
    'f"',
    "f'''",
    't"',
    'rb"',
    '{{',
    '}}',
    '{x=}',
    '!r',
    ':=',
    '->',
    '**',
    '...',
    '0x',
    '1_',
    '1e',
    '0777',
  ],
  ...[
    'if ',
    'else',
    'elif ',
    'for ',
    ' in ',
    'not ',
    'lambda',
    'yield ',
    'await ',
    'async ',
    'def f(',
    'class A',
    'match ',
    'case ',
  ],
  ...[
    'type X',
    'with ',
    'as ',
    'try:',
    'except*',
    'except ',
    'finally',
    'import ',
    'from . ',
    'del ',
    'global ',
    'return ',
    'raise ',
  ],
  ...[
    '\n    ',
    '\n\t',
    '\n        ',
    '\\\n',
    ' or ',
    ' and ',
    ' is ',
    'None',
    'True',
    '_',
    '*a',
    '**k',
    '/',
    '\ufeff',
    '\x80',
    '\xff',
  ],
];

/** One damaged version of a source (as latin-1 text, so that any byte can appear). */
export function mutate(source: string, next: () => number): string {
  let text = source;
  const edits = 1 + Math.floor(next() * next() * 4);
  for (let edit = 0; edit < edits; edit++) {
    const at = Math.floor(next() * (text.length + 1));
    const length = Math.floor(next() * next() * 40);
    const piece = pieces[Math.floor(next() * pieces.length)]!;
    switch (Math.floor(next() * 14)) {
      case 8:
      case 9:
      case 10:
      case 11:
      case 12:
      case 13: {
        // One word or operator in the place of another.
        const words = [...text.matchAll(/\w+|[^\w\s]/g)];
        const one = words[Math.floor(next() * words.length)];
        const other = words[Math.floor(next() * words.length)];
        if (one && other) text = text.slice(0, one.index) + other[0] + text.slice(one.index + one[0].length);
        break;
      }
      case 0:
        text = text.slice(0, at);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(at + length);
        break;
      case 2: {
        const from = Math.floor(next() * text.length);
        text = text.slice(0, at) + text.slice(from, from + length) + text.slice(at);
        break;
      }
      case 3:
        text = text.slice(0, at) + String.fromCharCode(Math.floor(next() * 256)) + text.slice(at + 1);
        break;
      case 4:
        text = text.slice(0, at) + piece.repeat(1 + Math.floor(next() * 3)) + text.slice(at);
        break;
      default:
        text = text.slice(0, at) + piece + text.slice(at + (next() < 0.5 ? 1 : 0));
    }
  }
  return text;
}

/** A stretch of whole lines of a source, at most `lines` long. */
export function excerpt(source: string, lines: number, next: () => number): string {
  const all = source.split('\n');
  const first = Math.floor(next() * all.length);
  const part = all.slice(first, first + 1 + Math.floor(next() * lines));
  // Without the common indentation more of the damaged code is near to valid.
  const indent = /^[ \t]*/.exec(part[0]!)![0].length;
  return `${part.map((line) => (/^[ \t]*$/.test(line.slice(0, indent)) ? line.slice(indent) : line)).join('\n')}\n`;
}
