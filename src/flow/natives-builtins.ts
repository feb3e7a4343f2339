/** Builtin functions. */
import { type Constant, callBuiltin } from '../python/constants/index.ts';
import * as py from '../python/index.ts';
import { type Activation, deepTaints } from './activation.ts';
import { getAttribute, storeAttribute } from './attributes.ts';
import { type CallArguments, callDunder, callValue, noArguments, withPositional } from './call.ts';
import { integerChars, numeric } from './charset.ts';
import { decide } from './conditions.ts';
import { fromPairs } from './dict-methods.ts';
import { mergeInto, storeEntry } from './evaluate.ts';
import { proofs } from './facts.ts';
import { iterationOf } from './iterate.ts';
import type { Native, NativeCall } from './natives.ts';
import { atomTypesIn, fromConstant, joinItems, toConstant } from './reify.ts';
import { combine } from './shapes.ts';
import { elementAt } from './subscript.ts';
import { noTaints } from './taint.ts';
import { asString, textOf } from './text.ts';
import {
  bool,
  boolean,
  bottom,
  type Implication,
  int,
  join,
  none,
  onlyString,
  str,
  testResult,
  type,
  unknown,
  unknownAtom,
  type Value,
} from './values.ts';

/** The arguments as constants, when all are. */
export function constantArguments(a: Activation, args: CallArguments): readonly Constant[] | undefined {
  if (args.rest || args.more || args.keywords.size > 0) return undefined;
  const out: Constant[] = [];
  for (const value of args.positional) {
    const c = toConstant(a.state, value);
    if (!c) return undefined;
    out.push(c);
  }
  return out;
}

const folded =
  (name: string, otherwise: Native): Native =>
  (a, call) => {
    const values = constantArguments(a, call.args);
    const c = values && values.length > 0 ? callBuiltin(name, values) : undefined;
    return c ? fromConstant(a.state, c) : otherwise(a, call);
  };

const first = (call: NativeCall): Value =>
  call.args.positional[0] ?? call.args.keywords.values().next().value ?? bottom;
const taintsOf = (a: Activation, call: NativeCall) => deepTaints(a.state, first(call));

/** A number made of text: the taint stays, the characters are those of numbers. */
const number =
  (types: number, chars: bigint): Native =>
  (a, call) => {
    const value = first(call);
    if (call.args.positional.length === 0) return int(0);
    const [atom] = value;
    // The text converted, so it was a number all along.
    for (const x of value) {
      if (x.k === 'unknown' && call.args.positional.length === 1)
        for (const proof of proofs(x, { chars: chars | numeric | (1n << 32n) | (1n << 95n) })) a.state.prove(proof);
    }
    return unknown(types, taintsOf(a, call), chars, atom ? { op: 'number', of: atom } : undefined);
  };

const sequence =
  (kind: 'list' | 'tuple' | 'set' | 'iterator', reverse = false): Native =>
  (a, call) => {
    const source = call.args.positional[0];
    if (!source) return [{ k: 'ref', loc: a.state.list(kind, []) }];
    const iteration = iterationOf(a, source, call.node);
    if (iteration.exact) {
      const items = reverse ? iteration.items.toReversed() : iteration.items;
      return [{ k: 'ref', loc: a.state.list(kind, items) }];
    }
    return [
      {
        k: 'ref',
        loc: a.state.list(
          kind,
          kind === 'list' && !reverse ? iteration.items : [],
          joinItems(reverse ? iteration.items : kind === 'list' ? [] : iteration.items, iteration.rest),
        ),
      },
    ];
  };

const dict: Native = (a, call) => {
  const loc = a.state.dict();
  const [source] = call.args.positional;
  if (source) {
    if (source.some((x) => x.k === 'ref' && a.state.get(x.loc)?.k === 'list')) fromPairs(a, loc, source, call.node);
    else mergeInto(a, loc, source);
  }
  for (const [key, value] of call.args.keywords) storeEntry(a, loc, str(key), value);
  if (call.args.more) storeEntry(a, loc, unknown(type.str), call.args.more);
  return [{ k: 'ref', loc }];
};

