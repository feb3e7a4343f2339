/** Expressions: each evaluates to an abstract value, with its effects on the activation's state. */
import { type BinaryOperator, binary, unary } from '../python/constants/index.ts';
import * as py from '../python/index.ts';
import { Kind } from '../python/index.ts';
import { type Activation, deepTaints } from './activation.ts';
import { getAttribute } from './attributes.ts';
import { evaluateCall } from './call.ts';
import { integerChars, numeric } from './charset.ts';
import { compareValues } from './compare.ts';
import { comprehension } from './comprehension.ts';
import { assume, decide } from './conditions.ts';
import { lambdaValue } from './definitions.ts';
import { pinFacts } from './facts.ts';
import { formatted, percent } from './formatting.ts';
import { iterationOf } from './iterate.ts';
import { loadName } from './names.ts';
import { items } from './program.ts';
import { fromConstant, keyOf, toConstant } from './reify.ts';
import { combine, type Parts } from './shapes.ts';
import type { DictEntry } from './state.ts';
import { subscriptValue } from './subscript.ts';
import { joinTaints, noTaints } from './taint.ts';
import { assign } from './targets.ts';
import { textOf } from './text.ts';
import {
  type Atom,
  bool,
  boolean,
  bottom,
  type ConstAtom,
  constAtom,
  isScalar,
  join,
  never,
  none,
  shallowTaints,
  type,
  type UnknownAtom,
  unknown,
  type Value,
} from './values.ts';

/** Evaluates one expression. */
export function evaluate(a: Activation, node: number): Value {
  const { words } = a;
  a.engine.step();
  switch (words[node]) {
    case Kind.Constant:
      return a.engine.literal(a.def, node);
    case Kind.Name:
      return loadName(a, node);
    case Kind.Attribute: {
      const base = evaluate(a, py.Attribute.value(words, node));
      return base === never ? never : getAttribute(a, base, py.Attribute.attr(words, node), node);
    }
    case Kind.Call:
      return evaluateCall(a, node);
    case Kind.Subscript: {
      const base = evaluate(a, py.Subscript.value(words, node));
      return subscriptValue(a, base, py.Subscript.slice(words, node), node);
    }
    case Kind.BinOp: {
      const left = evaluate(a, py.BinOp.left(words, node));
      const right = evaluate(a, py.BinOp.right(words, node));
      return binaryOperation(a, py.BinOp.op(words, node), left, right, node, false);
    }
    case Kind.BoolOp:
      return evaluateBool(a, node);
    case Kind.UnaryOp:
      return evaluateUnary(a, node);
    case Kind.Compare:
      return compareValues(a, node);
    case Kind.IfExp:
      return evaluateConditional(a, node);
    case Kind.JoinedStr:
    case Kind.TemplateStr:
      return evaluateJoined(a, node);
    case Kind.FormattedValue:
    case Kind.Interpolation:
      return combine([formatted(a, node)]);
    case Kind.List:
      return sequence(a, 'list', py.List.elts(words, node));
    case Kind.Tuple:
      return sequence(a, 'tuple', py.Tuple.elts(words, node));
    case Kind.SetExpr:
      return sequence(a, 'set', py.SetExpr.elts(words, node));
    case Kind.Dict:
      return evaluateDict(a, node);
    case Kind.ListComp:
    case Kind.SetComp:
    case Kind.GeneratorExp:
    case Kind.DictComp:
      return comprehension(a, node);
    case Kind.Lambda:
      return lambdaValue(a, node);
    case Kind.NamedExpr: {
      const value = evaluate(a, py.NamedExpr.value(words, node));
      assign(a, py.NamedExpr.target(words, node), value);
      return value;
    }
    case Kind.Await:
      return awaited(evaluate(a, py.Await.value(words, node)));
    case Kind.Yield: {
      const source = py.Yield.value(words, node);
      a.yields = join(a.yields, source ? evaluate(a, source) : none);
      return unknown();
    }
    case Kind.YieldFrom: {
      const iteration = iterationOf(a, evaluate(a, py.YieldFrom.value(words, node)), node);
      a.yields = iteration.items.reduce((all, item) => join(all, item), join(a.yields, iteration.rest));
      return unknown();
    }
    case Kind.Starred:
      return evaluate(a, py.Starred.value(words, node));
    case Kind.Slice: {
      for (const part of [py.Slice.lower(words, node), py.Slice.upper(words, node), py.Slice.step(words, node)]) {
        if (part) evaluate(a, part);
      }
      return unknown(type.other);
    }
    default:
      return unknown();
  }
}

