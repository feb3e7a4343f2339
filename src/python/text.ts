/** The source behind nodes: text, and the tokens of a statement for fingerprints. */
import { Lexer } from './lexer.ts';
import type { ParsedModule } from './module.ts';
import { tDedent, tEnd, tIndent, tNewline } from './tokens.ts';
import { endOf, startOf } from './tree.ts';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The source text of a node. */
export function nodeText(module: ParsedModule, node: number): string {
  return decoder.decode(module.source.subarray(startOf(module.words, node), endOf(module.words, node)));
}

/**
 * The tokens of the bytes `start`…`end`, joined by single spaces, without layout, comments and style: equal after
 * reformatting. For a compound statement pass the end of its header.
 */
export function tokensBetween(module: ParsedModule, start: number, end: number): string {
  const size = end - start;
  const source = new Uint8Array(size + 8);
  source.set(module.source.subarray(start, end));
  const lexer = new Lexer();
  lexer.start(source, size, () => {});
  const parts: string[] = [];
  for (let done = false; !done; ) {
    lexer.nextLine();
    for (let index = 0; index < lexer.count; index++) {
      const kind = lexer.kinds[index];
      if (kind === tEnd) done = true;
      if (kind === tEnd || kind === tNewline || kind === tIndent || kind === tDedent) continue;
      parts.push(decoder.decode(source.subarray(lexer.starts[index], lexer.ends[index])));
    }
  }
  return withoutStyle(parts).join(' ');
}

const keywordBeforeGroup =
  /^(?:and|as|assert|await|case|del|elif|else|except|for|from|if|import|in|is|lambda|not|or|raise|return|while|with|yield)$/;

/** Without what formatters add and take away: trailing commas, parentheses that only group, the kind of quotes. */
function withoutStyle(tokens: readonly string[]): string[] {
  const kept: string[] = [];
  const grouping: boolean[] = [];
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (token === ',' && (next === ')' || next === ']' || next === '}')) continue;
    if (token === '(') {
      const before = tokens[index - 1] ?? '';
      const calls = /[\p{L}\p{N}_)\]}"']$/u.test(before) && !keywordBeforeGroup.test(before);
      grouping.push(!calls);
      if (!calls) continue;
    } else if (token === ')' && grouping.pop() === true) continue;
    kept.push(/^\w*'[^'"\\]*'?$/.test(token) ? token.replaceAll("'", '"') : token);
  }
  return kept;
}

/** The tokens of a node (see {@link tokensBetween}). */
export function statementTokens(module: ParsedModule, node: number): string {
  return tokensBetween(module, startOf(module.words, node), endOf(module.words, node));
}
