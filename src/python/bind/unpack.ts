/** Unpacking: which element of a displayed tuple or list a target receives. */
import { Kind } from '../nodes.generated.ts';
import type { Structure } from './structure.ts';
import type { Node } from './types.ts';

/** Index path of a target inside its Assign statement's (or other) target; undefined below a starred target. */
export function targetPath(
  w: Int32Array,
  structure: Structure,
  root: Node,
  target: Node,
): readonly number[] | undefined {
  const path: number[] = [];
  for (let child = target; child !== root; ) {
    const parent = structure.parent(child);
    if (parent === root) return path.reverse();
    if (w[parent] !== Kind.Tuple && w[parent] !== Kind.List) return undefined;
    const list = w[parent + 3];
    let index = -1;
    for (let i = 0; i < ~w[list]; i++) {
      if (w[w[list + 1 + i]] === Kind.Starred) return undefined;
      if (w[list + 1 + i] === child) index = i;
    }
    path.push(index);
    child = parent;
  }
  return path.reverse();
}

/** `a, b = x, y`: the value expression that `target` receives; undefined when the value is not displayed. */
export function elementAt(w: Int32Array, structure: Structure, statement: Node, target: Node): Node | undefined {
  const path = targetPath(w, structure, statement, target);
  return path === undefined ? undefined : elementOf(w, w[statement + 4], path);
}

/** The expression at an index path inside displayed tuples and lists. */
export function elementOf(w: Int32Array, value: Node, path: readonly number[]): Node | undefined {
  let node = value;
  for (const index of path) {
    if (w[node] !== Kind.Tuple && w[node] !== Kind.List) return undefined;
    const list = w[node + 3];
    if (index >= ~w[list]) return undefined;
    for (let i = 0; i <= index; i++) if (w[w[list + 1 + i]] === Kind.Starred) return undefined;
    node = w[list + 1 + index];
  }
  return node;
}
