/**
 * Abstract values. A value is a set of alternatives ("atoms"); an exact constant stays exact until a join makes
 * it one of several. Taint sits on the atoms, so narrowing away an alternative takes its taint along.
 */
import type { Constant } from '../python/constants/index.ts';
import { anyChar, type Charset, charsOf } from './charset.ts';
import { limitsMet } from './limits.ts';
import type { ApiState } from './model.ts';
import type { ClassDef, FunctionDef, ModuleDef } from './program.ts';
import { joinTaints, noTaints, type Place, stepTaints, type Taints } from './taint.ts';

/** Bits of {@link UnknownAtom.types}. */
export const type = {
  none: 1,
  bool: 2,
  int: 4,
  float: 8,
  str: 16,
  bytes: 32,
  list: 64,
  tuple: 128,
  dict: 256,
  set: 512,
  other: 1024,
  any: 2047,
} as const;

export interface ConstAtom {
  readonly k: 'const';
  readonly c: Constant;
}

/** Something not known exactly. `id` is its identity: facts proved about it (see state.ts) hold for every alias. */
export interface UnknownAtom {
  readonly k: 'unknown';
  readonly id: number;
  readonly types: number;
  readonly taints: Taints;
  readonly chars: Charset;
  /** What it was made from and how, where a check on it says something about its origin. */
  readonly via: { readonly op: string; readonly of: Atom } | undefined;
  /** Parts already taken from it (`x["a"]`, `x.b`), so that two reads are the same value. */
  readonly parts: Map<string, UnknownAtom>;
  /** A test result: what its truth proves about other values. */
  readonly implies: Implies | undefined;
}

/** A proof about the unknown value `id`. */
export interface Implication {
  readonly id: number;
  /** Kinds it is harmless for. */
  readonly neutral: bigint;
  readonly chars: Charset | undefined;
  /** It equals one of known constants. */
  readonly constant: boolean;
  readonly doubts: number;
}

export interface Implies {
  readonly whenTrue: readonly Implication[];
  readonly whenFalse: readonly Implication[];
}

/** A string of literal parts and holes. */
export interface StringAtom {
  readonly k: 'string';
  readonly bytes: boolean;
  readonly parts: readonly (string | UnknownAtom)[];
}

/** A container or instance on the heap. */
export interface RefAtom {
  readonly k: 'ref';
  readonly loc: number;
}

export interface FunctionAtom {
  readonly k: 'function';
  readonly def: FunctionDef;
  /** Heap location of the frame it was defined in; -1 for the module. */
  readonly scope: number;
  /** The receiver of a bound method. */
  readonly self: Value | undefined;
  /** Values of default parameters, evaluated at definition. */
  readonly defaults: readonly (Value | undefined)[];
}

export interface ClassAtom {
  readonly k: 'class';
  readonly def: ClassDef;
}

export interface ModuleAtom {
  readonly k: 'module';
  readonly def: ModuleDef;
}

/** A value that a model describes: a library module, function, class, instance or result. */
export interface ApiAtom {
  readonly k: 'api';
  readonly state: ApiState;
  readonly taints: Taints;
  /** The value it was reached from (receiver of a method), for models that look at it. */
  readonly self: Value | undefined;
  /** Heap location of the attributes of an instance; -1 where it has none. */
  readonly loc: number;
  /** What an object stands for as a string (a path object, a URL object). */
  readonly text: Value | undefined;
}

/** A method of a built-in type taken from a value, or a builtin function. */
export interface NativeAtom {
  readonly k: 'native';
  readonly name: string;
  readonly self: Value | undefined;
}

export interface PartialAtom {
  readonly k: 'partial';
  readonly fn: Value;
  readonly args: readonly Value[];
  readonly kw: ReadonlyMap<string, Value>;
}

/** A name imported from a project module, looked up when it is used. */
export interface ImportAtom {
  readonly k: 'import';
  readonly def: ModuleDef;
  readonly symbol: number;
}

/** `super()` inside a method. */
export interface SuperAtom {
  readonly k: 'super';
  readonly after: ClassDef;
  readonly self: Value;
}