/** Coroutines are run when called, so awaiting their result changes nothing. */
function awaited(value: Value): Value {
  return value;
}

function evaluateBool(a: Activation, node: number): Value {
  const { words } = a;
  const isAnd = py.BoolOp.op(words, node) === py.BoolOperator.And;
  const operands = items(words, py.BoolOp.values(words, node));
  return boolChain(a, operands, 0, isAnd);
}

function boolChain(a: Activation, operands: readonly number[], index: number, isAnd: boolean): Value {
  const node = operands[index]!;
  const value = evaluate(a, node);
  if (index === operands.length - 1 || value === never) return value;
  const truth = decide(a, value);
  if (truth === !isAnd) return value;
  if (truth === isAnd) return boolChain(a, operands, index + 1, isAnd);
  // What is false holds no data: it is empty, zero or None.
  const skipped = value
    .filter((atom) => !isAlways(a, atom, isAnd))
    .map(
      (atom): Atom =>
        isAnd && (atom.k === 'unknown' || atom.k === 'string') && shallowTaints(atom).length > 0 ? emptyText : atom,
    );
  const rest = a.branch(a.state.fork(), () =>
    assume(a, node, isAnd, false, value) ? boolChain(a, operands, index + 1, isAnd) : undefined,
  );
  if (rest.result === undefined || rest.result === never) {
    assume(a, node, !isAnd, false, value);
    return skipped;
  }
  a.state.joinWith(rest.state);
  return bothTests(skipped, rest.result, isAnd) ?? join(skipped, rest.result);
}

const emptyText: Atom = constAtom({ kind: 'str', value: '' });

/** `p and q` as one test: its truth proves what both prove. */
function bothTests(left: Value, right: Value, isAnd: boolean): Value | undefined {
  const first = left.length === 1 && left[0]!.k === 'unknown' ? left[0] : undefined;
  const second = right.length === 1 && right[0]!.k === 'unknown' ? right[0] : undefined;
  if (!first || !second || first.k !== 'unknown' || second.k !== 'unknown') return undefined;
  if (first.types !== type.bool || second.types !== type.bool) return undefined;
  const [x, y] = [first.implies, second.implies];
  const whenTrue = isAnd ? [...(x?.whenTrue ?? []), ...(y?.whenTrue ?? [])] : [];
  const whenFalse = isAnd ? [] : [...(x?.whenFalse ?? []), ...(y?.whenFalse ?? [])];
  if (whenTrue.length + whenFalse.length === 0) return boolean;
  return [{ ...first, id: second.id, implies: { whenTrue, whenFalse } }];
}

function isAlways(a: Activation, atom: Atom, truth: boolean): boolean {
  return decide(a, [atom]) === truth;
}

function evaluateUnary(a: Activation, node: number): Value {
  const { words } = a;
  const op = py.UnaryOp.op(words, node);
  const value = evaluate(a, py.UnaryOp.operand(words, node));
  if (op === py.UnaryOperator.Not) {
    const truth = decide(a, value);
    if (truth !== undefined) return bool(!truth);
    const atom = value.length === 1 ? value[0] : undefined;
    if (atom?.k === 'unknown' && atom.implies) {
      const { whenTrue, whenFalse } = atom.implies;
      return [{ ...atom, types: type.bool, taints: noTaints, implies: { whenTrue: whenFalse, whenFalse: whenTrue } }];
    }
    return boolean;
  }
  const name = op === py.UnaryOperator.USub ? '-' : op === py.UnaryOperator.UAdd ? '+' : '~';
  return mapScalars(
    value,
    (atom) => {
      const folded = unary(name, atom.c);
      return folded ? [constAtom(folded)] : unknown(type.int | type.float);
    },
    (taints) => unknown(type.int | type.float | type.other, taints, numeric),
  );
}

