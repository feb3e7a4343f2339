/** Tells, without binding anything, whether an import from the project may give something foreign under another name. */
import {
  Alias,
  Context,
  FunctionDef,
  forEachNode,
  ImportFrom,
  Kind,
  listItems,
  Module,
  Name,
  type ParsedModule,
} from '../../python/index.ts';
import type { ModuleGraph } from '../../python/modules/index.ts';

/** What the facts of one file need to know of the others. */
export interface OwnModules {
  /** Whether an import of this dotted name in a file leads into the project. */
  isOwn(path: string, dotted: string, level: number): boolean;
  /**
   * Whether `from <dotted> import name` in a file may give something that is known under another name elsewhere:
   * false for functions and classes of the project, and for foreign things that nobody has an interest in.
   */
  mayBeForeign(path: string, dotted: string, level: number, name: number): boolean;
}

const mostHops = 4;

/** `from <dots><from> import <name>`. */
interface Origin {
  readonly from: string;
  readonly level: number;
  readonly name: number;
}

/** What the statements of a module give its names, as far as a look at each shows it. */
interface TopLevel {
  readonly names: ReadonlyMap<number, 'definition' | 'unclear' | Origin>;
  readonly stars: readonly Origin[];
  /** Names that anything in the module binds: assignments, imports in branches. */
  readonly bound: ReadonlySet<number>;
}

/** `isInteresting` tells whether a rule asks for something of that name. */
export function ownModules(
  graph: ModuleGraph,
  load: (path: string) => ParsedModule | undefined,
  isInteresting: (name: number) => boolean,
): OwnModules {
  const tops = new Map<string, TopLevel | undefined>();
  const topLevelOf = (path: string): TopLevel | undefined => {
    if (!tops.has(path)) {
      const module = load(path);
      tops.set(path, module === undefined ? undefined : readTopLevel(module));
    }
    return tops.get(path);
  };
  const mayBeForeign = (path: string, origin: Origin, hop: number): boolean => {
    if (hop >= mostHops) return true;
    const target = graph.resolveImport(path, origin.from, origin.level);
    if (target.kind === 'external') return isInteresting(origin.name);
    const top = target.kind === 'module' ? topLevelOf(target.path) : undefined;
    if (target.kind !== 'module' || top === undefined) return false;
    const found = top.names.get(origin.name);
    if (found === 'definition') return false;
    if (found === 'unclear') return true;
    if (found !== undefined) return mayBeForeign(target.path, found, hop + 1);
    // A submodule, a variable, or something that a star import brings.
    if (top.bound.has(origin.name)) return true;
    return top.stars.some((star) => mayBeForeign(target.path, { ...star, name: origin.name }, hop + 1));
  };
  return {
    isOwn: (path, dotted, level) => level > 0 || graph.resolveImport(path, dotted, level).kind !== 'external',
    mayBeForeign: (path, dotted, level, name) => mayBeForeign(path, { from: dotted, level, name }, 0),
  };
}

function readTopLevel({ words, symbols, root }: ParsedModule): TopLevel {
  const top = new Map<number, 'definition' | 'unclear' | Origin>();
  const stars: Origin[] = [];
  const bound = new Set<number>();
  const everything = symbols.intern('*');
  const give = (name: number, origin: 'definition' | Origin): void => {
    top.set(name, top.has(name) ? 'unclear' : origin);
  };
  forEachNode(words, (node, kind) => {
    if (kind === Kind.Name && Name.ctx(words, node) === Context.Store) bound.add(Name.id(words, node));
    else if (kind === Kind.Alias) bound.add(Alias.asname(words, node) || Alias.name(words, node));
  });
  for (const statement of listItems(words, Module.body(words, root))) {
    switch (words[statement]) {
      case Kind.FunctionDef:
      case Kind.AsyncFunctionDef:
      case Kind.ClassDef:
        give(FunctionDef.name(words, statement), 'definition');
        break;
      case Kind.ImportFrom: {
        const from = symbols.name(ImportFrom.module(words, statement));
        const level = ImportFrom.level(words, statement);
        for (const alias of listItems(words, ImportFrom.names(words, statement))) {
          const name = Alias.name(words, alias);
          if (name === everything) stars.push({ from, level, name });
          else give(Alias.asname(words, alias) || name, { from, level, name });
        }
      }
    }
  }
  return { names: top, stars, bound };
}
