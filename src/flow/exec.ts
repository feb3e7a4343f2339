/** Statements: each runs on the activation's state and answers whether execution continues after it. */
import * as py from '../python/index.ts';
import { Kind, listItem, listLength } from '../python/index.ts';
import type { Activation, Handler, LoopExits } from './activation.ts';
import { assume, decide } from './conditions.ts';
import { defineClass, defineFunction } from './definitions.ts';
import { binaryOperation, evaluate } from './evaluate.ts';
import { importFrom, importNames } from './imports.ts';
import { iterationOf } from './iterate.ts';
import { runMatch } from './match.ts';
import { items } from './program.ts';
import type { State } from './state.ts';
import { assign, assignName, deleteTarget } from './targets.ts';
import { bottom, join, never, none, unknown, type Value } from './values.ts';
import { enterContext } from './with.ts';

const unrollLimit = 24;
const loopRounds = 4;

/** Runs a list of statements. False: control never comes to the end. */
export function runBlock(a: Activation, list: number): boolean {
  const { words } = a;
  const count = listLength(words, list);
  for (let i = 0; i < count; i++) if (!runStatement(a, listItem(words, list, i))) return false;
  return true;
}

function runStatement(a: Activation, node: number): boolean {
  const { words } = a;
  a.engine.step();
  a.state.focus = a.frame;
  if (a.handlers.length > 0) mayRaise(a);
  switch (words[node]) {
    case Kind.Expr: {
      const value = evaluate(a, py.Expr.value(words, node));
      return value !== never;
    }
    case Kind.Assign: {
      const value = evaluate(a, py.Assign.value(words, node));
      if (value === never) return false;
      for (const target of items(words, py.Assign.targets(words, node))) assign(a, target, value);
      return true;
    }
    case Kind.AugAssign: {
      const target = py.AugAssign.target(words, node);
      const left = evaluate(a, target);
      const right = evaluate(a, py.AugAssign.value(words, node));
      if (right === never) return false;
      assign(a, target, binaryOperation(a, py.AugAssign.op(words, node), left, right, node, true));
      return true;
    }
    case Kind.AnnAssign: {
      const source = py.AnnAssign.value(words, node);
      if (!source) return true;
      const value = evaluate(a, source);
      if (value === never) return false;
      assign(a, py.AnnAssign.target(words, node), value);
      return true;
    }
    case Kind.Return: {
      const source = py.Return.value(words, node);
      const value = source ? evaluate(a, source) : none;
      if (value === never) return false;
      a.returns.push({ state: a.state, value, node });
      return false;
    }
    case Kind.If:
      return runIf(
        a,
        py.If.test(words, node),
        () => runBlock(a, py.If.body(words, node)),
        () => runBlock(a, py.If.orelse(words, node)),
      );
    case Kind.For:
    case Kind.AsyncFor:
      return runFor(a, node);
    case Kind.While:
      return runWhile(a, node);
    case Kind.Try:
    case Kind.TryStar:
      return runTry(a, node);
    case Kind.With:
    case Kind.AsyncWith: {
      for (const item of items(words, py.With.items(words, node))) {
        const value = enterContext(a, py.WithItem.contextExpr(words, item));
        const target = py.WithItem.optionalVars(words, item);
        if (target) assign(a, target, value);
      }
      return runBlock(a, py.With.body(words, node));
    }
    case Kind.Match:
      return runMatch(a, node, (body) => runBlock(a, body));
    case Kind.Raise: {
      const exc = py.Raise.exc(words, node);
      const value = exc ? evaluate(a, exc) : unknown();
      const cause = py.Raise.cause(words, node);
      if (cause) evaluate(a, cause);
      raise(a, value);
      return false;
    }
    case Kind.Assert: {
      evaluate(a, py.Assert.test(words, node));
      return assume(a, py.Assert.test(words, node), true, true);
    }
    case Kind.Break:
      a.loops[a.loops.length - 1]?.breaks.push(a.state);
      return false;
    case Kind.Continue:
      a.loops[a.loops.length - 1]?.continues.push(a.state);
      return false;
    case Kind.Delete:
      for (const target of items(words, py.Delete.targets(words, node))) deleteTarget(a, target);
      return true;
    case Kind.Import:
      importNames(a, node);
      return true;
    case Kind.ImportFrom:
      importFrom(a, node);
      return true;
    case Kind.FunctionDef:
    case Kind.AsyncFunctionDef:
      defineFunction(a, node);
      return true;
    case Kind.ClassDef:
      defineClass(a, node);
      return true;
    default:
      return true;
  }
}

/** Runs two arms under a condition and joins their ends. */
export function runIf(a: Activation, test: number, then: () => boolean, otherwise: () => boolean): boolean {
  const value = evaluate(a, test);
  if (value === never) return false;
  const decided = decide(a, value);
  if (decided === true) return assume(a, test, true, false, value) && then();
  if (decided === false) return assume(a, test, false, false, value) && otherwise();
  const before = a.state;
  const thenState = before.fork();
  const first = a.branch(thenState, () => assume(a, test, true, false, value) && then());
  const second = assume(a, test, false, false, value) && otherwise();
  if (!first.result) return second;
  if (!second) {
    a.state = first.state;
    return true;
  }
  a.state.joinWith(first.state);
  return true;
}

