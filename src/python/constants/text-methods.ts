/** Methods of str and bytes on folded values. */
import { decodeBytes, encodeText, hexBytes } from './encodings.ts';
import { textSlice } from './sequences.ts';
import {
  bool,
  type Constant,
  codePointLength,
  codePoints,
  constantLimits,
  hashKey,
  indexValue,
  int,
  isFlat,
  iterate,
  sequence,
  str,
  type Text,
  textLike,
} from './value.ts';

type Method = (self: Text, args: readonly Constant[]) => Constant | undefined;

/** Calls a method with positional arguments; undefined when unknown or when it raises. */
export function textMethod(self: Text, name: string, args: readonly Constant[]): Constant | undefined {
  const method = methods.get(name);
  return method === undefined ? undefined : method(self, args);
}

/** Names of the arguments that these methods also take by keyword. */
export const textKeywords: Readonly<Record<string, readonly string[]>> = {
  split: ['sep', 'maxsplit'],
  rsplit: ['sep', 'maxsplit'],
  splitlines: ['keepends'],
  encode: ['encoding', 'errors'],
  decode: ['encoding', 'errors'],
  expandtabs: ['tabsize'],
};

const strSpace = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const bytesSpace = '\\t-\\r\\x20';

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['join', join],
  ['replace', replace],
  ['strip', (self, args) => strip(self, args, true, true)],
  ['lstrip', (self, args) => strip(self, args, true, false)],
  ['rstrip', (self, args) => strip(self, args, false, true)],
  ['split', (self, args) => split(self, args, false)],
  ['rsplit', (self, args) => split(self, args, true)],
  ['splitlines', splitLines],
  ['partition', (self, args) => partition(self, args, false)],
  ['rpartition', (self, args) => partition(self, args, true)],
  ['upper', (self, args) => (args.length > 0 ? undefined : mapCase(self, (text) => text.toUpperCase(), /[a-z]/g))],
  ['lower', (self, args) => (args.length > 0 ? undefined : mapCase(self, (text) => text.toLowerCase(), /[A-Z]/g))],
  [
    'casefold',
    (self, args) =>
      args.length > 0 || self.kind !== 'str' || !isAscii(self.value) ? undefined : str(self.value.toLowerCase()),
  ],
  ['title', (self, args) => (args.length > 0 ? undefined : title(self))],
  ['capitalize', (self, args) => (args.length > 0 ? undefined : capitalize(self))],
  ['swapcase', (self, args) => (args.length > 0 ? undefined : swapCase(self))],
  ['startswith', (self, args) => affix(self, args, (text, part) => text.startsWith(part))],
  ['endswith', (self, args) => affix(self, args, (text, part) => text.endsWith(part))],
  ['removeprefix', (self, args) => remove(self, args, true)],
  ['removesuffix', (self, args) => remove(self, args, false)],
  ['find', (self, args) => find(self, args, false, false)],
  ['rfind', (self, args) => find(self, args, true, false)],
  ['index', (self, args) => find(self, args, false, true)],
  ['rindex', (self, args) => find(self, args, true, true)],
  ['count', count],
  ['zfill', zfill],
  ['center', (self, args) => justify(self, args, 'center')],
  ['ljust', (self, args) => justify(self, args, 'left')],
  ['rjust', (self, args) => justify(self, args, 'right')],
  ['expandtabs', expandTabs],
  ['isdigit', (self, args) => predicate(self, args, /^[0-9]+$/, false)],
  ['isdecimal', (self, args) => (self.kind === 'str' ? predicate(self, args, /^[0-9]+$/, false) : undefined)],
  ['isnumeric', (self, args) => (self.kind === 'str' ? predicate(self, args, /^[0-9]+$/, false) : undefined)],
  ['isalpha', (self, args) => predicate(self, args, /^[A-Za-z]+$/, false)],
  ['isalnum', (self, args) => predicate(self, args, /^[A-Za-z0-9]+$/, false)],
  ['isupper', (self, args) => predicate(self, args, /^(?=.*[A-Z])[^a-z]*$/s, false)],
  ['islower', (self, args) => predicate(self, args, /^(?=.*[a-z])[^A-Z]*$/s, false)],
  ['isspace', (self, args) => (args.length > 0 ? undefined : bool(spaceOnly(self)))],
  ['isascii', (self, args) => (args.length > 0 ? undefined : bool(isAscii(self.value)))],
  [
    'isidentifier',
    (self, args) => (self.kind === 'str' ? predicate(self, args, /^[A-Za-z_][A-Za-z_0-9]*$/, false) : undefined),
  ],
  ['isprintable', (self, args) => (self.kind === 'str' ? predicate(self, args, /^[ -~]*$/, true) : undefined)],
  ['istitle', (self, args) => (args.length > 0 || !isAscii(self.value) ? undefined : bool(isTitle(self.value)))],
  ['encode', (self, args) => (self.kind === 'str' ? encodeText(self.value, args) : undefined)],
  ['decode', (self, args) => (self.kind === 'bytes' ? decodeBytes(self.value, args) : undefined)],
  ['hex', (self, args) => (self.kind === 'bytes' && args.length === 0 ? str(hexBytes(self.value)) : undefined)],
  ['translate', translate],
]);

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}

