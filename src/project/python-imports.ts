/**
 * What a Python file imports and how it starts, found by a few words in its bytes without parsing: enough for the project
 * model, at a fraction of a parse. A line inside a string can look like an import; the model only uses names it knows.
 */

export interface PythonGlimpse {
  /** First segments of absolute imports: `django`, `os`. */
  readonly imports: ReadonlySet<string>;
  /** 1-based line of `if __name__ == '__main__'`. */
  readonly mainGuard?: number;
  /** Line of `def lambda_handler(` or `def handler(event, context` at the top level. */
  readonly lambda?: { readonly name: string; readonly line: number };
}

const lf = 10;
const longestLine = 500;

/** Reads the import lines of a file. */
export function glimpsePython(bytes: Uint8Array): PythonGlimpse {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const imports = new Set<string>();
  for (const { text } of linesWith(buffer, 'import')) {
    const from = /^\s*from\s+([A-Za-z_]\w*)/.exec(text)?.[1];
    if (from !== undefined) imports.add(from);
    const list = /^\s*import\s+(.*)/.exec(text)?.[1];
    for (const part of list?.split(',') ?? []) {
      const name = /^\s*([A-Za-z_]\w*)/.exec(part)?.[1];
      if (name !== undefined) imports.add(name);
    }
  }
  const guard = first(
    buffer,
    '__main__',
    /^if\s*\(?\s*(?:__name__\s*==\s*['"]__main__['"]|['"]__main__['"]\s*==\s*__name__)/,
  );
  const handler = first(
    buffer,
    'handler',
    /^def\s+(lambda_handler(?=\s*\()|\w*handler(?=\s*\(\s*event\b[^,)]*,\s*_?context\b))/,
  );
  return {
    imports,
    ...(guard === undefined ? {} : { mainGuard: guard.line }),
    ...(handler === undefined ? {} : { lambda: { name: handler.match[1] ?? '', line: handler.line } }),
  };
}

/** The lines that hold a word, each once, cut: nothing of interest is longer. */
function* linesWith(buffer: Buffer, word: string): Iterable<{ readonly text: string; readonly start: number }> {
  for (let at = buffer.indexOf(word); at >= 0; ) {
    const start = buffer.lastIndexOf(lf, at) + 1;
    let end = buffer.indexOf(lf, at);
    if (end < 0) end = buffer.length;
    if (at - start < longestLine)
      yield { text: buffer.toString('latin1', start, Math.min(end, start + longestLine)), start };
    at = buffer.indexOf(word, end);
  }
}

function first(
  buffer: Buffer,
  word: string,
  pattern: RegExp,
): { readonly match: RegExpExecArray; readonly line: number } | undefined {
  for (const { text, start } of linesWith(buffer, word)) {
    const match = pattern.exec(text);
    if (match === null) continue;
    let line = 1;
    for (let at = buffer.indexOf(lf); at >= 0 && at < start; at = buffer.indexOf(lf, at + 1)) line++;
    return { match, line };
  }
  return undefined;
}
