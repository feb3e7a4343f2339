/** Methods of `str` and `bytes` on shapes and unknown strings. */
import { type Activation, deepTaints } from './activation.ts';
import type { CallArguments } from './call.ts';
import { alnum, alpha, anyChar, charRange, charsOf, digits, isSubset, space, wordChars } from './charset.ts';
import { proofs, quoteMark, relativeMark } from './facts.ts';
import { formatTemplate } from './formatting.ts';
import { iterationOf } from './iterate.ts';
import { pathChecked } from './paths.ts';
import { toConstant } from './reify.ts';
import {
  combine,
  derive,
  lowerHole,
  mapParts,
  type Part,
  type Parts,
  replaceParts,
  stringFrom,
  summary,
  upperHole,
} from './shapes.ts';
import { joinTaints, type Taints } from './taint.ts';
import { atomText, textOf } from './text.ts';
import {
  type Atom,
  bool,
  boolean,
  bottom,
  constText,
  type Implication,
  join,
  onlyString,
  testResult,
  type,
  type UnknownAtom,
  unknown,
  type Value,
} from './values.ts';

type Method = (a: Activation, self: Parts, args: CallArguments, node: number, atom: Atom) => Value | undefined;

const one = (parts: Parts): Value => [stringFrom(parts)];
const mapped =
  (text: (s: string) => string, hole: (h: UnknownAtom) => UnknownAtom): Method =>
  (_a, self) =>
    one(mapParts(self, text, hole));
const derived =
  (op: string): Method =>
  (a, self, args) => {
    const [only] = self;
    const extra = args.positional.length > 1 ? deepTaints(a.state, args.positional.at(-1)!) : [];
    if (self.length === 1 && typeof only !== 'string' && extra.length === 0) return [derive(only!, op)];
    const whole = summary(self);
    return unknown(type.str, joinTaints(whole.taints, extra), anyChar);
  };

const test =
  (chars: bigint, strict = true): Method =>
  (_a, self) => {
    const found: Implication[] = [];
    for (const part of self) {
      if (typeof part === 'string') {
        if (strict && !isSubset(charsOf(part), chars)) return bool(false);
      } else found.push(...proofs(part, { chars }));
    }
    return testResult(found, []);
  };

/** Literal text in front of the separator, and all that follows it; undefined when the first separator is not in sight. */
function cutAt(self: Parts, separator: string | undefined): { before: Part[]; after: Part[] } | undefined {
  const [first] = self;
  if (!separator || typeof first !== 'string') return undefined;
  const at = first.indexOf(separator);
  return at < 0
    ? undefined
    : { before: [first.slice(0, at)], after: [first.slice(at + separator.length), ...self.slice(1)] };
}

const pieces: Method = (a, self) => {
  const [only] = self;
  const element: Value = self.length === 1 && typeof only !== 'string' ? [derive(only!, 'split')] : [summary(self)];
  return [{ k: 'ref', loc: a.state.list('list', [], element) }];
};

const thirds: Method = (a, self) => {
  const piece: Value = self.length === 1 && typeof self[0] !== 'string' ? [derive(self[0]!, 'split')] : [summary(self)];
  return [{ k: 'ref', loc: a.state.list('tuple', [piece, piece, piece]) }];
};

const split: Method = (a, self, args, node, atom) => {
  const cut = self.length > 1 ? cutAt(self, onlyString(args.positional[0])) : undefined;
  if (!cut) return pieces(a, self, args, node, atom);
  const most = args.positional[1] ?? args.keywords.get('maxsplit');
  const once = most?.length === 1 && most[0]!.k === 'const' && constText(most[0]!.c) === '1';
  const loc = once
    ? a.state.list('list', [one(cut.before), one(cut.after)])
    : a.state.list('list', [one(cut.before)], [summary(cut.after)]);
  return [{ k: 'ref', loc }];
};

