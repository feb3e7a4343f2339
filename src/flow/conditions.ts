/** Truth of values, and what a decided branch proves: narrowing of variables and facts about unknown values. */
import { truthy } from '../python/constants/index.ts';
import * as py from '../python/index.ts';
import { Kind } from '../python/index.ts';
import type { Activation } from './activation.ts';
import { builtinPath } from './attributes.ts';
import { equalsTrusted } from './compare.ts';
import { evaluate } from './evaluate.ts';
import { items } from './program.ts';
import { atomTypesIn, constantsOf } from './reify.ts';
import { doubt } from './taint.ts';
import { assign } from './targets.ts';
import { type Atom, type Implication, never, type Value } from './values.ts';

/** The truth of every alternative, when they agree. */
export function decide(a: Activation, value: Value): boolean | undefined {
  let result: boolean | undefined;
  for (const atom of value) {
    const truth = atomTruth(a, atom);
    if (truth === undefined || (result !== undefined && result !== truth)) return undefined;
    result = truth;
  }
  return result;
}

export function atomTruth(a: Activation, atom: Atom): boolean | undefined {
  switch (atom.k) {
    case 'const':
      return truthy(atom.c);
    case 'string':
      return atom.parts.some((p) => typeof p === 'string' && p !== '') ? true : undefined;
    case 'ref': {
      const object = a.state.get(atom.loc);
      if (object?.k === 'list') return object.items.length > 0 ? true : object.rest ? undefined : false;
      if (object?.k === 'dict') {
        if ([...object.entries.values()].some((e) => !e.maybe)) return true;
        return object.rest || object.entries.size > 0 ? undefined : false;
      }
      return object?.k === 'instance' && !object.api ? undefined : true;
    }
    case 'unknown':
    case 'api':
      return undefined;
    default:
      return true;
  }
}

/**
 * Takes the branch on which `test` has the given truth. False: that branch cannot be. `value` is what the test
 * evaluated to, where that is known already.
 */
export function assume(a: Activation, test: number, truth: boolean, assertion = false, value?: Value): boolean {
  const { words } = a;
  switch (words[test]) {
    case Kind.UnaryOp:
      if (py.UnaryOp.op(words, test) === py.UnaryOperator.Not) {
        return assume(a, py.UnaryOp.operand(words, test), !truth, assertion);
      }
      break;
    case Kind.BoolOp: {
      const values = items(words, py.BoolOp.values(words, test));
      const conjunction = py.BoolOp.op(words, test) === py.BoolOperator.And;
      if (conjunction === truth) return values.every((v) => assume(a, v, truth, assertion));
      return assumeOne(a, values, truth, assertion);
    }
    case Kind.Compare:
      return assumeCompare(a, test, truth, assertion, value);
    case Kind.NamedExpr:
      return assume(a, py.NamedExpr.target(words, test), truth, assertion);
    case Kind.Call:
      if (!narrowCall(a, test, truth)) return false;
      break;
    case Kind.Name:
    case Kind.Attribute:
      if (!narrowTo(a, test, (atom) => atomTruth(a, atom) !== !truth)) return false;
      // What is false holds no data: it is empty, zero or None.
      if (!truth) {
        for (const atom of evaluate(a, test)) {
          if (atom.k !== 'unknown' || atom.taints.length === 0) continue;
          for (const proof of equalsTrusted(a, atom)) a.state.prove(proof);
        }
      }
      return prove(a, evaluate(a, test), truth, assertion);
  }
  return prove(a, value ?? pureValue(a, test), truth, assertion);
}

/** One of several alternatives holds: only what all of them prove is known. */
function assumeOne(a: Activation, tests: readonly number[], truth: boolean, assertion: boolean): boolean {
  const before = a.state;
  let joined: Activation['state'] | undefined;
  for (let i = 0; i < tests.length; i++) {
    const branch = a.branch(before.fork(), () => {
      for (let j = 0; j < i; j++) if (!assume(a, tests[j]!, !truth, assertion)) return false;
      return assume(a, tests[i]!, truth, assertion);
    });
    if (!branch.result) continue;
    if (joined) joined.joinWith(branch.state);
    else joined = branch.state;
  }
  if (!joined) return false;
  a.state = joined;
  return true;
}

/** The value of a test that can be evaluated twice without effects. */
function pureValue(a: Activation, test: number): Value | undefined {
  if (!isPure(a.words, test, 0)) return undefined;
  const kept = a.engine.quiet;
  a.engine.quiet = true;
  const value = evaluate(a, test);
  a.engine.quiet = kept;
  return value;
}

const impure = new Set([
  'pop',
  'append',
  'add',
  'remove',
  'insert',
  'update',
  'write',
  'read',
  'readline',
  'next',
  'popitem',
  'send',
]);

function isPure(words: Int32Array, node: number, depth: number): boolean {
  if (depth > 12) return false;
  const kind = words[node];
  if (kind === Kind.NamedExpr || kind === Kind.Await || kind === Kind.Yield || kind === Kind.YieldFrom) return false;
  if (kind === Kind.Call) {
    const func = py.Call.func(words, node);
    if (words[func] === Kind.Attribute && impure.has(py.symbols.name(py.Attribute.attr(words, func)))) return false;
  }
  let pure = true;
  py.forEachChild(words, node, (child) => {
    pure &&= isPure(words, child, depth + 1);
  });
  return pure;
}