const text: Native = (a, call) => {
  const value = first(call);
  if (value.length === 0) return str('');
  let out: Value = bottom;
  for (const atom of value) {
    const own = callDunder(a, [atom], '__str__', noArguments, call.node);
    if (own) out = join(out, own);
    else if (atom.k === 'unknown') out = join(out, [asString(atom)]);
    else out = join(out, combine([textOf(a, [atom])]));
  }
  return out;
};

const map: Native = (a, call) => {
  const [fn, ...sources] = call.args.positional;
  if (!fn || sources.length === 0) return undefined;
  const iterations = sources.map((s) => iterationOf(a, s, call.node));
  const only = iterations[0]!;
  if (iterations.length === 1 && only.exact && only.items.length <= 16) {
    return [
      {
        k: 'ref',
        loc: a.state.list(
          'iterator',
          only.items.map((item) => callValue(a, fn, withPositional(item), call.node)),
        ),
      },
    ];
  }
  const element = callValue(a, fn, withPositional(...iterations.map((i) => joinItems(i.items, i.rest))), call.node);
  return [{ k: 'ref', loc: a.state.list('iterator', [], element) }];
};

const filter: Native = (a, call) => {
  const [fn, source] = call.args.positional;
  if (!fn || !source) return undefined;
  const iteration = iterationOf(a, source, call.node);
  const kept: Value[] = [];
  let rest: Value = iteration.rest;
  let exact = iteration.exact;
  for (const item of iteration.items) {
    const test = fn.some((x) => x.k === 'const') ? item : callValue(a, fn, withPositional(item), call.node);
    const verdict = decide(a, test);
    if (verdict === false) continue;
    if (verdict === undefined) {
      exact = false;
      rest = join(rest, item);
    } else kept.push(item);
  }
  return [{ k: 'ref', loc: a.state.list('iterator', kept, exact ? undefined : rest) }];
};

const zip: Native = (a, call) => {
  const all = call.args.positional.map((v) => iterationOf(a, v, call.node));
  const tuple = (values: readonly Value[]): Value => [{ k: 'ref', loc: a.state.list('tuple', values) }];
  if (all.length > 0 && all.every((i) => i.exact)) {
    const length = Math.min(...all.map((i) => i.items.length));
    const rows: Value[] = [];
    for (let i = 0; i < length; i++) rows.push(tuple(all.map((one) => one.items[i]!)));
    return [{ k: 'ref', loc: a.state.list('iterator', rows) }];
  }
  return [{ k: 'ref', loc: a.state.list('iterator', [], tuple(all.map((i) => joinItems(i.items, i.rest)))) }];
};

const enumerate: Native = (a, call) => {
  const iteration = iterationOf(a, first(call), call.node);
  const pair = (index: Value, value: Value): Value => [{ k: 'ref', loc: a.state.list('tuple', [index, value]) }];
  const start = toConstant(a.state, call.args.positional[1] ?? call.args.keywords.get('start'));
  const base = start?.kind === 'int' ? Number(start.value) : call.args.positional[1] ? undefined : 0;
  const rows = iteration.items.map((item, i) => pair(base === undefined ? unknown(type.int) : int(base + i), item));
  const rest = iteration.exact ? undefined : pair(unknown(type.int), iteration.rest);
  return [{ k: 'ref', loc: a.state.list('iterator', rows, rest) }];
};

