/** The entry of the front end: bytes of a file to a ParsedModule. */
import { decodeSource } from './encoding.ts';
import { LineIndex } from './line-index.ts';
import type { ParsedModule, ParseOptions, SyntaxIssue } from './module.ts';
import { readNotebook } from './notebook.ts';
import { type ParserResult, parseSource } from './parser.ts';
import { symbols } from './symbols.ts';

/**
 * Parses a file. Never throws for what the bytes hold: what is not Python is in `errors`, the rest is in the tree.
 */
export function parseModule(bytes: Uint8Array, options: ParseOptions = {}): ParsedModule {
  const isNotebook = options.notebook ?? options.path?.endsWith('.ipynb') === true;
  const notebook = isNotebook ? readNotebook(bytes) : undefined;
  const { source, length, encoding, issues: decodingIssues } = decodeSource(notebook ? notebook.source : bytes);
  const parsed = withQuotesInStep(source, length, parseSource(source, length));
  const issues = [...(notebook?.issues ?? []), ...decodingIssues, ...parsed.issues].sort((a, b) => a.byte - b.byte);
  let errors: readonly SyntaxIssue[] = [];
  if (issues.length > 0) {
    const lines = new LineIndex(source, length);
    errors = issues.map((issue) => ({ ...issue, line: lines.lineOf(issue.byte) }));
  }
  return {
    words: parsed.words,
    root: parsed.root,
    source,
    length,
    symbols,
    comments: parsed.comments,
    errors,
    nodeCount: parsed.nodeCount,
    ...(encoding !== undefined && { encoding }),
    ...(notebook && { notebook: notebook.cells }),
  };
}

/**
 * A missing triple quote turns code into text and text into code up to the end of the file. The first error stands
 * where that began: without the next triple quote the rest may be in step again, which one more parse tells.
 */
function withQuotesInStep(source: Uint8Array, length: number, first: ParserResult): ParserResult {
  const began = first.issues.reduce((byte, issue) => Math.min(byte, issue.byte), length);
  if (began >= first.openTriple) return first;
  let mark = first.openTriple;
  while (source[mark] !== 0x22 && source[mark] !== 0x27) mark++;
  const quote = source[mark];
  let at = began;
  while (at < length && !(source[at] === quote && source[at + 1] === quote && source[at + 2] === quote)) at++;
  if (at >= length) return first;
  source.fill(0x20, at, at + 3);
  const second = parseSource(source, length);
  if (second.openTriple < 0 || second.issues.length < first.issues.length) {
    return second.issues.length > 0 ? second : { ...second, issues: first.issues.slice(0, 1) };
  }
  source.fill(quote, at, at + 3);
  return first;
}
