/** Where a node stands: parents, scopes, enclosing statements. Built on the first question, by one linear pass. */
import type { ParsedModule } from '../module.ts';
import { childShapes, isStatement, Kind, maxFields, nodeSizes } from '../nodes.generated.ts';
import { type Declarations, scopeWords } from './declare.ts';
import { RecentTable } from './recent-tables.ts';
import type { Node, Scope, ScopeKind } from './types.ts';

const scopeKinds: readonly ScopeKind[] = ['module', 'class', 'function', 'lambda', 'comprehension', 'annotation'];
const comprehensionNames: Readonly<Record<number, string>> = {
  [Kind.ListComp]: '<listcomp>',
  [Kind.SetComp]: '<setcomp>',
  [Kind.DictComp]: '<dictcomp>',
  [Kind.GeneratorExp]: '<genexpr>',
};

/** Steps out of an expression before a table is worth its memory. */
const mostSteps = 500;

/** Position of nodes in one module. */
export interface Structure {
  readonly parents: Int32Array;
  parent(node: Node): Node;
  readonly scopes: readonly Scope[];
  scopeOf(node: Node): Scope;
  /** The scope a node opens for its body; undefined when it opens none. */
  scopeOpenedBy(node: Node): Scope | undefined;
  scopeName(node: Node): string;
  enclosing(node: Node, accept: (kind: number) => boolean): Node | undefined;
  enclosingStatement(node: Node): Node | undefined;
}

export function structureOf(module: ParsedModule, declarations: () => Declarations): Structure {
  const w = module.words;
  const parents = new RecentTable(() => parentsOf(w, module.root));
  let scopes: readonly Scope[] | undefined;
  let opened: Map<Node, Scope> | undefined;

  const parentTable = (): Int32Array => parents.get();
  const scopeList = (): readonly Scope[] => {
    scopes ??= scopesOf(module, declarations());
    return scopes;
  };
  const openedBy = (): Map<Node, Scope> => {
    if (opened === undefined) {
      opened = new Map();
      // A generic function owns two scopes; the later one is its body.
      for (const scope of scopeList()) opened.set(scope.node, scope);
    }
    return opened;
  };

  /**
   * The scope of a node, found by climbing to what opens one: few nodes of a file are asked about. From very deep in
   * an expression on, a table for all nodes answers, so that deep expressions cost no more than flat ones.
   */
  const scopeIndexOf = (node: Node): number => {
    const table = parentTable();
    let at = node;
    for (let steps = 0; steps < mostSteps; steps++) {
      const next = stepOut(table, at);
      if (next <= 0) return -next;
      at = next;
    }
    return scopeTable()[at];
  };

  /** The node around `node` that has the same scope, or the negative index of the scope. */
  function stepOut(table: Int32Array, node: Node): number {
    const parent = table[node];
    if (parent === 0) return 0;
    const kind = w[parent];
    if (kind === Kind.Arguments) return w[node] === Kind.Arg ? parent : table[parent];
    if (kind === Kind.Arg) return annotationScope(table[table[parent]]);
    if (kind === Kind.Comprehension) {
      const owner = table[parent];
      return node === w[parent + 4] && parent === firstClause(w, owner) ? owner : parent;
    }
    if (opensScope[kind] === 1) {
      const side = sideOf(w, parent, node);
      if (side === 'inside') return -(openedBy().get(parent)?.index ?? 0);
      if (side === 'annotation') return annotationScope(parent);
    }
    return parent;
  }

  function annotationScope(owner: Node): number {
    const scope = openedBy().get(owner)?.parent;
    return scope?.node === owner && scopeList()[scope.index] === scope ? -scope.index : owner;
  }

  let scopeIndexes: Int32Array | Uint16Array | undefined;
  /** Scope index by node, by one pass from parents to children. */
  const scopeTable = (): Int32Array | Uint16Array => {
    if (scopeIndexes !== undefined) return scopeIndexes;
    const table = parentTable();
    const indexes = scopeList().length < 1 << 16 ? new Uint16Array(w.length) : new Int32Array(w.length);
    for (let node = w.length - 1; node > 0; node--) {
      if (table[node] === 0) continue;
      const next = stepOut(table, node);
      indexes[node] = next <= 0 ? -next : indexes[next];
    }
    scopeIndexes = indexes;
    return indexes;
  };

  const structure: Structure = {
    get parents() {
      return parentTable();
    },
    parent: (node) => parentTable()[node],
    get scopes() {
      return scopeList();
    },
    scopeOpenedBy: (node) => openedBy().get(node),
    scopeOf: (node) => scopeList()[scopeIndexOf(node)],
    scopeName(node) {
      const names: string[] = [];
      for (let scope: Scope | undefined = structure.scopeOf(node); scope; scope = scope.parent) {
        if (scope.kind === 'class' || scope.kind === 'function') names.push(scope.name);
      }
      return names.reverse().join('.');
    },
    enclosing(node, accept) {
      const table = parentTable();
      for (let at = table[node]; at !== 0; at = table[at]) if (accept(w[at])) return at;
      return undefined;
    },
    enclosingStatement(node) {
      const table = parentTable();
      for (let at = node; at !== 0; at = table[at]) if (isStatement(w[at])) return at;
      return undefined;
    },
  };
  return structure;
}

