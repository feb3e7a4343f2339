/** Reads the imports of a TypeScript source: static, re-exported and dynamic. */

export interface SourceImport {
  readonly specifier: string;
  readonly kind: 'static' | 'dynamic';
  /** `import type`, `export type`, or braces that hold nothing but types: gone at run time. */
  readonly typeOnly: boolean;
  /** 1-based. */
  readonly line: number;
}

const statement =
  /^(?:import|export)\b(?:\s+(type)\b)?\s*(?:([\w*$][^'";]*?|\{[^}]*\}[^'";]*?)\s*from\s*)?['"]([^'"\n]+)['"]/gm;
const dynamic = /\bimport\s*\(\s*['"`]([^'"`\n]+)['"`]/g;

/** Every import of `source`, in order of appearance. Comments are left out; text in strings that looks like an import counts. */
export function readImports(source: string): SourceImport[] {
  const code = blankComments(source);
  const found: (SourceImport & { readonly at: number })[] = [];
  for (const match of code.matchAll(statement)) {
    const [, type, names = '', specifier] = match;
    const typeOnly = type !== undefined || onlyTypes(names);
    found.push({ specifier, kind: 'static', typeOnly, line: lineAt(code, match.index), at: match.index });
  }
  for (const match of code.matchAll(dynamic)) {
    found.push({
      specifier: match[1],
      kind: 'dynamic',
      typeOnly: isTypeQuery(code, match.index),
      line: lineAt(code, match.index),
      at: match.index,
    });
  }
  return found.sort((a, b) => a.at - b.at).map(({ at: _, ...rest }) => rest);
}

/** `{ type A, type B }` */
function onlyTypes(names: string): boolean {
  const braces = /^\{([^}]*)\}$/.exec(names.trim());
  if (braces === null) return false;
  const parts = braces[1]
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => part.startsWith('type '));
}

/** `typeof import('x')` and `import('x').Type` in a type position are not loads. */
function isTypeQuery(code: string, at: number): boolean {
  return /(?:typeof|[:<|&])\s*$/.test(code.slice(Math.max(0, at - 20), at));
}

/** Keeps offsets and line breaks. A `//` inside a string blanks the rest of its line, which no import shares. */
function blankComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|(?<=^|[^:'"`\\])\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