const isinstance: Native = (a, call) => {
  const [value, kind] = call.args.positional;
  if (!value || !kind) return boolean;
  const masks: Readonly<Record<string, number>> = {
    'builtins.int': 6,
    'builtins.float': 8,
    'builtins.str': 16,
    'builtins.bytes': 32,
    'builtins.list': 64,
    'builtins.tuple': 128,
    'builtins.dict': 256,
    'builtins.set': 512,
    'builtins.bool': 2,
  };
  const kinds = kind.flatMap((k) => {
    const object = k.k === 'ref' ? a.state.get(k.loc) : undefined;
    return object?.k === 'list' ? object.items.flat() : [k];
  });
  let mask = 0;
  for (const k of kinds) {
    const bits = k.k === 'api' ? masks[k.state.path] : undefined;
    if (bits === undefined) return instanceOf(a, value, kinds);
    mask |= bits;
  }
  let verdict: boolean | undefined;
  for (const atom of value) {
    const types = atomTypesIn(a.state, atom);
    const one = (types & ~mask) === 0 ? true : (types & mask) === 0 ? false : undefined;
    if (one === undefined || (verdict !== undefined && verdict !== one)) {
      verdict = undefined;
      break;
    }
    verdict = one;
  }
  if (verdict !== undefined) return bool(verdict);
  const found: Implication[] = [];
  if ((mask & ~(type.int | type.float | type.bool)) === 0) {
    for (const atom of value) if (atom.k === 'unknown') found.push(...proofs(atom, { chars: numeric }));
  }
  return testResult(found, []);
};

/** isinstance with project classes: decided when every alternative is a known instance. */
function instanceOf(a: Activation, value: Value, kinds: Value): Value {
  let verdict: boolean | undefined;
  for (const atom of value) {
    if (atom.k === 'const' || atom.k === 'string') {
      if (kinds.every((k) => k.k === 'class')) {
        if (verdict === true) return boolean;
        verdict = false;
        continue;
      }
      return boolean;
    }
    const object = atom.k === 'ref' ? a.state.get(atom.loc) : undefined;
    if (object?.k !== 'instance' || !object.cls || !kinds.every((k) => k.k === 'class')) return boolean;
    const cls = object.cls;
    const one = kinds.some((k) => k.k === 'class' && cls.mro.includes(k.def));
    if (verdict !== undefined && verdict !== one) return boolean;
    verdict = one;
  }
  return verdict === undefined ? boolean : bool(verdict);
}

const getattr: Native = (a, call) => {
  const [target, name, fallback] = call.args.positional;
  if (!target || !name) return undefined;
  let out: Value = bottom;
  for (const atom of name) {
    if (atom.k === 'const' && atom.c.kind === 'str')
      out = join(out, getAttribute(a, target, py.symbols.intern(atom.c.value), call.node));
    else out = join(out, unknown(type.any, deepTaints(a.state, target)));
  }
  return fallback ? join(out, fallback) : out;
};

const setattr: Native = (a, call) => {
  const [target, name, value] = call.args.positional;
  const key = onlyString(name);
  if (target && value && key !== undefined) storeAttribute(a, target, py.symbols.intern(key), value, call.node);
  return none;
};

const next: Native = (a, call) => {
  const [source, fallback] = call.args.positional;
  if (!source) return undefined;
  const atom = source.length === 1 ? source[0] : undefined;
  const object = atom?.k === 'ref' ? a.state.own(atom.loc) : undefined;
  if (object?.k === 'list' && !object.rest) {
    if (object.items.length > 0) return object.type === 'iterator' ? object.items.shift()! : object.items[0]!;
    return fallback ?? unknown();
  }
  const iteration = iterationOf(a, source, call.node);
  const value = joinItems(iteration.items, iteration.rest);
  return fallback ? join(value, fallback) : value.length > 0 ? value : unknown();
};

const pick: Native = (a, call) => {
  const values =
    call.args.positional.length === 1 ? [joinItemsOf(a, call.args.positional[0]!, call.node)] : call.args.positional;
  let out: Value = call.args.keywords.get('default') ?? bottom;
  for (const value of values) out = join(out, value);
  return out;
};

function joinItemsOf(a: Activation, value: Value, node: number): Value {
  const iteration = iterationOf(a, value, node);
  return joinItems(iteration.items, iteration.rest);
}