export type Atom =
  | ConstAtom
  | UnknownAtom
  | StringAtom
  | RefAtom
  | FunctionAtom
  | ClassAtom
  | ModuleAtom
  | ApiAtom
  | NativeAtom
  | PartialAtom
  | SuperAtom
  | ImportAtom;

/** Alternatives; empty means "no value" (never bound, or unreachable). */
export type Value = readonly Atom[];

export const bottom: Value = [];
/** Result of an expression that never gives one (`abort()`): execution does not continue. Compared by identity. */
export const never: Value = Object.freeze([]) as Value;
const noneAtom: ConstAtom = { k: 'const', c: { kind: 'none' } };
const trueAtom: ConstAtom = { k: 'const', c: { kind: 'bool', value: true } };
const falseAtom: ConstAtom = { k: 'const', c: { kind: 'bool', value: false } };
export const none: Value = [noneAtom];
export const truth: Value = [trueAtom];
export const falsehood: Value = [falseAtom];
export const boolean: Value = [trueAtom, falseAtom];

export function constAtom(c: Constant): ConstAtom {
  if (c.kind === 'bool') return c.value ? trueAtom : falseAtom;
  return c.kind === 'none' ? noneAtom : { k: 'const', c };
}
export const str = (v: string): Value => [{ k: 'const', c: { kind: 'str', value: v } }];
export const int = (v: number | bigint): Value => [{ k: 'const', c: { kind: 'int', value: BigInt(v) } }];
export const bool = (v: boolean): Value => (v ? truth : falsehood);

let nextId = 1;
/** Starts the numbering of unknown values again, so that one analysis is as reproducible as the next. */
export function resetValueIds(): void {
  nextId = 1;
}

export function unknownAtom(
  types: number = type.any,
  taints: Taints = noTaints,
  chars: Charset = anyChar,
  via: UnknownAtom['via'] = undefined,
): UnknownAtom {
  return { k: 'unknown', id: nextId++, types, taints, chars, via, parts: new Map(), implies: undefined };
}
export const unknown = (
  types: number = type.any,
  taints: Taints = noTaints,
  chars: Charset = anyChar,
  via: UnknownAtom['via'] = undefined,
): Value => [unknownAtom(types, taints, chars, via)];

/** A truth value that is not decided, with what it proves. */
export function testResult(whenTrue: readonly Implication[], whenFalse: readonly Implication[]): Value {
  if (whenTrue.length === 0 && whenFalse.length === 0) return boolean;
  return [{ ...unknownAtom(type.bool), implies: { whenTrue, whenFalse } }];
}

/** A part of an unknown value (`x.b`, `x["a"]`, `x[*]`): the same part is the same value. */
export function partOf(atom: UnknownAtom, key: string, types: number = type.any, chars = anyChar): UnknownAtom {
  const known = atom.parts.get(key);
  // The part may have been taken first where the whole had come another way.
  if (known) return known.taints === atom.taints ? known : { ...known, taints: atom.taints };
  const made = unknownAtom(types, atom.taints, chars, { op: key, of: atom });
  if (atom.parts.size < 64) atom.parts.set(key, made);
  return made;
}

/** An API value. */
export function api(state: ApiState, taints: Taints = noTaints, self?: Value, loc = -1, text?: Value): ApiAtom {
  return { k: 'api', state, taints, self, loc, text };
}

export function sameConst(a: Constant, b: Constant): boolean {
  if (a.kind !== b.kind) return false;
  return 'value' in a && 'value' in b ? Object.is(a.value, b.value) : a.kind === 'none' || a.kind === 'ellipsis';
}

