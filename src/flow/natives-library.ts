/** Library functions that recode, quote, parse or hold data. */
import { type Activation, deepTaints } from './activation.ts';
import { callValue, withPositional } from './call.ts';
import { anyChar, base64Chars, type Charset, charsOf, hexChars, urlQuoted, uuidChars } from './charset.ts';
import { storeEntry } from './evaluate.ts';
import { proofs } from './facts.ts';
import { formatTemplate } from './formatting.ts';
import { iterationOf } from './iterate.ts';
import type { Native, NativeCall } from './natives.ts';
import { regexCharset } from './regex.ts';
import { fromConstant, keyOf, toConstant } from './reify.ts';
import { derive, mapParts, type Part, stringFrom, summary } from './shapes.ts';
import { elementAt } from './subscript.ts';
import { joinTaints } from './taint.ts';
import { textOf } from './text.ts';
import {
  bottom,
  type Implication,
  isScalar,
  join,
  none,
  onlyString,
  str,
  type,
  type UnknownAtom,
  unknown,
  unknownAtom,
  type Value,
} from './values.ts';

const argument = (call: NativeCall, index: number, name = ''): Value =>
  call.args.positional[index] ?? call.args.keywords.get(name) ?? bottom;

/** Maps literal text exactly and holes by operation and characters. */
const recode =
  (
    op: string,
    text: ((s: string) => string | undefined) | undefined,
    chars: (c: Charset) => Charset,
    bytes = false,
  ): Native =>
  (a, call) => {
    let out: Value = bottom;
    for (const parts of textOf(a, argument(call, 0))) {
      if (!text) {
        const whole = summary(parts);
        const only = parts.length === 1 && typeof parts[0] !== 'string' ? parts[0] : undefined;
        out = join(out, [
          unknownAtom(
            bytes ? type.bytes : type.str,
            whole.taints,
            chars(whole.chars),
            only ? { op, of: only } : { op, of: stringFrom(parts) },
          ),
        ]);
        continue;
      }
      const mapped: Part[] = mapParts(
        parts,
        (s) => text(s) ?? s,
        (h) => derive(h, op, chars(h.chars)),
      );
      out = join(out, [stringFrom(mapped, bytes)]);
    }
    return out;
  };

const without =
  (text: string) =>
  (c: Charset): Charset =>
    c & ~charsOf(text);

function decodeBase64(s: string): string | undefined {
  try {
    return atob(s.replace(/-/g, '+').replace(/_/g, '/'));
  } catch {
    return undefined;
  }
}

/** Decoding undoes the encoding it can see, so that a round trip is the value itself. */
const decode =
  (encoder: string, text: (s: string) => string | undefined, bytes: boolean): Native =>
  (a, call) => {
    let out: Value = bottom;
    for (const parts of textOf(a, argument(call, 0))) {
      const only = parts.length === 1 ? parts[0] : undefined;
      if (typeof only === 'string') {
        const decoded = text(only);
        out = join(out, decoded === undefined ? unknown(type.str) : [stringFrom([decoded], bytes)]);
        continue;
      }
      const origin = only && original(only, encoder);
      if (origin) out = join(out, [origin]);
      else {
        const whole = summary(parts);
        out = join(out, [
          unknownAtom(
            bytes ? type.bytes : type.str,
            whole.taints,
            anyChar,
            only ? { op: 'decode-data', of: only } : undefined,
          ),
        ]);
      }
    }
    return out;
  };

function original(hole: UnknownAtom, encoder: string): Value[number] | undefined {
  let at: UnknownAtom | undefined = hole;
  for (let depth = 0; at?.via && depth < 4; depth++) {
    if (at.via.op === encoder) return at.via.of;
    if (at.via.op !== 'decode' && at.via.op !== 'encode' && at.via.op !== 'str') return undefined;
    at = at.via.of.k === 'unknown' ? at.via.of : undefined;
  }
  return undefined;
}

const htmlEscape = (s: string): string =>
  s.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#x27;');