/** Parent of each node, by offset; 0 for the module and for words that are not a node. */
function parentsOf(w: Int32Array, root: Node): Int32Array {
  const parents = new Int32Array(w.length);
  const end = w.length;
  for (let at = 1; at < end; ) {
    const kind = w[at];
    if (kind < 0) {
      at += ~kind + 1;
      continue;
    }
    const row = kind * maxFields;
    const size = nodeSizes[kind] - 3;
    for (let field = 0; field < size; field++) {
      const shape = childShapes[row + field];
      if (shape === 0) continue;
      const value = w[at + 3 + field];
      if (shape === 1) parents[value] = at;
      else {
        const last = value + ~w[value];
        for (let item = value + 1; item <= last; item++) parents[w[item]] = at;
      }
    }
    at += size + 3;
  }
  parents[0] = 0;
  parents[root] = 0;
  return parents;
}

/** The name is made on demand: nearly nobody asks, and a file has thousands of scopes. */
class ScopeEntry implements Scope {
  readonly index: number;
  readonly kind: ScopeKind;
  readonly node: Node;
  readonly parent: Scope | undefined;
  readonly #module: ParsedModule;

  constructor(module: ParsedModule, index: number, kind: ScopeKind, node: Node, parent: Scope | undefined) {
    this.#module = module;
    this.index = index;
    this.kind = kind;
    this.node = node;
    this.parent = parent;
  }

  get name(): string {
    const { words, symbols } = this.#module;
    switch (this.kind) {
      case 'class':
      case 'function':
        return symbols.name(words[this.node + 3]);
      case 'lambda':
        return '<lambda>';
      case 'comprehension':
        return comprehensionNames[words[this.node]] ?? '';
      case 'annotation':
        return words[this.node] === Kind.TypeAlias ? '<type alias>' : '<type parameters>';
      default:
        return '';
    }
  }
}

function scopesOf(module: ParsedModule, declarations: Declarations): readonly Scope[] {
  const scopes: Scope[] = [];
  for (let index = 0; index < declarations.scopeCount; index++) {
    const code = declarations.scopes[index * scopeWords];
    const node = declarations.scopes[index * scopeWords + 1];
    const parent = declarations.scopes[index * scopeWords + 2];
    scopes.push(new ScopeEntry(module, index, scopeKinds[code], node, parent < 0 ? undefined : scopes[parent]));
  }
  return scopes;
}

const opensScope = new Uint8Array(128);
for (const kind of [
  Kind.FunctionDef,
  Kind.AsyncFunctionDef,
  Kind.ClassDef,
  Kind.Lambda,
  Kind.ListComp,
  Kind.SetComp,
  Kind.DictComp,
  Kind.GeneratorExp,
  Kind.TypeAlias,
]) {
  opensScope[kind] = 1;
}

/** Whether a child of a scope's node is evaluated inside the scope, in the scope of its type parameters, or outside. */
function sideOf(w: Int32Array, node: Node, child: Node): 'inside' | 'annotation' | 'outside' {
  switch (w[node]) {
    case Kind.FunctionDef:
    case Kind.AsyncFunctionDef:
      if (child === w[node + 4] || holds(w, w[node + 5], child)) return 'inside';
      return child === w[node + 7] || holds(w, w[node + 8], child) ? 'annotation' : 'outside';
    case Kind.ClassDef:
      if (holds(w, w[node + 6], child)) return 'inside';
      return holds(w, w[node + 7], child) ? 'outside' : 'annotation';
    case Kind.TypeAlias:
      return child === w[node + 3] ? 'outside' : 'inside';
    default:
      return 'inside';
  }
}

function firstClause(w: Int32Array, comprehension: Node): Node {
  return w[(w[comprehension] === Kind.DictComp ? w[comprehension + 5] : w[comprehension + 4]) + 1];
}

/** Whether a list of children in document order holds a node. */
function holds(w: Int32Array, list: number, child: Node): boolean {
  const length = ~w[list];
  if (length === 0) return false;
  let low = list + 1;
  let high = list + length;
  const position = w[child + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (w[w[middle] + 1] < position) low = middle + 1;
    else high = middle;
  }
  for (let at = low; at <= list + length && w[w[at] + 1] === position; at++) if (w[at] === child) return true;
  return false;
}