const sorted: Native = (a, call) => {
  const all = joinItemsOf(a, first(call), call.node);
  const key = call.args.keywords.get('key');
  if (key) callValue(a, key, withPositional(all), call.node);
  return [{ k: 'ref', loc: a.state.list('list', [], all) }];
};

const truth: Native = (a, call) => {
  const verdict = decide(a, first(call));
  if (verdict !== undefined) return bool(verdict);
  const [atom] = first(call);
  return first(call).length === 1 && atom?.k === 'unknown' && atom.implies
    ? [{ ...atom, types: type.bool, taints: noTaints }]
    : boolean;
};

const length: Native = (a, call) => {
  const [atom] = first(call);
  const object = first(call).length === 1 && atom?.k === 'ref' ? a.state.get(atom.loc) : undefined;
  if (object?.k === 'list' && !object.rest && object.type !== 'set') return int(object.items.length);
  if (object?.k === 'dict' && !object.rest && [...object.entries.values()].every((e) => !e.maybe))
    return int(object.entries.size);
  return unknown(type.int);
};

/** A result without any data of the arguments. */
const clean =
  (types: number): Native =>
  () =>
    unknown(types);

const namespace: Native = (a) => {
  const loc = a.state.dict(new Map(), unknown(), unknown(type.str));
  return [{ k: 'ref', loc }];
};

const same: Native = (_a, call) => call.args.positional[0];

