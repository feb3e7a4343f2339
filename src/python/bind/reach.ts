/**
 * Which definitions may reach a use of a name. Python's control flow is structured, so the answer follows from where
 * two nodes stand below their lowest common ancestor; no graph is built.
 */
import { Kind } from '../nodes.generated.ts';
import type { DeadCode } from './dead.ts';
import type { Structure } from './structure.ts';
import type { Node, Scope } from './types.ts';
import type { PlacedDefinition, Variables } from './variables.ts';

export interface Reaching {
  readonly definitions: readonly PlacedDefinition[];
  /** Some path to the use binds nothing: a global or builtin of that name may be meant. */
  readonly maybeUnbound: boolean;
}

/** Bounds for hostile files: definitions looked at per use, and steps up the tree. */
const maxCandidates = 64;
const maxClimb = 1000;

const unknown: Reaching = { definitions: [], maybeUnbound: false };

const unconditional: ReadonlySet<string> = new Set([
  'import',
  'from-import',
  'assignment',
  'unpacking',
  'function',
  'class',
  'with',
  'type-alias',
]);

export interface Reach {
  /** Definitions that may reach a Name (or any node) that uses a variable there. */
  at(node: Node, variable: number): Reaching;
  /** Definitions that are in force when the body of the variable's scope has run. */
  atEnd(variable: number): Reaching;
}

