/** Whether a list, set or dict that a name holds may change after it was written down. */
import { type Constant, mutatingMethods } from '../constants/index.ts';
import { Kind, Context as NameContext } from '../nodes.generated.ts';
import { forEachNode } from '../tree.ts';
import type { Context } from './context.ts';
import type { Node } from './types.ts';

export interface Mutations {
  /** Whether some use may change a container that a variable holds, or gives it a second name that may. */
  changesVariable(variable: number, value: Constant): boolean;
  /** Whether the module assigns to an attribute of that symbol, or may change the container it holds. */
  changesAttribute(symbol: number, value: Constant): boolean;
}

export function mutationsOf(context: () => Context): Mutations {
  const changed = new Map<number, boolean>();
  let byVariable: Map<number, Node[]> | undefined;
  let bySymbol: Map<number, Node[]> | undefined;

  /** Whether what stands around a use may change its value, of which `levels` levels are containers. */
  function changesAt(use: Node, levels: number): boolean {
    const { module, structure } = context();
    const w = module.words;
    let node = use;
    for (let level = 0; level < levels; level++) {
      const parent = structure.parent(node);
      switch (w[parent]) {
        case Kind.Subscript:
          if (w[parent + 3] !== node) return false;
          if (w[parent + 5] !== NameContext.Load) return true;
          node = parent;
          continue;
        case Kind.Attribute:
          return mutatingMethods.has(module.symbols.name(w[parent + 4]));
        case Kind.AugAssign:
          return w[parent + 3] === node || w[parent + 5] === node;
        case Kind.Assign:
        case Kind.NamedExpr:
          return w[parent + 4] === node;
        case Kind.AnnAssign:
          return w[parent + 5] === node;
        case Kind.Call:
          return w[parent + 3] !== node && mayChangeArguments(parent);
        case Kind.Keyword:
          return mayChangeArguments(structure.parent(parent));
        default:
          return false;
      }
    }
    return false;
  }

  /** Functions of the project and unknown ones may; those of libraries practically never do. */
  function mayChangeArguments(call: Node): boolean {
    const w = context().module.words;
    const callee = w[call + 3];
    // A method of a literal: `', '.join(parts)`.
    if (w[callee] === Kind.Attribute && w[w[callee + 3]] === Kind.Constant) return false;
    const references = context().references(callee);
    return references.length === 0 || references.some((reference) => reference.kind !== 'external');
  }

  /** Runs a question once; if it comes back to itself while it is open, the careful answer is yes. */
  function once(key: number, ask: () => boolean): boolean {
    const known = changed.get(key);
    if (known !== undefined) return known;
    changed.set(key, true);
    const result = ask();
    changed.set(key, result);
    return result;
  }

  return {
    changesVariable(variable, value) {
      const levels = containerLevels(value);
      if (levels === 0) return false;
      return once(variable * maxLevels + levels, () => {
        const { module, variables } = context();
        byVariable ??= grouped(module.words, Kind.Name, (node) => variables.variableOf(node));
        return (byVariable.get(variable) ?? []).some((use) => changesAt(use, levels));
      });
    },
    changesAttribute(symbol, value) {
      const { words: w } = context().module;
      bySymbol ??= grouped(w, Kind.Attribute, (node) => w[node + 4]);
      const levels = containerLevels(value);
      return once(~(symbol * maxLevels + levels), () =>
        (bySymbol?.get(symbol) ?? []).some((use) => w[use + 5] !== NameContext.Load || changesAt(use, levels)),
      );
    },
  };
}

const maxLevels = 128;

/** How deep lists, sets and dicts are nested in a value (folding stops below 100); 0 when nothing in it can change. */
function containerLevels(value: Constant): number {
  switch (value.kind) {
    case 'tuple': {
      const inner = Math.max(0, ...value.items.map(containerLevels));
      return inner === 0 ? 0 : inner + 1;
    }
    case 'list':
    case 'set':
      return 1 + Math.max(0, ...value.items.map(containerLevels));
    case 'dict':
      return 1 + Math.max(0, ...value.entries.map(([, item]) => containerLevels(item)));
    default:
      return 0;
  }
}

function grouped(w: Int32Array, wanted: number, keyOf: (node: Node) => number): Map<number, Node[]> {
  const groups = new Map<number, Node[]>();
  forEachNode(w, (node, kind) => {
    if (kind !== wanted) return;
    const key = keyOf(node);
    if (key === 0) return;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [node]);
    else list.push(node);
  });
  return groups;
}
