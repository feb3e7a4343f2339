/** Calls: argument evaluation, dispatch on what is called, and the run of project functions. */
import * as py from '../python/index.ts';
import { Kind } from '../python/index.ts';
import { Activation, deepTaints } from './activation.ts';
import { bind, getAttribute, lookupClass } from './attributes.ts';
import { callApi } from './call-api.ts';
import { instantiate } from './classes.ts';
import { evaluate, storeEntry } from './evaluate.ts';
import { runBlock } from './exec.ts';
import { pinFacts } from './facts.ts';
import { iterationOf } from './iterate.ts';
import { type Context, describe, provenFacts, replay } from './memo.ts';
import { callMethod } from './methods.ts';
import { type FunctionDef, items, type Parameter } from './program.ts';
import { summariseReturns } from './returns.ts';
import type { State } from './state.ts';
import { addDoubt, doubt, joinTaints, noTaints, type Taints } from './taint.ts';
import {
  type Atom,
  bottom,
  type FunctionAtom,
  isScalar,
  join,
  never,
  onlyString,
  stepValue,
  str,
  testResult,
  type,
  unknown,
  unknownAtom,
  type Value,
} from './values.ts';

export interface CallArguments {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Elements of a `*args` of unknown length. */
  readonly rest: Value | undefined;
  /** Values of a `**kwargs` of unknown keys. */
  readonly more: Value | undefined;
}

export const noArguments: CallArguments = { positional: [], keywords: new Map(), rest: undefined, more: undefined };
export const withPositional = (...positional: readonly Value[]): CallArguments => ({ ...noArguments, positional });

const depthLimit = 14;
const recursionLimit = 2;

export function evaluateCall(a: Activation, node: number): Value {
  const { words } = a;
  const func = py.Call.func(words, node);
  if (words[func] === Kind.Name && a.cls === undefined && py.symbols.name(py.Name.id(words, func)) === 'super') {
    const value = superValue(a);
    if (value) return value;
  }
  if (words[func] === Kind.Attribute) {
    const base = evaluate(a, py.Attribute.value(words, func));
    if (base === never) return never;
    const args = readArguments(a, node);
    return callMember(a, base, py.Attribute.attr(words, func), args, node, func);
  }
  const callee = evaluate(a, func);
  if (callee === never) return never;
  return callValue(a, callee, readArguments(a, node), node);
}

/** `super()` in a method: what follows the method's class in the receiver's order. */
function superValue(a: Activation): Value | undefined {
  const fn = a.fn;
  const owner = fn?.owner;
  const first = fn?.parameters.positional[0];
  if (!owner || !first) return undefined;
  const self = a.state.read(a.frame, first.symbol);
  return self && [{ k: 'super', after: owner, self }];
}

/** Evaluates the arguments of a call, in order. */
export function readArguments(a: Activation, node: number): CallArguments {
  const { words } = a;
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  let rest: Value | undefined;
  let more: Value | undefined;
  for (const argument of items(words, py.Call.args(words, node))) {
    if (words[argument] !== Kind.Starred) {
      const value = evaluate(a, argument);
      if (rest) rest = join(rest, value);
      else positional.push(value);
      continue;
    }
    const iteration = iterationOf(a, evaluate(a, py.Starred.value(words, argument)), argument);
    if (iteration.exact && !rest) positional.push(...iteration.items);
    else rest = iteration.items.reduce((all, v) => join(all, v), join(rest ?? bottom, iteration.rest));
  }
  for (const keyword of items(words, py.Call.keywords(words, node))) {
    const value = evaluate(a, py.Keyword.value(words, keyword));
    const name = py.Keyword.arg(words, keyword);
    if (name) {
      keywords.set(py.symbols.name(name), value);
      continue;
    }
    for (const atom of value) {
      const object = atom.k === 'ref' ? a.state.get(atom.loc) : undefined;
      if (object?.k !== 'dict') {
        more = join(more ?? bottom, unknown(type.any, deepTaints(a.state, [atom])));
        continue;
      }
      for (const entry of object.entries.values()) {
        const key = onlyString([entry.key]);
        if (key !== undefined) keywords.set(key, entry.value);
      }
      if (object.rest) more = join(more ?? bottom, object.rest);
    }
  }
  return { positional, keywords, rest, more };
}

/** Operators of columns (SQLAlchemy): what they are given is bound as a parameter and never becomes text. */
const boundOperators: ReadonlySet<string> = new Set([
  'in_',
  'not_in',
  'notin_',
  'like',
  'not_like',
  'notlike',
  'ilike',
  'not_ilike',
  'notilike',
  'icontains',
  'istartswith',
  'iendswith',
  'is_distinct_from',
  'is_not_distinct_from',
  'regexp_match',
]);

