/** What holds for every tree, however broken the file. */
import { childShapes, forEachChild, maxFields, nodeSizes, type ParsedModule } from '../../src/python/index.ts';

/** A sentence about the first broken invariant; undefined when all hold. */
export function checkTree(module: ParsedModule): string | undefined {
  const { words, length } = module;
  const isNode = new Uint8Array(words.length);
  let nodes = 0;
  for (let at = 1; at < words.length; ) {
    const kind = words[at];
    if (kind < 0) {
      at += ~kind + 1;
      continue;
    }
    const size = nodeSizes[kind];
    if (!size) return `word ${at} is no node: kind ${kind}`;
    const start = words[at + 1];
    const end = words[at + 2];
    if (start < 0 || start > end || end > length) return `node ${at} of kind ${kind} has the range ${start}…${end}`;
    let problem: string | undefined;
    forEachChild(words, at, (child) => {
      if (child >= at || isNode[child] === 0) problem ??= `node ${at} of kind ${kind} has the child ${child}`;
    });
    for (let field = 0; field < size - 3; field++) {
      const list = words[at + 3 + field];
      if (childShapes[kind * maxFields + field] === 2 && list !== 0 && words[list] >= 0) problem ??= `list of ${at}`;
    }
    if (problem) return problem;
    isNode[at] = 1;
    nodes++;
    at += size;
  }
  if (nodes !== module.nodeCount) return `${nodes} nodes stand in the tree, ${module.nodeCount} were counted`;
  let last = -1;
  for (const issue of module.errors) {
    if (issue.byte < last || issue.byte > length) return `issue at byte ${issue.byte} of ${length}`;
    last = issue.byte;
  }
  return undefined;
}