/** Identity of atoms: true only for alternatives that mean the same. */
export function sameAtom(a: Atom, b: Atom): boolean {
  if (a === b) return true;
  switch (a.k) {
    case 'const':
      return b.k === 'const' && sameConst(a.c, b.c);
    case 'unknown':
      return b.k === 'unknown' && (a.id === b.id || interchangeable(a, b));
    case 'string':
      return b.k === 'string' && a.bytes === b.bytes && sameParts(a.parts, b.parts);
    case 'ref':
      return b.k === 'ref' && a.loc === b.loc;
    case 'class':
      return b.k === 'class' && a.def === b.def;
    case 'module':
      return b.k === 'module' && a.def === b.def;
    case 'function':
      return b.k === 'function' && a.def === b.def && a.scope === b.scope && sameSelf(a.self, b.self);
    case 'api':
      return (
        b.k === 'api' &&
        a.state === b.state &&
        a.loc === b.loc &&
        sameTaints(a.taints, b.taints) &&
        sameSelf(a.self, b.self) &&
        sameSelf(a.text, b.text)
      );
    case 'import':
      return b.k === 'import' && a.def === b.def && a.symbol === b.symbol;
    case 'super':
      return b.k === 'super' && a.after === b.after && sameValue(a.self, b.self);
    case 'native':
      return b.k === 'native' && a.name === b.name && sameSelf(a.self, b.self);
    default:
      return false;
  }
}

/** Two unknown values without taint and without history need not be told apart. */
function interchangeable(a: UnknownAtom, b: UnknownAtom): boolean {
  return (
    a.taints.length === 0 &&
    b.taints.length === 0 &&
    a.types === b.types &&
    a.chars === b.chars &&
    !a.via &&
    !b.via &&
    !a.implies &&
    !b.implies
  );
}

function sameSelf(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || (!!a && !!b && sameValue(a, b));
}

function sameTaints(a: Taints, b: Taints): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((t, i) => t.source === b[i]!.source && t.neutral === b[i]!.neutral);
}

function sameParts(a: StringAtom['parts'], b: StringAtom['parts']): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (typeof x === 'string' || typeof y === 'string' ? x !== y : !sameAtom(x, y)) return false;
  }
  return true;
}

/** Equal as sets. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((x) => b.some((y) => sameAtom(x, y)));
}

const scalarLimit = 8;
const atomLimit = 16;

/** The union of two values; scalars beyond the limit become one unknown that keeps taint and characters. */
export function join(a: Value, b: Value): Value {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  let out: Atom[] | undefined;
  for (const atom of b) {
    if (!(out ?? a).some((x) => sameAtom(x, atom))) {
      out ??= a.slice();
      out.push(atom);
    }
  }
  if (!out) return a;
  return out.length <= scalarLimit ? out : limitAtoms(out);
}

function limitAtoms(atoms: readonly Atom[]): Value {
  const scalars = atoms.filter(isScalar);
  if (scalars.length <= scalarLimit) {
    if (atoms.length <= atomLimit) return atoms;
    limitsMet.alternatives++;
    // What is left out keeps its taints, so that data is not lost.
    let taints: Taints = noTaints;
    for (const atom of atoms.slice(atomLimit - 1)) taints = joinTaints(taints, shallowTaints(atom));
    return [...atoms.slice(0, atomLimit - 1), unknownAtom(type.any, taints)];
  }
  return [...atoms.filter((a) => !isScalar(a)).slice(0, atomLimit - 1), collapse(scalars)];
}

export const isScalar = (a: Atom): a is ConstAtom | UnknownAtom | StringAtom =>
  a.k === 'const' || a.k === 'unknown' || a.k === 'string';

/** One unknown atom for many scalars. */
export function collapse(atoms: readonly (ConstAtom | UnknownAtom | StringAtom)[]): UnknownAtom {
  let types = 0;
  let taints: Taints = noTaints;
  let chars: Charset = 0n;
  for (const atom of atoms) {
    types |= typesOf(atom);
    taints = joinTaints(taints, shallowTaints(atom));
    chars |= charsetOf(atom);
  }
  return unknownAtom(types, taints, chars);
}

export function constTypes(c: Constant): number {
  return c.kind === 'ellipsis' ? type.other : type[c.kind];
}

/** Type bits of an atom (containers need the heap; they answer `other` here). */
export function typesOf(atom: Atom): number {
  switch (atom.k) {
    case 'const':
      return constTypes(atom.c);
    case 'unknown':
      return atom.types;
    case 'string':
      return atom.bytes ? type.bytes : type.str;
    default:
      return type.other;
  }
}

