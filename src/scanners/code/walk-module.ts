/** One linear walk over a module's tree that shows each node to the rules that asked for it. */
import { isAscii } from 'node:buffer';
import {
  Alias,
  Attribute,
  Call,
  Context,
  ImportFrom,
  Kind,
  listItems,
  Name,
  nodeSizes,
  type ParsedModule,
  Subscript,
  stringValue,
} from '../../python/index.ts';
import type { FileFacts } from './file-facts.ts';
import type { CodeRule } from './rule.ts';
import type { Node, RuleContext } from './rule-context.ts';
import { type Entry, interest, isCallInterest, type RuleIndex } from './rule-index.ts';

export interface WalkInput {
  readonly module: ParsedModule;
  readonly facts: FileFacts;
  readonly index: RuleIndex;
  /** Numbers of all top-level names that the project imports anywhere. */
  readonly projectRoots: ReadonlySet<number>;
  /** Binds the module on first use. */
  readonly context: () => RuleContext;
  readonly run: (entry: Entry, node: Node, path: string) => void;
}

export interface WalkCounts {
  resolved: number;
  checks: number;
}

export function walkModule(input: WalkInput): WalkCounts {
  const { module, facts, index, projectRoots, context } = input;
  const { words, symbols } = module;
  const { flags } = index;
  const counts: WalkCounts = { resolved: 0, checks: 0 };
  const activity = new Map<CodeRule, boolean>();
  const holds = textSearch(module);
  const handlers = index.nodes.map((entries) => (entries.length === 0 ? entries : entries.filter(isActive)));
  const getattr = symbols.find('getattr');
  const typeSymbol = symbols.find('type');
  const hasReferences = index.references.size > 0;
  const hasImports = index.imports.size > 0;

  const end = words.length;
  for (let at = 1; at < end; ) {
    const kind = words[at];
    if (kind < 0) {
      at += ~kind + 1;
      continue;
    }
    switch (kind) {
      case Kind.Call:
        visitCall(at);
        break;
      case Kind.Name:
        if (hasReferences && Name.ctx(words, at) === Context.Load) visitReference(at, Name.id(words, at), kind);
        break;
      case Kind.Attribute:
        if (hasReferences && Attribute.ctx(words, at) === Context.Load)
          visitReference(at, Attribute.attr(words, at), kind);
        break;
      case Kind.Import:
        if (hasImports) visitImport(at, '');
        break;
      case Kind.ImportFrom:
        if (hasImports && ImportFrom.level(words, at) === 0)
          visitImport(at, symbols.name(ImportFrom.module(words, at)));
        break;
    }
    const entries = handlers[kind];
    if (entries.length > 0) for (const entry of entries) run(entry, at, '');
    at += nodeSizes[kind];
  }
  return counts;

  /** Rules that need a text only see files that hold it. */
  function isActiveRule(rule: CodeRule): boolean {
    if (rule.onlyWith.length === 0) return true;
    let active = activity.get(rule);
    if (active === undefined) {
      active = rule.onlyWith.some(holds);
      activity.set(rule, active);
    }
    return active;
  }

  function isActive(entry: Entry): boolean {
    if (!isActiveRule(entry.rule)) return false;
    if (entry.roots.length > 0 && !entry.roots.some(isReachable)) return false;
    return entry.symbols.length === 0 || entry.symbols.some((symbol) => facts.present.has(symbol));
  }

  function run(entry: Entry, node: Node, path: string): void {
    if (!isActiveRule(entry.rule)) return;
    counts.checks++;
    input.run(entry, node, path);
  }

  function visitCall(node: Node): void {
    const callee = Call.func(words, node);
    const kind = words[callee];
    if (kind !== Kind.Name && kind !== Kind.Attribute) {
      if (mayDenoteApi(callee)) match(node, callee, index.calls);
      return;
    }
    const symbol = kind === Kind.Name ? Name.id(words, callee) : Attribute.attr(words, callee);
    const flag = symbol < flags.length ? flags[symbol] : 0;
    if ((flag & interest.anyCall) !== 0 && kind === Kind.Attribute) {
      for (const entry of index.anyCalls.get(symbol) ?? []) run(entry, node, `*.${symbols.name(symbol)}`);
    }
    if (((flag & interest.call) !== 0 && canCome(index.callSources, symbol, kind)) || facts.aliases.has(symbol))
      match(node, callee, index.calls);
    if (symbol === getattr && hasReferences && isInterestingAccess(node)) match(node, node, index.references);
  }

  function visitReference(node: Node, symbol: number, kind: number): void {
    const flag = symbol < flags.length ? flags[symbol] : 0;
    const wanted = (flag & interest.reference) !== 0 && canCome(index.referenceSources, symbol, kind);
    if (wanted || (kind === Kind.Name && facts.renamed.has(symbol))) match(node, node, index.references);
  }

  /** Callees that are no names: `getattr(os, 'system')`, `partial(f)`, `globals()['eval']`, `(a or b)`. */
  function mayDenoteApi(callee: Node): boolean {
    switch (words[callee]) {
      case Kind.Call: {
        const inner = Call.func(words, callee);
        if (words[inner] !== Kind.Name) return true;
        const symbol = Name.id(words, inner);
        // `type(self)(…)` makes another instance of a class of the project.
        return symbol === getattr ? isInterestingAccess(callee) : symbol !== typeSymbol;
      }
      case Kind.Subscript:
        return isInterestingName(Subscript.slice(words, callee), false);
      case Kind.Lambda:
        return false;
      default:
        return true;
    }
  }

  /** Whether `getattr(x, name)` has a name that some rule asks for, or one that has to be put together. */
  function isInterestingAccess(call: Node): boolean {
    const name = listItems(words, Call.args(words, call))[1];
    return name !== undefined && isInterestingName(name, true);
  }

  /** `orBuilt`: what a text operation gives counts, too. A plain variable leads nowhere. */
  function isInterestingName(name: Node, orBuilt: boolean): boolean {
    const kind = words[name];
    if (kind !== Kind.Constant) return orBuilt && kind !== Kind.Name && kind !== Kind.Attribute;
    const text = stringValue(module, name);
    return text !== undefined && isCallInterest(index, symbols.find(text));
  }

  function isReachable(root: number): boolean {
    return facts.roots.has(root) || facts.dynamic || (facts.opaque && projectRoots.has(root));
  }

  /** Whether a path that ends in this name can be reached from the file's imports, for a rule that is active in it. */
  function canCome(sources: RuleIndex['callSources'], symbol: number, kind: number): boolean {
    const isName = kind === Kind.Name;
    const mayBeBound = !isName || facts.star || facts.bound.has(symbol);
    for (const { root, rule } of sources.get(symbol) ?? []) {
      const reachable = (isName && root === 0) || (mayBeBound && isReachable(root));
      if (reachable && isActiveRule(rule)) return true;
    }
    return false;
  }

  function match(node: Node, expression: Node, table: ReadonlyMap<string, readonly Entry[]>): void {
    counts.resolved++;
    let first: readonly Entry[] | undefined;
    for (const path of context().bindings.qualifiedNames(expression)) {
      const entries = table.get(path);
      if (entries === undefined) continue;
      for (const entry of entries) if (!first?.some(({ rule }) => rule === entry.rule)) run(entry, node, path);
      first = first === undefined ? entries : [...first, ...entries];
    }
  }

  function visitImport(statement: Node, from: string): void {
    for (const alias of listItems(
      words,
      words[statement] === Kind.Import ? words[statement + 3] : ImportFrom.names(words, statement),
    )) {
      const name = symbols.name(Alias.name(words, alias));
      const seen = new Set<CodeRule>();
      for (
        let path = from === '' ? name : `${from}.${name}`;
        path !== '';
        path = path.slice(0, Math.max(0, path.lastIndexOf('.')))
      ) {
        const entries = index.imports.get(path);
        if (entries === undefined || context().bindings.isTypeChecking(statement)) continue;
        for (const entry of entries) {
          if (!seen.has(entry.rule)) run(entry, alias, path);
          seen.add(entry.rule);
        }
      }
    }
  }
}

/** Tells whether the file holds a text. Most files are ASCII: texts that are not need no search there. */
function textSearch({ source, length }: ParsedModule): (text: string) => boolean {
  const bytes = Buffer.from(source.buffer, source.byteOffset, length);
  let ascii: boolean | undefined;
  return (text) => {
    const { needle, isPlain } = needleOf(text);
    if (isPlain) return bytes.includes(needle);
    ascii ??= isAscii(bytes);
    return !ascii && bytes.includes(needle);
  };
}

interface Needle {
  readonly needle: Buffer;
  readonly isPlain: boolean;
}

const needles = new Map<string, Needle>();

function needleOf(text: string): Needle {
  let known = needles.get(text);
  if (known === undefined) {
    const needle = Buffer.from(text);
    known = { needle, isPlain: isAscii(needle) };
    needles.set(text, known);
  }
  return known;
}
