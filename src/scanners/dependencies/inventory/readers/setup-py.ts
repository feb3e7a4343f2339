/** setup.py: the arguments of `setup()` as far as constants tell them. The file is parsed, never run. */

import type { Span } from '../../../../formats/index.ts';
import {
  Assign,
  Attribute,
  BinOp,
  Call,
  Dict,
  forEachNode,
  Keyword,
  Kind,
  kindOf,
  List,
  listItems,
  Name,
  nodeText,
  type ParsedModule,
  startOf,
  stringValue,
  Tuple,
} from '../../../../python/index.ts';
import type { FileFacts, Scope } from '../facts.ts';
import { extraScope, FactsBuilder, type InventoryReader, main, resolvePath, type SourceText } from '../source-text.ts';

export const setupPyReader: InventoryReader = {
  id: 'setup-py',
  wants: (path) => /(?:^|\/)setup\.py$/.test(path),
  accepts: (text) => /\bsetup\s*\(/.test(text),
  read: readSetupPy,
};

const lists: readonly (readonly [string, Scope])[] = [
  ['install_requires', main],
  ['requires', main],
  ['setup_requires', { kind: 'build' }],
  ['tests_require', { kind: 'group', name: 'test' }],
];

function readSetupPy(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const module = source.python();
  const call = setupCall(module);
  for (const { message, byte } of module.errors.slice(0, 3))
    facts.issue('syntax-error', message, utf16Offset(module, byte));
  if (call === undefined) return facts.facts('manifest');
  const reader = new SetupReader(facts, module);
  const keywords = reader.keywords(call);
  for (const [name, scope] of lists) {
    const node = keywords.get(name);
    if (node !== undefined) reader.requirements(node, scope, name);
  }
  const extras = keywords.get('extras_require');
  if (extras !== undefined) reader.extras(extras);
  const text = (name: string) => {
    const node = keywords.get(name);
    return node === undefined ? undefined : reader.text(node);
  };
  const name = text('name');
  const version = text('version');
  const requiresPython = text('python_requires');
  return facts.facts('manifest', {
    manager: 'setuptools',
    project: {
      ...(name && { name }),
      ...(version && { version }),
      ...(requiresPython && { requiresPython }),
      isLibrary: true,
    },
  });
}

function setupCall(module: ParsedModule): number | undefined {
  const { words, symbols } = module;
  let found: number | undefined;
  forEachNode(words, (node, kind) => {
    if (kind !== Kind.Call) return;
    const callee = Call.func(words, node);
    const called = kindOf(words, callee);
    const name =
      called === Kind.Name ? Name.id(words, callee) : called === Kind.Attribute ? Attribute.attr(words, callee) : 0;
    if (name !== 0 && symbols.name(name) === 'setup') found = node;
  });
  return found;
}

/** From the byte offsets of the tree to the UTF-16 offsets of the text. */
export function spanOf(module: ParsedModule, node: number): Span {
  const start = startOf(module.words, node);
  const from = utf16Offset(module, start);
  return { start: from, end: from + nodeText(module, node).length };
}

function utf16Offset(module: ParsedModule, byte: number): number {
  return new TextDecoder().decode(module.source.subarray(0, byte)).length;
}

class SetupReader {
  readonly #facts: FactsBuilder;
  readonly #module: ParsedModule;
  readonly #assigned = new Map<string, number>();
  #steps = 0;

  constructor(facts: FactsBuilder, module: ParsedModule) {
    this.#facts = facts;
    this.#module = module;
    const { words, symbols } = module;
    forEachNode(words, (node, kind) => {
      if (kind !== Kind.Assign) return;
      for (const target of listItems(words, Assign.targets(words, node)))
        if (kindOf(words, target) === Kind.Name)
          this.#assigned.set(symbols.name(Name.id(words, target)), Assign.value(words, node));
    });
  }

  /** Arguments of the call, those of a `**dict(...)` or `**{...}` with constant keys included. */
  keywords(call: number): Map<string, number> {
    const { words, symbols } = this.#module;
    const found = new Map<string, number>();
    for (const keyword of listItems(words, Call.keywords(words, call))) {
      const name = Keyword.arg(words, keyword);
      const value = Keyword.value(words, keyword);
      if (name !== 0) found.set(symbols.name(name), value);
      else for (const [key, node] of this.#entries(this.#resolve(value))) found.set(key, node);
    }
    return found;
  }

  text(node: number): string | undefined {
    const resolved = this.#resolve(node);
    return kindOf(this.#module.words, resolved) === Kind.Constant ? stringValue(this.#module, resolved) : undefined;
  }

  requirements(node: number, scope: Scope, what: string): void {
    const { words } = this.#module;
    this.#steps += 1;
    if (this.#steps > 5000) return;
    const resolved = this.#resolve(node);
    const kind = kindOf(words, resolved);
    const span = spanOf(this.#module, resolved);
    if (kind === Kind.List || kind === Kind.Tuple) {
      const items = kind === Kind.List ? List.elts(words, resolved) : Tuple.elts(words, resolved);
      for (const item of listItems(words, items)) this.requirements(item, scope, what);
    } else if (kind === Kind.Constant) {
      for (const line of (stringValue(this.#module, resolved) ?? '').split('\n')) {
        const text = line.replace(/(?:^|\s)#.*$/, '').trim();
        if (text !== '') this.#facts.requirement(text, span, scope);
      }
    } else if (kind === Kind.BinOp) {
      this.requirements(BinOp.left(words, resolved), scope, what);
      this.requirements(BinOp.right(words, resolved), scope, what);
    } else {
      const file = /['"]([\w./-]*requirements?[\w./-]*\.(?:txt|in)|[\w./-]+\.(?:txt|in))['"]/.exec(
        nodeText(this.#module, resolved),
      );
      const path = file === null ? undefined : resolvePath(this.#facts.source.path, file[1]!);
      if (path !== undefined && this.#facts.source.sibling(path) !== undefined)
        this.#facts.includes.push({ path, as: 'dynamic', scope, place: this.#facts.place(span) });
      else
        this.#facts.issue(
          'missing-data',
          `${what} is computed when setup.py runs; this part of it is not in the inventory`,
          span.start,
        );
    }
  }

  extras(node: number): void {
    const resolved = this.#resolve(node);
    if (kindOf(this.#module.words, resolved) !== Kind.Dict) {
      this.#facts.issue(
        'missing-data',
        'extras_require is computed when setup.py runs; it is not in the inventory',
        spanOf(this.#module, resolved).start,
      );
      return;
    }
    for (const [name, value] of this.#entries(resolved)) {
      const [extra = '', marker] = name.split(':', 2);
      // Before markers existed, `':python_version < "3"'` stood in the name of an extra.
      if (marker === undefined) this.requirements(value, extraScope(extra), `extras_require[${extra}]`);
      else this.requirements(value, extra === '' ? main : extraScope(extra), 'extras_require');
    }
  }

  #entries(node: number): (readonly [string, number])[] {
    const { words, symbols } = this.#module;
    const kind = kindOf(words, node);
    if (kind === Kind.Dict) {
      const keys = listItems(words, Dict.keys(words, node));
      const values = listItems(words, Dict.values(words, node));
      return keys.flatMap((key, index) => {
        const name = key === 0 || kindOf(words, key) !== Kind.Constant ? undefined : stringValue(this.#module, key);
        return name === undefined ? [] : [[name, values[index]!] as const];
      });
    }
    if (kind !== Kind.Call) return [];
    return listItems(words, Call.keywords(words, node)).flatMap((keyword) => {
      const name = Keyword.arg(words, keyword);
      return name === 0 ? [] : [[symbols.name(name), Keyword.value(words, keyword)] as const];
    });
  }

  #resolve(node: number): number {
    const { words, symbols } = this.#module;
    let current = node;
    for (let hops = 0; hops < 10 && kindOf(words, current) === Kind.Name; hops += 1) {
      const assigned = this.#assigned.get(symbols.name(Name.id(words, current)));
      if (assigned === undefined || assigned === current) break;
      current = assigned;
    }
    return current;
  }
}
