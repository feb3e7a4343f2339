/** Text edits that rules offer as fixes: replace a node, set or remove an argument. Offsets are bytes of the file. */
import type { Fix, TextEdit } from '../../findings/index.ts';
import { Call, endOf, Keyword, listItems, startOf } from '../../python/index.ts';
import type { Node, RuleContext } from './rule-context.ts';

export function safeFix(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, safety: 'safe', edits };
}

/** A person must look: behaviour changes, or something else has to change with it. */
export function unsafeFix(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, safety: 'unsafe', edits };
}

export function replaceNode(ctx: RuleContext, node: Node, text: string): TextEdit {
  return { path: ctx.file.path, start: startOf(ctx.words, node), end: endOf(ctx.words, node), text };
}

export function insertAt(ctx: RuleContext, byte: number, text: string): TextEdit {
  return { path: ctx.file.path, start: byte, end: byte, text };
}

/** Sets keyword argument `name` to `text`: replaces its value, or adds it as the last argument. */
export function setKeyword(ctx: RuleContext, call: Node, name: string, text: string): TextEdit {
  const { words } = ctx;
  const symbol = ctx.module.symbols.find(name);
  for (const keyword of listItems(words, Call.keywords(words, call))) {
    if (symbol !== 0 && Keyword.arg(words, keyword) === symbol)
      return replaceNode(ctx, Keyword.value(words, keyword), text);
  }
  const last = lastArgument(ctx, call);
  if (last === undefined) return insertAt(ctx, endOf(words, call) - 1, `${name}=${text}`);
  return insertAt(ctx, endOf(words, last), `, ${name}=${text}`);
}

/** Removes the keyword argument that holds `value`, with the comma that belongs to it; undefined when it is positional. */
export function removeKeyword(ctx: RuleContext, call: Node, value: Node): TextEdit | undefined {
  const { words } = ctx;
  const all = argumentsInOrder(ctx, call);
  const index = all.findIndex((item) => item.value === value && item.isKeyword);
  if (index < 0) return undefined;
  const path = ctx.file.path;
  const { node } = all[index];
  if (index > 0) return { path, start: endOf(words, all[index - 1].node), end: endOf(words, node), text: '' };
  const next = all[1];
  const end = next === undefined ? endOf(words, node) : startOf(words, next.node);
  return { path, start: startOf(words, node), end, text: '' };
}

function lastArgument(ctx: RuleContext, call: Node): Node | undefined {
  return argumentsInOrder(ctx, call).at(-1)?.node;
}

function argumentsInOrder(ctx: RuleContext, call: Node) {
  const { words } = ctx;
  const positional = listItems(words, Call.args(words, call)).map((node) => ({ node, value: node, isKeyword: false }));
  const keywords = listItems(words, Call.keywords(words, call)).map((node) => ({
    node,
    value: Keyword.value(words, node),
    isKeyword: true,
  }));
  return [...positional, ...keywords].sort((a, b) => startOf(words, a.node) - startOf(words, b.node));
}