/** Characters that may occur when the atom is made a string. */
export function charsetOf(atom: Atom): Charset {
  switch (atom.k) {
    case 'const':
      return atom.c.kind === 'str' || atom.c.kind === 'bytes' ? charsOf(atom.c.value) : charsOf(constText(atom.c));
    case 'unknown':
      return atom.chars;
    case 'string': {
      let set: Charset = 0n;
      for (const part of atom.parts) set |= typeof part === 'string' ? charsOf(part) : part.chars;
      return set;
    }
    default:
      return anyChar;
  }
}

/** `str(c)` of a scalar. */
export function constText(c: Constant): string {
  switch (c.kind) {
    case 'none':
      return 'None';
    case 'ellipsis':
      return 'Ellipsis';
    case 'bool':
      return c.value ? 'True' : 'False';
    case 'int':
      return c.value.toString();
    case 'float':
      return floatText(c.value);
    case 'str':
    case 'bytes':
      return c.value;
    default:
      return '';
  }
}

/** `repr(float)` of CPython. */
export function floatText(v: number): string {
  if (Number.isNaN(v)) return 'nan';
  if (!Number.isFinite(v)) return v > 0 ? 'inf' : '-inf';
  if (Object.is(v, -0)) return '-0.0';
  const text = String(v);
  const match = /^(-?[\d.]+)e([+-])(\d+)$/.exec(text);
  if (match) return `${match[1]}e${match[2]}${match[3]!.padStart(2, '0')}`;
  if (Number.isInteger(v)) {
    if (Math.abs(v) >= 1e16) {
      const exp = v.toExponential();
      return exp.replace(/e\+(\d)$/, 'e+0$1');
    }
    return `${text}.0`;
  }
  if (Math.abs(v) < 1e-4) return v.toExponential().replace(/e-(\d)$/, 'e-0$1');
  return text;
}

/** Taints of an atom without looking into the heap. */
export function shallowTaints(atom: Atom): Taints {
  switch (atom.k) {
    case 'unknown':
    case 'api':
      return atom.taints;
    case 'string': {
      let out: Taints = noTaints;
      for (const part of atom.parts) if (typeof part !== 'string') out = joinTaints(out, part.taints);
      return out;
    }
    default:
      return noTaints;
  }
}

/** Rewrites the taints of all scalar and API atoms. Containers stay as they are. */
export function mapTaints(value: Value, f: (taints: Taints) => Taints): Value {
  let changed = false;
  const out = value.map((atom) => {
    const next = mapAtomTaints(atom, f);
    if (next !== atom) changed = true;
    return next;
  });
  return changed ? out : value;
}

function mapAtomTaints(atom: Atom, f: (taints: Taints) => Taints): Atom {
  switch (atom.k) {
    case 'unknown': {
      if (atom.taints.length === 0) return atom;
      const taints = f(atom.taints);
      return taints === atom.taints ? atom : { ...atom, taints };
    }
    case 'api': {
      if (atom.taints.length === 0) return atom;
      return { ...atom, taints: f(atom.taints) };
    }
    case 'string':
      return {
        ...atom,
        parts: atom.parts.map((p) => (typeof p === 'string' ? p : (mapAtomTaints(p, f) as UnknownAtom))),
      };
    default:
      return atom;
  }
}

/** The same value, one step further on its trace. */
export function stepValue(value: Value, place: Place, message: string): Value {
  return mapTaints(value, (taints) => stepTaints(taints, place, message));
}

/** The only constant the value can be, if there is one. */
export function onlyConst(value: Value): Constant | undefined {
  const atom = value[0];
  return value.length === 1 && atom!.k === 'const' ? atom!.c : undefined;
}

export function onlyString(value: Value | undefined): string | undefined {
  const c = value && onlyConst(value);
  return c?.kind === 'str' ? c.value : undefined;
}

export function onlyInt(value: Value | undefined): number | undefined {
  const c = value && onlyConst(value);
  return c?.kind === 'int' && c.value >= -0x80000000n && c.value <= 0x7fffffffn ? Number(c.value) : undefined;
}
