/** Values as text: the parts an atom contributes when it is put into a string. */
import { toStr } from '../python/constants/index.ts';
import { type Activation, deepTaints } from './activation.ts';
import { anyChar } from './charset.ts';
import { toConstant } from './reify.ts';
import type { Parts } from './shapes.ts';
import { type Atom, type, type UnknownAtom, unknownAtom, type Value } from './values.ts';

/** The alternatives of a value as part lists. */
export function textOf(a: Activation, value: Value): readonly Parts[] {
  return value.map((atom) => atomText(a, atom));
}

export function atomText(a: Activation, atom: Atom): Parts {
  switch (atom.k) {
    case 'const': {
      if (atom.c.kind === 'bytes') return [atom.c.value];
      const text = toStr(atom.c);
      return [text ?? unknownAtom(type.str)];
    }
    case 'string':
      return atom.parts;
    case 'unknown':
      return [asString(atom)];
    case 'api':
      if (atom.text && atom.text.length === 1) return atomText(a, atom.text[0]!);
      return [unknownAtom(type.str, atom.taints)];
    case 'ref': {
      const c = toConstant(a.state, [atom]);
      const text = c && toStr(c);
      return [text ?? unknownAtom(type.str, deepTaints(a.state, [atom]), anyChar)];
    }
    default:
      return [unknownAtom(type.str)];
  }
}

/** `str(x)` of an unknown value: the same value when it is a string already. */
export function asString(atom: UnknownAtom): UnknownAtom {
  if ((atom.types & ~(type.str | type.bytes)) === 0) return atom;
  const known = atom.parts.get('str()');
  if (known) return known.taints === atom.taints ? known : { ...known, taints: atom.taints };
  const made = unknownAtom(type.str, atom.taints, atom.chars, { op: 'str', of: atom });
  atom.parts.set('str()', made);
  return made;
}