/** Applies what the truth of a test value proves. */
export function prove(a: Activation, value: Value | undefined, truth: boolean, assertion: boolean): boolean {
  if (!value || value === never) return true;
  let proofs: readonly Implication[] | undefined;
  let possible = value.length === 0;
  for (const atom of value) {
    if (atomTruth(a, atom) === !truth) continue;
    possible = true;
    const own = atom.k === 'unknown' && atom.implies ? (truth ? atom.implies.whenTrue : atom.implies.whenFalse) : [];
    proofs = proofs === undefined ? own : proofs.filter((p) => own.some((q) => q.id === p.id && sameProof(p, q)));
  }
  if (!possible) return false;
  for (const proof of proofs ?? []) {
    a.state.prove(assertion ? { ...proof, doubts: proof.doubts | doubt.assertion } : proof);
  }
  return true;
}

const sameProof = (p: Implication, q: Implication): boolean =>
  p.neutral === q.neutral && p.chars === q.chars && p.constant === q.constant;

/** Keeps the alternatives of a variable (or attribute) that pass; false when none does. */
function narrowTo(a: Activation, node: number, keep: (atom: Atom) => boolean): boolean {
  const kind = a.words[node];
  if (kind !== Kind.Name && kind !== Kind.Attribute && kind !== Kind.Subscript) return true;
  const value = evaluate(a, node);
  if (value.length === 0) return true;
  const kept = value.filter(keep);
  if (kept.length === 0) return false;
  if (kept.length < value.length && kind !== Kind.Subscript) assign(a, node, kept);
  return true;
}

function assumeCompare(a: Activation, test: number, truth: boolean, assertion: boolean, value?: Value): boolean {
  const { words } = a;
  const comparators = items(words, py.Compare.comparators(words, test));
  if (comparators.length === 1) {
    const op = py.listItem(words, py.Compare.ops(words, test), 0);
    const left = py.Compare.left(words, test);
    const right = comparators[0]!;
    if (!narrowCompare(a, left, op, right, truth)) return false;
    if (op === py.CompareOperator.Eq || op === py.CompareOperator.NotEq) {
      if (!narrowCompare(a, right, op, left, truth)) return false;
    }
  }
  return prove(a, value ?? pureValue(a, test), truth, assertion);
}

/** Filters the constants of a variable by a comparison with constants. */
function narrowCompare(a: Activation, subject: number, op: number, other: number, truth: boolean): boolean {
  const kind = a.words[subject];
  if (kind !== Kind.Name && kind !== Kind.Attribute) return true;
  const Op = py.CompareOperator;
  const positive = (op === Op.Eq || op === Op.Is || op === Op.In) === truth;
  if (op !== Op.Eq && op !== Op.NotEq && op !== Op.Is && op !== Op.IsNot && op !== Op.In && op !== Op.NotIn)
    return true;
  const otherValue = pureValue(a, other);
  if (!otherValue) return true;
  const constants = constantsOf(a, otherValue, op === Op.In || op === Op.NotIn);
  if (!constants) return true;
  return narrowTo(a, subject, (atom) => {
    if (atom.k === 'const') {
      const same = constants.some((c) => equalConstants(c, atom.c));
      return positive
        ? same
        : !(same && constants.length > 0 && (constants.length === 1 || op === Op.In || op === Op.NotIn));
    }
    // An object is never None, nor a string constant.
    if (positive && atom.k !== 'unknown' && atom.k !== 'string' && atom.k !== 'api') return false;
    if (positive && atom.k === 'string') return constants.some((c) => c.kind === 'str' || c.kind === 'bytes');
    return true;
  });
}

function equalConstants(a: import('../python/constants/index.ts').Constant, b: typeof a): boolean {
  if (a.kind !== b.kind) return false;
  return 'value' in a && 'value' in b ? a.value === b.value : true;
}

/** `isinstance(x, T)`, `callable(x)`: keeps the alternatives of the right type. */
function narrowCall(a: Activation, test: number, truth: boolean): boolean {
  const { words } = a;
  const func = py.Call.func(words, test);
  if (words[func] !== Kind.Name) return true;
  const args = items(words, py.Call.args(words, test));
  if (args.length !== 2 || builtinPath(a, func) !== 'builtins.isinstance') return true;
  const types = typeMask(a, args[1]!);
  if (types === undefined) return true;
  return narrowTo(a, args[0]!, (atom) => {
    const mine = atomTypesIn(a.state, atom);
    return truth ? (mine & types) !== 0 : (mine & ~types) !== 0;
  });
}

const typeBits: Readonly<Record<string, number>> = {
  'builtins.bool': 2,
  'builtins.int': 6,
  'builtins.float': 8,
  'builtins.str': 16,
  'builtins.bytes': 32,
  'builtins.list': 64,
  'builtins.tuple': 128,
  'builtins.dict': 256,
  'builtins.set': 512,
};

/** Type bits of the second argument of isinstance; undefined when it names other classes. */
export function typeMask(a: Activation, node: number): number | undefined {
  const { words } = a;
  if (words[node] === Kind.Tuple) {
    let mask = 0;
    for (const item of items(words, py.Tuple.elts(words, node))) {
      const one = typeMask(a, item);
      if (one === undefined) return undefined;
      mask |= one;
    }
    return mask;
  }
  const path = builtinPath(a, node);
  return path === undefined ? undefined : typeBits[path];
}