/** The i-th argument as text of the same kind as `self`. */
function textArgument(self: Text, args: readonly Constant[], index: number): string | undefined {
  const value = args[index];
  return value !== undefined && value.kind === self.kind ? (value as Text).value : undefined;
}

function join(self: Text, args: readonly Constant[]): Constant | undefined {
  const items = args.length === 1 ? iterate(args[0]) : undefined;
  if (items === undefined) return undefined;
  const parts: string[] = [];
  let length = 0;
  for (const item of items) {
    if (item.kind !== self.kind) return undefined;
    parts.push((item as Text).value);
    length += (item as Text).value.length + self.value.length;
    if (length > constantLimits.text * 2) return undefined;
  }
  return textLike(self, parts.join(self.value));
}

function replace(self: Text, args: readonly Constant[]): Constant | undefined {
  const from = textArgument(self, args, 0);
  const to = textArgument(self, args, 1);
  const limit = args.length === 3 ? indexValue(args[2]) : -1n;
  if (from === undefined || to === undefined || limit === undefined || args.length > 3) return undefined;
  const times = limit < 0n ? Number.POSITIVE_INFINITY : Number(limit);
  if (times === 0) return self;
  if (self.value.length * to.length > constantLimits.text * 64 && self.value.length * to.length > 1 << 20)
    return undefined;
  if (from !== '') {
    const parts = self.value.split(from);
    const head = parts.slice(0, Math.min(parts.length, times + 1));
    const tail = parts.slice(head.length);
    return textLike(self, [head.join(to), ...tail].join(from));
  }
  const chars = self.kind === 'str' ? codePoints(self.value) : self.value.split('');
  let out = '';
  let done = 0;
  for (const char of chars) {
    if (done < times) {
      out += to;
      done++;
    }
    out += char;
  }
  return textLike(self, done < times ? out + to : out);
}

function strip(self: Text, args: readonly Constant[], left: boolean, right: boolean): Constant | undefined {
  if (args.length > 1) return undefined;
  let set: Set<string> | undefined;
  if (args.length === 1 && args[0].kind !== 'none') {
    const chars = textArgument(self, args, 0);
    if (chars === undefined) return undefined;
    set = new Set(codePoints(chars));
  }
  const space = new RegExp(`^[${self.kind === 'str' ? strSpace : bytesSpace}]$`);
  const drop = (char: string) => (set === undefined ? space.test(char) : set.has(char));
  const chars = self.kind === 'str' ? codePoints(self.value) : self.value.split('');
  let from = 0;
  let to = chars.length;
  while (left && from < to && drop(chars[from])) from++;
  while (right && to > from && drop(chars[to - 1])) to--;
  return textLike(self, chars.slice(from, to).join(''));
}

