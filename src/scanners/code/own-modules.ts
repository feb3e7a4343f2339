/** Tells, without binding anything, whether an import gives a function or class that the project itself defines. */
import { Alias, FunctionDef, ImportFrom, Kind, listItems, Module, type ParsedModule } from '../../python/index.ts';
import type { ModuleGraph } from '../../python/modules/index.ts';

/** What the facts of one file need to know of the others. */
export interface OwnModules {
  /** Whether an import of this dotted name in a file leads into the project. */
  isOwn(path: string, dotted: string, level: number): boolean;
  /** Whether `from <dotted> import name` in a file gives a function or class of the project; false when it is not sure. */
  isOwnDefinition(path: string, dotted: string, level: number, name: number): boolean;
}

const mostHops = 4;

/** `from <dots><from> import <name>`. */
interface Origin {
  readonly from: string;
  readonly level: number;
  readonly name: number;
}

/** What the statements of a module give its names, as far as a look at each shows it. */
type TopLevel = ReadonlyMap<number, 'definition' | 'unclear' | Origin>;

export function ownModules(graph: ModuleGraph, load: (path: string) => ParsedModule | undefined): OwnModules {
  const tops = new Map<string, TopLevel | undefined>();
  const topLevelOf = (path: string): TopLevel | undefined => {
    if (!tops.has(path)) {
      const module = load(path);
      tops.set(path, module === undefined ? undefined : readTopLevel(module));
    }
    return tops.get(path);
  };
  return {
    isOwn: (path, dotted, level) => level > 0 || graph.resolveImport(path, dotted, level).kind !== 'external',
    isOwnDefinition(path, dotted, level, name) {
      let origin: Origin = { from: dotted, level, name };
      for (let here = path, hop = 0; hop < mostHops; hop++) {
        const target = graph.resolveImport(here, origin.from, origin.level);
        const found = target.kind === 'module' ? topLevelOf(target.path)?.get(origin.name) : undefined;
        if (target.kind !== 'module' || found === undefined || found === 'unclear') return false;
        if (found === 'definition') return true;
        here = target.path;
        origin = found;
      }
      return false;
    },
  };
}

function readTopLevel({ words, symbols, root }: ParsedModule): TopLevel {
  const top = new Map<number, 'definition' | 'unclear' | Origin>();
  const give = (name: number, origin: 'definition' | Origin): void => {
    top.set(name, top.has(name) ? 'unclear' : origin);
  };
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
          give(Alias.asname(words, alias) || name, { from, level, name });
        }
      }
    }
  }
  return top;
}
