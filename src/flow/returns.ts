/** The join of a function's returns; true and false returns become a test that proves what held on each side. */
import type { Activation, Exit } from './activation.ts';
import { atomTruth } from './conditions.ts';
import { pinFacts } from './facts.ts';
import { bottom, type Implication, join, never, testResult, type Value } from './values.ts';

export function summariseReturns(run: Activation): Value {
  const exits = run.returns;
  if (exits.length === 0) return never;
  const test = exits.length > 1 ? validator(run, exits) : undefined;
  let value: Value = bottom;
  for (const exit of exits) value = join(value, pinFacts(exit.state.facts, exit.value));
  const [first, ...others] = exits;
  run.state = first!.state;
  for (const other of others) run.state.joinWith(other.state);
  return test ?? value;
}

/** `if not ok(x): return False … return True`: what holds whenever it is true. */
function validator(run: Activation, exits: readonly Exit[]): Value | undefined {
  const yes: Exit[] = [];
  const no: Exit[] = [];
  for (const exit of exits) {
    const atom = exit.value.length === 1 ? exit.value[0] : undefined;
    if (atom?.k === 'const' && (atom.c.kind === 'bool' || atom.c.kind === 'none')) {
      (atomTruth(run, atom) ? yes : no).push(exit);
    } else if (atom?.k === 'unknown' && atom.implies) {
      yes.push(withProofs(exit, atom.implies.whenTrue));
      no.push(withProofs(exit, atom.implies.whenFalse));
    } else return undefined;
  }
  if (yes.length === 0 || no.length === 0) return undefined;
  const whenTrue = common(yes);
  const whenFalse = common(no);
  return whenTrue.length + whenFalse.length > 0 ? testResult(whenTrue, whenFalse) : undefined;
}

function withProofs(exit: Exit, proofs: readonly Implication[]): Exit {
  const state = exit.state.fork();
  for (const proof of proofs) state.prove(proof);
  return { ...exit, state };
}

/** Proofs that hold in all of these states. */
function common(exits: readonly Exit[]): Implication[] {
  const out: Implication[] = [];
  for (const [id, fact] of exits[0]!.state.facts) {
    let neutral = fact.neutral;
    let chars = fact.chars;
    let constant = fact.constant;
    let every = true;
    for (const { state } of exits.slice(1)) {
      const other = state.facts.get(id);
      if (!other) {
        every = false;
        break;
      }
      neutral &= other.constant ? neutral : other.neutral;
      chars = chars !== undefined && other.chars !== undefined ? chars | other.chars : undefined;
      constant &&= other.constant;
    }
    if (every) out.push({ id, neutral, chars, constant, doubts: fact.doubts });
  }
  return out;
}