function texts(self: Text, parts: readonly string[]): Constant | undefined {
  return sequence(
    'list',
    parts.map((value): Constant => ({ kind: self.kind, value })),
  );
}

function split(self: Text, args: readonly Constant[], fromRight: boolean): Constant | undefined {
  const limit = args.length > 1 ? indexValue(args[1]) : -1n;
  if (args.length > 2 || limit === undefined) return undefined;
  const most = limit < 0n ? Number.POSITIVE_INFINITY : Number(limit);
  if (args.length === 0 || args[0].kind === 'none') return texts(self, splitSpace(self, most, fromRight));
  const separator = textArgument(self, args, 0);
  if (separator === undefined || separator === '') return undefined;
  if (!fromRight) {
    const parts = self.value.split(separator);
    if (parts.length - 1 > most) parts.splice(most, Number.POSITIVE_INFINITY, parts.slice(most).join(separator));
    return texts(self, parts);
  }
  const parts: string[] = [];
  let end = self.value.length;
  while (parts.length < most) {
    const at = end < separator.length ? -1 : self.value.lastIndexOf(separator, end - separator.length);
    if (at < 0) break;
    parts.push(self.value.slice(at + separator.length, end));
    end = at;
  }
  parts.push(self.value.slice(0, end));
  return texts(self, parts.reverse());
}

function splitSpace(self: Text, most: number, fromRight: boolean): string[] {
  const space = self.kind === 'str' ? strSpace : bytesSpace;
  const words = [...self.value.matchAll(new RegExp(`[^${space}]+`, 'g'))];
  if (words.length <= most) return words.map(([word]) => word);
  // The rest keeps its white space at the far end.
  if (!fromRight) return [...words.slice(0, most).map(([word]) => word), self.value.slice(words[most].index)];
  const last = words[words.length - most - 1];
  const rest = self.value.slice(words[0].index, last.index + last[0].length);
  const head = self.value.slice(0, words[0].index);
  const kept = most === 0 ? [] : words.slice(-most).map(([word]) => word);
  return [head + rest, ...kept];
}

function splitLines(self: Text, args: readonly Constant[]): Constant | undefined {
  if (args.length > 1) return undefined;
  const keep = args.length === 1 && indexValue(args[0]) !== 0n;
  if (args.length === 1 && indexValue(args[0]) === undefined) return undefined;
  const breaks = self.kind === 'str' ? /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g : /\r\n|[\n\r]/g;
  const lines: string[] = [];
  let from = 0;
  for (const match of self.value.matchAll(breaks)) {
    const end = match.index + match[0].length;
    lines.push(self.value.slice(from, keep ? end : match.index));
    from = end;
  }
  if (from < self.value.length) lines.push(self.value.slice(from));
  return texts(self, lines);
}

function partition(self: Text, args: readonly Constant[], last: boolean): Constant | undefined {
  const separator = args.length === 1 ? textArgument(self, args, 0) : undefined;
  if (separator === undefined || separator === '') return undefined;
  const at = last ? self.value.lastIndexOf(separator) : self.value.indexOf(separator);
  let parts = [self.value.slice(0, at), separator, self.value.slice(at + separator.length)];
  if (at < 0) parts = last ? ['', '', self.value] : [self.value, '', ''];
  return sequence(
    'tuple',
    parts.map((value): Constant => ({ kind: self.kind, value })),
  );
}

function mapCase(self: Text, map: (text: string) => string, ascii: RegExp): Constant | undefined {
  return textLike(self, self.kind === 'str' ? map(self.value) : self.value.replace(ascii, map));
}

function title(self: Text): Constant | undefined {
  if (self.kind === 'str' && !isAscii(self.value)) return undefined;
  return textLike(
    self,
    self.value.replace(/[A-Za-z]+/g, (word) => word[0].toUpperCase() + word.slice(1).toLowerCase()),
  );
}

