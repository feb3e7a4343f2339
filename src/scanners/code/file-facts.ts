/** What one pass over a tree tells the walk: which names occur, what is imported, and which names may be aliases. */
import {
  Alias,
  Assign,
  Attribute,
  Call,
  Context,
  Import,
  ImportFrom,
  Kind,
  listItems,
  listLength,
  Name,
  nodeSizes,
  type ParsedModule,
} from '../../python/index.ts';
import type { OwnModules } from './own-modules.ts';
import type { Node } from './rule-context.ts';
import { interest, type RuleIndex } from './rule-index.ts';

export interface FileFacts {
  /** Symbols with an interest that occur in the file. */
  readonly present: ReadonlySet<number>;
  /** Names a call may hide behind: `from … import … as x`, `x = os.system`, what the project's modules pass on. */
  readonly aliases: ReadonlySet<number>;
  /** Names that an import gives to something with an interest: `from ssl import PROTOCOL_SSLv3 as old`. */
  readonly renamed: ReadonlySet<number>;
  /** Names that can stand for something of another name: what {@link aliases} would be if everything had an interest. */
  readonly standIns: ReadonlySet<number>;
  /** Names with an interest that the file itself may bind to something imported: `from os import system`. */
  readonly bound: ReadonlySet<number>;
  /** `from … import *` may bind any name. */
  readonly star: boolean;
  /** Numbers of the imported top-level names ({@link RuleIndex.roots}). */
  readonly roots: ReadonlySet<number>;
  /** Imports from the project's own modules: any root that the project imports may hide behind them. */
  readonly opaque: boolean;
  /** `import_module` or `__import__` occurs: any top-level name may be meant. */
  readonly dynamic: boolean;
}

export function factsOf(path: string, module: ParsedModule, index: RuleIndex, own: OwnModules): FileFacts {
  const { words, symbols } = module;
  const { flags } = index;
  const present = new Set<number>();
  const aliases = new Set<number>();
  const renamed = new Set<number>();
  const standIns = new Set<number>();
  const roots = new Set<number>();
  const importModule = symbols.intern('import_module');
  const dunderImport = symbols.intern('__import__');
  const getattr = symbols.intern('getattr');
  const partial = symbols.intern('partial');
  const bound = new Set<number>();
  const everything = symbols.intern('*');
  let star = false;
  let opaque = false;
  let dynamic = false;
  const note = (symbol: number): void => {
    if (symbol < flags.length && flags[symbol] !== 0) present.add(symbol);
    if (symbol === importModule || symbol === dunderImport) dynamic = true;
  };
  const bind = (symbol: number): void => {
    if (symbol < flags.length && flags[symbol] !== 0) bound.add(symbol);
  };
  const noteRoot = (dotted: number): void => {
    const name = symbols.name(dotted);
    const dot = name.indexOf('.');
    const root = dot < 0 ? name : name.slice(0, dot);
    const number = index.roots.get(root);
    if (number !== undefined) roots.add(number);
    if (own.isOwn(path, root, 0)) opaque = true;
  };

  const end = words.length;
  for (let at = 1; at < end; ) {
    const kind = words[at];
    if (kind < 0) {
      at += ~kind + 1;
      continue;
    }
    switch (kind) {
      case Kind.Name:
        note(Name.id(words, at));
        if (Name.ctx(words, at) !== Context.Load) bind(Name.id(words, at));
        break;
      case Kind.Attribute:
        note(Attribute.attr(words, at));
        break;
      case Kind.FunctionDef:
      case Kind.AsyncFunctionDef:
      case Kind.ClassDef:
      case Kind.Arg:
      case Kind.Keyword:
        note(words[at + 3]);
        break;
      case Kind.Import:
        for (const alias of listItems(words, Import.names(words, at))) {
          noteRoot(Alias.name(words, alias));
          if (Alias.asname(words, alias) !== 0) standIns.add(Alias.asname(words, alias));
        }
        break;
      case Kind.ImportFrom:
        noteFrom(at);
        break;
      case Kind.Assign:
        noteAssignment(at);
        break;
      case Kind.For:
      case Kind.AsyncFor:
      case Kind.Comprehension:
      case Kind.NamedExpr:
      case Kind.AnnAssign:
        noteTarget(words[at + 3]);
        break;
    }
    at += nodeSizes[kind];
  }
  for (const alias of aliases) standIns.add(alias);
  return { present, aliases, renamed, standIns, bound, star, roots, opaque, dynamic };

  function noteFrom(statement: Node): void {
    const from = ImportFrom.module(words, statement);
    const level = ImportFrom.level(words, statement);
    const dotted = symbols.name(from);
    const isOwn = own.isOwn(path, dotted, level);
    if (isOwn) opaque = true;
    if (from !== 0 && level === 0) noteRoot(from);
    for (const alias of listItems(words, ImportFrom.names(words, statement))) {
      const name = Alias.name(words, alias);
      const asname = Alias.asname(words, alias);
      note(name);
      if (name === everything) star = true;
      else bind(asname === 0 ? name : asname);
      if (asname !== 0) standIns.add(asname);
      if (asname !== 0 && isInteresting(name)) {
        aliases.add(asname);
        renamed.add(asname);
      } else if (isOwn && own.mayBeForeign(path, dotted, level, name)) aliases.add(asname === 0 ? name : asname);
    }
  }

  /** What a loop, `:=`, or unpacking binds is not looked into: it may be anything. */
  function noteTarget(target: Node): void {
    const kind = words[target];
    if (kind === Kind.Name) standIns.add(Name.id(words, target));
    else if (kind === Kind.Tuple || kind === Kind.List)
      for (const item of listItems(words, words[target + 3])) noteTarget(item);
  }

  function noteAssignment(statement: Node): void {
    const targets = Assign.targets(words, statement);
    const target = words[targets + 1];
    if (listLength(words, targets) !== 1 || words[target] === Kind.Tuple || words[target] === Kind.List) {
      for (const each of listItems(words, targets)) noteTarget(each);
      return;
    }
    const value = Assign.value(words, statement);
    const name =
      words[target] === Kind.Name
        ? Name.id(words, target)
        : words[target] === Kind.Attribute
          ? Attribute.attr(words, target)
          : 0;
    if (name === 0) return;
    const isInterestingValue = mayDenoteApi(value);
    if (isInterestingValue) aliases.add(name);
    if (isInterestingValue || words[value] === Kind.Name || words[value] === Kind.Attribute) standIns.add(name);
  }

  function mayDenoteApi(value: Node): boolean {
    switch (words[value]) {
      case Kind.Name:
        return isInteresting(Name.id(words, value));
      case Kind.Attribute:
        return isInteresting(Attribute.attr(words, value));
      case Kind.IfExp:
      case Kind.BoolOp:
        return true;
      case Kind.Call: {
        const callee = Call.func(words, value);
        const symbol =
          words[callee] === Kind.Name
            ? Name.id(words, callee)
            : words[callee] === Kind.Attribute
              ? Attribute.attr(words, callee)
              : 0;
        return symbol === getattr || symbol === partial;
      }
      default:
        return false;
    }
  }

  function isInteresting(symbol: number): boolean {
    return (
      (symbol < flags.length && (flags[symbol] & (interest.call | interest.reference)) !== 0) || aliases.has(symbol)
    );
  }
}