export const builtinNatives: Readonly<Record<string, Native>> = {
  'builtins.str': folded('str', text),
  'builtins.repr': folded('repr', (a, call) => [
    unknownAtom(
      type.str,
      taintsOf(a, call),
      undefined,
      first(call).length === 1 ? { op: 'repr', of: first(call)[0]! } : undefined,
    ),
  ]),
  'builtins.format': folded('format', text),
  'builtins.int': folded('int', number(type.int, integerChars)),
  'builtins.float': folded('float', number(type.float, numeric)),
  'builtins.bool': folded('bool', truth),
  'builtins.len': folded('len', length),
  'builtins.abs': folded('abs', number(type.int | type.float, numeric)),
  'builtins.round': folded('round', number(type.int | type.float, numeric)),
  'builtins.ord': folded('ord', number(type.int, integerChars)),
  'builtins.chr': folded('chr', (a, call) => unknown(type.str, taintsOf(a, call))),
  'builtins.hex': folded('hex', number(type.str, numeric)),
  'builtins.bin': folded('bin', number(type.str, numeric)),
  'builtins.oct': folded('oct', number(type.str, numeric)),
  'builtins.hash': clean(type.int),
  'builtins.id': clean(type.int),
  'builtins.callable': clean(type.bool),
  'builtins.hasattr': clean(type.bool),
  'builtins.issubclass': clean(type.bool),
  'builtins.any': folded('any', clean(type.bool)),
  'builtins.all': folded('all', clean(type.bool)),
  'builtins.sum': folded('sum', (a, call) => unknown(type.any, taintsOf(a, call))),
  'builtins.min': folded('min', pick),
  'builtins.max': folded('max', pick),
  'builtins.bytes': folded('bytes', (a, call) => unknown(type.bytes, taintsOf(a, call))),
  'builtins.bytearray': (a, call) => unknown(type.bytes, taintsOf(a, call)),
  'builtins.list': sequence('list'),
  'builtins.tuple': sequence('tuple'),
  'builtins.set': sequence('set'),
  'builtins.frozenset': sequence('set'),
  'builtins.iter': sequence('iterator'),
  'builtins.reversed': sequence('iterator', true),
  'builtins.sorted': folded('sorted', sorted),
  'builtins.dict': dict,
  'builtins.map': map,
  'builtins.filter': filter,
  'builtins.zip': zip,
  'builtins.enumerate': enumerate,
  'builtins.range': folded('range', (a) => [{ k: 'ref', loc: a.state.list('iterator', [], unknown(type.int)) }]),
  'builtins.isinstance': isinstance,
  'builtins.getattr': getattr,
  'builtins.setattr': setattr,
  'builtins.next': next,
  'builtins.print': () => none,
  'builtins.vars': namespace,
  'builtins.locals': namespace,
  'builtins.super': () => undefined,
  'builtins.type': (a, call) => {
    const [atom] = first(call);
    const object = atom?.k === 'ref' ? a.state.get(atom.loc) : undefined;
    return object?.k === 'instance' && object.cls ? [{ k: 'class', def: object.cls }] : unknown(type.other);
  },
  'builtins.object': (a) => [{ k: 'ref', loc: a.state.instance(undefined, undefined) }],
  'builtins.slice': clean(type.other),
  'builtins.memoryview': same,
  'copy.copy': same,
  'copy.deepcopy': (a, call) => {
    const [atom] = first(call);
    const object = atom?.k === 'ref' ? a.state.get(atom.loc) : undefined;
    if (object?.k === 'list') return [{ k: 'ref', loc: a.state.list(object.type, object.items, object.rest) }];
    if (object?.k === 'dict')
      return [{ k: 'ref', loc: a.state.dict(new Map(object.entries), object.rest, object.keys, object.factory) }];
    return first(call);
  },
  'typing.cast': (_a, call) => call.args.positional[1],
  'asyncio.wait_for': same,
  'asyncio.shield': same,
  'asyncio.run': same,
  'asyncio.create_task': same,
  'asyncio.ensure_future': same,
  'asyncio.gather': (a, call) => [{ k: 'ref', loc: a.state.list('list', call.args.positional, call.args.rest) }],
  'collections.OrderedDict': dict,
  'collections.ChainMap': dict,
  'collections.defaultdict': (a, call) => {
    const loc = a.state.dict(new Map(), undefined, bottom, call.args.positional[0]);
    const source = call.args.positional[1];
    if (source) mergeInto(a, loc, source);
    return [{ k: 'ref', loc }];
  },
  'collections.deque': sequence('list'),
  'queue.Queue': (a) => [{ k: 'ref', loc: a.state.list('list', []) }],
  'types.SimpleNamespace': (a, call) => {
    const loc = a.state.instance(undefined, undefined);
    const object = a.state.own(loc);
    if (object?.k === 'instance')
      for (const [name, value] of call.args.keywords) object.attributes.set(py.symbols.intern(name), value);
    return [{ k: 'ref', loc }];
  },
  'functools.partial': (_a, call) => {
    const [fn, ...args] = call.args.positional;
    return fn ? [{ k: 'partial', fn, args, kw: call.args.keywords }] : undefined;
  },
  'functools.reduce': (a, call) => {
    const [fn, source, initial] = call.args.positional;
    if (!fn || !source) return undefined;
    const iteration = iterationOf(a, source, call.node);
    let value: Value | undefined = initial;
    if (iteration.exact && iteration.items.length <= 16) {
      for (const item of iteration.items)
        value = value ? callValue(a, fn, withPositional(value, item), call.node) : item;
      return value ?? unknown();
    }
    const all = joinItems(iteration.items, iteration.rest);
    value = value ? join(value, all) : all;
    return callValue(a, fn, withPositional(value, all), call.node);
  },
  'itertools.chain': (a, call) => {
    const all = call.args.positional.map((v) => iterationOf(a, v, call.node));
    if (all.every((i) => i.exact))
      return [
        {
          k: 'ref',
          loc: a.state.list(
            'iterator',
            all.flatMap((i) => i.items),
          ),
        },
      ];
    return [
      {
        k: 'ref',
        loc: a.state.list(
          'iterator',
          [],
          all.reduce((v, i) => join(v, joinItems(i.items, i.rest)), bottom),
        ),
      },
    ];
  },
  'operator.getitem': (a, call) =>
    call.args.positional.length === 2
      ? elementAt(a, call.args.positional[0]!, call.args.positional[1]!, call.node)
      : undefined,
};
