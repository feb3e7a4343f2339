/** For tests of this room and its neighbours: modules from text, and nodes by their source. */
import type { ParsedModule } from '../module.ts';
import { isExpression, isStatement } from '../nodes.generated.ts';
import { parseModule } from '../parse-module.ts';
import { nodeText } from '../text.ts';
import { forEachNode } from '../tree.ts';
import { bindModule } from './bind-module.ts';
import type { Bindings, Node } from './types.ts';

export function parseText(text: string): ParsedModule {
  return parseModule(new TextEncoder().encode(text));
}

export function bindText(text: string): Bindings {
  return bindModule(parseText(text));
}

/** The expression (or statement) whose source is `snippet`: the last one, or the `nth` from the start. */
export function findNode(module: ParsedModule, snippet: string, nth?: number): Node {
  const found: Node[] = [];
  forEachNode(module.words, (node, kind) => {
    if ((isExpression(kind) || isStatement(kind)) && nodeText(module, node) === snippet) found.push(node);
  });
  // An expression statement has the same source as its expression; the expression is meant.
  found.sort(
    (a, b) =>
      module.words[a + 1] - module.words[b + 1] ||
      Number(isExpression(module.words[a])) - Number(isExpression(module.words[b])),
  );
  const node = nth === undefined ? found[found.length - 1] : found[nth];
  if (node === undefined) throw new Error(`no expression ${snippet}`);
  return node;
}
