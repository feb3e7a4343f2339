/** The code that runs when a function (or module) runs: its nodes without those of functions and classes inside. */
import { endOf, FunctionDef, forEachChild, Kind, Module, Name, startOf } from '../../../python/index.ts';
import { isFunction, type Node, type RuleContext } from '../rule-context.ts';

/** Bound for generated code: what is larger is not judged. */
const mostNodes = 200_000;

/** Nodes of a function's (module's) own code in document order, itself excluded; nested functions and classes are listed, not entered. */
export function ownNodes(ctx: RuleContext, scope: Node): readonly Node[] {
  return ctx.memo(`own nodes ${scope}`, () => {
    const { words } = ctx;
    const found: Node[] = [];
    const stack: Node[] = bodyOf(ctx, scope).toReversed();
    for (let node = stack.pop(); node !== undefined && found.length < mostNodes; node = stack.pop()) {
      found.push(node);
      if (isFunction(words[node]) || words[node] === Kind.ClassDef) continue;
      const children: Node[] = [];
      forEachChild(words, node, (child) => children.push(child));
      for (let index = children.length - 1; index >= 0; index--) stack.push(children[index]);
    }
    return found;
  });
}

/** The function around a node, or the module. */
export function frameOf(ctx: RuleContext, node: Node): Node {
  return ctx.enclosingFunction(node) ?? ctx.module.root;
}

/** Statements of a function, or of the module; the expression of a lambda. */
function bodyOf(ctx: RuleContext, scope: Node): Node[] {
  const { words } = ctx;
  const list = words[scope] === Kind.Module ? Module.body(words, scope) : FunctionDef.body(words, scope);
  if (words[scope] === Kind.Lambda) return [words[scope + 4]];
  return Array.from(words.subarray(list + 1, list + 1 + ~words[list]));
}

export function contains(ctx: RuleContext, outer: Node, inner: Node): boolean {
  const { words } = ctx;
  return startOf(words, outer) <= startOf(words, inner) && endOf(words, inner) <= endOf(words, outer);
}

/** Whether a subtree mentions one of these plain names. */
export function mentions(ctx: RuleContext, root: Node, symbol: number): boolean {
  const { words } = ctx;
  const stack: Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (words[node] === Kind.Name && Name.id(words, node) === symbol) return true;
    forEachChild(words, node, (child) => stack.push(child));
  }
  return false;
}
