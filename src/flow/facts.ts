/** Facts proved about unknown values, seen from the values: what holds for an origin holds for what was made of it. */
import type { Fact, State } from './state.ts';
import { addDoubt, neutralise, noTaints } from './taint.ts';
import {
  type Atom,
  type Implication,
  isScalar,
  never,
  partOf,
  type UnknownAtom,
  unknownAtom,
  type Value,
} from './values.ts';

/** Operations whose result has the same characters as their operand. */
const sameText = new Set(['same', 'str', 'str()', 'encode', 'decode', 'copy']);

/** A proof about a value, and about what it is the same text as. */
export function proofs(hole: UnknownAtom, fact: Partial<Fact>): Implication[] {
  const out: Implication[] = [];
  for (let at: UnknownAtom | undefined = hole, depth = 0; at && depth < 8; depth++) {
    out.push({ id: at.id, neutral: 0n, chars: undefined, constant: false, doubts: 0, ...fact });
    at = at.via && sameText.has(at.via.op) && at.via.of.k === 'unknown' ? at.via.of : undefined;
  }
  return out;
}

/** The first value with the same text. */
function sameTextOrigin(hole: UnknownAtom): UnknownAtom {
  let at = hole;
  for (let depth = 0; depth < 8 && at.via && sameText.has(at.via.op) && at.via.of.k === 'unknown'; depth++) {
    at = at.via.of;
  }
  return at;
}

/** Stands for "starts (or ends) with this quote" in the facts about a text. */
export const quoteMark = (hole: UnknownAtom, quote: string, start: boolean): UnknownAtom =>
  partOf(sameTextOrigin(hole), `${start ? '^' : '$'}${quote}`);

/** Stands for "is a relative path" in the facts about a text. */
export const relativeMark = (hole: UnknownAtom): UnknownAtom => partOf(sameTextOrigin(hole), '^/');

/** Operations that keep every character test and neutralisation of their operand. */
const identityOps = new Set(['same', 'str', 'strip', 'encode', 'decode', 'copy', 'str()']);

/** What is known about a value through itself and its origins. */
export function factOf(facts: ReadonlyMap<number, Fact>, atom: UnknownAtom, depth = 0): Fact | undefined {
  if (facts.size === 0) return undefined;
  const own = facts.get(atom.id);
  if (!atom.via || depth > 8) return own;
  const { op, of } = atom.via;
  if (of.k === 'string') {
    const holes = of.parts.filter((p): p is UnknownAtom => typeof p !== 'string');
    if (!holes.every((hole) => factOf(facts, hole, depth + 1)?.constant)) return own;
    return { neutral: own?.neutral ?? 0n, chars: own?.chars, constant: true, doubts: own?.doubts ?? 0 };
  }
  const parent = of.k === 'unknown' ? factOf(facts, of, depth + 1) : undefined;
  if (!parent) return own;
  if (identityOps.has(op)) return own ? merge(own, parent) : parent;
  if (!parent.constant) return own;
  return own ? { ...own, constant: true } : { neutral: 0n, chars: undefined, constant: true, doubts: parent.doubts };
}

function merge(a: Fact, b: Fact): Fact {
  const chars = a.chars === undefined ? b.chars : b.chars === undefined ? a.chars : a.chars & b.chars;
  return { neutral: a.neutral | b.neutral, chars, constant: a.constant || b.constant, doubts: a.doubts | b.doubts };
}

/** The value with a fact built in. */
export function applyFact(atom: UnknownAtom, fact: Fact): UnknownAtom {
  const taints = fact.constant ? noTaints : addDoubt(neutralise(atom.taints, fact.neutral), fact.doubts);
  const chars = fact.chars === undefined ? atom.chars : atom.chars & fact.chars;
  return unknownAtom(atom.types, taints, chars, { op: 'same', of: atom });
}

/** Builds what the state knows into a value. `only` limits it to facts about these ids. */
export function pinFacts(facts: ReadonlyMap<number, Fact>, value: Value, only?: ReadonlySet<number>): Value {
  if (value === never || facts.size === 0) return value;
  let changed = false;
  const out = value.map((atom): Atom => {
    if (!isScalar(atom) || atom.k === 'const') return atom;
    const next = pinAtom(facts, atom, only);
    if (next !== atom) changed = true;
    return next;
  });
  return changed ? out : value;
}

function pinAtom(facts: ReadonlyMap<number, Fact>, atom: Atom, only: ReadonlySet<number> | undefined): Atom {
  if (atom.k === 'unknown') {
    if (only && !rests(atom, only, 0)) return atom;
    const fact = factOf(facts, atom);
    return fact ? applyFact(atom, fact) : atom;
  }
  if (atom.k !== 'string') return atom;
  const parts = atom.parts.map((p) => (typeof p === 'string' ? p : (pinAtom(facts, p, only) as UnknownAtom)));
  return parts.every((p, i) => p === atom.parts[i]) ? atom : { ...atom, parts };
}

/** Whether a value is, or was made of, one of the ids. */
function rests(atom: UnknownAtom, ids: ReadonlySet<number>, depth: number): boolean {
  if (ids.has(atom.id)) return true;
  const of = atom.via?.of;
  if (!of || depth > 8) return false;
  if (of.k === 'unknown') return rests(of, ids, depth + 1);
  return of.k === 'string' && of.parts.some((p) => typeof p !== 'string' && rests(p, ids, depth + 1));
}

/** Before a join forgets facts about `lost`, builds them into the variables of the running function. */
export function pinState(state: State, lost: ReadonlySet<number>): void {
  const frame = state.get(state.focus);
  if (frame?.k !== 'frame') return;
  for (const [symbol, value] of frame.vars) {
    const next = pinFacts(state.facts, value, lost);
    if (next !== value) state.write(state.focus, symbol, next);
  }
}