const escapeHtml: Native = (a, call) => {
  const quote = toConstant(a.state, argument(call, 1, 'quote'));
  const kept = quote?.kind === 'bool' && !quote.value ? '<>' : '<>"\'';
  return recode('html-escape', htmlEscape, without(kept))(a, call);
};

const urlSafe = (s: string): string | undefined => {
  try {
    return encodeURIComponent(s)
      .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
      .replace(/%2F/g, '/');
  } catch {
    return undefined;
  }
};

const quoteUrl: Native = (a, call) => {
  const safe = onlyString(argument(call, 1, 'safe'));
  const given = call.args.positional[1] !== undefined || call.args.keywords.has('safe');
  const allowed = given ? (safe === undefined ? anyChar : (urlQuoted & ~charsOf('/')) | charsOf(safe)) : urlQuoted;
  // Dots stay, so `..` can only matter together with a slash.
  return recode(
    'url-quote',
    given && safe !== '' && safe !== '/'
      ? undefined
      : (s) => (safe === '' ? urlSafe(s)?.replace(/\//g, '%2F') : urlSafe(s)),
    (c) => (allowed & (c | charsOf('%0123456789ABCDEF'))) | (c & (1n << 129n)),
  )(a, call);
};

const quotePlus = recode(
  'url-quote',
  (s) => urlSafe(s)?.replace(/\//g, '%2F').replace(/%20/g, '+'),
  (c) => ((urlQuoted & ~charsOf('/')) | charsOf('+')) & (c | charsOf('+%0123456789ABCDEF')),
);

const urlDecode = (s: string): string | undefined => {
  try {
    return decodeURIComponent(s);
  } catch {
    return undefined;
  }
};

/** Parts of a parsed URL, each with a link to the URL. */
const parseUrl: Native = (a, call) => {
  const value = argument(call, 0);
  if (value.length === 0 || onlyString(value) !== undefined) return undefined;
  // Each alternative keeps its origin: a default such as "/" must not hide what a check proves about the rest.
  return value.map((atom) => {
    const [parts] = textOf(a, [atom]);
    const base = parts!.length === 1 && typeof parts![0] !== 'string' ? parts![0] : undefined;
    const taints = base ? base.taints : summary(parts!).taints;
    return unknownAtom(type.other | type.tuple, taints, anyChar, { op: 'same', of: base ?? atom });
  });
};

const regexFunction =
  (anchorStart: boolean, anchorEnd: boolean, patternFrom: 'argument' | 'self'): Native =>
  (a, call) => {
    const offset = patternFrom === 'argument' ? 1 : 0;
    const pattern = patternFrom === 'argument' ? onlyString(argument(call, 0, 'pattern')) : selfPattern(call);
    const subject = argument(call, offset, 'string');
    const set = pattern === undefined ? undefined : regexCharset(pattern, anchorStart, anchorEnd);
    const found: Implication[] = [];
    if (set !== undefined) {
      for (const atom of subject) {
        if (atom.k === 'unknown') found.push(...proofs(atom, { chars: set }));
        else if (atom.k === 'string') {
          for (const p of atom.parts) if (typeof p !== 'string') found.push(...proofs(p, { chars: set }));
        }
      }
    }
    const absent: Implication[] = [];
    // A search for one class of characters that finds nothing: none of them occurs.
    const excluded = !anchorStart && !anchorEnd && pattern !== undefined ? excludedClass(pattern) : undefined;
    if (excluded !== undefined) {
      for (const atom of subject)
        if (atom.k === 'unknown') absent.push(...proofs(atom, { chars: anyChar & ~excluded }));
    }
    const taints = deepTaints(a.state, subject);
    return [
      {
        ...unknownAtom(type.other | type.none, taints, set ?? anyChar),
        implies: { whenTrue: found, whenFalse: absent },
      },
    ];
  };

/** `[;&|]`: a pattern that is one class. */
function excludedClass(pattern: string): Charset | undefined {
  const match = /^\[((?:[^\\\]]|\\.)+)\]\+?$/.exec(pattern);
  if (!match || match[1]!.startsWith('^')) return undefined;
  return regexCharset(`[${match[1]}]*`, true, true);
}

const selfPattern = (call: NativeCall): string | undefined => {
  const self = call.self?.length === 1 ? call.self[0] : undefined;
  return self?.k === 'api' && self.text ? onlyString(self.text) : undefined;
};

const substitute =
  (patternFrom: 'argument' | 'self'): Native =>
  (a, call) => {
    const offset = patternFrom === 'argument' ? 1 : 0;
    const pattern = patternFrom === 'argument' ? onlyString(argument(call, 0, 'pattern')) : selfPattern(call);
    const replacement = argument(call, offset, 'repl');
    const subject = argument(call, offset + 1, 'string');
    const removed = pattern === undefined ? 0n : (substitutedClass(pattern) ?? 0n);
    const callable = replacement.some((x) => x.k === 'function');
    const result = callable
      ? callValue(a, replacement, withPositional(unknown(type.other, deepTaints(a.state, subject))), call.node)
      : replacement;
    let chars: Charset = 0n;
    let taints = deepTaints(a.state, subject);
    for (const parts of textOf(a, subject)) chars |= summary(parts).chars & ~removed;
    for (const parts of textOf(a, result)) {
      const s = summary(parts);
      chars |= s.chars;
      taints = joinTaints(taints, s.taints);
    }
    const only = subject.length === 1 ? subject[0] : undefined;
    return [unknownAtom(type.str, taints, chars, only && isScalar(only) ? { op: 'sub', of: only } : undefined)];
  };

/** `[^a-z]`: every character of the class is replaced. */
function substitutedClass(pattern: string): Charset | undefined {
  const match = /^(?:\[(\^?)((?:[^\\\]]|\\.)+)\]|(\\[WDS]))\+?$/.exec(pattern);
  if (!match) return undefined;
  if (match[3]) {
    const kept = regexCharset(`${match[3].toLowerCase()}*`, true, true);
    return kept === undefined ? undefined : anyChar & ~kept;
  }
  const set = regexCharset(`[${match[2]}]*`, true, true);
  if (set === undefined) return undefined;
  return match[1] ? anyChar & ~set : set & ~(1n << 129n);
}

const compileRegex: Native = (a, call) => {
  const cls = call.atom.state.edges.get('()') ?? call.atom.state;
  const target = cls.is?.edges.get('#') ?? cls;
  return [
    {
      k: 'api',
      state: target,
      taints: deepTaints(a.state, argument(call, 0)),
      self: undefined,
      loc: -1,
      text: argument(call, 0),
    },
  ];
};

/** Sections of `configparser` as a dictionary of dictionaries on the instance. */
function sections(a: Activation, call: NativeCall): number | undefined {
  const self = call.self?.length === 1 ? call.self[0] : undefined;
  const loc = self?.k === 'api' || self?.k === 'ref' ? self.loc : -1;
  const object = loc >= 0 ? a.state.own(loc) : undefined;
  if (object?.k !== 'instance') return undefined;
  const known = object.attributes.get(-1)?.[0];
  if (known?.k === 'ref') return known.loc;
  const made = a.state.dict();
  object.attributes.set(-1, [{ k: 'ref', loc: made }]);
  return made;
}

function section(a: Activation, loc: number, name: Value): number | undefined {
  const c = name.length === 1 && name[0]!.k === 'const' ? name[0] : undefined;
  if (!c) return undefined;
  const object = a.state.get(loc);
  const known = object?.k === 'dict' ? object.entries.get(keyOf(c))?.value[0] : undefined;
  if (known?.k === 'ref') return known.loc;
  const made = a.state.dict();
  storeEntry(a, loc, name, [{ k: 'ref', loc: made }]);
  return made;
}

const lowerKey = (value: Value): Value => {
  const text = onlyString(value);
  return text === undefined ? value : str(text.toLowerCase());
};

const configGet: Native = (a, call) => {
  const all = sections(a, call);
  const own = all === undefined ? undefined : a.state.get(all);
  if (own?.k !== 'dict' || (own.entries.size === 0 && !own.rest)) return undefined;
  const table = elementAt(a, [{ k: 'ref', loc: all! }], argument(call, 0, 'section'), call.node);
  const fallback = call.args.keywords.get('fallback');
  const value = elementAt(a, table, lowerKey(argument(call, 1, 'option')), call.node);
  return fallback ? join(value, fallback) : value;
};

const jsonDump: Native = (a, call) => {
  const value = argument(call, 0);
  const only = value.length === 1 ? value[0]! : undefined;
  const taints = deepTaints(a.state, value);
  return [unknownAtom(type.str, taints, anyChar, only ? { op: 'json', of: only } : undefined)];
};

const jsonLoad: Native = (a, call) => {
  const value = argument(call, 0);
  const only = value.length === 1 ? value[0]! : undefined;
  if (only?.k === 'unknown' && only.via?.op === 'json') return [only.via.of];
  const text = onlyString(value);
  if (text !== undefined) {
    try {
      return fromJson(a, JSON.parse(text) as unknown);
    } catch {
      return undefined;
    }
  }
  return [unknownAtom(type.any, deepTaints(a.state, value), anyChar)];
};

function fromJson(a: Activation, value: unknown, depth = 0): Value {
  if (depth > 8) return unknown();
  if (value === null) return none;
  if (typeof value === 'string') return str(value);
  if (typeof value === 'boolean') return fromConstant(a.state, { kind: 'bool', value });
  if (typeof value === 'number')
    return fromConstant(
      a.state,
      Number.isInteger(value) ? { kind: 'int', value: BigInt(value) } : { kind: 'float', value },
    );
  if (Array.isArray(value))
    return [
      {
        k: 'ref',
        loc: a.state.list(
          'list',
          value.slice(0, 256).map((v) => fromJson(a, v, depth + 1)),
        ),
      },
    ];
  const loc = a.state.dict();
  for (const [key, v] of Object.entries(value as object).slice(0, 256))
    storeEntry(a, loc, str(key), fromJson(a, v, depth + 1));
  return [{ k: 'ref', loc }];
}

/** A file-like object in memory: what was put in comes out. */
const memoryFile: Native = (a, call) => {
  const target = call.atom.state.edges.get('#') ?? call.atom.state;
  const initial = argument(call, 0, 'initial_value');
  return [
    {
      k: 'api',
      state: target,
      taints: deepTaints(a.state, initial),
      self: undefined,
      loc: a.state.instance(undefined, call.atom.state),
      text: initial.length > 0 ? initial : str(''),
    },
  ];
};

export const libraryNatives: Readonly<Record<string, Native>> = {
  'html.escape': escapeHtml,
  'markupsafe.escape': escapeHtml,
  'django.utils.html.escape': escapeHtml,
  'html.unescape': recode('html-unescape', undefined, () => anyChar),
  'shlex.quote': recode('shell-quote', undefined, (c) => c),
  'base64.b64encode': recode(
    'base64',
    (s) => (/^[\u0000-\u00ff]*$/.test(s) ? btoa(s) : undefined),
    () => base64Chars,
    true,
  ),
  'base64.urlsafe_b64encode': recode('base64', undefined, () => base64Chars, true),
  'base64.standard_b64encode': recode('base64', undefined, () => base64Chars, true),
  'base64.b32encode': recode('base32', undefined, () => base64Chars, true),
  'base64.b16encode': recode('base16', undefined, () => hexChars, true),
  'base64.b64decode': decode('base64', decodeBase64, true),
  'base64.urlsafe_b64decode': decode('base64', decodeBase64, true),
  'base64.standard_b64decode': decode('base64', decodeBase64, true),
  'binascii.hexlify': recode('hex', undefined, () => hexChars, true),
  'binascii.unhexlify': decode('hex', () => undefined, true),
  'urllib.parse.quote': quoteUrl,
  'urllib.parse.quote_plus': quotePlus,
  'urllib.parse.unquote': decode('url-quote', urlDecode, false),
  'urllib.parse.unquote_plus': decode('url-quote', (s) => urlDecode(s.replace(/\+/g, ' ')), false),
  'urllib.parse.urlparse': parseUrl,
  'urllib.parse.urlsplit': parseUrl,
  'urllib.parse.urlencode': recode('url-quote', undefined, () => urlQuoted | charsOf('&=+')),
  'urllib.parse.urljoin': (a, call) => {
    const target = argument(call, 1);
    return [...textOf(a, target).map((parts) => stringFrom(parts))];
  },
  're.match': regexFunction(true, false, 'argument'),
  're.fullmatch': regexFunction(true, true, 'argument'),
  're.search': regexFunction(false, false, 'argument'),
  're.compile': compileRegex,
  're.Pattern#.match': regexFunction(true, false, 'self'),
  're.Pattern#.fullmatch': regexFunction(true, true, 'self'),
  're.Pattern#.search': regexFunction(false, false, 'self'),
  're.sub': substitute('argument'),
  're.Pattern#.sub': substitute('self'),
  're.escape': recode('regex-quote', undefined, (c) => c),
  'json.dumps': jsonDump,
  'json.loads': jsonLoad,
  'configparser.ConfigParser#.add_section': (a, call) => {
    const all = sections(a, call);
    if (all !== undefined) section(a, all, argument(call, 0));
    return none;
  },
  'configparser.ConfigParser#.set': (a, call) => {
    const all = sections(a, call);
    const table = all === undefined ? undefined : section(a, all, argument(call, 0));
    if (table !== undefined) storeEntry(a, table, lowerKey(argument(call, 1)), argument(call, 2));
    return none;
  },
  'configparser.ConfigParser#.get': configGet,
  'configparser.ConfigParser#.has_section': () => unknown(type.bool),
  'string.Template': (a, call) => {
    const target = call.atom.state.edges.get('#') ?? call.atom.state;
    return [
      {
        k: 'api',
        state: target,
        taints: deepTaints(a.state, argument(call, 0)),
        self: undefined,
        loc: -1,
        text: argument(call, 0),
      },
    ];
  },
  'string.Template#.substitute': substituteTemplate,
  'string.Template#.safe_substitute': substituteTemplate,
  'io.StringIO': memoryFile,
  'io.BytesIO': memoryFile,
  'uuid.UUID': (_a, call) => {
    for (const atom of argument(call, 0))
      if (atom.k === 'unknown') for (const proof of proofs(atom, { chars: uuidChars })) _a.state.prove(proof);
    return unknown(type.other, deepTaints(_a.state, argument(call, 0)), uuidChars);
  },
  'collections.Counter': (a, call) => {
    const iteration = iterationOf(a, argument(call, 0), call.node);
    return [{ k: 'ref', loc: a.state.dict(new Map(), unknown(type.int), iteration.rest) }];
  },
};

function substituteTemplate(a: Activation, call: NativeCall): Value | undefined {
  const self = call.self?.length === 1 ? call.self[0] : undefined;
  const template = self?.k === 'api' ? self.text : undefined;
  if (!template) return undefined;
  const text = onlyString(template);
  if (text === undefined) return undefined;
  const braces = text
    .replace(/[{}]/g, '$&$&')
    .replace(/\$(?:\{\{(\w+)\}\}|(\w+))/g, (_m, x: string, y: string) => `{${x ?? y}}`)
    .replace(/\$\$/g, '$');
  const keywords = new Map(call.args.keywords);
  const mapping = call.args.positional[0];
  return formatTemplate(
    a,
    str(braces),
    [],
    keywords,
    mapping ? unknown(type.any, deepTaints(a.state, mapping)) : call.args.more,
  );
}