const methods: Readonly<Record<string, Method>> = {
  lower: mapped((s) => s.toLowerCase(), lowerHole),
  casefold: mapped((s) => s.toLowerCase(), lowerHole),
  upper: mapped((s) => s.toUpperCase(), upperHole),
  title: mapped(
    (s) => s,
    (h) => derive(h, 'title'),
  ),
  capitalize: mapped(
    (s) => s,
    (h) => derive(h, 'capitalize'),
  ),
  swapcase: mapped(
    (s) => s,
    (h) => derive(h, 'swapcase'),
  ),
  strip: stripMethod(true, true),
  lstrip: stripMethod(true, false),
  rstrip: stripMethod(false, true),
  encode: (_a, self) => [
    stringFrom(
      mapParts(
        self,
        (s) => s,
        (h) => derive(h, 'encode', h.chars, type.bytes),
      ),
      true,
    ),
  ],
  decode: (_a, self) =>
    one(
      mapParts(
        self,
        (s) => s,
        (h) => derive(h, 'decode'),
      ),
    ),
  format: (a, _self, args, node, atom) => {
    a.engine.checkFormat(a, atom, node);
    return a.engine.traced(
      a,
      formatTemplate(a, [atom], args.positional, args.keywords, args.rest ?? args.more),
      node,
      'is formatted into a string',
    );
  },
  format_map: (a, _self, args, _node, atom) => formatTemplate(a, [atom], [], new Map(), args.positional[0]),
  replace: (a, self, args) => {
    const from = onlyString(args.positional[0]);
    const to = args.positional[1];
    if (from === undefined || from === '' || !to) return [summary(self)];
    return combineOver(textOf(a, to), (parts) => replaceParts(self, from, parts));
  },
  join: (a, self, args, node) => {
    const source = args.positional[0];
    if (!source) return undefined;
    const iteration = iterationOf(a, source, node);
    if (iteration.exact && iteration.items.length <= 32) {
      const pieces: (readonly Parts[])[] = [];
      iteration.items.forEach((item, i) => {
        if (i > 0) pieces.push([self]);
        pieces.push(textOf(a, item));
      });
      return a.engine.traced(a, combine(pieces), node, 'is joined into a string');
    }
    const parts: Part[] = [...self];
    let taints: Taints = [];
    let chars = 0n;
    for (const item of [...iteration.items, iteration.rest]) {
      for (const text of textOf(a, item)) parts.push(...text);
      taints = joinTaints(taints, deepTaints(a.state, item));
    }
    const whole = summary(parts);
    chars = whole.chars;
    return a.engine.traced(
      a,
      unknown(type.str, joinTaints(taints, whole.taints), chars),
      node,
      'is joined into a string',
    );
  },
  split,
  rsplit: pieces,
  splitlines: pieces,
  partition: (a, self, args, node, atom) => {
    const separator = onlyString(args.positional[0]);
    const cut = self.length > 1 ? cutAt(self, separator) : undefined;
    if (!cut) return thirds(a, self, args, node, atom);
    return [{ k: 'ref', loc: a.state.list('tuple', [one(cut.before), one([separator!]), one(cut.after)]) }];
  },
  rpartition: thirds,
  startswith: (a, self, args) => affix(a, self, args, true),
  endswith: (a, self, args) => affix(a, self, args, false),
  isdigit: test(digits | (1n << 128n)),
  isdecimal: test(digits | (1n << 128n)),
  isnumeric: test(digits | (1n << 128n)),
  isalnum: test(alnum),
  isalpha: test(alpha),
  isidentifier: test(wordChars),
  isspace: test(space),
  isascii: test(((1n << 128n) - 1n) | (1n << 129n)),
  islower: () => boolean,
  isupper: () => boolean,
  istitle: () => boolean,
  isprintable: test(anyChar & ~charRange('\u0000-\u001f')),
  find: () => unknown(type.int),
  rfind: () => unknown(type.int),
  index: () => unknown(type.int),
  rindex: () => unknown(type.int),
  count: () => unknown(type.int),
  zfill: derived('pad'),
  center: derived('pad'),
  ljust: derived('pad'),
  rjust: derived('pad'),
  expandtabs: derived('expandtabs'),
  removeprefix: derived('removeprefix'),
  removesuffix: derived('removesuffix'),
  hex: (_a, self) => unknown(type.str, summary(self).taints, charRange('0-9a-f')),
  translate: (a, self, args) => {
    const table = toConstant(a.state, args.positional[0]);
    if (table?.kind !== 'dict') return [summary(self)];
    let removed = 0n;
    let added = 0n;
    for (const [key, value] of table.entries) {
      const from = key.kind === 'int' ? String.fromCodePoint(Number(key.value)) : key.kind === 'str' ? key.value : '';
      removed |= charsOf(from);
      if (value.kind === 'str') added |= charsOf(value.value);
      else if (value.kind === 'int') added |= charsOf(String.fromCodePoint(Number(value.value)));
    }
    return one(
      mapParts(
        self,
        (s) => s,
        (h) => derive(h, 'translate', (h.chars & ~removed) | added),
      ),
    );
  },
};

