import { Attribute, Call, Delete, endOf, For, Kind, listItems, Subscript, startOf } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { frameOf, ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';
import { typesOf } from '../../support/types/infer.ts';

const views: ReadonlySet<string> = new Set(['keys', 'values', 'items']);
const listMutators: ReadonlySet<string> = new Set(['remove', 'pop', 'insert', 'clear']);
const dictMutators: ReadonlySet<string> = new Set(['pop', 'popitem', 'clear']);
const setMutators: ReadonlySet<string> = new Set(['add', 'discard', 'remove', 'pop', 'clear']);

export const rule = defineRule({
  meta: {
    name: 'modified-while-iterating',
    title: 'A collection is changed while a loop runs over it',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-1095'],
    aliases: [
      'pyscg:0031',
      'semgrep:python.lang.correctness.list-modify-iterating.list-modify-while-iterate',
      'semgrep:python.lang.correctness.dict-modify-iterating.dict-del-while-iterate',
      'pylint:W4701',
    ],
    tags: ['standards'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: onNode('For', { symbols: [...listMutators, ...setMutators, ...dictMutators] }),
  check(ctx, node) {
    const { words } = ctx;
    const iterated = For.iter(words, node);
    const isView = words[iterated] === Kind.Call;
    const collection = isView ? viewed(ctx, iterated) : iterated;
    if (collection === undefined || (words[collection] !== Kind.Name && words[collection] !== Kind.Attribute)) return;
    // A class that is its own mapping gives what it likes.
    if (ctx.text(collection) === 'self') return;
    const types = typesOf(ctx, collection);
    const text = ctx.text(collection);
    const body = listItems(words, For.body(words, node));
    const from = startOf(words, body[0]);
    const to = endOf(words, body[body.length - 1]);
    for (const inner of ownNodes(ctx, frameOf(ctx, node))) {
      if (startOf(words, inner) < from || endOf(words, inner) > to) continue;
      if (words[inner] === Kind.For && ctx.text(For.iter(words, inner)) === ctx.text(iterated)) return;
      const how = mutation(ctx, inner, text, isView, types);
      if (how === undefined || leavesLoop(ctx, inner, node) || isRebound(ctx, inner, node, text)) continue;
      ctx.report(inner, {
        message: `\`${text}\` is changed while a loop runs over it: ${how}.`,
        remediation: `Loop over a copy (\`list(${text})\`), or build a new collection.`,
      });
    }
  },
});

/** `d` of `d.items()`. */
function viewed(ctx: RuleContext, iterated: Node): Node | undefined {
  const { words } = ctx;
  const callee = Call.func(words, iterated);
  if (words[callee] !== Kind.Attribute || !views.has(ctx.name(Attribute.attr(words, callee)))) return undefined;
  return listItems(words, Call.args(words, iterated)).length === 0 ? Attribute.value(words, callee) : undefined;
}

function mutation(
  ctx: RuleContext,
  node: Node,
  collection: string,
  isView: boolean,
  types: ReadonlySet<string>,
): string | undefined {
  const { words } = ctx;
  const raises = 'Python raises a RuntimeError';
  const skips = 'elements are skipped or the loop never ends';
  if (words[node] === Kind.Delete) {
    for (const target of listItems(words, Delete.targets(words, node))) {
      if (words[target] !== Kind.Subscript || ctx.text(Subscript.value(words, target)) !== collection) continue;
      return isView || types.has('dict') ? raises : skips;
    }
    return undefined;
  }
  if (words[node] !== Kind.Call) return undefined;
  const callee = Call.func(words, node);
  if (words[callee] !== Kind.Attribute || ctx.text(Attribute.value(words, callee)) !== collection) return undefined;
  const method = ctx.name(Attribute.attr(words, callee));
  if (isView) return dictMutators.has(method) ? raises : undefined;
  if (types.has('dict')) return dictMutators.has(method) ? raises : undefined;
  if (types.has('set')) return setMutators.has(method) ? raises : undefined;
  if (types.has('list')) return listMutators.has(method) ? skips : undefined;
  // Of an unknown collection only `remove(x)` says that it is a list or a set.
  return method === 'remove' && listItems(words, Call.args(words, node)).length === 1 ? skips : undefined;
}

/** Whether the loop ends right after the change: the block of the change ends with break, return or raise. */
function leavesLoop(ctx: RuleContext, change: Node, loop: Node): boolean {
  const { words } = ctx;
  const frameEnd = endOf(words, change);
  let child = ctx.enclosingStatement(change);
  for (const around of [child, ...ctx.ancestors(child)]) {
    if (around === loop) break;
    for (const sibling of followers(ctx, around)) {
      const kind = words[sibling];
      if (startOf(words, sibling) < frameEnd) continue;
      if (kind === Kind.Break || kind === Kind.Return || kind === Kind.Raise) return true;
    }
    child = around;
  }
  return false;
}

/** Statements of the same block as a statement. */
function followers(ctx: RuleContext, statement: Node): readonly Node[] {
  const { words } = ctx;
  const parent = ctx.parent(statement);
  if (parent === undefined) return [];
  return ctx.memo(`block of ${statement}`, () => {
    const size = parent;
    for (let field = size + 3; field < size + 10 && field < words.length; field++) {
      const list = words[field];
      if (list <= 0 || list >= words.length || words[list] >= 0) continue;
      const items = listItems(words, list);
      if (items.includes(statement)) return items;
    }
    return [];
  });
}

/** `items = items[:]` inside the loop: the change hits the copy. */
function isRebound(ctx: RuleContext, change: Node, loop: Node, collection: string): boolean {
  const { words } = ctx;
  return ownNodes(ctx, frameOf(ctx, loop)).some(
    (node) =>
      words[node] === Kind.Assign &&
      startOf(words, node) > startOf(words, loop) &&
      startOf(words, node) < startOf(words, change) &&
      ctx.text(listItems(words, words[node + 3])[0]) === collection,
  );
}
