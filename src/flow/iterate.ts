/** What a `for` loop sees of a value. */
import { iterate as iterateConstant } from '../python/constants/index.ts';
import { type Activation, deepTaints } from './activation.ts';
import { edge, follow } from './model.ts';
import { fromConstant } from './reify.ts';
import { stringFrom } from './shapes.ts';
import { bottom, join, partOf, type, unknown, unknownAtom, type Value } from './values.ts';

export interface Iteration {
  /** The elements, in order. */
  readonly items: readonly Value[];
  /** Join of further elements. */
  readonly rest: Value;
  /** `items` is everything. */
  readonly exact: boolean;
}

/** Elements of a value: exact for containers and constants that are. */
export function iterationOf(a: Activation, value: Value, node: number): Iteration {
  const all = value.map((atom) => iterateAtom(a, [atom], node));
  if (all.length === 1) return all[0]!;
  let rest: Value = bottom;
  for (const one of all) {
    rest = join(rest, one.rest);
    for (const item of one.items) rest = join(rest, item);
  }
  return { items: [], rest, exact: false };
}

const inexact = (rest: Value): Iteration => ({ items: [], rest, exact: false });

function iterateAtom(a: Activation, value: Value, node: number): Iteration {
  const atom = value[0]!;
  switch (atom.k) {
    case 'const': {
      const items = iterateConstant(atom.c);
      if (!items || items.length > 64) return inexact(unknown(type.str));
      return { items: items.map((c) => fromConstant(a.state, c)), rest: bottom, exact: true };
    }
    case 'string': {
      // Character by character: literal text stays exact, a hole gives any of its characters.
      const chars = [...atom.parts.filter((p) => typeof p !== 'string')];
      let rest: Value = bottom;
      for (const hole of chars)
        if (typeof hole !== 'string') rest = join(rest, [partOf(hole, '[*]', type.str, hole.chars)]);
      for (const part of atom.parts) {
        if (typeof part === 'string') rest = join(rest, [unknownAtom(type.str, [], undefined)]);
      }
      return inexact(join(rest, [stringFrom([unknownAtom(type.str)])]));
    }
    case 'unknown':
      return inexact([
        partOf(
          atom,
          '[*]',
          (atom.types & ~type.str) === 0 ? type.str : type.any,
          atom.types === type.str ? atom.chars : undefined,
        ),
      ]);
    case 'ref': {
      const object = a.state.get(atom.loc);
      if (object?.k === 'list') return { items: object.items, rest: object.rest ?? bottom, exact: !object.rest };
      if (object?.k === 'dict') {
        const exact = !object.rest && [...object.entries.values()].every((e) => !e.maybe);
        const keys = [...object.entries.values()].map((e): Value => [e.key]);
        return { items: keys, rest: object.keys, exact };
      }
      if (object?.k === 'instance') {
        const iterated = a.engine.callMethodByName(a, value, '__iter__', [], node);
        if (iterated && !(iterated.length === 1 && iterated[0]!.k === 'ref' && iterated[0]!.loc === atom.loc)) {
          return iterationOf(a, iterated, node);
        }
        const next = iterated && a.engine.callMethodByName(a, value, '__next__', [], node);
        if (next) return inexact(next);
      }
      return inexact(unknown(type.any, deepTaints(a.state, value)));
    }
    case 'api': {
      const state = follow(atom.state, edge.iterate) ?? follow(atom.state, edge.subscript);
      if (state) return inexact(a.engine.apiValue(a, state, atom, node));
      return inexact(unknown(type.any, deepTaints(a.state, value)));
    }
    default:
      return inexact(unknown());
  }
}