/** Applies a function to constants and another to what is not. */
function mapScalars(
  value: Value,
  onConst: (atom: ConstAtom) => Value,
  onOther: (taints: UnknownAtom['taints']) => Value,
): Value {
  let out: Value = bottom;
  for (const atom of value) {
    out = join(
      out,
      atom.k === 'const' ? onConst(atom) : onOther(isScalar(atom) && atom.k === 'unknown' ? atom.taints : noTaints),
    );
  }
  return out;
}

function evaluateConditional(a: Activation, node: number): Value {
  const { words } = a;
  const test = py.IfExp.test(words, node);
  const body = py.IfExp.body(words, node);
  const orelse = py.IfExp.orelse(words, node);
  const value = evaluate(a, test);
  const truth = decide(a, value);
  if (truth !== undefined) {
    assume(a, test, truth, false, value);
    return evaluate(a, truth ? body : orelse);
  }
  const then = a.branch(a.state.fork(), () =>
    assume(a, test, true, false, value) ? pinned(a, evaluate(a, body)) : undefined,
  );
  const other = assume(a, test, false, false, value) ? pinned(a, evaluate(a, orelse)) : undefined;
  if (then.result === undefined || then.result === never) return other ?? bottom;
  if (other === undefined || other === never) {
    a.state = then.state;
    return then.result;
  }
  a.state.joinWith(then.state);
  return join(then.result, other);
}

/** Keeps on the value what the state knows, before a join forgets it. */
export function pinned(a: Activation, value: Value): Value {
  return pinFacts(a.state.facts, value);
}

function evaluateJoined(a: Activation, node: number): Value {
  const { words } = a;
  const pieces: (readonly Parts[])[] = [];
  for (const part of items(words, py.JoinedStr.values(words, node))) {
    if (words[part] === Kind.FormattedValue || words[part] === Kind.Interpolation) pieces.push(formatted(a, part));
    else pieces.push(textOf(a, evaluate(a, part)));
  }
  return a.engine.traced(a, combine(pieces), node, 'is put into a string');
}

function sequence(a: Activation, kind: 'list' | 'tuple' | 'set', list: number): Value {
  const { words } = a;
  const values: Value[] = [];
  let rest: Value | undefined;
  for (const element of items(words, list)) {
    if (words[element] === Kind.Starred) {
      const source = evaluate(a, py.Starred.value(words, element));
      const iteration = iterationOf(a, source, element);
      if (iteration.exact && !rest) values.push(...iteration.items);
      else rest = iteration.items.reduce((all, item) => join(all, item), join(rest ?? bottom, iteration.rest));
      continue;
    }
    const value = evaluate(a, element);
    if (rest) rest = join(rest, value);
    else values.push(value);
  }
  return [{ k: 'ref', loc: a.state.list(kind, values, rest) }];
}

function evaluateDict(a: Activation, node: number): Value {
  const { words } = a;
  const keys = py.Dict.keys(words, node);
  const values = py.Dict.values(words, node);
  const loc = a.state.dict();
  for (let i = 0; i < py.listLength(words, values); i++) {
    const keyNode = py.listItem(words, keys, i);
    const valueNode = py.listItem(words, values, i);
    if (keyNode) {
      const key = evaluate(a, keyNode);
      storeEntry(a, loc, key, evaluate(a, valueNode));
    } else mergeInto(a, loc, evaluate(a, valueNode));
  }
  return [{ k: 'ref', loc }];
}

