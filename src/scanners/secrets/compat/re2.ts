/** RE2 syntax (Go) → JavaScript regular expressions that mean the same, where `.`, `\s`, `\z`, `(?i)` and classes differ. */

const posix: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const re2Space = '\\t\\n\\f\\r ';

interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiLine: boolean;
}

/** Translates a pattern. Throws a sentence for what RE2 itself would refuse or has no equal. */
export function translateRe2(pattern: string): RegExp {
  let at = 0;
  const out = alternatives({ ignoreCase: false, dotAll: false, multiLine: false });
  if (at < pattern.length) throw new Error('unexpected ) in the pattern');
  return new RegExp(out);

  function alternatives(flags: Flags): string {
    let current = flags;
    let text = '';
    while (at < pattern.length && pattern[at] !== ')') {
      const ch = pattern[at];
      if (ch === '(') {
        const flagGroup = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]*))?([:)])/.exec(pattern.slice(at, at + 16));
        if (flagGroup !== null) {
          const next = withFlags(current, flagGroup[1], flagGroup[2] ?? '');
          at += flagGroup[0].length;
          if (flagGroup[3] === ')') {
            // Holds to the end of the enclosing group, across its alternatives.
            current = next;
            continue;
          }
          text += `(?:${alternatives(next)})`;
        } else {
          const named = /^\(\?P?<([A-Za-z_]\w*)>/.exec(pattern.slice(at, at + 80));
          if (named !== null) {
            at += named[0].length;
            text += `(?<${named[1]}>${alternatives(current)})`;
          } else {
            if (pattern[at + 1] === '?') throw new Error(`${pattern.slice(at, at + 4)} is not part of RE2`);
            at++;
            text += `(${alternatives(current)})`;
          }
        }
        if (pattern[at] !== ')') throw new Error('missing ) in the pattern');
        at++;
      } else if (ch === '[') text += characterClass(current);
      else if (ch === '\\') text += escapeSequence(current);
      else {
        at++;
        if (ch === '.') text += current.dotAll ? '[\\s\\S]' : '[^\\n]';
        else if (ch === '^') text += current.multiLine ? '(?<=^|\\n)' : '^';
        else if (ch === '$') text += current.multiLine ? '(?=\\n|$)' : '(?![\\s\\S])';
        else if ('*+?|'.includes(ch)) text += ch;
        else if (ch === '{') text += /^\{\d+(?:,\d*)?\}/.test(pattern.slice(at - 1)) ? '{' : '\\{';
        else if (ch === '}') text += /\{\d+(?:,\d*)?$/.test(text) ? '}' : '\\}';
        else text += letter(ch, current.ignoreCase);
      }
    }
    return text;
  }

  function escapeSequence(flags: Flags): string {
    const ch = pattern[at + 1];
    if (ch === undefined) throw new Error('the pattern ends in a backslash');
    at += 2;
    if (ch === 's') return `[${re2Space}]`;
    if (ch === 'S') return `[^${re2Space}]`;
    if (ch === 'z') return '(?![\\s\\S])';
    if (ch === 'A') return '(?<![\\s\\S])';
    if (ch === 'Q') {
      const end = pattern.indexOf('\\E', at);
      const literal = pattern.slice(at, end < 0 ? undefined : end);
      at = end < 0 ? pattern.length : end + 2;
      return [...literal].map((one) => letter(one, flags.ignoreCase)).join('');
    }
    if (ch === 'x') return hex();
    if ('dDwWbBntrfv'.includes(ch)) return `\\${ch}`;
    if (/[A-Za-z]/.test(ch)) throw new Error(`\\${ch} is not supported`);
    return /[0-9]/.test(ch) ? `\\x${Number.parseInt(ch, 8).toString(16).padStart(2, '0')}` : `\\${ch}`;
  }

  function hex(): string {
    const found = /^(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(pattern.slice(at));
    if (found === null) throw new Error('\\x without digits');
    at += found[0].length;
    const code = Number.parseInt(found[1] ?? found[2], 16);
    return code > 0xffff ? String.fromCodePoint(code) : `\\u${code.toString(16).padStart(4, '0')}`;
  }

  function characterClass(flags: Flags): string {
    at++;
    let text = '[';
    if (pattern[at] === '^') {
      text += '^';
      at++;
    }
    for (let first = true; at < pattern.length && (first || pattern[at] !== ']'); first = false) {
      const named = /^\[:(\^?)(\w+):\]/.exec(pattern.slice(at, at + 14));
      if (named !== null) {
        const set = posix[named[2]];
        if (set === undefined || named[1] === '^') throw new Error(`${named[0]} is not supported`);
        text += set;
        at += named[0].length;
      } else if (pattern[at] === '\\') {
        const ch = pattern[at + 1];
        at += 2;
        if (ch === 's') text += re2Space;
        else if (ch === 'x') text += hex();
        else if (ch === 'S') throw new Error('\\S in a class is not supported');
        else text += `\\${ch}`;
      } else {
        const ch = pattern[at++];
        const range =
          pattern[at] === '-' && pattern[at + 1] !== ']' && pattern[at + 1] !== undefined && pattern[at + 1] !== '\\'
            ? pattern[at + 1]
            : undefined;
        if (range === undefined)
          text += flags.ignoreCase && /[A-Za-z]/.test(ch) ? ch.toLowerCase() + ch.toUpperCase() : escaped(ch);
        else {
          at += 2;
          text += `${escaped(ch)}-${escaped(range)}`;
          if (flags.ignoreCase) text += otherCase(ch, range);
        }
      }
    }
    if (pattern[at] !== ']') throw new Error('missing ] in the pattern');
    at++;
    return `${text}]`;
  }
}

const escaped = (ch: string): string => (']\\[^-'.includes(ch) ? `\\${ch}` : ch);

/** The range in the other case, as far as it is letters. */
function otherCase(from: string, to: string): string {
  const low = from.charCodeAt(0);
  const high = to.charCodeAt(0);
  let text = '';
  for (const [first, last, shift] of [
    [65, 90, 32],
    [97, 122, -32],
  ]) {
    const a = Math.max(low, first);
    const b = Math.min(high, last);
    if (a <= b) text += `${String.fromCharCode(a + shift)}-${String.fromCharCode(b + shift)}`;
  }
  return text;
}

function letter(ch: string, ignoreCase: boolean): string {
  if (ignoreCase && /[A-Za-z]/.test(ch)) return `[${ch.toLowerCase()}${ch.toUpperCase()}]`;
  return /[\\^$.*+?()[\]{}|/]/.test(ch) ? `\\${ch}` : ch;
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const set = (name: string, old: boolean): boolean => (on.includes(name) ? true : off.includes(name) ? false : old);
  if (/[^imsU]/.test(on + off)) throw new Error(`flag ${on}${off} is not supported`);
  return {
    ignoreCase: set('i', flags.ignoreCase),
    dotAll: set('s', flags.dotAll),
    multiLine: set('m', flags.multiLine),
  };
}

/** Whether a pattern may backtrack without bound: nested or adjacent open repeats. Such patterns run in re2js. */
export function mayBacktrack(pattern: string): boolean {
  const open = /(?:\.|\\[swdSWD]|\[[^\]]*\]|\))(?:[*+]|\{\d+,\})/;
  return (
    /\([^()]*(?:[*+]|\{\d+,\})[^()]*\)(?:[*+]|\{\d+,\})/.test(pattern) ||
    new RegExp(`${open.source}.*${open.source}`, 's').test(pattern)
  );
}
