/** Variables and their definitions as objects, made on demand from the tables of the eager pass. */
import type { ParsedModule } from '../module.ts';
import { Kind } from '../nodes.generated.ts';
import {
  type Declarations,
  definitionKinds,
  definitionWords,
  slotOffsets,
  VariableFlag,
  variableWords,
} from './declare.ts';
import type { Structure } from './structure.ts';
import type { Definition, DefinitionKind, Node, Scope } from './types.ts';

/** One definition with what flow questions need. */
export interface PlacedDefinition extends Definition {
  /** Byte from which on the name has the value. */
  readonly from: number;
}

export interface Variables {
  /** Variable of a Name or binding node; 0 when it is not resolved in this module. */
  variableOf(node: Node): number;
  /** Variable of a name in a scope itself; 0 when the scope does not bind it. */
  lookup(scope: Scope, symbol: number): number;
  ownerOf(variable: number): Scope;
  symbolOf(variable: number): number;
  isShared(variable: number): boolean;
  /** All definitions in order of `from`. */
  definitionsOf(variable: number): readonly PlacedDefinition[];
  namesIn(scope: Scope): readonly string[];
}

export function variablesOf(module: ParsedModule, declare: () => Declarations, structure: Structure): Variables {
  const w = module.words;
  const lists = new Map<number, readonly PlacedDefinition[]>();
  let starts: Int32Array | undefined;
  let order: Int32Array = new Int32Array(0);
  let byName: Map<number, number> | undefined;
  /** Symbols there were when the names were declared. */
  let size = 0;

  /** Groups definitions by variable with one counting pass. */
  const index = (): Int32Array => {
    if (starts !== undefined) return starts;
    const declarations = declare();
    starts = new Int32Array(declarations.variableCount + 2);
    for (let i = 0; i < declarations.definitionCount; i++) starts[declarations.definitions[i * definitionWords] + 1]++;
    for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
    const next = starts.slice();
    order = new Int32Array(declarations.definitionCount);
    for (let i = 0; i < declarations.definitionCount; i++) {
      order[next[declarations.definitions[i * definitionWords]]++] = i;
    }
    return starts;
  };

  const place = (definition: number): PlacedDefinition => {
    const declarations = declare();
    const at = definition * definitionWords;
    const kind = definitionKinds[declarations.definitions[at + 1]];
    const node = declarations.definitions[at + 2];
    const statement = statementOf(kind, declarations.definitions[at + 3]);
    const scope = structure.scopes[declarations.definitions[at + 4]];
    const symbol = declarations.variables[declarations.definitions[at] * variableWords + 1];
    return {
      kind,
      name: module.symbols.name(symbol),
      node,
      statement,
      value: boundValue(w, kind, node, declarations.definitions[at + 3], structure),
      annotation: annotationOf(w, kind, node, statement),
      scope,
      from: effectiveFrom(w, kind, node, declarations.definitions[at + 3]),
    };
  };

  /** Parameters are recorded with their Arguments node; what binds is the function. */
  const statementOf = (kind: DefinitionKind, node: Node): Node => {
    if (kind === 'parameter') return structure.parent(node);
    if (kind === 'with' || kind === 'match' || kind === 'type-parameter') {
      return structure.enclosingStatement(node) ?? node;
    }
    return node;
  };

  return {
    variableOf(node) {
      const offset = slotOffsets[w[node]];
      if (offset === 0) return 0;
      declare();
      return w[node + offset];
    },
    lookup(scope, symbol) {
      if (byName === undefined) {
        const declarations = declare();
        size = module.symbols.size;
        byName = new Map();
        for (let variable = 1; variable <= declarations.variableCount; variable++) {
          const at = variable * variableWords;
          byName.set(declarations.variables[at] * size + declarations.variables[at + 1], variable);
        }
      }
      return symbol >= size ? 0 : (byName.get(scope.index * size + symbol) ?? 0);
    },
    ownerOf: (variable) => structure.scopes[declare().variables[variable * variableWords]],
    symbolOf: (variable) => declare().variables[variable * variableWords + 1],
    isShared: (variable) => (declare().variables[variable * variableWords + 2] & VariableFlag.shared) !== 0,
    definitionsOf(variable) {
      const known = lists.get(variable);
      if (known !== undefined) return known;
      const table = index();
      const list: PlacedDefinition[] = [];
      for (let i = table[variable]; i < table[variable + 1]; i++) list.push(place(order[i]));
      list.sort((a, b) => a.from - b.from || a.node - b.node);
      lists.set(variable, list);
      return list;
    },
    namesIn(scope) {
      const declarations = declare();
      const names: string[] = [];
      for (let variable = 1; variable <= declarations.variableCount; variable++) {
        const at = variable * variableWords;
        if (declarations.variables[at] === scope.index) names.push(module.symbols.name(declarations.variables[at + 1]));
      }
      return names;
    },
  };
}

function effectiveFrom(w: Int32Array, kind: DefinitionKind, node: Node, statement: Node): number {
  switch (kind) {
    case 'parameter':
    case 'type-parameter':
    case 'comprehension':
      return 0;
    case 'for':
      return w[w[statement + 4] + 2];
    case 'with':
      return w[w[statement + 3] + 2];
    case 'except':
      return w[statement + 3] === 0 ? w[node + 1] : w[w[statement + 3] + 2];
    case 'match':
      return w[node + 2];
    default:
      return w[statement + 2];
  }
}

function boundValue(
  w: Int32Array,
  kind: DefinitionKind,
  node: Node,
  statement: Node,
  structure: Structure,
): Node | undefined {
  switch (kind) {
    case 'assignment':
      return w[statement] === Kind.AnnAssign ? w[statement + 5] : w[statement + 4];
    case 'unpacking':
    case 'walrus':
      return w[statement + 4];
    case 'augmented':
      return w[statement + 5];
    case 'for':
    case 'comprehension':
      return w[statement + 4];
    case 'with':
    case 'except':
      return w[statement + 3] || undefined;
    case 'type-alias':
      return w[statement + 5];
    case 'match': {
      // `match subject: case [.., x]`: only a capture of the whole subject has its value.
      const parent = structure.parent(node);
      if (w[node] !== Kind.MatchAs || w[parent] !== Kind.MatchCase) return undefined;
      return w[structure.parent(parent) + 3];
    }
    case 'parameter':
      return defaultOf(w, statement, node);
    default:
      return undefined;
  }
}

function defaultOf(w: Int32Array, args: Node, parameter: Node): Node | undefined {
  const keywordOnly = w[args + 6];
  for (let i = 0; i < ~w[keywordOnly]; i++) {
    if (w[keywordOnly + 1 + i] === parameter) return w[w[args + 7] + 1 + i] || undefined;
  }
  const defaults = w[args + 9];
  const positionalOnly = ~w[w[args + 3]];
  const total = positionalOnly + ~w[w[args + 4]];
  const first = total - ~w[defaults];
  for (let i = Math.max(0, first); i < total; i++) {
    const item = i < positionalOnly ? w[w[args + 3] + 1 + i] : w[w[args + 4] + 1 + i - positionalOnly];
    if (item === parameter) return w[defaults + 1 + i - first];
  }
  return undefined;
}

function annotationOf(w: Int32Array, kind: DefinitionKind, node: Node, statement: Node): Node | undefined {
  if (kind === 'parameter') return w[node + 4] || undefined;
  return w[statement] === Kind.AnnAssign && (kind === 'assignment' || kind === 'declaration')
    ? w[statement + 4]
    : undefined;
}