export function reachOf(w: Int32Array, structure: Structure, variables: Variables, dead: () => DeadCode): Reach {
  const frameOf = (scope: Scope): Scope => {
    let frame = scope;
    while (frame.kind === 'comprehension' && frame.parent) frame = frame.parent;
    return frame;
  };

  function at(node: Node, variable: number): Reaching {
    const all = variables.definitionsOf(variable);
    const owner = variables.ownerOf(variable);
    if (owner.kind === 'comprehension' || owner.kind === 'annotation') return { definitions: all, maybeUnbound: false };
    const shared = variables.isShared(variable);
    if (all.length === 1 && !shared && reachesAll(all[0], owner, w[node + 1])) {
      return { definitions: all, maybeUnbound: false };
    }
    if (all.length > maxCandidates * 16) return unknown;
    const frame = frameOf(structure.scopeOf(node));
    const live = all.filter((definition) => !dead().isDeadDefinition(definition.node));
    const owned = shared ? live.filter((definition) => frameOf(definition.scope) === owner) : live;
    const elsewhere = shared ? live.filter((definition) => frameOf(definition.scope) !== owner) : [];
    if (frame === owner) {
      const result = flow(node, owner.node, owned);
      return result === undefined ? unknown : merge(result, elsewhere);
    }
    const local = elsewhere.filter((definition) => frameOf(definition.scope) === frame);
    const others = elsewhere.filter((definition) => frameOf(definition.scope) !== frame);
    const inFrame = local.length > 0 ? flow(node, frame.node, local) : { definitions: [], maybeUnbound: true };
    if (inFrame === undefined) return unknown;
    if (!inFrame.maybeUnbound) return inFrame;
    const deferred = outermostFunction(frame, owner);
    const before = flow(deferred ?? node, owner.node, owned);
    if (before === undefined) return unknown;
    if (deferred === undefined) return merge(merge(before, inFrame.definitions), others);
    const position = w[deferred + 1];
    const later = owned.filter((definition) => definition.from > position && definition.kind !== 'delete');
    const settled = later.length > 0 ? { ...before, maybeUnbound: false } : before;
    return merge(merge(merge(settled, later), inFrame.definitions), others);
  }

  /** The common case without a search: the only definition, made unconditionally before the use. */
  function reachesAll(definition: PlacedDefinition, owner: Scope, position: number): boolean {
    if (definition.kind === 'parameter') return true;
    if (definition.from > position || structure.parent(definition.statement) !== owner.node) return false;
    if (!unconditional.has(definition.kind)) return false;
    return !dead().isDeadDefinition(definition.statement);
  }

  function atEnd(variable: number): Reaching {
    const all = variables.definitionsOf(variable);
    if (all.length > maxCandidates * 16) return unknown;
    const owner = variables.ownerOf(variable);
    const live = all.filter((definition) => !dead().isDeadDefinition(definition.node));
    const owned = live.filter((definition) => frameOf(definition.scope) === owner);
    const result = flow(owner.node, owner.node, owned, Number.POSITIVE_INFINITY);
    if (result === undefined) return unknown;
    return merge(
      result,
      live.filter((definition) => frameOf(definition.scope) !== owner),
    );
  }

  /** The function below `owner` whose body holds the use: it runs later, after anything `owner` binds. */
  function outermostFunction(frame: Scope, owner: Scope): Node | undefined {
    let found: Node | undefined;
    for (let scope: Scope | undefined = frame; scope && scope !== owner; scope = scope.parent) {
      if (scope.kind === 'function' || scope.kind === 'lambda') found = scope.node;
    }
    return found;
  }

  /** Reaching definitions inside one scope; undefined when a bound was hit. */
  function flow(
    use: Node,
    scopeNode: Node,
    definitions: readonly PlacedDefinition[],
    position = w[use + 1],
  ): Reaching | undefined {
    if (definitions.length === 0) return { definitions: [], maybeUnbound: true };
    const path: Node[] = [];
    const depth = new Map<Node, number>();
    for (let node = use; ; node = structure.parent(node)) {
      depth.set(node, path.length);
      path.push(node);
      if (node === scopeNode) break;
      if (path.length > maxClimb || node === 0) return undefined;
    }
    const loops: number[] = [];
    let horizon = position;
    for (let i = 1; i < path.length; i++) {
      if (!isLoop(w, path[i]) || !repeats(w, path[i], path[i - 1])) continue;
      loops.push(i);
      horizon = w[path[i] + 2];
    }
    const found: PlacedDefinition[] = [];
    const carried: { readonly definition: PlacedDefinition; readonly loop: number }[] = [];
    let maybeUnbound = true;
    let looked = 0;
    for (let i = definitions.length - 1; i >= 0; i--) {
      const definition = definitions[i];
      if (definition.from > horizon) continue;
      if (++looked > maxCandidates) return undefined;
      const relation = relate(definition, use, path, depth);
      if (relation === undefined) return undefined;
      const isBefore = definition.from <= position && !relation.exclusive;
      if (!isBefore || relation.kind === 'ends') {
        const loop = loops.find((index) => index >= relation.meet);
        if (loop !== undefined && relation.kind !== 'ends') carried.push({ definition, loop });
        if (!isBefore || relation.kind === 'ends') continue;
      }
      found.push(definition);
      if (relation.kind !== 'always') continue;
      maybeUnbound = definition.kind === 'delete';
      for (const { definition: late, loop } of carried) if (relation.meet > loop) found.push(late);
      carried.length = 0;
      break;
    }
    for (const { definition } of carried) found.push(definition);
    const bound = found.filter((definition) => definition.kind !== 'delete');
    bound.sort((a, b) => a.from - b.from);
    return { definitions: bound, maybeUnbound };
  }

  interface Relation {
    /** `always`: when the use runs, the definition ran. `ends`: its block leaves the function afterwards. */
    readonly kind: 'always' | 'sometimes' | 'ends';
    /** They stand in arms of which only one runs. */
    readonly exclusive: boolean;
    /** Index in the use's path of the lowest common ancestor. */
    readonly meet: number;
  }

  function relate(
    definition: PlacedDefinition,
    use: Node,
    path: readonly Node[],
    depth: ReadonlyMap<Node, number>,
  ): Relation | undefined {
    let child = definition.node;
    let always = true;
    let ends = false;
    for (let steps = 0; steps < maxClimb; steps++) {
      const meet = depth.get(child);
      if (meet !== undefined) return { kind: always ? 'always' : 'sometimes', exclusive: false, meet };
      const parent = structure.parent(child);
      const common = depth.get(parent);
      if (common !== undefined) {
        const other = common > 0 ? path[common - 1] : use;
        const met = meetIn(w, parent, child, other);
        if (met === 'exclusive') return { kind: 'sometimes', exclusive: true, meet: common };
        const kind = ends && met !== 'try' ? 'ends' : always && met === 'sequence' ? 'always' : 'sometimes';
        return { kind, exclusive: false, meet: common };
      }
      if (isConditional(w, parent, child)) always = false;
      if (leaves(parent, child)) ends = true;
      if ((w[parent] === Kind.Try || w[parent] === Kind.TryStar) && isIn(w, w[parent + 3], child)) ends = false;
      child = parent;
    }
    return undefined;
  }

  /** Whether the block that holds `child` ends in a `return` or `raise`. */
  function leaves(parent: Node, child: Node): boolean {
    for (const list of armsOf(w, parent)) {
      if (!isIn(w, list, child)) continue;
      const last = w[list + ~w[list]];
      if (w[last] === Kind.Return || w[last] === Kind.Raise) return last !== child;
    }
    return false;
  }

  return { at, atEnd };
}

