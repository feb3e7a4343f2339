/** What one pass over a tree tells the walk: which names occur, what is imported, and which names may be aliases. */
import {
  Alias,
  Assign,
  Attribute,
  Call,
  ImportFrom,
  Kind,
  listItems,
  listLength,
  Name,
  nodeSizes,
  type ParsedModule,
} from '../../python/index.ts';
import type { Node } from './rule-context.ts';
import type { RuleIndex } from './rule-index.ts';

export interface FileFacts {
  /** Symbols with an interest that occur in the file. */
  readonly present: ReadonlySet<number>;
  /** Names that may stand for something else: `import … as x`, `x = os.system`, names from the project's own modules. */
  readonly aliases: ReadonlySet<number>;
  /** Numbers of the imported top-level names ({@link RuleIndex.roots}). */
  readonly roots: ReadonlySet<number>;
  /** Imports from the project's own modules, star imports, dynamic imports: any other root may hide behind them. */
  readonly opaque: boolean;
}

/** `isOwn` tells whether a top-level name is a module of the project. */
export function factsOf(module: ParsedModule, index: RuleIndex, isOwn: (root: string) => boolean): FileFacts {
  const { words, symbols } = module;
  const { flags } = index;
  const present = new Set<number>();
  const aliases = new Set<number>();
  const roots = new Set<number>([0]);
  const dynamic = [symbols.find('import_module'), symbols.find('__import__')];
  let opaque = false;
  const note = (symbol: number): void => {
    if (symbol < flags.length && flags[symbol] !== 0) present.add(symbol);
    if (symbol !== 0 && dynamic.includes(symbol)) opaque = true;
  };
  const noteRoot = (dotted: number): void => {
    const name = symbols.name(dotted);
    const dot = name.indexOf('.');
    const root = dot < 0 ? name : name.slice(0, dot);
    const number = index.roots.get(root);
    if (number !== undefined) roots.add(number);
    if (isOwn(root)) opaque = true;
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
        for (const alias of listItems(words, words[at + 3])) {
          noteRoot(Alias.name(words, alias));
          if (Alias.asname(words, alias) !== 0) aliases.add(Alias.asname(words, alias));
        }
        break;
      case Kind.ImportFrom:
        noteFrom(at);
        break;
      case Kind.Assign:
        noteAssignment(at);
        break;
    }
    at += nodeSizes[kind];
  }
  return { present, aliases, roots, opaque };

  function noteFrom(statement: Node): void {
    const from = ImportFrom.module(words, statement);
    const root = symbols.name(from).split('.', 1)[0];
    const own = ImportFrom.level(words, statement) > 0 || isOwn(root);
    if (own) opaque = true;
    if (from !== 0 && !own) noteRoot(from);
    for (const alias of listItems(words, ImportFrom.names(words, statement))) {
      const name = Alias.name(words, alias);
      note(name);
      if (Alias.asname(words, alias) !== 0) aliases.add(Alias.asname(words, alias));
      else if (own) aliases.add(name);
    }
  }

  function noteAssignment(statement: Node): void {
    const targets = Assign.targets(words, statement);
    const target = words[targets + 1];
    if (listLength(words, targets) !== 1) return;
    const value = Assign.value(words, statement);
    if (mayDenoteApi(value)) {
      if (words[target] === Kind.Name) aliases.add(Name.id(words, target));
      else if (words[target] === Kind.Attribute) aliases.add(Attribute.attr(words, target));
    }
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
        return symbol !== 0 && (symbol === symbols.find('getattr') || symbol === symbols.find('partial'));
      }
      default:
        return false;
    }
  }

  function isInteresting(symbol: number): boolean {
    return (symbol < flags.length && flags[symbol] !== 0) || aliases.has(symbol);
  }
}