function capitalize(self: Text): Constant | undefined {
  if (self.kind === 'str' && !isAscii(self.value)) return undefined;
  const lower = self.value.replace(/[A-Z]/g, (char) => char.toLowerCase());
  return textLike(
    self,
    lower.replace(/^[a-z]/, (char) => char.toUpperCase()),
  );
}

function swapCase(self: Text): Constant | undefined {
  if (self.kind === 'str' && !isAscii(self.value)) return undefined;
  return textLike(
    self,
    self.value.replace(/[A-Za-z]/g, (char) => (char >= 'a' ? char.toUpperCase() : char.toLowerCase())),
  );
}

function isTitle(text: string): boolean {
  const words = text.match(/[A-Za-z]+/g);
  return words?.every((word) => /^[A-Z][a-z]*$/.test(word)) ?? false;
}

function length(self: Text): number {
  return self.kind === 'str' ? codePointLength(self.value) : self.value.length;
}

/** Start and end arguments as CPython clips them, in characters. */
function range(self: Text, args: readonly Constant[], from: number): readonly [number, number] | undefined {
  const size = length(self);
  const clip = (value: Constant | undefined, absent: number): number | undefined => {
    if (value === undefined || value.kind === 'none') return absent;
    const position = indexValue(value);
    if (position === undefined) return undefined;
    const shifted = position < 0n ? position + BigInt(size) : position;
    return shifted < 0n ? 0 : shifted > BigInt(size) + 1n ? size + 1 : Number(shifted);
  };
  const start = clip(args[from], 0);
  const end = clip(args[from + 1], size);
  return start === undefined || end === undefined ? undefined : [start, Math.min(end, size)];
}

function affix(
  self: Text,
  args: readonly Constant[],
  test: (text: string, part: string) => boolean,
): Constant | undefined {
  if (args.length === 0 || args.length > 3) return undefined;
  const span = range(self, args, 1);
  const parts = args[0].kind === 'tuple' ? args[0].items : [args[0]];
  if (span === undefined) return undefined;
  const [start, end] = span;
  const inside = start > end ? undefined : (textSlice(self, start, end) as Text | undefined);
  for (const part of parts) {
    if (part.kind !== self.kind) return undefined;
    if (inside !== undefined && test(inside.value, (part as Text).value)) return bool(true);
  }
  return bool(false);
}

function remove(self: Text, args: readonly Constant[], prefix: boolean): Constant | undefined {
  const part = args.length === 1 ? textArgument(self, args, 0) : undefined;
  if (part === undefined) return undefined;
  if (prefix) return self.value.startsWith(part) ? textLike(self, self.value.slice(part.length)) : self;
  const found = part !== '' && self.value.endsWith(part);
  return found ? textLike(self, self.value.slice(0, -part.length)) : self;
}

/** What is searched for: text of the same kind, or for bytes also a byte value. */
function needle(self: Text, args: readonly Constant[]): string | undefined {
  const text = textArgument(self, args, 0);
  if (text !== undefined || self.kind === 'str' || args[0] === undefined) return text;
  const byte = indexValue(args[0]);
  return byte === undefined || byte < 0n || byte > 255n ? undefined : String.fromCharCode(Number(byte));
}

function find(self: Text, args: readonly Constant[], last: boolean, raises: boolean): Constant | undefined {
  const text = needle(self, args);
  const span = range(self, args, 1);
  if (text === undefined || span === undefined || args.length > 3) return undefined;
  const [start, end] = span;
  let at = -1;
  if (start <= end) {
    const inside = (textSlice(self, start, end) as Text).value;
    const unit = last ? inside.lastIndexOf(text) : inside.indexOf(text);
    if (unit >= 0)
      at = start + (isFlat(inside) || self.kind === 'bytes' ? unit : codePointLength(inside.slice(0, unit)));
  }
  return at < 0 && raises ? undefined : int(at);
}

