/** Code that never runs: branches decided by the test alone, and statements after a `return`, `raise` or exit. */

import { constantKindOf, constantValue } from '../literals.ts';
import type { ParsedModule } from '../module.ts';
import { BoolOperator, CompareOperator, ConstantKind, Kind, UnaryOperator } from '../nodes.generated.ts';
import { symbols } from '../symbols.ts';
import { listItems } from '../tree.ts';
import type { Structure } from './structure.ts';
import type { Definition, DefinitionKind, Node } from './types.ts';

/** Answers about dead code in one module. */
export interface DeadCode {
  isUnreachable(node: Node): boolean;
  isTypeChecking(node: Node): boolean;
  /** As `isUnreachable`, but code for type checkers counts as live: its imports name what annotations mean. */
  isDeadDefinition(node: Node): boolean;
}

/** What a test is known to be without knowing any variable. */
type Decision = boolean | 'type-checking' | undefined;

export function deadCodeOf(
  module: ParsedModule,
  structure: Structure,
  nameOf: (node: Node) => string | undefined,
  definitionsOf: (name: Node) => readonly Definition[],
  assigned: (name: Node) => Node | undefined,
): DeadCode {
  const w = module.words;
  const decisions = new Map<Node, Decision>();
  /** First byte behind the statement that ends a block; Infinity when none does. */
  const ends = new Map<number, number>();
  const dead = new Map<Node, boolean>();
  const deadForRuntime = new Map<Node, boolean>();

  const decide = (test: Node): Decision => {
    if (decisions.has(test)) return decisions.get(test);
    decisions.set(test, undefined);
    const decision = decideTest(test);
    decisions.set(test, decision);
    return decision;
  };

  function decideTest(test: Node): Decision {
    switch (w[test]) {
      case Kind.Constant:
        return truthOfConstant(test);
      case Kind.Name:
      case Kind.Attribute:
        return mayName(test, flagNames, true) ? truthOfName(nameOf(test), test) : undefined;
      case Kind.UnaryOp: {
        if (w[test + 3] !== UnaryOperator.Not) return undefined;
        const inner = decide(w[test + 4]);
        return inner === undefined ? undefined : inner === 'type-checking' ? true : !inner;
      }
      case Kind.BoolOp: {
        const absorbing = w[test + 3] === BoolOperator.Or;
        let all: Decision = !absorbing;
        for (const value of items(w[test + 4])) {
          const part = decide(value);
          if (part === absorbing) return absorbing;
          if (part === 'type-checking' && !absorbing) return 'type-checking';
          if (part === undefined || part === 'type-checking') all = undefined;
        }
        return all;
      }
      case Kind.Compare:
        return decideVersion(test);
      case Kind.List:
      case Kind.Tuple:
        return ~w[w[test + 3]] === 0 ? false : undefined;
      default:
        return undefined;
    }
  }

  /**
   * Whether an expression can be a library's name that ends like one of these: it does, or something is imported or
   * assigned under another name. Nearly all tests are about something else, and resolving them to learn that was a
   * third of all the time spent on names. `passedOn`: a module of the project may have given it any name.
   */
  function mayName(node: Node, last: ReadonlySet<number>, passedOn: boolean, step = 0): boolean {
    if (w[node] === Kind.Attribute) {
      if (last.has(w[node + 4])) return true;
      if (!passedOn) return false;
      let root = w[node + 3];
      while (w[root] === Kind.Attribute) root = w[root + 3];
      return w[root] === Kind.Name && definitionsOf(root).some(({ kind }) => isImport(kind));
    }
    if (w[node] !== Kind.Name) return false;
    if (last.has(w[node + 3])) return true;
    return definitionsOf(node).some(({ kind, node: binding, value }) => {
      if (isImport(kind)) return passedOn || last.has(w[binding + 3]);
      if ((kind !== 'assignment' && kind !== 'walrus') || value === undefined || value === 0) return false;
      if (w[value] === Kind.Name || w[value] === Kind.Attribute) {
        return step < mostNames && mayName(value, last, passedOn, step + 1);
      }
      return w[value] === Kind.Compare || w[value] === Kind.UnaryOp || w[value] === Kind.Call || isChoice(w[value]);
    });
  }

  function truthOfConstant(node: Node): Decision {
    const kind = constantKindOf(w, node);
    if (kind === ConstantKind.None || kind === ConstantKind.False) return false;
    if (kind === ConstantKind.True || kind === ConstantKind.Ellipsis) return true;
    const value = constantValue(module, node);
    if (value.kind === 'int' || value.kind === 'float') return Boolean(value.value);
    if (value.kind === 'str') return value.value !== '';
    return undefined;
  }

  function truthOfName(name: string | undefined, node: Node): Decision {
    if (name === 'typing.TYPE_CHECKING' || name === 'typing_extensions.TYPE_CHECKING') return 'type-checking';
    if (name === 'six.PY2') return false;
    if (name === 'six.PY3') return true;
    // `TYPE_CHECKING = False` by hand, for speed, is what type checkers accept too.
    const last = w[node] === Kind.Name ? w[node + 3] : w[node + 4];
    if (last === flagSymbol) return 'type-checking';
    if (w[node] !== Kind.Name) return undefined;
    // `PY2 = sys.version_info[0] == 2`; a plain `DEBUG = False` may be set from outside and decides nothing.
    const value = assigned(node) ?? 0;
    return w[value] === Kind.Compare || w[value] === Kind.Attribute || w[value] === Kind.UnaryOp
      ? decide(value)
      : undefined;
  }

  /** `sys.version_info >= (3,)`, `sys.version_info[0] == 2`, `sys.version_info.major < 3`: what any Python 3 decides. */
  function decideVersion(test: Node): Decision {
    const operators = w[test + 4];
    if (~w[operators] !== 1) return undefined;
    const left = w[test + 3];
    const right = w[w[test + 5] + 1];
    const operator = w[operators + 1];
    // The right side first: it is there to be read, while the name on the left has to be resolved.
    if (w[right] === Kind.Constant) {
      if (constantKindOf(w, right) !== ConstantKind.Int || majorOf(left) !== 'major') return undefined;
      const number = constantValue(module, right);
      return number.kind === 'int' ? compareMajor(operator, Number(number.value)) : undefined;
    }
    if (w[right] !== Kind.Tuple || majorOf(left) !== 'info') return undefined;
    const parts = items(w[right + 3]);
    const numbers = parts.map((part) => (w[part] === Kind.Constant ? constantValue(module, part) : undefined));
    if (numbers.length === 0 || numbers.some((value) => value?.kind !== 'int')) return undefined;
    const wanted = numbers.map((value) => (value?.kind === 'int' ? Number(value.value) : 0));
    if (wanted[0] !== 3) return compareMajor(operator, wanted[0]);
    if (wanted.slice(1).some((part) => part !== 0)) return undefined;
    if (operator === CompareOperator.GtE || operator === CompareOperator.Gt) return true;
    return operator === CompareOperator.Lt || operator === CompareOperator.LtE ? false : undefined;
  }

  function majorOf(node: Node): 'info' | 'major' | undefined {
    if (w[node] !== Kind.Subscript) {
      const name = mayName(node, versionNames, true) ? nameOf(node) : undefined;
      return name === 'sys.version_info' ? 'info' : name === 'sys.version_info.major' ? 'major' : undefined;
    }
    if (!mayName(w[node + 3], versionNames, true) || nameOf(w[node + 3]) !== 'sys.version_info') return undefined;
    const index = w[node + 4];
    if (w[index] === Kind.Slice) return w[index + 3] === 0 && w[index + 5] === 0 ? 'info' : undefined;
    const value = w[index] === Kind.Constant ? constantValue(module, index) : undefined;
    return value?.kind === 'int' && value.value === 0n ? 'major' : undefined;
  }

  function items(list: number): number[] {
    return listItems(w, list);
  }

  function blockEnd(list: number): number {
    const known = ends.get(list);
    if (known !== undefined) return known;
    ends.set(list, Number.POSITIVE_INFINITY);
    for (let at = list + 1; at <= list + ~w[list]; at++) {
      if (!terminates(w[at])) continue;
      ends.set(list, w[w[at] + 2]);
      return w[w[at] + 2];
    }
    return Number.POSITIVE_INFINITY;
  }

  function terminates(statement: Node): boolean {
    switch (w[statement]) {
      case Kind.Return:
      case Kind.Raise:
      case Kind.Break:
      case Kind.Continue:
        return true;
      case Kind.Expr: {
        const call = w[statement + 3];
        return w[call] === Kind.Call && mayName(w[call + 3], exitNames, false) && exits.has(nameOf(w[call + 3]) ?? '');
      }
      case Kind.If:
        return chainTerminates(statement);
      default:
        return false;
    }
  }

  /** `if … elif … else` in which every arm that may run leaves; a loop, because chains can be long. */
  function chainTerminates(statement: Node): boolean {
    for (let node = statement; ; ) {
      const test = decide(w[node + 3]);
      if (test !== false && test !== 'type-checking' && blockEnd(w[node + 4]) === Number.POSITIVE_INFINITY)
        return false;
      if (test === true) return true;
      const orelse = w[node + 5];
      const [next] = items(orelse);
      if (~w[orelse] !== 1 || w[next] !== Kind.If) return blockEnd(orelse) !== Number.POSITIVE_INFINITY;
      node = next;
    }
  }

  function inDeadArm(parent: Node, child: Node, typeChecking: boolean): boolean {
    switch (w[parent]) {
      case Kind.If:
      case Kind.While: {
        if (child === w[parent + 3]) return false;
        const test = decide(w[parent + 3]);
        if (test === undefined) return false;
        const inBody = isIn(w[parent + 4], child);
        if (test === 'type-checking') return inBody && typeChecking && w[parent] === Kind.If;
        if (w[parent] === Kind.While) return inBody && test === false;
        return inBody !== test;
      }
      case Kind.IfExp: {
        if (child === w[parent + 3]) return false;
        const test = decide(w[parent + 3]);
        return typeof test === 'boolean' && (child === w[parent + 4]) !== test;
      }
      case Kind.BoolOp: {
        const absorbing = w[parent + 3] === BoolOperator.Or;
        for (const value of items(w[parent + 4])) {
          if (value === child) return false;
          if (decide(value) === absorbing) return true;
        }
        return false;
      }
      default:
        return false;
    }
  }

  function isIn(list: number, child: Node): boolean {
    const length = ~w[list];
    if (length === 0) return false;
    return w[child + 1] >= w[w[list + 1] + 1] && w[child + 1] <= w[w[list + length] + 1];
  }

  /** Whether a statement of the block that holds `child` ends before it. */
  function behindExit(parent: Node, child: Node): boolean {
    for (const list of blocksOf(w, parent)) {
      if (isIn(list, child) && blockEnd(list) <= w[child + 1]) return true;
    }
    return false;
  }

  function isDead(node: Node, typeChecking: boolean, memo: Map<Node, boolean>): boolean {
    const path: Node[] = [];
    let result = false;
    let child = node;
    for (let at = structure.parent(node); at !== 0; child = at, at = structure.parent(at)) {
      const known = memo.get(child);
      if (known !== undefined) {
        result = known;
        break;
      }
      path.push(child);
      if (inDeadArm(at, child, typeChecking) || behindExit(at, child)) {
        result = true;
        break;
      }
    }
    for (const visited of path) memo.set(visited, result);
    return result;
  }

  return {
    isUnreachable: (node) => isDead(node, true, dead),
    isDeadDefinition: (node) => isDead(node, false, deadForRuntime),
    isTypeChecking(node) {
      let child = node;
      for (let at = structure.parent(node); at !== 0; child = at, at = structure.parent(at)) {
        if (w[at] !== Kind.If || !isIn(w[at + 4], child)) continue;
        if (decide(w[at + 3]) === 'type-checking') return true;
      }
      return false;
    },
  };

  function compareMajor(operator: number, wanted: number): Decision {
    switch (operator) {
      case CompareOperator.Eq:
        return wanted === 3;
      case CompareOperator.NotEq:
        return wanted !== 3;
      case CompareOperator.Lt:
        return 3 < wanted;
      case CompareOperator.LtE:
        return 3 <= wanted;
      case CompareOperator.Gt:
        return 3 > wanted;
      case CompareOperator.GtE:
        return 3 >= wanted;
      default:
        return undefined;
    }
  }
}