const isRecord = (a: Activation, atom: Atom): boolean => atom.k === 'ref' && a.state.get(atom.loc)?.k === 'instance';

/** A validated model as a dictionary: its values come from outside, its keys are the names of its fields. */
function dumped(a: Activation, atom: Atom): Value {
  const values = unknown(type.any, deepTaints(a.state, [atom]));
  return [{ k: 'ref', loc: a.state.dict(new Map(), values, unknown(type.str)) }];
}

/** `base.name(args)`. */
export function callMember(
  a: Activation,
  base: Value,
  symbol: number,
  args: CallArguments,
  node: number,
  func: number,
): Value {
  const name = py.symbols.name(symbol);
  return perAlternative(
    a,
    base.length > 1 ? base.filter((x) => x.k !== 'const' || x.c.kind !== 'none') : base,
    (atom) => {
      if (boundOperators.has(name) && (atom.k === 'unknown' || atom.k === 'api'))
        return unknown(type.any, deepTaints(a.state, [atom]));
      if (name === 'model_dump' && (atom.k === 'unknown' || isRecord(a, atom))) return dumped(a, atom);
      const direct = callMethod(a, atom, name, args, node);
      if (direct) return direct;
      const callee = getAttribute(a, [atom], symbol, func);
      return callValue(a, callee, args, node, [atom]);
    },
  );
}

/** Runs `call` for each alternative on its own copy of the state and joins the outcomes. */
export function perAlternative(a: Activation, value: Value, call: (atom: Atom) => Value): Value {
  if (value.length === 1) return call(value[0]!);
  if (value.length === 0) return unknown();
  const before = a.state;
  let result: Value | undefined;
  let joined: State | undefined;
  for (const atom of value.slice(0, 8)) {
    const branch = a.branch(before.fork(), () => call(atom));
    if (branch.result === never) continue;
    result = result ? joinTests(result, branch.result) : branch.result;
    if (joined) joined.joinWith(branch.state);
    else joined = branch.state;
  }
  if (!result || !joined) return never;
  a.state = joined;
  return result;
}

/** Tests of several alternatives: each proves something about its own alternative, so together they prove it all. */
function joinTests(left: Value, right: Value): Value {
  const x = left.length === 1 ? left[0] : undefined;
  const y = right.length === 1 ? right[0] : undefined;
  if (x?.k !== 'unknown' || y?.k !== 'unknown' || !x.implies || !y.implies) return join(left, right);
  return testResult([...x.implies.whenTrue, ...y.implies.whenTrue], [...x.implies.whenFalse, ...y.implies.whenFalse]);
}

/** Calls a value. */
export function callValue(a: Activation, callee: Value, args: CallArguments, node: number, receiver?: Value): Value {
  if (callee.length === 0) return unknownCall(a, args, node, receiver);
  return perAlternative(a, callee, (atom) => callAtom(a, atom, args, node, receiver));
}

function callAtom(a: Activation, atom: Atom, args: CallArguments, node: number, receiver: Value | undefined): Value {
  switch (atom.k) {
    case 'function':
      return callFunction(a, atom, args, node);
    case 'class':
      return instantiate(a, atom, args, node);
    case 'api':
      return callApi(a, atom, args, node);
    case 'native': {
      const dot = atom.name.indexOf('.');
      const self = atom.self?.[0];
      const result = self && callMethod(a, self, atom.name.slice(dot + 1), args, node);
      return result ?? unknownCall(a, args, node, atom.self);
    }
    case 'partial':
      return callValue(
        a,
        atom.fn,
        {
          positional: [...atom.args, ...args.positional],
          keywords: new Map([...atom.kw, ...args.keywords]),
          rest: args.rest,
          more: args.more,
        },
        node,
      );
    case 'ref': {
      const result = callDunder(a, [atom], '__call__', args, node);
      return result ?? unknownCall(a, args, node, [atom]);
    }
    case 'import':
      return callValue(a, a.engine.resolved(a, [atom]), args, node, receiver);
    default:
      return unknownCall(a, args, node, atom.k === 'unknown' ? [atom] : receiver);
  }
}

/** Calls a special method of an instance; undefined when it has none. */
export function callDunder(
  a: Activation,
  value: Value,
  name: string,
  args: CallArguments,
  node: number,
): Value | undefined {
  const atom = value[0];
  if (value.length !== 1 || atom?.k !== 'ref') return undefined;
  const object = a.state.get(atom.loc);
  if (object?.k !== 'instance' || !object.cls) return undefined;
  const found = lookupClass(a, object.cls, py.symbols.intern(name));
  if (!found) return undefined;
  return callValue(a, bind(a, found.value, value, object.cls, node), args, node);
}

