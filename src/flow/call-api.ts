/** Calls of library functions: sinks are checked, guards proved, and the result follows the model. */
import { type Activation, deepTaints } from './activation.ts';
import { decideCondition, selectArguments } from './arguments.ts';
import { argumentTaints, type CallArguments, callValue, withPositional } from './call.ts';
import { raise } from './exec.ts';
import { pinFacts, proofs } from './facts.ts';
import { type ApiState, type CallFact, edge, follow, followClass, type GuardFact } from './model.ts';
import { natives } from './natives.ts';
import { checkSink } from './sinks.ts';
import { addDoubt, doubt, joinTaints, neutralise, noTaints, type Taints } from './taint.ts';
import { atomText } from './text.ts';
import {
  type ApiAtom,
  api,
  type Implication,
  never,
  testResult,
  type as types,
  unknown,
  type Value,
} from './values.ts';

export function callApi(a: Activation, atom: ApiAtom, args: CallArguments, node: number): Value {
  const { state } = atom;
  const fact = callFact(state);
  const self = atom.self;
  if (fact) {
    for (const sink of fact.sinks) {
      if (sink.when && decideCondition(a, sink.when, args, self) === false) continue;
      for (const value of selectArguments(args, sink.argument, self)) checkSink(a, sink, value, node);
    }
    if (fact.callback) runCallback(a, fact, args, node);
  }
  const native = natives.get(fact?.native ?? state.path);
  const exact = native?.(a, { atom, args, node, self });
  if (exact) return modelled(a, state, fact, exact, args, self, node);
  if (fact?.noreturn) {
    raise(a, unknown());
    return never;
  }
  if (fact?.guard) {
    const found = guardProofs(a, fact.guard, args, self);
    if (fact.guard.when === 'normal') for (const proof of found) a.state.prove(proof);
    else return fact.guard.when ? testResult(found, []) : testResult([], found);
  }
  const result = resultState(state);
  if (!fact && !result) {
    // A member of a known library that no model describes.
    const given = argumentTaints(a, args);
    const taints = joinTaints(
      addDoubt(given, doubt.unknownCall),
      joinTaints(atom.taints, self ? deepTaints(a.state, self) : noTaints),
    );
    a.engine.counters.unknownCalls++;
    return a.engine.traced(a, unknown(types.any, taints), node, `passes through ${state.path}()`);
  }
  const taints = neutralise(flowTaints(a, atom, fact, args, result !== undefined), fact?.neutral ?? 0n);
  if (result) return apiResult(a, atom, result, taints, node);
  const made = unknown(fact?.types ?? types.any, taints, fact?.chars);
  return a.engine.traced(a, made, node, `passes through ${state.path}()`);
}

function callFact(state: ApiState): CallFact | undefined {
  return state.call ?? state.is?.edges.get(edge.instance)?.call;
}

/** What a call of the state gives: the modelled result, or an instance when it is a class. */
function resultState(state: ApiState): ApiState | undefined {
  return (
    follow(state, edge.call) ??
    state.edges.get(edge.instance) ??
    (state.bases.length > 0 ? followClass(state, edge.instance) : undefined)
  );
}

function apiResult(a: Activation, atom: ApiAtom, result: ApiState, taints: Taints, node: number): Value {
  const value = a.engine.apiValue(a, result, { ...atom, taints }, node);
  return value.map((x) => {
    if (x.k !== 'api' || x.loc >= 0) return x;
    const isInstance = result === atom.state.edges.get(edge.instance) || result.is !== undefined;
    return isInstance
      ? api(x.state, x.taints, x.self, a.state.instance(undefined, result.is ?? atom.state), x.text)
      : x;
  });
}

/** Data that reaches the result: what the model lists, else everything, but nothing into a typed object. */
function flowTaints(
  a: Activation,
  atom: ApiAtom,
  fact: CallFact | undefined,
  args: CallArguments,
  typed: boolean,
): Taints {
  const self = atom.self ? joinTaints(atom.taints, deepTaints(a.state, atom.self)) : atom.taints;
  if (fact?.flow) {
    let taints: Taints = noTaints;
    for (const flow of fact.flow) {
      for (const value of selectArguments(args, flow.from, undefined)) {
        taints = joinTaints(taints, deepTaints(a.state, pinFacts(a.state.facts, value)));
      }
      if (flow.from.self) taints = joinTaints(taints, self);
    }
    return taints;
  }
  if (typed) return self;
  return joinTaints(self, argumentTaints(a, args));
}

/** A native result, with what the model adds to it. */
function modelled(
  a: Activation,
  state: ApiState,
  fact: CallFact | undefined,
  value: Value,
  args: CallArguments,
  self: Value | undefined,
  node: number,
): Value {
  let out = value;
  if (fact?.guard && fact.guard.when === 'normal') {
    for (const proof of guardProofs(a, fact.guard, args, self)) a.state.prove(proof);
  }
  if (fact?.neutral) {
    out = out.map((x) =>
      x.k === 'unknown' || x.k === 'api' ? { ...x, taints: neutralise(x.taints, fact.neutral) } : x,
    );
  }
  return a.engine.traced(a, out, node, `passes through ${state.path}()`);
}

function guardProofs(a: Activation, guard: GuardFact, args: CallArguments, self: Value | undefined): Implication[] {
  const out: Implication[] = [];
  for (const value of selectArguments(args, guard.argument, self)) {
    for (const atom of value) {
      for (const part of atomText(a, atom)) {
        if (typeof part === 'string') continue;
        out.push(...proofs(part, { neutral: guard.kinds, chars: guard.chars }));
      }
    }
  }
  return out;
}

/** `Thread(target=f, args=(x,))`, `executor.submit(f, x)`: the callable runs with what is given. */
function runCallback(a: Activation, fact: CallFact, args: CallArguments, node: number): void {
  const callback = fact.callback!;
  for (const fn of selectArguments(args, callback.argument, undefined)) {
    const callables = fn.filter((x) => x.k === 'function' || x.k === 'partial' || x.k === 'class');
    if (callables.length === 0) continue;
    if (callback.entry) {
      for (const x of callables) if (x.k === 'function') a.engine.addEntry(a, x, callback.entry, node);
      continue;
    }
    const passed = args.keywords.get('args');
    const at = callback.argument.positions[0] ?? 0;
    const positional: Value[] = passed ? tupleItems(a, passed) : args.positional.slice(at + 1);
    callValue(a, callables, { ...withPositional(...positional), rest: args.rest }, node);
  }
}

function tupleItems(a: Activation, value: Value): Value[] {
  const atom = value.length === 1 ? value[0] : undefined;
  const object = atom?.k === 'ref' ? a.state.get(atom.loc) : undefined;
  if (object?.k !== 'list') return [];
  return object.rest ? [...object.items, object.rest] : object.items;
}