/** `d[key] = value` on one dictionary. */
export function storeEntry(a: Activation, loc: number, key: Value, value: Value, weak = false): void {
  const object = a.state.own(loc);
  if (object?.k !== 'dict') return;
  const exact = key.length > 0 && key.every((k): k is ConstAtom => k.k === 'const');
  if (!exact) {
    object.rest = join(object.rest ?? bottom, value);
    object.keys = join(object.keys, key);
    return;
  }
  for (const atom of key as readonly ConstAtom[]) {
    const text = keyOf(atom);
    const old = object.entries.get(text);
    const sure = key.length === 1 && !weak;
    const entry: DictEntry = sure
      ? { key: atom, value, maybe: false }
      : { key: atom, value: old ? join(old.value, value) : value, maybe: old ? old.maybe : true };
    object.entries.set(text, entry);
  }
}

/** `{**source}` and `update(source)`. */
export function mergeInto(a: Activation, loc: number, source: Value): void {
  for (const atom of source) {
    const from = atom.k === 'ref' ? a.state.get(atom.loc) : undefined;
    if (from?.k === 'dict') {
      for (const entry of from.entries.values())
        storeEntry(a, loc, [entry.key], entry.value, entry.maybe || source.length > 1);
      const target = a.state.own(loc);
      if (from.rest && target?.k === 'dict') {
        target.rest = join(target.rest ?? bottom, from.rest);
        target.keys = join(target.keys, from.keys);
      }
      continue;
    }
    if (atom.k === 'const') continue;
    const target = a.state.own(loc);
    if (target?.k !== 'dict') continue;
    const value = unknown(type.any, deepTaints(a.state, [atom]));
    target.rest = join(target.rest ?? bottom, value);
    target.keys = join(target.keys, value);
  }
}

const operatorNames: readonly BinaryOperator[] = ['+', '-', '*', '@', '/', '%', '**', '<<', '>>', '|', '^', '&', '//'];

/** `left op right` on all alternatives. */
export function binaryOperation(
  a: Activation,
  op: number,
  left: Value,
  right: Value,
  node: number,
  inPlace: boolean,
): Value {
  if (left === never || right === never) return never;
  const lc = toConstant(a.state, left);
  const rc = lc && toConstant(a.state, right);
  if (lc && rc && !(inPlace && lc.kind === 'list')) {
    const folded = binary(operatorNames[op]!, lc, rc);
    if (folded) return fromConstant(a.state, folded);
  }
  if (op === py.Operator.Mod && left.some(isTextual))
    return a.engine.traced(a, percent(a, left, right), node, 'is formatted into a string');
  if (op === py.Operator.Add) return add(a, left, right, node, inPlace);
  let out: Value = bottom;
  let budget = 24;
  for (const x of left) {
    for (const y of right) {
      if (--budget < 0) break;
      out = join(out, operate(a, op, x, y, node, inPlace));
    }
  }
  return out;
}

const isTextual = (atom: Atom): boolean =>
  atom.k === 'string' ||
  (atom.k === 'const' && (atom.c.kind === 'str' || atom.c.kind === 'bytes')) ||
  (atom.k === 'unknown' &&
    (atom.types & (type.int | type.float)) === 0 &&
    (atom.types & (type.str | type.bytes)) !== 0);

function add(a: Activation, left: Value, right: Value, node: number, inPlace: boolean): Value {
  const scalarsLeft = left.filter(isScalar);
  const scalarsRight = right.filter(isScalar);
  let out: Value = bottom;
  if (
    scalarsLeft.length > 0 &&
    (scalarsRight.length > 0 || right.some((y) => y.k === 'api')) &&
    (left.some(isTextual) || right.some(isTextual))
  ) {
    const text = combine(
      [
        textOf(a, scalarsLeft),
        textOf(
          a,
          right.filter((y) => y.k !== 'ref'),
        ),
      ],
      isBytes(left) || isBytes(right),
    );
    out = join(out, a.engine.traced(a, text, node, 'is put into a string'));
  } else if (scalarsLeft.length > 0 && scalarsRight.length > 0) {
    for (const x of scalarsLeft)
      for (const y of scalarsRight) out = join(out, operate(a, py.Operator.Add, x, y, node, inPlace));
  }
  for (const x of left) {
    for (const y of right) {
      if (isScalar(x) && (isScalar(y) || y.k === 'api') && out.length > 0) continue;
      out = join(out, operate(a, py.Operator.Add, x, y, node, inPlace));
    }
  }
  return out;
}