/** A call of something unknown: whatever went in may come out. */
export function unknownCall(a: Activation, args: CallArguments, node: number, receiver?: Value): Value {
  a.engine.counters.unknownCalls++;
  let taints: Taints = receiver ? deepTaints(a.state, receiver) : noTaints;
  taints = joinTaints(taints, argumentTaints(a, args));
  return a.engine.traced(
    a,
    unknown(type.any, addDoubt(taints, doubt.unknownCall)),
    node,
    'passes through a call that is not known',
  );
}

export function argumentTaints(a: Activation, args: CallArguments): Taints {
  let taints: Taints = noTaints;
  for (const value of args.positional) taints = joinTaints(taints, deepTaints(a.state, pinFacts(a.state.facts, value)));
  for (const value of args.keywords.values())
    taints = joinTaints(taints, deepTaints(a.state, pinFacts(a.state.facts, value)));
  if (args.rest) taints = joinTaints(taints, deepTaints(a.state, args.rest));
  if (args.more) taints = joinTaints(taints, deepTaints(a.state, args.more));
  return taints;
}

/** Runs a project function with these arguments. */
export function callFunction(a: Activation, atom: FunctionAtom, args: CallArguments, node: number): Value {
  const { def } = atom;
  def.called = true;
  const isDeep = a.depth >= depthLimit;
  if (isDeep || recursion(a, def) >= recursionLimit || a.engine.isExhausted(a.place(node))) {
    // Without untrusted data a deeper call cannot find anything.
    if (isDeep && argumentTaints(a, args).length > 0) a.engine.clamp('call-depth', a.place(node));
    return unknownCall(a, args, node, atom.self);
  }
  const context = atom.scope > 0 ? undefined : describe(a, atom, args);
  if (!context) {
    const mark = a.state.mark();
    const value = finishFunction(a, startFunction(a, atom, args, node), node);
    a.state.compact(mark, value);
    return value;
  }
  const { memo } = a.engine;
  const known = memo.find(def, context);
  if (known) {
    const value = replay(a, known, context);
    return value === never ? never : stepValue(value, a.place(node), `passes through ${def.name}()`);
  }
  if (!context.tainted && a.engine.isBarren(def) && !passesCallable(args)) {
    return (
      a.engine.briefly(a, def, () =>
        memo.contexts(def) >= contextLimit
          ? genericCall(a, atom, args, node)
          : rememberedCall(a, atom, args, node, context),
      ) ?? unknown()
    );
  }
  if (!context.tainted && memo.contexts(def) >= contextLimit) return genericCall(a, atom, args, node);
  if (memo.contexts(def) >= taintedContextLimit) {
    a.engine.clamp('contexts', a.place(node));
    return unknownCall(a, args, node, atom.self);
  }
  return rememberedCall(a, atom, args, node, context);
}

/** A function among the arguments may bring what the callee does not name. */
function passesCallable(args: CallArguments): boolean {
  const has = (value: Value): boolean => value.some((x) => x.k === 'function' || x.k === 'partial');
  return args.positional.some(has) || [...args.keywords.values()].some(has);
}

const contextLimit = 24;
const taintedContextLimit = 96;

/** Runs a call and remembers what came of it. */
function rememberedCall(a: Activation, atom: FunctionAtom, args: CallArguments, node: number, context: Context): Value {
  const mark = a.state.mark();
  const facts = a.state.facts;
  const run = startFunction(a, atom, args, node);
  const value = finishFunction(a, run, node);
  a.state.compact(mark, value);
  const objects = a.state.since(mark);
  if (objects && !run.captured && !a.engine.quiet) {
    const raised = run.raises.reduce<Value>((all, exit) => join(all, exit.value), bottom);
    const proven = provenFacts(facts, a.state.facts, context);
    a.engine.memo.store(atom.def, { context, value, returned: value !== never, objects, facts: proven, raised });
  }
  return value;
}

/** Too many different calls without untrusted data: one run with unknown arguments stands for the rest. */
function genericCall(a: Activation, atom: FunctionAtom, args: CallArguments, node: number): Value {
  const generic: CallArguments = {
    positional: args.positional.map(widened),
    keywords: new Map([...args.keywords].map(([name, value]) => [name, widened(value)])),
    rest: args.rest && unknown(),
    more: args.more && unknown(),
  };
  const self =
    atom.self &&
    (atom.self.some((x) => x.k === 'class') ? atom.self : atom.self.map((x) => (x.k === 'ref' ? x : unknownAtom())));
  const fn: FunctionAtom = { ...atom, self };
  const context = describe(a, fn, generic);
  if (!context) return unknown();
  const key = { ...context, key: `generic ${args.positional.length} ${[...args.keywords.keys()].join(',')}` };
  const known = a.engine.memo.find(atom.def, key);
  if (known)
    return known.returned
      ? known.value.map((x) => (isScalar(x) || x.k === 'class' || x.k === 'module' ? x : unknownAtom()))
      : never;
  return rememberedCall(a, fn, generic, node, key);
}

