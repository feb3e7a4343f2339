/** Bandit's tests of string literals: B104, B105, B108 and B608. */
import { Assign, Attribute, BinOp, Call, Compare, Dict, JoinedStr, Kind, listItems } from '../../python/index.ts';
import type { ModuleView, Node } from './module-view.ts';
import type { PluginSettings } from './settings.ts';
import { passwordName, type Verdict } from './verdict.ts';

type TextTest = (view: ModuleView, node: Node, text: string, settings: PluginSettings) => Verdict | undefined;

export const textTests: Readonly<Record<string, TextTest>> = {
  B104: (_view, _node, text) =>
    text === '0.0.0.0'
      ? { id: 'B104', severity: 'MEDIUM', confidence: 'MEDIUM', text: 'This address means every network interface.' }
      : undefined,
  B105: (view, node, text) =>
    isPassword(view, node, text)
      ? { id: 'B105', severity: 'LOW', confidence: 'MEDIUM', text: 'A constant goes to a name for a password.' }
      : undefined,
  B108: (_view, _node, text, { temporaryFolders }) =>
    temporaryFolders.some((folder) => text.startsWith(folder))
      ? { id: 'B108', severity: 'MEDIUM', confidence: 'MEDIUM', text: 'Everybody can write into this folder.' }
      : undefined,
  B608: (view, node, text) => {
    const { statement, isExecuted } = composed(view, node, text);
    return looksLikeSql(statement)
      ? {
          id: 'B608',
          severity: 'MEDIUM',
          confidence: isExecuted ? 'MEDIUM' : 'LOW',
          text: 'SQL is put together from strings.',
        }
      : undefined;
  },
};

function isPassword(view: ModuleView, node: Node, text: string): boolean {
  const { words } = view;
  const parent = view.parent(node);
  const isNamed = (target: Node): boolean => passwordName.test(view.nameOf(target) ?? view.attributeOf(target) ?? '');
  switch (view.kind(parent)) {
    case Kind.Assign:
      return listItems(words, Assign.targets(words, parent)).some(isNamed);
    case Kind.Dict: {
      const index = listItems(words, Dict.keys(words, parent)).indexOf(node);
      if (index < 0 || !passwordName.test(text)) return false;
      return view.kind(listItems(words, Dict.values(words, parent))[index]) === Kind.Constant;
    }
    case Kind.Subscript: {
      const around = view.parent(parent);
      return passwordName.test(text) && view.kind(around) === Kind.Assign && view.isText(Assign.value(words, around));
    }
    case Kind.Compare:
      return (
        isNamed(Compare.left(words, parent)) && view.isText(listItems(words, Compare.comparators(words, parent))[0])
      );
    default:
      return false;
  }
}

interface Composed {
  readonly statement: string;
  /** It is an argument of `execute` or `executemany`. */
  readonly isExecuted: boolean;
}

function composed(view: ModuleView, node: Node, text: string): Composed {
  const { words } = view;
  const parent = view.parent(node);
  if (view.kind(parent) === Kind.BinOp) {
    let top = parent;
    while (view.kind(view.parent(top)) === Kind.BinOp) top = view.parent(top);
    const texts = [text];
    collectTexts(view, top, parent, texts);
    return { statement: texts.join(' '), isExecuted: isExecution(view, view.parent(top)) };
  }
  const method = view.attributeOf(parent);
  if (method === 'format' || method === 'replace') {
    const around = view.parent(view.parent(parent));
    return { statement: text, isExecuted: method === 'format' && isExecution(view, around) };
  }
  if (view.kind(parent) === Kind.JoinedStr) {
    const texts = listItems(words, JoinedStr.values(words, parent)).filter((part) => view.isText(part));
    if (texts[0] !== node) return { statement: '', isExecuted: false };
    return {
      statement: texts.map((part) => view.text(part) ?? '').join(''),
      isExecuted: isExecution(view, view.parent(parent)),
    };
  }
  return { statement: '', isExecuted: false };
}

/** Strings of a chain of operators in order, without those directly under `stop`. A loop: chains can be long. */
function collectTexts(view: ModuleView, top: Node, stop: Node, texts: string[]): void {
  const { words } = view;
  const pending = [top];
  while (pending.length > 0) {
    const node = pending.pop()!;
    if (node === stop) continue;
    if (view.kind(node) === Kind.BinOp) pending.push(BinOp.right(words, node), BinOp.left(words, node));
    else texts.push(view.text(node) ?? '');
  }
}

function isExecution(view: ModuleView, wrapper: Node): boolean {
  if (wrapper === 0 || view.kind(wrapper) !== Kind.Call) return false;
  const callee = Call.func(view.words, wrapper);
  const name =
    view.kind(callee) === Kind.Attribute ? view.symbol(Attribute.attr(view.words, callee)) : view.nameOf(callee);
  return name === 'execute' || name === 'executemany';
}

/** The words in their order; each part is searched once, so that long strings stay cheap. */
function looksLikeSql(text: string): boolean {
  return (
    inOrder(text, /select\s/i, /from\s/i) ||
    /delete\s+from\s/i.test(text) ||
    inOrder(text, /insert\s+into\s/i, /values[\s(]/i) ||
    inOrder(text, /update\s/i, /set\s/i)
  );
}

function inOrder(text: string, first: RegExp, second: RegExp): boolean {
  const found = first.exec(text);
  return found !== null && second.test(text.slice(found.index + found[0].length));
}
