/** Between abstract values and exact Python constants. */
import type { Constant } from '../python/constants/index.ts';
import type { Activation } from './activation.ts';
import type { State } from './state.ts';
import { type Atom, bottom, type ConstAtom, constAtom, constTypes, join, type Value } from './values.ts';

/** The exact constant a value is, containers included; undefined when anything in it is unknown. */
export function toConstant(state: State, value: Value | undefined, depth = 0): Constant | undefined {
  if (value?.length !== 1 || depth > 6) return undefined;
  const atom = value[0]!;
  if (atom.k === 'const') return atom.c;
  if (atom.k !== 'ref') return undefined;
  const object = state.get(atom.loc);
  if (object?.k === 'list') {
    if (object.rest || object.items.length > 256) return undefined;
    const items: Constant[] = [];
    for (const item of object.items) {
      const c = toConstant(state, item, depth + 1);
      if (!c) return undefined;
      items.push(c);
    }
    return { kind: object.type === 'iterator' ? 'list' : object.type, items };
  }
  if (object?.k === 'dict') {
    if (object.rest || object.entries.size > 256) return undefined;
    const entries: (readonly [Constant, Constant])[] = [];
    for (const entry of object.entries.values()) {
      const c = entry.maybe ? undefined : toConstant(state, entry.value, depth + 1);
      if (!c) return undefined;
      entries.push([entry.key.c, c]);
    }
    return { kind: 'dict', entries };
  }
  return undefined;
}

/** The abstract value of a constant; containers are allocated. */
export function fromConstant(state: State, c: Constant): Value {
  switch (c.kind) {
    case 'tuple':
    case 'list':
    case 'set':
      return [
        {
          k: 'ref',
          loc: state.list(
            c.kind,
            c.items.map((item) => fromConstant(state, item)),
          ),
        },
      ];
    case 'dict': {
      const entries = new Map();
      for (const [key, value] of c.entries) {
        const atom = constAtom(key);
        entries.set(keyOf(atom), { key: atom, value: fromConstant(state, value), maybe: false });
      }
      return [{ k: 'ref', loc: state.dict(entries) }];
    }
    default:
      return [constAtom(c)];
  }
}

/** Dictionary key text: equal for values that are equal as keys. */
export function keyOf(atom: ConstAtom): string {
  const c = atom.c;
  switch (c.kind) {
    case 'str':
      return `s${c.value}`;
    case 'bytes':
      return `b${c.value}`;
    case 'bool':
      return c.value ? 'n1' : 'n0';
    case 'int':
      return `n${c.value}`;
    case 'float':
      return Number.isInteger(c.value) ? `n${BigInt(c.value)}` : `f${c.value}`;
    case 'none':
      return 'N';
    case 'ellipsis':
      return 'E';
    default:
      return `?${c.kind}`;
  }
}

/** All constants a value can be, when it can be nothing else; with `members`, those of its containers. */
export function constantsOf(a: Activation, value: Value, members: boolean): readonly Constant[] | undefined {
  const out: Constant[] = [];
  for (const atom of value) {
    if (!members) {
      if (atom.k !== 'const') return undefined;
      out.push(atom.c);
      continue;
    }
    const found = memberConstants(a, atom);
    if (!found) return undefined;
    out.push(...found);
  }
  return out.length > 0 ? out : undefined;
}

function memberConstants(a: Activation, atom: Atom): readonly Constant[] | undefined {
  if (atom.k !== 'ref') return undefined;
  const object = a.state.get(atom.loc);
  if (object?.k === 'dict') {
    return object.rest && object.keys.length > 0 ? undefined : [...object.entries.values()].map((e) => e.key.c);
  }
  if (object?.k !== 'list') return undefined;
  const out: Constant[] = [];
  for (const item of [...object.items, object.rest ?? bottom]) {
    for (const x of item) {
      if (x.k !== 'const') return undefined;
      out.push(x.c);
    }
  }
  return out;
}

/** Type bits of an atom, containers resolved. */
export function atomTypesIn(state: State, atom: Atom): number {
  switch (atom.k) {
    case 'const':
      return constTypes(atom.c);
    case 'unknown':
      return atom.types;
    case 'string':
      return atom.bytes ? 32 : 16;
    case 'ref': {
      const object = state.get(atom.loc);
      if (object?.k === 'dict') return 256;
      if (object?.k === 'list') {
        return object.type === 'list' ? 64 : object.type === 'tuple' ? 128 : object.type === 'set' ? 512 : 1024;
      }
      return 1024;
    }
    default:
      return 1024;
  }
}

/** The values of a list object joined, exact or not. */
export function joinItems(items: readonly Value[], rest: Value | undefined): Value {
  let out: Value = rest ?? bottom;
  for (const item of items) out = join(out, item);
  return out;
}
