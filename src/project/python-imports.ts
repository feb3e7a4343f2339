/**
 * What a Python file imports and how it starts, read from its lines without parsing: enough for the project model, at a
 * fraction of a parse. A line inside a string can look like an import; the model only uses names it knows.
 */

export interface PythonGlimpse {
  /** First segments of absolute imports: `django`, `os`. */
  readonly imports: ReadonlySet<string>;
  /** 1-based line of `if __name__ == '__main__'`. */
  readonly mainGuard?: number;
  /** Line of `def lambda_handler(` or `def handler(event, context` at the top level. */
  readonly lambda?: { readonly name: string; readonly line: number };
}

const latin = new TextDecoder('latin1');
const space = 32;
const tab = 9;

/** Reads the import lines of a file. */
export function glimpsePython(bytes: Uint8Array): PythonGlimpse {
  const imports = new Set<string>();
  let mainGuard: number | undefined;
  let lambda: PythonGlimpse['lambda'];
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    line++;
    let end = bytes.indexOf(10, start);
    if (end < 0) end = bytes.length;
    let at = start;
    while (at < end && (bytes[at] === space || bytes[at] === tab)) at++;
    const first = bytes[at];
    if (first === 0x66 && startsWith(bytes, at, 'from ')) {
      const name = readName(bytes, at + 5, end);
      if (name !== '') imports.add(name);
    } else if (first === 0x69 && startsWith(bytes, at, 'import ')) {
      for (const part of text(bytes, at + 7, end).split(',')) {
        const name = /^\s*([A-Za-z_]\w*)/.exec(part)?.[1];
        if (name !== undefined) imports.add(name);
      }
    } else if (first === 0x69 && at === start && mainGuard === undefined && startsWith(bytes, at, 'if ')) {
      if (
        /^if\s*\(?\s*(?:__name__\s*==\s*['"]__main__['"]|['"]__main__['"]\s*==\s*__name__)/.test(text(bytes, at, end))
      ) {
        mainGuard = line;
      }
    } else if (first === 0x64 && at === start && lambda === undefined && startsWith(bytes, at, 'def ')) {
      const name = /^def\s+(lambda_handler\s*(?=\()|\w*handler\s*(?=\(\s*event\b[^,)]*,\s*_?context\b))/.exec(
        text(bytes, at, end),
      )?.[1];
      if (name !== undefined) lambda = { name: name.trim(), line };
    }
    start = end + 1;
  }
  return { imports, ...(mainGuard === undefined ? {} : { mainGuard }), ...(lambda === undefined ? {} : { lambda }) };
}

function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return false;
  return true;
}

function readName(bytes: Uint8Array, from: number, end: number): string {
  let start = from;
  while (start < end && (bytes[start] === space || bytes[start] === tab)) start++;
  let stop = start;
  while (stop < end && isWord(bytes[stop] as number)) stop++;
  return latin.decode(bytes.subarray(start, stop));
}

function isWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}

/** The line, cut: nothing of interest is longer. */
function text(bytes: Uint8Array, start: number, end: number): string {
  return latin.decode(bytes.subarray(start, Math.min(end, start + 500)));
}