export const stringMethods: ReadonlySet<string> = new Set(Object.keys(methods));

/** A method of a string-like atom; undefined when `str` has no such method. */
export function stringMethod(
  a: Activation,
  atom: Atom,
  name: string,
  args: CallArguments,
  node: number,
): Value | undefined {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) return undefined;
  return method(a, atomText(a, atom), args, node, atom) ?? undefined;
}

function combineOver(alternatives: readonly Parts[], f: (parts: Parts) => Parts): Value {
  let out: Value = bottom;
  for (const parts of alternatives) out = join(out, one(f(parts)));
  return out;
}

function stripMethod(left: boolean, right: boolean): Method {
  return (_a, self, args) => {
    const chars = args.positional[0] ? onlyString(args.positional[0]) : undefined;
    const parts = self.map((p) => (typeof p === 'string' ? p : p));
    const trim = (s: string, start: boolean): string => {
      if (chars === undefined) return start ? s.trimStart() : s.trimEnd();
      let text = s;
      while (text && chars.includes(start ? text[0]! : text.at(-1)!)) text = start ? text.slice(1) : text.slice(0, -1);
      return text;
    };
    if (left && typeof parts[0] === 'string') parts[0] = trim(parts[0], true);
    const last = parts.length - 1;
    if (right && typeof parts[last] === 'string') parts[last] = trim(parts[last], false);
    const hole = (p: Part): Part => (typeof p === 'string' ? p : derive(p, 'strip'));
    if (left && typeof parts[0] !== 'string') parts[0] = hole(parts[0]!);
    if (right && last > 0 && typeof parts[last] !== 'string') parts[last] = hole(parts[last]!);
    return one(parts);
  };
}

/** `x.startswith(prefix)`: decided by literal text, a path check after normalising. */
function affix(a: Activation, self: Parts, args: CallArguments, start: boolean): Value {
  const given = args.positional[0];
  const text = onlyString(given);
  const edgePart = start ? self[0] : self[self.length - 1];
  if (text !== undefined && typeof edgePart === 'string' && edgePart.length >= text.length) {
    return bool(start ? edgePart.startsWith(text) : edgePart.endsWith(text));
  }
  if (text !== undefined && text !== '' && typeof edgePart === 'string' && edgePart !== '') {
    const overlap = start ? text.startsWith(edgePart) : text.endsWith(edgePart);
    if (!overlap) return bool(false);
  }
  const hole = self.length === 1 && typeof self[0] !== 'string' ? self[0] : undefined;
  if (hole && (text === "'" || text === '"'))
    return testResult(proofs(quoteMark(hole, text, start), { constant: true }), []);
  if (hole && text === '/' && start) return testResult([], proofs(relativeMark(hole), { constant: true }));
  if (!start || !given) return boolean;
  return pathChecked(a, self, given) ?? boolean;
}
