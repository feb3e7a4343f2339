/** String shapes: sequences of literal text and holes, and the operations of Python that build them. */
import { type Charset, charsOf, toLower, toUpper } from './charset.ts';
import { joinTaints, noTaints, type Taints } from './taint.ts';
import { type Atom, type, type UnknownAtom, unknownAtom, type Value } from './values.ts';

export type Part = string | UnknownAtom;
export type Parts = readonly Part[];

const partLimit = 64;
const textLimit = 16384;

/** An atom from parts: a constant without holes, the hole itself when there is nothing else. */
export function stringFrom(parts: Parts, bytes = false): Atom {
  const out: Part[] = [];
  let length = 0;
  for (const part of parts) {
    const last = out[out.length - 1];
    if (typeof part === 'string') {
      if (part === '') continue;
      length += part.length;
      if (typeof last === 'string') out[out.length - 1] = last + part;
      else out.push(part);
    } else out.push(part);
  }
  if (out.length === 0) return { k: 'const', c: { kind: bytes ? 'bytes' : 'str', value: '' } };
  if (out.length === 1) {
    const only = out[0]!;
    if (typeof only === 'string') {
      return length <= textLimit
        ? { k: 'const', c: { kind: bytes ? 'bytes' : 'str', value: only } }
        : summary(out, bytes);
    }
    return only;
  }
  if (out.length > partLimit || length > textLimit) {
    return { k: 'string', bytes, parts: [...out.slice(0, partLimit / 2), summary(out.slice(partLimit / 2), bytes)] };
  }
  return { k: 'string', bytes, parts: out };
}

/** One unknown for many parts. */
export function summary(parts: Parts, bytes = false): UnknownAtom {
  let taints: Taints = noTaints;
  let chars: Charset = 0n;
  for (const part of parts) {
    if (typeof part === 'string') chars |= charsOf(part);
    else {
      taints = joinTaints(taints, part.taints);
      chars |= part.chars;
    }
  }
  return unknownAtom(bytes ? type.bytes : type.str, taints, chars);
}

/** Every combination of the alternatives of a sequence of pieces, bounded. */
export function combine(pieces: readonly (readonly Parts[])[], bytes = false): Value {
  let combos: Part[][] = [[]];
  for (const alternatives of pieces) {
    const usable = alternatives.length === 0 ? [] : alternatives;
    if (combos.length * usable.length > 12) {
      const merged = usable.length === 1 ? usable[0]! : [summary(usable.flat(), bytes)];
      if (combos.length > 6) combos = [mergeAll(combos, bytes)];
      for (const combo of combos) combo.push(...merged);
      continue;
    }
    const next: Part[][] = [];
    for (const combo of combos) for (const alternative of usable) next.push([...combo, ...alternative]);
    combos = next;
  }
  return combos.map((parts) => stringFrom(parts, bytes));
}

function mergeAll(combos: readonly Parts[], bytes: boolean): Part[] {
  return [summary(combos.flat(), bytes)];
}

/** Applies `f` to literal text and `chars` to holes, piece by piece (upper, lower, translate of single characters). */
export function mapParts(parts: Parts, text: (s: string) => string, hole: (atom: UnknownAtom) => UnknownAtom): Part[] {
  return parts.map((part) => (typeof part === 'string' ? text(part) : hole(part)));
}

/** The hole after a transformation that keeps its taint. */
export function derive(
  hole: UnknownAtom,
  op: string,
  chars: Charset = hole.chars,
  types: number = type.str,
): UnknownAtom {
  return unknownAtom(types, hole.taints, chars, { op, of: hole });
}

export const lowerHole = (hole: UnknownAtom): UnknownAtom => derive(hole, 'lower', toLower(hole.chars));
export const upperHole = (hole: UnknownAtom): UnknownAtom => derive(hole, 'upper', toUpper(hole.chars));

/** Parts with every occurrence of `from` replaced; a hole keeps its taint and loses a replaced single character. */
export function replaceParts(parts: Parts, from: string, to: Parts): Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      const pieces = part.split(from);
      pieces.forEach((piece, i) => {
        if (i > 0) out.push(...to);
        out.push(piece);
      });
    } else out.push(replacedHole(part, from, to));
  }
  return out;
}

function replacedHole(hole: UnknownAtom, from: string, to: Parts): UnknownAtom {
  let chars = hole.chars;
  let taints = hole.taints;
  if (from.length === 1) chars &= ~charsOf(from);
  for (const part of to) {
    if (typeof part === 'string') chars |= charsOf(part);
    else {
      chars |= part.chars;
      taints = joinTaints(taints, part.taints);
    }
  }
  const text = to.every((p) => typeof p === 'string') ? to.join('') : undefined;
  const op = text === undefined ? 'replace' : `replace:${from}:${text}`;
  return unknownAtom(type.str, taints, chars, { op, of: hole });
}

/** A piece of a `%` or `{}` format: literal text or a reference to an argument. */
export type FormatPiece =
  | { readonly text: string }
  | {
      /** Position, name, or undefined for "the next one". */
      readonly field: number | string | undefined;
      /** `.attr` and `[item]` parts after the field name. */
      readonly path: string;
      readonly conversion: string;
      readonly spec: string;
    };

/** Reads a `%` format; undefined when it is not one we know. */
export function parsePercent(format: string): readonly FormatPiece[] | undefined {
  const out: FormatPiece[] = [];
  const pattern =
    /%(?:\((?<name>[^)]*)\))?(?<flags>[#0\- +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?)[hlL]?(?<kind>[diouxXeEfFgGcrsab%])/g;
  let at = 0;
  for (const match of format.matchAll(pattern)) {
    const between = format.slice(at, match.index);
    if (between.includes('%')) return undefined;
    out.push({ text: between });
    at = match.index + match[0].length;
    const kind = match.groups!['kind']!;
    const flags = match.groups!['flags']!;
    if (flags.includes('*')) return undefined;
    if (kind === '%') out.push({ text: '%' });
    else out.push({ field: match.groups!['name'], path: '', conversion: kind, spec: flags });
  }
  const tail = format.slice(at);
  if (tail.includes('%')) return undefined;
  out.push({ text: tail });
  return out;
}

/** Reads a `str.format` template; undefined when it is malformed. Nested fields in specs stay in the spec. */
export function parseBraces(format: string): readonly FormatPiece[] | undefined {
  const out: FormatPiece[] = [];
  let text = '';
  for (let i = 0; i < format.length; i++) {
    const c = format[i]!;
    if (c !== '{' && c !== '}') {
      text += c;
      continue;
    }
    if (format[i + 1] === c) {
      text += c;
      i++;
      continue;
    }
    if (c === '}') return undefined;
    const end = closingBrace(format, i + 1);
    if (end < 0) return undefined;
    out.push({ text });
    text = '';
    out.push(readField(format.slice(i + 1, end)));
    i = end;
  }
  out.push({ text });
  return out;
}

function closingBrace(format: string, from: number): number {
  let depth = 1;
  for (let i = from; i < format.length; i++) {
    if (format[i] === '{') depth++;
    else if (format[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

function readField(body: string): FormatPiece {
  const match = /^([^!:]*)(?:!([rsa]))?(?::([\s\S]*))?$/.exec(body);
  const name = match?.[1] ?? body;
  const head = /^[^.[]*/.exec(name)![0];
  const field = head === '' ? undefined : /^\d+$/.test(head) ? Number(head) : head;
  return { field, path: name.slice(head.length), conversion: match?.[2] ?? '', spec: match?.[3] ?? '' };
}