/** How many names a name may stand for in turn. */
const mostNames = 8;

const flagSymbol = symbols.intern('TYPE_CHECKING');
/** Last names of what decides a test, and of what ends a program. */
const flagNames = named('TYPE_CHECKING', 'PY2', 'PY3');
const versionNames = named('version_info', 'major');
const exitNames = named('exit', '_exit', 'abort', 'quit');

function named(...names: readonly string[]): ReadonlySet<number> {
  return new Set(names.map((name) => symbols.intern(name)));
}

function isImport(kind: DefinitionKind): boolean {
  return kind === 'import' || kind === 'from-import';
}

/** `a or b`, `a if test else b`: one of several things. */
function isChoice(kind: number): boolean {
  return kind === Kind.BoolOp || kind === Kind.IfExp;
}

const exits: ReadonlySet<string> = new Set(['sys.exit', 'os._exit', 'os.abort', 'builtins.exit', 'builtins.quit']);

const none: readonly number[] = [];

/** The statement lists of a compound statement. */
export function blocksOf(w: Int32Array, node: Node): readonly number[] {
  switch (w[node]) {
    case Kind.Module:
      return [w[node + 3]];
    case Kind.FunctionDef:
    case Kind.AsyncFunctionDef:
      return [w[node + 5]];
    case Kind.ClassDef:
      return [w[node + 6]];
    case Kind.For:
    case Kind.AsyncFor:
      return [w[node + 5], w[node + 6]];
    case Kind.While:
    case Kind.If:
      return [w[node + 4], w[node + 5]];
    case Kind.With:
    case Kind.AsyncWith:
      return [w[node + 4]];
    case Kind.Try:
    case Kind.TryStar:
      return [w[node + 3], w[node + 5], w[node + 6]];
    case Kind.ExceptHandler:
      return [w[node + 5]];
    case Kind.MatchCase:
      return [w[node + 5]];
    default:
      return none;
  }
}
