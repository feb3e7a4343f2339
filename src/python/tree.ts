/** Reading the flat tree: lists, children, and the linear pass that visits every node. */
import { childShapes, kindNames, maxFields, nodeSizes } from './nodes.generated.ts';

/** Kind of a node. */
export function kindOf(words: Int32Array, node: number): number {
  return words[node];
}

/** First byte of a node. */
export function startOf(words: Int32Array, node: number): number {
  return words[node + 1];
}

/** The byte after a node. */
export function endOf(words: Int32Array, node: number): number {
  return words[node + 2];
}

/** CPython's name of a node kind. */
export function kindName(kind: number): string {
  return kindNames[kind] ?? '';
}

/** Items of a list; 0 for "none". */
export function listLength(words: Int32Array, list: number): number {
  return ~words[list];
}

/** Item of a list; `index` must be below {@link listLength}. */
export function listItem(words: Int32Array, list: number, index: number): number {
  return words[list + 1 + index];
}

/** The items of a list as an array: for code that is not hot. */
export function listItems(words: Int32Array, list: number): number[] {
  const length = ~words[list];
  // `Array.from(words.subarray(…))` costs five times as much.
  const items = new Array<number>(length);
  for (let index = 0; index < length; index++) items[index] = words[list + 1 + index];
  return items;
}

/** Calls `visit` for each direct child, in field order. */
export function forEachChild(words: Int32Array, node: number, visit: (child: number) => void): void {
  const kind = words[node];
  const size = nodeSizes[kind] - 3;
  const row = kind * maxFields;
  for (let field = 0; field < size; field++) {
    const shape = childShapes[row + field];
    if (shape === 0) continue;
    const value = words[node + 3 + field];
    if (value === 0) continue;
    if (shape === 1) {
      visit(value);
      continue;
    }
    const end = value + 1 + ~words[value];
    for (let at = value + 1; at < end; at++) if (words[at] !== 0) visit(words[at]);
  }
}

/**
 * Calls `visit(node, kind)` for every node of the module, children before parents. No recursion: a chain of a
 * million operators is no deeper than any other file.
 */
export function forEachNode(words: Int32Array, visit: (node: number, kind: number) => void): void {
  const end = words.length;
  for (let at = 1; at < end; ) {
    const kind = words[at];
    if (kind < 0) at += ~kind + 1;
    else {
      visit(at, kind);
      at += nodeSizes[kind];
    }
  }
}

/**
 * Walks below `root` in document order of the fields with its own stack: `enter` before the children (false skips
 * them), `leave` after. Depth costs memory, never the call stack.
 */
export function walk(
  words: Int32Array,
  root: number,
  enter: (node: number, kind: number) => unknown,
  leave?: (node: number, kind: number) => void,
): void {
  const stack: number[] = [root];
  const children: number[] = [];
  const collect = (child: number): void => {
    children.push(child);
  };
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top < 0) {
      leave?.(-top, words[-top]);
      continue;
    }
    const descend = enter(top, words[top]) !== false;
    if (leave) stack.push(-top);
    if (!descend) continue;
    children.length = 0;
    forEachChild(words, top, collect);
    for (let index = children.length - 1; index >= 0; index--) stack.push(children[index]);
  }
}

/** How many nodes a tree has. */
export function countNodes(words: Int32Array): number {
  let count = 0;
  const end = words.length;
  for (let at = 1; at < end; ) {
    const kind = words[at];
    if (kind < 0) at += ~kind + 1;
    else {
      count++;
      at += nodeSizes[kind];
    }
  }
  return count;
}
