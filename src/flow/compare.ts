/** Comparisons: decided where constants decide, else a test that remembers what it proves. */
import { type ComparisonOperator, compare } from '../python/constants/index.ts';
import * as py from '../python/index.ts';
import { type Activation, deepTaints } from './activation.ts';
import { anyChar, charsOf, dotDot } from './charset.ts';
import { evaluate } from './evaluate.ts';
import { factOf, proofs, quoteMark } from './facts.ts';
import { items } from './program.ts';
import { keyOf, toConstant } from './reify.ts';
import {
  type Atom,
  bool,
  boolean,
  type Implication,
  never,
  onlyString,
  testResult,
  type UnknownAtom,
  type Value,
} from './values.ts';

const operators: readonly ComparisonOperator[] = ['==', '!=', '<', '<=', '>', '>=', 'is', 'is not', 'in', 'not in'];

export function compareValues(a: Activation, node: number): Value {
  const { words } = a;
  const comparators = items(words, py.Compare.comparators(words, node));
  let left = evaluate(a, py.Compare.left(words, node));
  let result: Value = boolean;
  for (let i = 0; i < comparators.length; i++) {
    const right = evaluate(a, comparators[i]!);
    if (left === never || right === never) return never;
    const op = operators[py.listItem(words, py.Compare.ops(words, node), i)]!;
    const one = comparePair(a, op, left, right);
    if (i === 0) result = one;
    else if (isDecided(result, false) || isDecided(one, false)) result = bool(false);
    else if (isDecided(result, true)) result = one;
    else if (!isDecided(one, true)) result = boolean;
    left = right;
  }
  return result;
}

const isDecided = (value: Value, truth: boolean): boolean =>
  value.length === 1 && value[0]!.k === 'const' && value[0]!.c.kind === 'bool' && value[0]!.c.value === truth;

/** One comparison. */
export function comparePair(a: Activation, op: ComparisonOperator, left: Value, right: Value): Value {
  const verdict = decidePair(a, op, left, right);
  if (verdict !== undefined) return bool(verdict);
  switch (op) {
    case '==':
    case 'is':
      return equality(a, left, right, true);
    case '!=':
    case 'is not':
      return equality(a, left, right, false);
    case 'in':
      return membership(a, left, right, true);
    case 'not in':
      return membership(a, left, right, false);
    default:
      return boolean;
  }
}

function decidePair(a: Activation, op: ComparisonOperator, left: Value, right: Value): boolean | undefined {
  if (left.length * right.length > 36 || left.length === 0 || right.length === 0) return undefined;
  let verdict: boolean | undefined;
  for (const x of left) {
    for (const y of right) {
      const one = decideAtoms(a, op, x, y);
      if (one === undefined || (verdict !== undefined && one !== verdict)) return undefined;
      verdict = one;
    }
  }
  return verdict;
}

function decideAtoms(a: Activation, op: ComparisonOperator, x: Atom, y: Atom): boolean | undefined {
  const left = toConstant(a.state, [x]);
  if (op === 'in' || op === 'not in') {
    const inside = left && x.k === 'const' ? decideMember(a, x, y) : undefined;
    return inside === undefined ? undefined : inside === (op === 'in');
  }
  const right = left && toConstant(a.state, [y]);
  if (left && right) return compare(op, left, right);
  if (op === 'is' || op === 'is not' || op === '==' || op === '!=') {
    const equal = op === 'is' || op === '==';
    if (neverNone(x) && isNone(y)) return !equal;
    if (neverNone(y) && isNone(x)) return !equal;
    if (x.k === 'class' && y.k === 'class') return (x.def === y.def) === equal;
    if (x.k === 'ref' && y.k === 'ref' && x.loc === y.loc) return equal;
    const shape = differ(x, y) || differ(y, x);
    if (shape) return !equal;
  }
  return undefined;
}

const isNone = (x: Atom): boolean => x.k === 'const' && x.c.kind === 'none';
const neverNone = (x: Atom): boolean =>
  x.k === 'string' ||
  x.k === 'ref' ||
  x.k === 'function' ||
  x.k === 'class' ||
  x.k === 'module' ||
  (x.k === 'unknown' && (x.types & 1) === 0);

/** A shape whose literal start or end contradicts a constant. */
function differ(x: Atom, y: Atom): boolean {
  if (x.k !== 'string' || y.k !== 'const' || y.c.kind !== 'str') return false;
  const first = x.parts[0]!;
  const last = x.parts[x.parts.length - 1]!;
  if (typeof first === 'string' && !y.c.value.startsWith(first)) return true;
  return typeof last === 'string' && !y.c.value.endsWith(last);
}

function decideMember(a: Activation, x: Atom & { k: 'const' }, y: Atom): boolean | undefined {
  if (y.k === 'const') return compare('in', x.c, y.c);
  if (y.k === 'string') {
    if (
      x.c.kind === 'str' &&
      y.parts.some((p) => typeof p === 'string' && p.includes((x.c as { value: string }).value))
    )
      return true;
    return undefined;
  }
  if (y.k !== 'ref') return undefined;
  const object = a.state.get(y.loc);
  if (object?.k === 'dict') {
    const entry = object.entries.get(keyOf(x));
    if (entry) return entry.maybe ? undefined : true;
    return object.rest ? undefined : false;
  }
  if (object?.k === 'list') {
    const whole = toConstant(a.state, [y]);
    if (whole) return compare('in', x.c, whole);
    for (const item of object.items) {
      const c = toConstant(a.state, item);
      if (c && compare('==', x.c, c) === true) return true;
    }
  }
  return undefined;
}

