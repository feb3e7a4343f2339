/** The characters a match of an anchored regular expression can have: parsed here, never run on hostile text. */
import { anyChar, type Charset, charRange, charsOf, digits, dotDot, space, wordChars } from './charset.ts';

/**
 * Characters of the whole subject when the pattern matches it from start to end; undefined when the pattern does
 * not cover the whole subject, or holds something we do not read. `$` lets one newline follow.
 */
export function regexCharset(pattern: string, fromStart: boolean, toEnd: boolean): Charset | undefined {
  let body = pattern;
  let flags = '';
  const inline = /^\(\?([aiLmsux]+)\)/.exec(body);
  if (inline) {
    flags = inline[1]!;
    body = body.slice(inline[0].length);
  }
  if (flags.includes('m') || flags.includes('x')) return undefined;
  if (alternatesAtTop(body)) {
    if (!fromStart || !toEnd) return undefined;
  }
  let start = fromStart;
  let end = toEnd;
  let extra: Charset = 0n;
  if (body.startsWith('^') || body.startsWith('\\A')) {
    start = true;
    body = body.slice(body.startsWith('^') ? 1 : 2);
  }
  if (/(^|[^\\])(\\\\)*\$$/.test(body)) {
    end = true;
    extra = charsOf('\n');
    body = body.slice(0, -1);
  } else if (body.endsWith('\\Z') || body.endsWith('\\z')) {
    end = true;
    body = body.slice(0, -2);
  }
  if (!start || !end) return undefined;
  const set = charactersOf(body);
  return set === undefined ? undefined : set | extra;
}

function alternatesAtTop(body: string): boolean {
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < body.length; i++) {
    const c = body[i];
    if (c === '\\') i++;
    else if (inClass) inClass = c !== ']';
    else if (c === '[') inClass = true;
    else if (c === '(') depth++;
    else if (c === ')') depth--;
    else if (c === '|' && depth === 0) return true;
  }
  return false;
}

/** Union of everything a pattern without anchors can consume. */
function charactersOf(body: string): Charset | undefined {
  let set: Charset = 0n;
  let dots = 0;
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (c === '\\') {
      const one = escapeSet(body[++i] ?? '');
      if (one === undefined) return undefined;
      if (one === charsOf('.')) dots++;
      set |= one;
    } else if (c === '[') {
      const close = classEnd(body, i);
      const one = close < 0 ? undefined : classSet(body.slice(i + 1, close));
      if (one === undefined) return undefined;
      // A class with a dot may give two in a row.
      if ((one & charsOf('.')) !== 0n) dots += 2;
      set |= one;
      i = close;
    } else if (c === '.') {
      set |= anyChar & ~charsOf('\n');
    } else if (c === '(') {
      if (body[i + 1] === '?') {
        const group = /^\(\?(?::|P<\w+>)/.exec(body.slice(i));
        if (!group) return undefined;
        i += group[0].length - 1;
      }
    } else if (c === '{') {
      const close = body.indexOf('}', i);
      if (close < 0 || !/^\d*,?\d*$/.test(body.slice(i + 1, close))) set |= charsOf(c);
      else i = close;
    } else if (c === '^' || c === '$') return undefined;
    else if (!')*+?|}'.includes(c)) set |= charsOf(c);
  }
  // Repeated groups could bring two literal dots together.
  if (dots > 1 || (dots === 1 && /[)][*+{]/.test(body))) set |= dotDot;
  return set;
}

function escapeSet(c: string): Charset | undefined {
  switch (c) {
    case 'd':
      return digits | (1n << 128n);
    case 'w':
      return wordChars;
    case 's':
      return space;
    case 'D':
      return anyChar & ~digits;
    case 'W':
      return anyChar & ~charRange('a-zA-Z0-9_');
    case 'S':
      return anyChar & ~charRange(' \t\n\r\f\v');
    case 'n':
      return charsOf('\n');
    case 't':
      return charsOf('\t');
    case 'r':
      return charsOf('\r');
    case 'b':
    case 'B':
      return 0n;
    default:
      return /[A-Za-z0-9]/.test(c) ? undefined : charsOf(c);
  }
}

function classEnd(body: string, from: number): number {
  let i = from + 1;
  if (body[i] === '^') i++;
  if (body[i] === ']') i++;
  for (; i < body.length; i++) {
    if (body[i] === '\\') i++;
    else if (body[i] === ']') return i;
  }
  return -1;
}

function classSet(body: string): Charset | undefined {
  const negated = body.startsWith('^');
  let set: Charset = 0n;
  for (let i = negated ? 1 : 0; i < body.length; i++) {
    let c = body[i]!;
    if (c === '\\') {
      c = body[++i] ?? '';
      const one = escapeSet(c);
      if (one === undefined) return undefined;
      if (/[dwsDWSnrt]/.test(c)) {
        set |= one;
        continue;
      }
    }
    if (body[i + 1] === '-' && i + 2 < body.length) {
      let last = body[i + 2]!;
      let skip = 2;
      if (last === '\\') {
        last = body[i + 3] ?? '';
        skip = 3;
      }
      for (let code = c.charCodeAt(0); code <= Math.min(last.charCodeAt(0), 127); code++) set |= 1n << BigInt(code);
      if (last.charCodeAt(0) > 127) set |= 1n << 128n;
      i += skip;
    } else set |= charsOf(c);
  }
  return negated ? anyChar & ~set : set;
}