function runFor(a: Activation, node: number): boolean {
  const { words } = a;
  const target = py.For.target(words, node);
  const body = py.For.body(words, node);
  const source = evaluate(a, py.For.iter(words, node));
  if (source === never) return false;
  const iteration = iterationOf(a, source, py.For.iter(words, node));
  const exits: LoopExits = { breaks: [], continues: [] };
  a.loops.push(exits);
  let alive = true;
  if (iteration.exact && iteration.items.length <= unrollLimit) {
    for (const item of iteration.items) {
      assign(a, target, item);
      alive = endRound(a, runBlock(a, body), exits);
      if (!alive) break;
    }
  } else {
    const element = iteration.items.reduce((all, item) => join(all, item), iteration.rest);
    for (let round = 0; round < loopRounds; round++) {
      const head = a.state.fork();
      assign(a, target, element);
      const end = endRound(a, runBlock(a, body), exits);
      if (!end) {
        a.state = head;
        break;
      }
      const ended = a.state;
      a.state = head;
      if (head.covers(ended)) break;
      a.state.joinWith(ended, round > 0);
    }
  }
  a.loops.pop();
  if (alive) alive = runBlock(a, py.For.orelse(words, node));
  return joinBreaks(a, alive, exits);
}

/** Joins the states of `continue` into the end of a loop body. */
function endRound(a: Activation, alive: boolean, exits: LoopExits): boolean {
  for (const state of exits.continues.splice(0)) {
    if (alive) a.state.joinWith(state);
    else a.state = state;
    alive = true;
  }
  return alive;
}

function joinBreaks(a: Activation, alive: boolean, exits: LoopExits): boolean {
  for (const state of exits.breaks) {
    if (alive) a.state.joinWith(state);
    else a.state = state;
    alive = true;
  }
  return alive;
}

function runWhile(a: Activation, node: number): boolean {
  const { words } = a;
  const test = py.While.test(words, node);
  const exits: LoopExits = { breaks: [], continues: [] };
  a.loops.push(exits);
  const alive = whileRounds(a, test, py.While.body(words, node), exits);
  a.loops.pop();
  const ended = alive ? runBlock(a, py.While.orelse(words, node)) : false;
  return joinBreaks(a, ended, exits);
}

/** False: the loop is never left through its condition. */
function whileRounds(a: Activation, test: number, body: number, exits: LoopExits): boolean {
  // While the condition is decided by constants the loop runs as it would.
  for (let round = 0; round < unrollLimit; round++) {
    const value = evaluate(a, test);
    if (value === never) return false;
    const decided = decide(a, value);
    if (decided === false) return assume(a, test, false, false, value);
    if (decided === undefined) break;
    if (round >= 2 && isConstantTrue(a, test)) break;
    if (!endRound(a, runBlock(a, body), exits)) return false;
  }
  const endless = isConstantTrue(a, test);
  for (let round = 0; round < loopRounds; round++) {
    const head = a.state.fork();
    evaluate(a, test);
    if (!assume(a, test, true)) {
      a.state = head;
      break;
    }
    if (!endRound(a, runBlock(a, body), exits)) {
      a.state = head;
      break;
    }
    const ended = a.state;
    a.state = head;
    if (head.covers(ended)) break;
    a.state.joinWith(ended, round > 0);
  }
  if (endless) return false;
  evaluate(a, test);
  return assume(a, test, false);
}

function isConstantTrue(a: Activation, test: number): boolean {
  return a.words[test] === Kind.Constant;
}

/** Notes the present state as one in which an exception may leave the `try` body. */
export function mayRaise(a: Activation): void {
  const handler = a.handlers[a.handlers.length - 1]!;
  if (!handler.state) handler.state = a.state.fork();
  else handler.state.joinWith(a.state);
}

/** An exception leaves the present place: to the handler, or out of the function. */
export function raise(a: Activation, value: Value): void {
  const handler = a.handlers[a.handlers.length - 1];
  if (!handler) {
    a.raises.push({ state: a.state, value, node: 0 });
    return;
  }
  handler.raised = join(handler.raised, value);
  if (!handler.state) handler.state = a.state.fork();
  else handler.state.joinWith(a.state);
}

function runTry(a: Activation, node: number): boolean {
  const { words } = a;
  const finalBody = py.Try.finalbody(words, node);
  const handlerNodes = items(words, py.Try.handlers(words, node));
  const outerReturns = a.returns.length;
  const handler: Handler = { state: undefined, raised: bottom };
  let alive: boolean;
  if (handlerNodes.length > 0) {
    a.handlers.push(handler);
    mayRaise(a);
    alive = runBlock(a, py.Try.body(words, node));
    a.handlers.pop();
  } else alive = runBlock(a, py.Try.body(words, node));
  if (alive) alive = runBlock(a, py.Try.orelse(words, node));
  const ends: State[] = alive ? [a.state] : [];
  for (const child of handlerNodes) {
    if (!handler.state) break;
    a.state = handler.state.fork();
    const name = py.ExceptHandler.name(words, child);
    if (name) assignName(a, name, caught(a, handler.raised, child));
    if (runBlock(a, py.ExceptHandler.body(words, child))) ends.push(a.state);
  }
  const [first, ...others] = ends;
  if (first) {
    a.state = first;
    for (const other of others) a.state.joinWith(other);
  }
  if (listLength(words, finalBody) === 0) return first !== undefined;
  return runFinally(a, finalBody, first !== undefined, outerReturns);
}

/** `finally` runs on the normal way and on every return of the body. */
function runFinally(a: Activation, body: number, alive: boolean, outerReturns: number): boolean {
  const ending = a.state;
  const pending = a.returns.splice(outerReturns);
  for (const exit of pending) {
    a.state = exit.state;
    if (runBlock(a, body)) a.returns.push({ ...exit, state: a.state });
  }
  a.state = ending;
  return runBlock(a, body) && alive;
}

/** The exception a handler sees: what was raised in sight, and whatever a library may raise. */
function caught(a: Activation, raised: Value, handler: number): Value {
  return join(raised, a.engine.exceptionValue(a.place(handler)));
}