/** Operations under which "equals a constant" goes back to the origin. */
const injective = new Set([
  'lower',
  'upper',
  'casefold',
  'strip',
  'str',
  'same',
  'encode',
  'decode',
  'str()',
  'title',
  'capitalize',
  'copy',
  'item',
  'basename',
  'realpath',
  'normalise',
]);
const urlParts = new Set(['netloc', 'hostname', 'host', '.netloc', '.hostname', '.host']);

/** What "this value is one of ours" proves about it and about where it came from. */
export function equalsTrusted(a: Activation, atom: UnknownAtom): Implication[] {
  const out: Implication[] = [{ id: atom.id, neutral: 0n, chars: undefined, constant: true, doubts: 0 }];
  let at: UnknownAtom = atom;
  for (let depth = 0; depth < 8 && at.via; depth++) {
    const { op, of } = at.via;
    const kinds = urlParts.has(op) ? a.engine.kindsOf('server-side-request-forgery', 'open-redirect') : 0n;
    if (of.k === 'string') {
      if (kinds)
        for (const p of of.parts)
          if (typeof p !== 'string')
            out.push({ id: p.id, neutral: kinds, chars: undefined, constant: false, doubts: 0 });
      break;
    }
    if (of.k !== 'unknown') break;
    if (kinds) {
      out.push({ id: of.id, neutral: kinds, chars: undefined, constant: false, doubts: 0 });
      for (let up: Atom | undefined = of; up?.k === 'unknown'; up = up.via?.of) {
        if (up !== of) out.push({ id: up.id, neutral: kinds, chars: undefined, constant: false, doubts: 0 });
      }
      break;
    }
    if (!injective.has(op)) break;
    out.push({ id: of.id, neutral: 0n, chars: undefined, constant: true, doubts: 0 });
    at = of;
  }
  return out;
}

/** Proofs about every unknown of a value, when they hold for the whole value. */
function proofsFor(a: Activation, value: Value): Implication[] {
  const out: Implication[] = [];
  for (const atom of value) {
    if (atom.k === 'unknown') out.push(...equalsTrusted(a, atom));
    else if (atom.k === 'string') {
      for (const part of atom.parts)
        if (typeof part !== 'string')
          out.push({ id: part.id, neutral: 0n, chars: undefined, constant: true, doubts: 0 });
    }
  }
  return out;
}

function equality(a: Activation, left: Value, right: Value, positive: boolean): Value {
  const proofs: Implication[] = [];
  if (isTrusted(a, right)) proofs.push(...proofsFor(a, left));
  else if (isTrusted(a, left)) proofs.push(...proofsFor(a, right));
  return positive ? testResult(proofs, []) : testResult([], proofs);
}

/** No taint in it. */
function isTrusted(a: Activation, value: Value): boolean {
  return value.length > 0 && deepTaints(a.state, value).length === 0;
}

function membership(a: Activation, left: Value, right: Value, positive: boolean): Value {
  const inside: Implication[] = [];
  const outside: Implication[] = [];
  const needle = onlyString(left);
  if (needle !== undefined) {
    // `"'" in x`: where it is not, x has no such character.
    for (const atom of right) {
      if (needle === '..' && atom.k === 'ref') outside.push(...noParentSegment(a, atom.loc));
      const excluded = needle.length === 1 ? charsOf(needle) : needle === '..' || needle === '../' ? dotDot : 0n;
      if (!excluded) continue;
      for (const id of textIds(atom))
        outside.push({ id, neutral: 0n, chars: anyChar & ~excluded, constant: false, doubts: 0 });
      outside.push(...quotedLiteral(a, atom, needle));
    }
  } else if (right.every((y) => isCollection(y)) && isTrusted(a, right)) inside.push(...proofsFor(a, left));
  else if (right.every((y) => y.k === 'const' && y.c.kind === 'str')) {
    // `x in "abc"`: only characters of the constant.
    const text = onlyString(right) ?? '';
    for (const atom of left) {
      if (atom.k === 'unknown')
        inside.push({ id: atom.id, neutral: 0n, chars: charsOf(text), constant: true, doubts: 0 });
    }
  }
  return positive ? testResult(inside, outside) : testResult(outside, inside);
}

/** `".." not in x.split("/")`: x does not climb. */
function noParentSegment(a: Activation, loc: number): Implication[] {
  const object = a.state.get(loc);
  if (object?.k !== 'list' || object.items.length > 0) return [];
  return (object.rest ?? []).flatMap((piece) =>
    piece.k === 'unknown' && piece.via?.op === 'split' && piece.via.of.k === 'unknown'
      ? proofs(piece.via.of, { chars: anyChar & ~dotDot })
      : [],
  );
}

/** No quote between the first and the last character, which are that quote: the text is a plain string literal. */
function quotedLiteral(a: Activation, atom: Atom, quote: string): Implication[] {
  if (atom.k !== 'unknown' || atom.via?.op !== 'inside' || atom.via.of.k !== 'unknown') return [];
  const whole = atom.via.of;
  for (const start of [true, false]) if (!factOf(a.state.facts, quoteMark(whole, quote, start))?.constant) return [];
  return proofs(whole, { neutral: a.engine.kindsOf('code-injection') });
}

function textIds(atom: Atom): number[] {
  if (atom.k === 'string') return atom.parts.flatMap((p) => (typeof p === 'string' ? [] : [p.id]));
  if (atom.k !== 'unknown') return [];
  const out = [atom.id];
  // The same text before it was stripped, copied or decoded.
  for (let up = atom.via; up && injective.has(up.op) && up.of.k === 'unknown'; up = up.of.via) out.push(up.of.id);
  return out;
}

/** Something that has members (an unknown value may be a string, which has substrings). */
const isCollection = (y: Atom): boolean =>
  y.k === 'ref' || y.k === 'api' || (y.k === 'unknown' && (y.types & ~16) !== 0);