/** Constants are forgotten, functions and classes stay. */
const widened = (value: Value): Value =>
  value.some((x) => x.k === 'function' || x.k === 'class' || x.k === 'partial') ? value : unknown();

function recursion(a: Activation, def: FunctionDef): number {
  let count = 0;
  for (let up: Activation | undefined = a; up; up = up.caller) if (up.fn === def) count++;
  return count;
}

/** Binds the parameters in a new frame. */
export function startFunction(a: Activation, atom: FunctionAtom, args: CallArguments, node: number): Activation {
  const { def } = atom;
  const frame = a.state.frame(atom.scope);
  const run = new Activation({
    engine: a.engine,
    def: def.module,
    fn: def,
    scope: def.scope,
    frame,
    parent: atom.scope,
    state: a.state,
    caller: a,
  });
  bindParameters(run, atom, args, node ? a : undefined, node);
  return run;
}

function bindParameters(
  run: Activation,
  atom: FunctionAtom,
  args: CallArguments,
  caller: Activation | undefined,
  node: number,
): void {
  const { positional, keywordOnly, rest, keywords } = atom.def.parameters;
  const given = atom.self ? [atom.self, ...args.positional] : args.positional;
  const used = new Set<string>();
  const passed = (value: Value, p: Parameter): Value =>
    caller
      ? stepValue(value, caller.place(node), `is passed to ${atom.def.name}() as ${py.symbols.name(p.symbol)}`)
      : value;
  const bindOne = (p: Parameter, value: Value | undefined, fallback: Value | undefined): void => {
    const name = py.symbols.name(p.symbol);
    const keyword = args.keywords.get(name);
    if (keyword) used.add(name);
    let bound = value ?? keyword;
    if (!bound) {
      const open = args.rest || args.more ? join(args.rest ?? bottom, args.more ?? bottom) : undefined;
      bound = open ? join(open, fallback ?? bottom) : (fallback ?? unknown());
    }
    run.state.write(run.frame, p.symbol, passed(bound, p));
  };
  for (const [i, p] of positional.entries()) bindOne(p, given[i], atom.defaults[i]);
  for (const [i, p] of keywordOnly.entries()) bindOne(p, undefined, atom.defaults[positional.length + i]);
  if (rest) {
    const tail = given.slice(positional.length);
    run.state.write(run.frame, rest.symbol, [
      {
        k: 'ref',
        loc: run.state.list(
          'tuple',
          tail.map((v) => passed(v, rest)),
          args.rest,
        ),
      },
    ]);
  }
  if (keywords) {
    const loc = run.state.dict();
    for (const [name, value] of args.keywords)
      if (!used.has(name)) storeEntry(run, loc, str(name), passed(value, keywords));
    const object = run.state.own(loc);
    if (args.more && object?.k === 'dict') {
      object.rest = args.more;
      object.keys = unknown(type.str);
    }
    run.state.write(run.frame, keywords.symbol, [{ k: 'ref', loc }]);
  }
}

/** Runs the body and gives the caller the joined outcome. */
function finishFunction(a: Activation, run: Activation, node: number): Value {
  const value = runBody(run);
  run.engine.functionEnded(run);
  a.state = run.state;
  a.state.focus = a.frame;
  if (!run.captured) a.state.drop(run.frame);
  // What it raised reaches the caller's handlers.
  for (const exit of run.raises.slice(0, 8)) {
    const handler = a.handlers[a.handlers.length - 1];
    if (handler) {
      handler.raised = join(handler.raised, exit.value);
      if (handler.state) handler.state.joinWith(exit.state);
      else handler.state = exit.state;
    } else a.raises.push(exit);
  }
  return value === never
    ? never
    : stepValue(value, a.place(node), `is returned by ${run.fn?.name ?? 'the function'}()`);
}

/** Runs a function's body to its joined result; the state after it is the activation's. */
export function runBody(run: Activation): Value {
  const { words } = run;
  const fn = run.fn!;
  run.engine.counters.calls++;
  if (words[fn.node] === Kind.Lambda) return pinFacts(run.state.facts, evaluate(run, py.Lambda.body(words, fn.node)));
  const alive = runBlock(run, py.FunctionDef.body(words, fn.node));
  if (fn.isGenerator) {
    if (!alive) {
      const [first, ...others] = run.returns;
      if (first) run.state = first.state;
      for (const other of others) run.state.joinWith(other.state);
    }
    return [{ k: 'ref', loc: run.state.list('iterator', [], run.yields) }];
  }
  if (alive) run.returns.push({ state: run.state, value: [{ k: 'const', c: { kind: 'none' } }], node: 0 });
  return summariseReturns(run);
}
