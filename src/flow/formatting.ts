/** f-string fields, `%` formatting and `str.format`: what each puts into the text. */
import {
  applyConversion,
  type Constant,
  formatValue,
  percentFormat,
  strFormat,
  toStr,
} from '../python/constants/index.ts';
import * as py from '../python/index.ts';
import { type Activation, deepTaints } from './activation.ts';
import { getAttribute } from './attributes.ts';
import { charsOf, integerChars, numeric } from './charset.ts';
import { evaluate } from './evaluate.ts';
import { toConstant } from './reify.ts';
import { combine, type FormatPiece, type Parts, parseBraces, parsePercent } from './shapes.ts';
import { elementAt } from './subscript.ts';
import { textOf } from './text.ts';
import { bottom, int, join, onlyString, str, type, unknown, unknownAtom, type Value } from './values.ts';

/** The alternatives of one `{…}` of an f-string. */
export function formatted(a: Activation, node: number): readonly Parts[] {
  const { words } = a;
  const value = evaluate(a, py.FormattedValue.value(words, node));
  const specNode = py.FormattedValue.formatSpec(words, node);
  const spec = specNode ? onlyString(evaluate(a, specNode)) : '';
  const conversion = py.FormattedValue.conversion(words, node);
  return field(a, value, conversion > 0 ? String.fromCharCode(conversion) : '', spec);
}

/** A value under a conversion (`r`, `s`, `a` or none) and a format specification. */
function field(a: Activation, value: Value, conversion: string, spec: string | undefined): readonly Parts[] {
  const out: Parts[] = [];
  for (const atom of value) {
    const c = toConstant(a.state, [atom]);
    if (c && spec !== undefined) {
      const converted = conversion ? applyConversion(c, conversion) : c;
      const text = converted && (spec === '' ? toStr(converted) : formatValue(converted, spec));
      if (text !== undefined) {
        out.push([text]);
        continue;
      }
    }
    const [parts] = textOf(a, [atom]);
    if (spec && /[dnbxXoceEfFgG%]$/.test(spec)) out.push(parts!.map((p) => numberHole(p)));
    else if (conversion === 'r' || conversion === 'a')
      out.push(parts!.map((p) => (typeof p === 'string' ? p : reprHole(p))));
    else out.push(parts!);
  }
  return out;
}

const numberHole = (part: Parts[number]): Parts[number] =>
  typeof part === 'string' ? part : unknownAtom(type.str, part.taints, numeric, { op: 'number', of: part });
const quotes = charsOf('"\'\\');
const reprHole = (part: Exclude<Parts[number], string>): Parts[number] =>
  unknownAtom(type.str, part.taints, part.chars | quotes, { op: 'repr', of: part });

/** `format % args`. */
export function percent(a: Activation, left: Value, right: Value): Value {
  let out: Value = bottom;
  for (const atom of left) {
    const c = atom.k === 'const' ? atom.c : undefined;
    if (c?.kind === 'str' || c?.kind === 'bytes') {
      const rc = toConstant(a.state, right);
      const folded = rc && percentFormat(c, rc);
      if (folded?.kind === 'str' || folded?.kind === 'bytes') {
        out = join(out, [{ k: 'const', c: folded }]);
        continue;
      }
      const pieces = parsePercent(c.value);
      if (pieces) {
        out = join(out, combine(pieces.map(percentPiece(a, right)), c.kind === 'bytes'));
        continue;
      }
    }
    // A template that is itself unknown: its own text and all arguments.
    out = join(out, unknown(type.str, deepTaints(a.state, [atom, ...right])));
  }
  return out;
}

function percentPiece(a: Activation, right: Value): (piece: FormatPiece) => readonly Parts[] {
  let position = 0;
  const tuple = right.length === 1 && right[0]!.k === 'ref' ? a.state.get(right[0]!.loc) : undefined;
  return (piece) => {
    if ('text' in piece) return [[piece.text]];
    let value: Value;
    if (typeof piece.field === 'string') value = elementAt(a, right, str(piece.field));
    else if (tuple?.k === 'list' && tuple.type === 'tuple') {
      value = tuple.items[position++] ?? tuple.rest ?? unknown();
    } else value = right;
    if ('diouxX'.includes(piece.conversion)) return field(a, value, '', '').map((parts) => parts.map(wholeHole));
    if ('eEfFgG'.includes(piece.conversion)) return field(a, value, '', '').map((parts) => parts.map(numberHole));
    if (piece.spec !== '' && piece.spec !== '-') return field(a, value, '', undefined);
    return field(a, value, piece.conversion === 's' ? '' : piece.conversion, '');
  };
}

const wholeHole = (part: Parts[number]): Parts[number] =>
  typeof part === 'string' ? part : unknownAtom(type.str, part.taints, integerChars, { op: 'number', of: part });

/** `template.format(*args, **kw)`. */
export function formatTemplate(
  a: Activation,
  template: Value,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  rest: Value | undefined,
): Value {
  let out: Value = bottom;
  for (const atom of template) {
    const c = atom.k === 'const' && atom.c.kind === 'str' ? atom.c : undefined;
    const folded = c && !rest ? foldFormat(a, c.value, args, keywords) : undefined;
    if (folded !== undefined) {
      out = join(out, str(folded));
      continue;
    }
    const parts = atom.k === 'string' ? stringPieces(atom.parts) : c ? parseBraces(c.value) : undefined;
    if (parts) {
      let next = 0;
      const pieces = parts.map((piece): readonly Parts[] => {
        if (!('field' in piece)) return 'text' in piece ? [[piece.text]] : [[piece.hole]];
        const key = piece.field ?? next++;
        let value: Value = (typeof key === 'number' ? args[key] : keywords.get(key)) ?? rest ?? unknown();
        value = followPath(a, value, piece.path);
        return field(a, value, piece.conversion, piece.spec.includes('{') ? undefined : piece.spec);
      });
      out = join(out, combine(pieces));
      continue;
    }
    const all: Value = [atom, ...args.flat(), ...[...keywords.values()].flat(), ...(rest ?? [])];
    out = join(out, unknown(type.str, deepTaints(a.state, all)));
  }
  return out;
}

type HolePiece = { readonly hole: Exclude<Parts[number], string> };

/** A template that has holes of its own: fields are read in its literal parts. */
function stringPieces(parts: Parts): readonly (FormatPiece | HolePiece)[] | undefined {
  const out: (FormatPiece | HolePiece)[] = [];
  for (const part of parts) {
    if (typeof part !== 'string') out.push({ hole: part });
    else {
      const pieces = parseBraces(part);
      if (!pieces) return undefined;
      out.push(...pieces);
    }
  }
  return out;
}

function foldFormat(
  a: Activation,
  template: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): string | undefined {
  const positional = args.map((v) => toConstant(a.state, v));
  if (positional.some((c) => c === undefined)) return undefined;
  const named = new Map<string, Constant>();
  for (const [name, value] of keywords) {
    const c = toConstant(a.state, value);
    if (!c) return undefined;
    named.set(name, c);
  }
  const folded = strFormat(template, { positional: positional as Constant[], named });
  return folded?.kind === 'str' ? folded.value : undefined;
}

/** `.name` and `[item]` parts of a format field. */
function followPath(a: Activation, value: Value, path: string): Value {
  let current = value;
  for (const match of path.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
    if (match[1] !== undefined) current = getAttribute(a, current, py.symbols.intern(match[1]), 0);
    else {
      const key = match[2]!;
      current = elementAt(a, current, /^\d+$/.test(key) ? int(Number(key)) : str(key));
    }
  }
  return current;
}
