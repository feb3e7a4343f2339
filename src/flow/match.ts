/** `match`: cases decided by constants are taken or skipped, others join. */

import { type Constant, compare } from '../python/constants/index.ts';
import * as py from '../python/index.ts';
import { Kind } from '../python/index.ts';
import { type Activation, deepTaints } from './activation.ts';
import { getAttribute } from './attributes.ts';
import { assume, decide } from './conditions.ts';
import { evaluate } from './evaluate.ts';
import { iterationOf } from './iterate.ts';
import { items } from './program.ts';
import { toConstant } from './reify.ts';
import type { State } from './state.ts';
import { elementAt } from './subscript.ts';
import { assign, assignName } from './targets.ts';
import { constAtom, type Implication, never, unknown, type Value } from './values.ts';

/** Runs the cases of a match statement. */
export function runMatch(a: Activation, node: number, run: (body: number) => boolean): boolean {
  const { words } = a;
  const subjectNode = py.Match.subject(words, node);
  let subject = evaluate(a, subjectNode);
  if (subject === never) return false;
  const ends: State[] = [];
  let open = true;
  for (const matchCase of items(words, py.Match.cases(words, node))) {
    const pattern = py.MatchCase.pattern(words, matchCase);
    const guard = py.MatchCase.guard(words, matchCase);
    const before = a.state;
    a.state = before.fork();
    let verdict = matches(a, pattern, subject, subjectNode);
    let alive = verdict !== false;
    if (alive && guard) {
      const value = evaluate(a, guard);
      const truth = decide(a, value);
      if (truth === false || !assume(a, guard, true, false, value)) alive = false;
      if (truth !== true) verdict = undefined;
    }
    if (alive && run(py.MatchCase.body(words, matchCase))) ends.push(a.state);
    a.state = before;
    if (alive && verdict === true) {
      open = false;
      break;
    }
    subject = withoutConstants(a, pattern, guard, subject);
    if (subject.length === 0) {
      open = false;
      break;
    }
  }
  if (open) ends.push(a.state);
  const [first, ...others] = ends;
  if (!first) return false;
  a.state = first;
  for (const other of others) a.state.joinWith(other);
  return true;
}

/** Alternatives that a failed literal pattern leaves. */
function withoutConstants(a: Activation, pattern: number, guard: number, subject: Value): Value {
  if (guard) return subject;
  const constants = patternConstants(a, pattern);
  if (!constants) return subject;
  return subject.filter((atom) => atom.k !== 'const' || !constants.some((c) => compare('==', c, atom.c) === true));
}

function patternConstants(a: Activation, pattern: number): readonly Constant[] | undefined {
  const { words } = a;
  if (words[pattern] === Kind.MatchValue) {
    const c = toConstant(a.state, evaluate(a, py.MatchValue.value(words, pattern)));
    return c && [c];
  }
  if (words[pattern] === Kind.MatchSingleton) return [singleton(words, pattern)];
  if (words[pattern] === Kind.MatchOr) {
    const all: Constant[] = [];
    for (const part of items(words, py.MatchOr.patterns(words, pattern))) {
      const found = patternConstants(a, part);
      if (!found) return undefined;
      all.push(...found);
    }
    return all;
  }
  return undefined;
}

function singleton(words: Int32Array, pattern: number): Constant {
  const kind = py.constantKindOf(words, pattern);
  if (kind === py.ConstantKind.None) return { kind: 'none' };
  return { kind: 'bool', value: kind === py.ConstantKind.True };
}

/** Binds a pattern; true, false, or undefined when it depends. */
function matches(a: Activation, pattern: number, subject: Value, subjectNode: number): boolean | undefined {
  const { words } = a;
  switch (words[pattern]) {
    case Kind.MatchAs: {
      const inner = py.MatchAs.pattern(words, pattern);
      const name = py.MatchAs.name(words, pattern);
      const verdict = inner ? matches(a, inner, subject, subjectNode) : true;
      if (name && verdict !== false) assignName(a, name, subject);
      return verdict;
    }
    case Kind.MatchValue:
    case Kind.MatchSingleton:
    case Kind.MatchOr:
      return matchConstants(a, pattern, subject, subjectNode);
    case Kind.MatchSequence: {
      const parts = items(words, py.MatchSequence.patterns(words, pattern));
      const iteration = iterationOf(a, subject, pattern);
      const star = parts.some((p) => words[p] === Kind.MatchStar);
      if (
        iteration.exact &&
        (star ? iteration.items.length < parts.length - 1 : iteration.items.length !== parts.length)
      )
        return false;
      const any: Value = [...iteration.items.flat(), ...iteration.rest];
      let verdict: boolean | undefined =
        iteration.exact && subject.length === 1 && subject[0]!.k === 'ref' && !star ? true : undefined;
      parts.forEach((part, i) => {
        const one = matches(a, part, iteration.exact && !star ? iteration.items[i]! : any, 0);
        if (one === false) verdict = false;
        else if (one === undefined && verdict) verdict = undefined;
      });
      return verdict;
    }
    case Kind.MatchStar: {
      const name = py.MatchStar.name(words, pattern);
      if (name) assignName(a, name, [{ k: 'ref', loc: a.state.list('list', [], subject) }]);
      return undefined;
    }
    case Kind.MatchMapping: {
      const keys = items(words, py.MatchMapping.keys(words, pattern));
      items(words, py.MatchMapping.patterns(words, pattern)).forEach((part, i) => {
        matches(a, part, elementAt(a, subject, evaluate(a, keys[i]!)), 0);
      });
      const rest = py.MatchMapping.rest(words, pattern);
      if (rest) assignName(a, rest, subject);
      return undefined;
    }
    case Kind.MatchClass: {
      const attributes = py.MatchClass.kwdAttrs(words, pattern);
      items(words, py.MatchClass.kwdPatterns(words, pattern)).forEach((part, i) => {
        matches(a, part, getAttribute(a, subject, py.listItem(words, attributes, i), pattern), 0);
      });
      for (const part of items(words, py.MatchClass.patterns(words, pattern))) {
        matches(a, part, subject.length > 0 ? unknown(undefined, deepTaints(a.state, subject)) : subject, 0);
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

function matchConstants(a: Activation, pattern: number, subject: Value, subjectNode: number): boolean | undefined {
  const constants = patternConstants(a, pattern);
  if (!constants) return undefined;
  let all = true;
  let some = false;
  const kept: Value[number][] = [];
  for (const atom of subject) {
    if (atom.k === 'const') {
      if (constants.some((c) => compare('==', c, atom.c) === true)) {
        some = true;
        kept.push(atom);
      } else all = false;
      continue;
    }
    all = false;
    if (atom.k === 'unknown') {
      some = true;
      const proof: Implication = { id: atom.id, neutral: 0n, chars: undefined, constant: true, doubts: 0 };
      a.state.prove(proof);
      kept.push(...constants.filter((c) => c.kind !== 'tuple').map(constAtom));
    } else if (atom.k === 'string') {
      some = true;
      kept.push(...constants.map(constAtom));
    }
  }
  if (!some) return false;
  if (subjectNode && a.words[subjectNode] === Kind.Name) assign(a, subjectNode, kept);
  return all ? true : undefined;
}