function count(self: Text, args: readonly Constant[]): Constant | undefined {
  const text = needle(self, args);
  const span = range(self, args, 1);
  if (text === undefined || span === undefined || args.length > 3) return undefined;
  const [start, end] = span;
  if (start > end) return int(0);
  const inside = textSlice(self, start, end) as Text;
  return int(text === '' ? length(inside) + 1 : inside.value.split(text).length - 1);
}

function zfill(self: Text, args: readonly Constant[]): Constant | undefined {
  const width = args.length === 1 ? indexValue(args[0]) : undefined;
  if (width === undefined || width > BigInt(constantLimits.text)) return undefined;
  const missing = Number(width) - length(self);
  if (missing <= 0) return self;
  const signed = /^[+-]/.test(self.value);
  const zeros = '0'.repeat(missing);
  return textLike(self, signed ? self.value[0] + zeros + self.value.slice(1) : zeros + self.value);
}

function justify(self: Text, args: readonly Constant[], where: 'left' | 'right' | 'center'): Constant | undefined {
  const width = args.length > 0 && args.length < 3 ? indexValue(args[0]) : undefined;
  const fill = args.length === 2 ? textArgument(self, args, 1) : ' ';
  if (width === undefined || fill === undefined || width > BigInt(constantLimits.text)) return undefined;
  if ((self.kind === 'str' ? codePointLength(fill) : fill.length) !== 1) return undefined;
  const missing = Number(width) - length(self);
  if (missing <= 0) return self;
  // CPython gives the odd column to the left when the width is odd.
  const left = where === 'left' ? 0 : where === 'right' ? missing : (missing >> 1) + (missing & Number(width) & 1);
  return textLike(self, fill.repeat(left) + self.value + fill.repeat(missing - left));
}

function expandTabs(self: Text, args: readonly Constant[]): Constant | undefined {
  const size = args.length === 0 ? 8n : args.length === 1 ? indexValue(args[0]) : undefined;
  if (size === undefined || size > BigInt(constantLimits.text)) return undefined;
  const stop = Number(size);
  let column = 0;
  let out = '';
  for (const char of self.kind === 'str' ? codePoints(self.value) : self.value.split('')) {
    if (char === '\t') {
      const step = stop > 0 ? stop - (column % stop) : 0;
      out += ' '.repeat(step);
      column += step;
    } else {
      out += char;
      column = char === '\n' || char === '\r' ? 0 : column + 1;
    }
    if (out.length > constantLimits.text) return undefined;
  }
  return textLike(self, out);
}

/** Character classes: exact for ASCII; other text is left unknown, because its answer depends on Unicode's version. */
function predicate(self: Text, args: readonly Constant[], pattern: RegExp, empty: boolean): Constant | undefined {
  if (args.length > 0) return undefined;
  if (self.value === '') return bool(empty);
  if (self.kind === 'str' && !isAscii(self.value)) return undefined;
  return bool(pattern.test(self.value));
}

function spaceOnly(self: Text): boolean {
  return new RegExp(`^[${self.kind === 'str' ? strSpace : bytesSpace}]+$`).test(self.value);
}

function translate(self: Text, args: readonly Constant[]): Constant | undefined {
  if (args.length !== 1) return undefined;
  const table = args[0];
  if (self.kind === 'bytes') {
    if (table.kind !== 'bytes' || table.value.length !== 256) return undefined;
    return textLike(
      self,
      self.value.replace(/[\s\S]/g, (char) => table.value[char.charCodeAt(0)]),
    );
  }
  if (table.kind !== 'dict') return undefined;
  const map = new Map(table.entries.map(([key, value]) => [hashKey(key), value]));
  let out = '';
  for (const char of codePoints(self.value)) {
    const value = map.get(`n${char.codePointAt(0)}`);
    if (value === undefined) out += char;
    else if (value.kind === 'str') out += value.value;
    else if (value.kind === 'int') {
      if (value.value < 0n || value.value > 0x10ffffn) return undefined;
      out += String.fromCodePoint(Number(value.value));
    } else if (value.kind !== 'none') return undefined;
    if (out.length > constantLimits.text) return undefined;
  }
  return textLike(self, out);
}
