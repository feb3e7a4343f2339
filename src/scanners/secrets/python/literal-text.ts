/** The text an expression is made of, when all of it is constant: literals, concatenation, formatting, encoding calls. */
import {
  Attribute,
  BinOp,
  bytesValue,
  Call,
  endOf,
  FormattedValue,
  JoinedStr,
  Keyword,
  Kind,
  kindOf,
  List,
  listItems,
  Name,
  Operator,
  type ParsedModule,
  startOf,
  stringValue,
  symbols,
} from '../../../python/index.ts';
import { decodeBase64Text } from '../validate/base64.ts';

export interface LiteralText {
  readonly value: string;
  /** Byte range of the whole expression. */
  readonly start: number;
  readonly end: number;
  /** Made of several literals, or decoded: a search of the source would not see this text. */
  readonly composed: boolean;
}

const longestText = 65_536;
const deepest = 60;
/** Wrappers that hand their text on: `SecretStr('x')`, `Field(default='x')`, `force_bytes('x')`. */
const wrappers = new Set([
  'SecretStr',
  'SecretBytes',
  'Secret',
  'Field',
  'str',
  'bytes',
  'bytearray',
  'force_bytes',
  'force_str',
  'to_bytes',
  'mark_safe',
  'field',
  'quote',
  'quote_plus',
  'dedent',
]);
const decoders = new Set(['b64decode', 'standard_b64decode', 'urlsafe_b64decode', 'decodebytes']);

/** Text of `node`; undefined when a part of it is not constant. Bytes read as Latin-1. */
export function literalText(module: ParsedModule, node: number, depth = 0): LiteralText | undefined {
  const { words } = module;
  const found = fold(module, node, depth);
  if (found === undefined || found.value.length > longestText) return undefined;
  return { ...found, start: startOf(words, node), end: endOf(words, node) };
}

type Folded = Pick<LiteralText, 'value' | 'composed'>;

function fold(module: ParsedModule, node: number, depth: number): Folded | undefined {
  if (node === 0 || depth > deepest) return undefined;
  const { words } = module;
  switch (kindOf(words, node)) {
    case Kind.Constant:
      return constant(module, node);
    case Kind.BinOp:
      return binary(module, node, depth);
    case Kind.JoinedStr: {
      const parts = listItems(words, JoinedStr.values(words, node)).map((part) =>
        fold(module, kindOf(words, part) === Kind.FormattedValue ? FormattedValue.value(words, part) : part, depth + 1),
      );
      return join(parts, '');
    }
    case Kind.Call:
      return call(module, node, depth);
    default:
      return undefined;
  }
}

function constant(module: ParsedModule, node: number): Folded | undefined {
  const length = endOf(module.words, node) - startOf(module.words, node);
  if (length > longestText) return undefined;
  const text = stringValue(module, node);
  if (text !== undefined) return { value: text, composed: length - text.length > 8 };
  const bytes = bytesValue(module, node);
  if (bytes === undefined) return undefined;
  let value = '';
  for (const byte of bytes) value += String.fromCharCode(byte);
  return { value, composed: length - value.length > 8 };
}

function binary(module: ParsedModule, node: number, depth: number): Folded | undefined {
  const { words } = module;
  const operator = BinOp.op(words, node);
  if (operator === Operator.Add) {
    return join(
      [fold(module, BinOp.left(words, node), depth + 1), fold(module, BinOp.right(words, node), depth + 1)],
      '',
    );
  }
  if (operator !== Operator.Mod) return undefined;
  const format = fold(module, BinOp.left(words, node), depth + 1);
  const right = BinOp.right(words, node);
  const values = kindOf(words, right) === Kind.Tuple ? listItems(words, List.elts(words, right)) : [right];
  const texts = values.map((value) => fold(module, value, depth + 1)?.value);
  if (format === undefined || texts.some((text) => text === undefined)) return undefined;
  let used = 0;
  const value = format.value.replace(/%s/g, () => texts[used++] ?? '');
  return used === texts.length ? { value, composed: true } : undefined;
}

function call(module: ParsedModule, node: number, depth: number): Folded | undefined {
  const { words } = module;
  const callee = Call.func(words, node);
  const args = listItems(words, Call.args(words, node));
  const name = calleeName(module, callee);
  if (name === undefined) return undefined;
  const first = args[0] ?? keywordValue(module, node, 'default');
  if (kindOf(words, callee) === Kind.Attribute) {
    const owner = Attribute.value(words, callee);
    // `'…'.encode()`, `'…'.strip()`: the text itself is what counts.
    if (/^(?:encode|decode|strip|lower|upper)$/.test(name) && args.length <= 1) return fold(module, owner, depth + 1);
    if (
      name === 'join' &&
      args.length === 1 &&
      (kindOf(words, first) === Kind.List || kindOf(words, first) === Kind.Tuple)
    ) {
      const separator = fold(module, owner, depth + 1);
      if (separator === undefined) return undefined;
      return join(
        listItems(words, List.elts(words, first)).map((item) => fold(module, item, depth + 1)),
        separator.value,
      );
    }
    if (name === 'format' && args.length > 0) {
      const format = fold(module, owner, depth + 1);
      const texts = args.map((argument) => fold(module, argument, depth + 1)?.value);
      if (format === undefined || texts.some((text) => text === undefined)) return undefined;
      let next = 0;
      return {
        value: format.value.replace(
          /\{(\d*)\}/g,
          (_, index: string) => texts[index === '' ? next++ : Number(index)] ?? '',
        ),
        composed: true,
      };
    }
  }
  if (first === undefined) return undefined;
  if (wrappers.has(name)) return fold(module, first, depth + 1);
  if (decoders.has(name)) {
    const text = fold(module, first, depth + 1);
    const decoded = text === undefined ? undefined : decodeBase64Text(text.value);
    return decoded === undefined ? undefined : { value: decoded, composed: true };
  }
  return undefined;
}

function join(parts: readonly (Folded | undefined)[], separator: string): Folded | undefined {
  const texts: string[] = [];
  let total = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    texts.push(part.value);
    total += part.value.length;
    if (total > longestText) return undefined;
  }
  return { value: texts.join(separator), composed: texts.length > 1 || (parts[0]?.composed ?? false) };
}

/** Last part of a callee: `connect` of `psycopg2.connect`. */
export function calleeName(module: ParsedModule, callee: number): string | undefined {
  const { words } = module;
  if (kindOf(words, callee) === Kind.Name) return symbols.name(Name.id(words, callee));
  if (kindOf(words, callee) === Kind.Attribute) return symbols.name(Attribute.attr(words, callee));
  return undefined;
}

/** `a.b.c` of nested attributes; '' in place of what is no name. */
export function dottedName(module: ParsedModule, node: number): string {
  const { words } = module;
  const parts: string[] = [];
  let at = node;
  while (parts.length < 20 && kindOf(words, at) === Kind.Attribute) {
    parts.push(symbols.name(Attribute.attr(words, at)));
    at = Attribute.value(words, at);
  }
  parts.push(kindOf(words, at) === Kind.Name ? symbols.name(Name.id(words, at)) : '');
  return parts.reverse().join('.');
}

/** Value node of the keyword argument `name` of a call; undefined if it is not given. */
export function keywordValue(module: ParsedModule, call: number, name: string): number | undefined {
  const { words } = module;
  for (const keyword of listItems(words, Call.keywords(words, call))) {
    if (symbols.name(Keyword.arg(words, keyword)) === name) return Keyword.value(words, keyword);
  }
  return undefined;
}
