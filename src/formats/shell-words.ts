/** A shell script as a list of simple commands with the place of every word. Nothing is expanded or run. */

export interface ShellWord {
  /** Without quotes and escapes; `$NAME` stays as it is. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Contains `$…` or a back-quote that the shell would replace. */
  readonly dynamic: boolean;
}

export interface ShellCommand {
  readonly words: readonly ShellWord[];
}

const maxWords = 100_000;
const separators: ReadonlySet<string> = new Set([';', '&', '|', '\n', '(', ')']);
const none: ReadonlySet<string> = new Set();

/**
 * Splits at `;`, `&`, `|`, line breaks and brackets; joins lines after `\`; drops comments and redirections.
 * Made for finding commands such as `pip install`, not for executing: here-documents and functions read as plain lines.
 */
export function shellCommands(script: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: ShellWord[] = [];
  let total = 0;
  let at = 0;
  const flush = () => {
    if (words.length > 0) commands.push({ words });
    words = [];
  };
  while (at < script.length && total < maxWords) {
    const char = script[at]!;
    if (separators.has(char)) {
      flush();
      at += 1;
    } else if (char === '\\' && /\r?\n/y.test(script.slice(at + 1, at + 3))) at += script[at + 1] === '\r' ? 3 : 2;
    else if (/\s/.test(char)) at += 1;
    else if (char === '#') {
      const end = script.indexOf('\n', at);
      at = end === -1 ? script.length : end;
    } else {
      const word = readWord(script, at);
      at = Math.max(word.end, at + 1);
      total += 1;
      if (/^\d*[<>]/.test(script.slice(word.start, word.start + 12)) && !/^['"\\]/.test(script[word.start]!)) {
        if (/^\d*(?:[<>]+&?-?)$/.test(word.text)) at = skipTarget(script, at);
        continue;
      }
      words.push(word);
    }
  }
  flush();
  return commands;
}

/** Words split at white space only, quotes and escapes removed, as Python's `shlex.split` does. */
export function shellSplit(text: string): readonly string[] {
  const words: string[] = [];
  const space = /\s*/y;
  for (let at = 0; at < text.length && words.length < maxWords; ) {
    space.lastIndex = at;
    space.exec(text);
    at = space.lastIndex;
    if (at >= text.length) break;
    const word = readWord(text, at, none);
    words.push(word.text);
    at = Math.max(word.end, at + 1);
  }
  return words;
}

function readWord(script: string, start: number, breaks: ReadonlySet<string> = separators): ShellWord {
  let text = '';
  let dynamic = false;
  let at = start;
  while (at < script.length) {
    const char = script[at]!;
    if (char === "'") {
      const close = script.indexOf("'", at + 1);
      const end = close === -1 ? script.length : close;
      text += script.slice(at + 1, end);
      at = end + 1;
    } else if (char === '"') {
      at += 1;
      while (at < script.length && script[at] !== '"') {
        if (script[at] === '\\' && at + 1 < script.length) {
          at += 1;
          if (script[at] !== '\n') text += /["\\$`]/.test(script[at]!) ? script[at] : `\\${script[at]}`;
        } else {
          if (script[at] === '$' || script[at] === '`') dynamic = true;
          text += script[at];
        }
        at += 1;
      }
      at += 1;
    } else if (char === '\\') {
      if (/^\r?\n/.test(script.slice(at + 1, at + 3))) break;
      text += script[at + 1] ?? '';
      at += 2;
    } else if (char === '$' && script[at + 1] === '{') {
      const close = script.indexOf('}', at);
      const end = close === -1 ? script.length : close + 1;
      text += script.slice(at, end);
      dynamic = true;
      at = end;
    } else if (char === '$' && script[at + 1] === '(') {
      const end = closingBracket(script, at + 1);
      text += script.slice(at, end);
      dynamic = true;
      at = end;
    } else if (/\s/.test(char) || (breaks.has(char) && !(char === '&' && /[<>]$/.test(text)))) break;
    else {
      if (char === '$' || char === '`') dynamic = true;
      text += char;
      at += 1;
    }
  }
  return { text, start, end: Math.min(at, script.length), dynamic };
}

function closingBracket(script: string, open: number): number {
  let depth = 0;
  for (let at = open; at < script.length; at += 1) {
    if (script[at] === '(') depth += 1;
    else if (script[at] === ')' && --depth === 0) return at + 1;
  }
  return script.length;
}

function skipTarget(script: string, at: number): number {
  let start = at;
  while (script[start] === ' ' || script[start] === '\t') start += 1;
  return start < script.length && !separators.has(script[start]!) ? readWord(script, start).end : start;
}