function merge(reaching: Reaching, more: readonly PlacedDefinition[]): Reaching {
  if (more.length === 0) return reaching;
  const definitions = [...new Set([...reaching.definitions, ...more.filter((item) => item.kind !== 'delete')])];
  definitions.sort((a, b) => a.from - b.from || a.node - b.node);
  return { definitions, maybeUnbound: reaching.maybeUnbound };
}

function isLoop(w: Int32Array, node: Node): boolean {
  return w[node] === Kind.For || w[node] === Kind.AsyncFor || w[node] === Kind.While;
}

/** Whether a child of a loop runs once per round. */
function repeats(w: Int32Array, loop: Node, child: Node): boolean {
  if (w[loop] === Kind.While) return child === w[loop + 3] || isIn(w, w[loop + 4], child);
  return child === w[loop + 3] || isIn(w, w[loop + 5], child);
}

/** Whether `child` may be skipped when `parent` runs. */
function isConditional(w: Int32Array, parent: Node, child: Node): boolean {
  switch (w[parent]) {
    case Kind.If:
    case Kind.While:
    case Kind.IfExp:
      return child !== w[parent + 3];
    case Kind.For:
    case Kind.AsyncFor:
      return child !== w[parent + 4];
    case Kind.Try:
    case Kind.TryStar:
      return !isIn(w, w[parent + 6], child);
    case Kind.Match:
      return child !== w[parent + 3];
    case Kind.BoolOp:
      return child !== w[w[parent + 4] + 1];
    case Kind.ListComp:
    case Kind.SetComp:
    case Kind.DictComp:
    case Kind.GeneratorExp:
      return true;
    default:
      return false;
  }
}

/** How a definition below `child` relates to a use below `other`, both children of `parent`. */
function meetIn(w: Int32Array, parent: Node, child: Node, other: Node): 'sequence' | 'sometimes' | 'exclusive' | 'try' {
  switch (w[parent]) {
    case Kind.If:
      if (child === w[parent + 3] || other === w[parent + 3]) return 'sequence';
      return isIn(w, w[parent + 4], child) === isIn(w, w[parent + 4], other) ? 'sequence' : 'exclusive';
    case Kind.IfExp:
      if (child === w[parent + 3] || other === w[parent + 3]) return 'sequence';
      return child === other ? 'sequence' : 'exclusive';
    case Kind.While:
      if (child === w[parent + 3]) return 'sequence';
      return isIn(w, w[parent + 4], child) === isIn(w, w[parent + 4], other) ? 'sequence' : 'sometimes';
    case Kind.For:
    case Kind.AsyncFor: {
      if (child === w[parent + 4]) return 'sequence';
      const useInBody = isIn(w, w[parent + 5], other);
      if (child === w[parent + 3]) return useInBody ? 'sequence' : 'sometimes';
      return isIn(w, w[parent + 5], child) === useInBody ? 'sequence' : 'sometimes';
    }
    case Kind.Match:
      return child === other || child === w[parent + 3] ? 'sequence' : 'exclusive';
    case Kind.Try:
    case Kind.TryStar: {
      const from = tryArm(w, parent, child);
      const to = tryArm(w, parent, other);
      if (from === to && from !== 'handler') return 'sequence';
      if (from === 'body') return to === 'orelse' ? 'sequence' : 'try';
      if (to === 'final') return 'try';
      if (from === 'final') return 'sequence';
      return child === other ? 'sequence' : 'exclusive';
    }
    default:
      return 'sequence';
  }
}

function tryArm(w: Int32Array, node: Node, child: Node): 'body' | 'handler' | 'orelse' | 'final' {
  if (w[child] === Kind.ExceptHandler) return 'handler';
  if (isIn(w, w[node + 3], child)) return 'body';
  return isIn(w, w[node + 5], child) ? 'orelse' : 'final';
}

/** Statement lists that may not run when their node is reached. */
function armsOf(w: Int32Array, node: Node): readonly number[] {
  switch (w[node]) {
    case Kind.If:
    case Kind.While:
      return [w[node + 4], w[node + 5]];
    case Kind.For:
    case Kind.AsyncFor:
      return [w[node + 5], w[node + 6]];
    case Kind.Try:
    case Kind.TryStar:
      return [w[node + 3], w[node + 5]];
    case Kind.ExceptHandler:
    case Kind.MatchCase:
      return [w[node + 5]];
    default:
      return [];
  }
}

/** Whether a statement list, in document order, spans the position of a node. */
export function isIn(w: Int32Array, list: number, child: Node): boolean {
  const length = ~w[list];
  return length > 0 && w[child + 1] >= w[w[list + 1] + 1] && w[child + 1] <= w[w[list + length] + 1];
}
