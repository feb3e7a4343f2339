/** The entry of the front end: bytes of a file to a ParsedModule. */
import { decodeSource } from './encoding.ts';
import { LineIndex } from './line-index.ts';
import type { ParsedModule, ParseOptions, SyntaxIssue } from './module.ts';
import { readNotebook } from './notebook.ts';
import { parseSource } from './parser.ts';
import { symbols } from './symbols.ts';

/**
 * Parses a file. Never throws for what the bytes hold: what is not Python is in `errors`, the rest is in the tree.
 */
export function parseModule(bytes: Uint8Array, options: ParseOptions = {}): ParsedModule {
  const isNotebook = options.notebook ?? options.path?.endsWith('.ipynb') === true;
  const notebook = isNotebook ? readNotebook(bytes) : undefined;
  const decoded = decodeSource(notebook ? notebook.source : bytes);
  const parsed = parseSource(decoded.source, decoded.length);
  const issues = [...(notebook?.issues ?? []), ...decoded.issues, ...parsed.issues].sort((a, b) => a.byte - b.byte);
  let errors: readonly SyntaxIssue[] = [];
  if (issues.length > 0) {
    const lines = new LineIndex(decoded.source, decoded.length);
    errors = issues.map((issue) => ({ ...issue, line: lines.lineOf(issue.byte) }));
  }
  return {
    words: parsed.words,
    root: parsed.root,
    source: decoded.source,
    length: decoded.length,
    symbols,
    comments: parsed.comments,
    errors,
    nodeCount: parsed.nodeCount,
    ...(decoded.encoding !== undefined && { encoding: decoded.encoding }),
    ...(notebook && { notebook: notebook.cells }),
  };
}