const isBytes = (value: Value): boolean =>
  value.some((x) => (x.k === 'const' && x.c.kind === 'bytes') || (x.k === 'string' && x.bytes));

function operate(a: Activation, op: number, x: Atom, y: Atom, node: number, inPlace: boolean): Value {
  if (x.k === 'const' && y.k === 'const') {
    const folded = binary(operatorNames[op]!, x.c, y.c);
    if (folded) return fromConstant(a.state, folded);
    return unknown();
  }
  const listed = listOperation(a, op, x, y, inPlace);
  if (listed) return listed;
  const special = a.engine.operatorMethod(a, op, x, y, node, inPlace);
  if (special) return special;
  const taints = joinTaints(deepTaints(a.state, [x]), deepTaints(a.state, [y]));
  const numbers = isNumber(x) && isNumber(y);
  if (numbers) {
    const whole = op !== py.Operator.Div && !isFloat(x) && !isFloat(y);
    return unknown(whole ? type.int : type.int | type.float, taints, whole ? integerChars : numeric);
  }
  return unknown(type.any, taints);
}

const isNumber = (x: Atom): boolean =>
  (x.k === 'const' && (x.c.kind === 'int' || x.c.kind === 'float' || x.c.kind === 'bool')) ||
  (x.k === 'unknown' && (x.types & ~(type.int | type.float | type.bool)) === 0);
const isFloat = (x: Atom): boolean =>
  (x.k === 'const' && x.c.kind === 'float') || (x.k === 'unknown' && (x.types & type.float) !== 0);

/** Concatenation and repetition of containers, union of sets and dictionaries. */
function listOperation(a: Activation, op: number, x: Atom, y: Atom, inPlace: boolean): Value | undefined {
  if (x.k !== 'ref') return undefined;
  const object = a.state.get(x.loc);
  if (object?.k === 'dict' && op === py.Operator.BitOr) {
    if (inPlace) {
      mergeInto(a, x.loc, [y]);
      return [x];
    }
    const loc = a.state.dict(new Map(object.entries), object.rest, object.keys);
    mergeInto(a, loc, [y]);
    return [{ k: 'ref', loc }];
  }
  if (object?.k !== 'list') return undefined;
  if (op === py.Operator.Mult) {
    const times = y.k === 'const' && y.c.kind === 'int' ? Number(y.c.value) : -1;
    if (times >= 0 && !object.rest && object.items.length * times <= 25) {
      const copies = Array.from({ length: times }, () => object.items).flat();
      return [{ k: 'ref', loc: a.state.list(object.type, copies) }];
    }
    return [
      {
        k: 'ref',
        loc: a.state.list(
          object.type,
          [],
          object.items.reduce((all, v) => join(all, v), object.rest ?? bottom),
        ),
      },
    ];
  }
  if (op !== py.Operator.Add && op !== py.Operator.BitOr) return undefined;
  const iteration = iterationOf(a, [y], 0);
  const exact = iteration.exact && !object.rest;
  const more = iteration.items.reduce((all, v) => join(all, v), iteration.rest);
  if (inPlace && object.type === 'list') {
    const own = a.state.own(x.loc);
    if (own?.k === 'list') {
      if (exact) own.items.push(...iteration.items);
      else own.rest = join(own.rest ?? bottom, more);
    }
    return [x];
  }
  if (exact) return [{ k: 'ref', loc: a.state.list(object.type, [...object.items, ...iteration.items]) }];
  return [{ k: 'ref', loc: a.state.list(object.type, object.items, join(object.rest ?? bottom, more)) }];
}
