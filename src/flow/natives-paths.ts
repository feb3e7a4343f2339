/** `os.path` and `pathlib`: paths keep their shape, normalising is remembered. */
import { type Activation, deepTaints } from './activation.ts';
import { anyChar, charsOf, mayContain } from './charset.ts';
import { factOf, proofs, relativeMark } from './facts.ts';
import type { Native, NativeCall } from './natives.ts';
import { contained, normalisers } from './paths.ts';
import { derive, type Part, type Parts, stringFrom, summary } from './shapes.ts';
import { textOf } from './text.ts';
import {
  type ApiAtom,
  type Atom,
  boolean,
  bottom,
  join,
  none,
  str,
  testResult,
  type,
  unknown,
  unknownAtom,
  type Value,
} from './values.ts';

const separators = charsOf('/\\');

/** `join(a, b)`: b below a, or b alone when it is absolute. */
function joinPaths(left: Value, right: Value, a: Activation): Value {
  let out: Value = bottom;
  for (const x of textOf(a, left)) {
    for (const y of textOf(a, right)) {
      const head = y[0];
      if (typeof head === 'string' && head.startsWith('/')) {
        out = join(out, [stringFrom(y)]);
        continue;
      }
      const last = x[x.length - 1];
      const slash = x.length === 0 || (typeof last === 'string' && (last.endsWith('/') || last === '')) ? '' : '/';
      out = join(out, [stringFrom([...x, slash, ...y])]);
      if (
        head !== undefined &&
        typeof head !== 'string' &&
        mayContain(head.chars, separators) &&
        head.taints.length > 0 &&
        !factOf(a.state.facts, relativeMark(head))?.constant
      ) {
        out = join(out, [stringFrom(y)]);
      }
    }
  }
  return out;
}

/** `isabs(x)`: where it is not, a join keeps what stands in front. */
const isAbsolute: Native = (a, call) =>
  testResult(
    [],
    textOf(a, call.args.positional[0] ?? bottom).flatMap((parts) => {
      const hole = parts.length === 1 ? parts[0] : undefined;
      return hole && typeof hole !== 'string' ? proofs(relativeMark(hole), { constant: true }) : [];
    }),
  );

const joinNative: Native = (a, call) => {
  const [head, ...tail] = call.args.positional;
  if (!head) return undefined;
  let out = head;
  for (const part of tail) out = joinPaths(out, part, a);
  if (call.args.rest) out = joinPaths(out, call.args.rest, a);
  return out;
};

/** One result atom per alternative, with a link to what was normalised. */
function viaAtoms(a: Activation, value: Value, op: string, chars: bigint): Value {
  let out: Value = bottom;
  for (const atom of value) {
    const text = atomAsText(a, atom);
    if (text.k === 'const')
      out = join(out, text.c.kind === 'str' && op !== 'realpath' ? str(posixNormalise(text.c.value)) : [text]);
    else {
      const whole = summary(text.k === 'string' ? text.parts : text.k === 'unknown' ? [text] : []);
      out = join(out, [unknownAtom(type.str, whole.taints, whole.chars & chars, { op, of: text })]);
    }
  }
  return out;
}

function atomAsText(a: Activation, atom: Atom): Atom {
  if (atom.k === 'api' && atom.text?.length === 1) return atom.text[0]!;
  if (atom.k === 'const' || atom.k === 'unknown' || atom.k === 'string') return atom;
  return stringFrom(textOf(a, [atom])[0] ?? []);
}

function posixNormalise(path: string): string {
  const absolute = path.startsWith('/');
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out[out.length - 1] !== '..') out.pop();
    else if (part !== '..' || !absolute) out.push(part);
  }
  return (absolute ? '/' : '') + out.join('/') || (absolute ? '/' : '.');
}

const normalise =
  (op: string): Native =>
  (a, call) =>
    viaAtoms(a, call.args.positional[0] ?? bottom, op, anyChar);

const lastPart: Native = (a, call) => {
  let out: Value = bottom;
  for (const parts of textOf(a, call.args.positional[0] ?? bottom)) out = join(out, [baseName(parts)]);
  return out;
};

/** What follows the last separator. */
function baseName(parts: Parts): Atom {
  const kept: Part[] = [];
  for (let i = parts.length - 1; i >= 0; i--) {
    const part = parts[i]!;
    if (typeof part === 'string') {
      const cut = part.lastIndexOf('/');
      kept.unshift(part.slice(cut + 1));
      if (cut >= 0) break;
    } else {
      kept.unshift(mayContain(part.chars, separators) ? derive(part, 'basename', part.chars & ~separators) : part);
      if (mayContain(part.chars, separators)) break;
    }
  }
  return stringFrom(kept);
}

const firstPart: Native = (a, call) => {
  const value = call.args.positional[0] ?? bottom;
  const parts = textOf(a, value);
  return parts.map((p) => {
    const only = p.length === 1 ? p[0]! : undefined;
    if (typeof only === 'string') return stringFrom([only.includes('/') ? only.slice(0, only.lastIndexOf('/')) : '']);
    return only ? derive(only, 'dirname') : stringFrom(p);
  });
};

/** `splitext`, `split`: a pair. */
const pair =
  (f: (a: Activation, parts: Parts) => readonly [Atom, Atom]): Native =>
  (a, call) => {
    let left: Value = bottom;
    let right: Value = bottom;
    for (const parts of textOf(a, call.args.positional[0] ?? bottom)) {
      const [x, y] = f(a, parts);
      left = join(left, [x]);
      right = join(right, [y]);
    }
    return [{ k: 'ref', loc: a.state.list('tuple', [left, right]) }];
  };

/** A path object over a text. */
function pathObject(a: Activation, text: Value, cls: ApiAtom['state']): Value {
  const instance = cls.edges.get('#') ?? cls;
  return [
    {
      k: 'api',
      state: instance,
      taints: deepTaints(a.state, text),
      self: undefined,
      loc: -1,
      text: text.length > 0 ? text : undefined,
    },
  ];
}

const makePath: Native = (a, call) => {
  const [head, ...tail] = call.args.positional;
  let text: Value = head ? textValue(a, head) : str('.');
  for (const part of tail) text = joinPaths(text, textValue(a, part), a);
  return pathObject(a, text, call.atom.state);
};

export function textValue(a: Activation, value: Value): Value {
  return value.map((atom) => atomAsText(a, atom));
}

/** A method that gives another path. */
const pathMethod =
  (f: (a: Activation, text: Value, call: NativeCall) => Value): Native =>
  (a, call) => {
    const self = selfText(a, call);
    const text = f(a, self, call);
    const cls = a.engine.models.root.edges.get('pathlib')?.edges.get('Path');
    return cls ? pathObject(a, text, cls) : undefined;
  };

const selfText = (a: Activation, call: NativeCall): Value => textValue(a, call.self ?? bottom);

/** `a.relative_to(b)` raises unless a is below b; `is_relative_to` says so. */
function below(a: Activation, value: Value): ReturnType<typeof contained> {
  const out: ReturnType<typeof contained> = [];
  for (const atom of value) {
    const text = atomAsText(a, atom);
    if (text.k !== 'unknown') return [];
    if (!text.via || !normalisers.has(text.via.op)) return [];
    out.push(...contained(a, text));
  }
  return out;
}

export const pathNatives: Readonly<Record<string, Native>> = {
  'os.path.join': joinNative,
  'posixpath.join': joinNative,
  'os.path.normpath': normalise('normpath'),
  'os.path.abspath': normalise('abspath'),
  'os.path.realpath': normalise('realpath'),
  'os.path.expanduser': (a, call) => textValue(a, call.args.positional[0] ?? bottom),
  'os.path.expandvars': (a, call) => textValue(a, call.args.positional[0] ?? bottom),
  'os.fspath': (a, call) => textValue(a, call.args.positional[0] ?? bottom),
  'os.fsdecode': (a, call) => textValue(a, call.args.positional[0] ?? bottom),
  'os.path.basename': lastPart,
  'os.path.dirname': firstPart,
  'os.path.splitext': pair((_a, parts) => {
    const last = parts[parts.length - 1];
    if (typeof last === 'string' && /\.[^./]*$/.test(last)) {
      const cut = last.lastIndexOf('.');
      return [stringFrom([...parts.slice(0, -1), last.slice(0, cut)]), stringFrom([last.slice(cut)])];
    }
    return [
      stringFrom(parts),
      typeof last === 'string' || !last ? stringFrom([]) : derive(last, 'extension', last.chars & ~separators),
    ];
  }),
  'os.path.split': pair((_a, parts) => [stringFrom(parts), baseName(parts)]),
  'os.path.exists': () => boolean,
  'os.path.isfile': () => boolean,
  'os.path.isdir': () => boolean,
  'os.path.isabs': isAbsolute,
  'os.path.getsize': () => unknown(type.int),
  'os.path.commonpath': (a, call) => commonPrefix(a, call),
  'os.path.commonprefix': (a, call) => commonPrefix(a, call),
  'pathlib.Path': makePath,
  'pathlib.PurePath': makePath,
  'pathlib.PosixPath': makePath,
  'pathlib.Path#.resolve': pathMethod((a, self) => viaAtoms(a, self, 'resolve', anyChar)),
  'pathlib.Path#.absolute': pathMethod((_a, self) => self),
  'pathlib.Path#.expanduser': pathMethod((_a, self) => self),
  'pathlib.Path#.joinpath': pathMethod((a, self, call) =>
    call.args.positional.reduce((all, p) => joinPaths(all, textValue(a, p), a), self),
  ),
  'pathlib.Path#.with_suffix': pathMethod((_a, self) => self),
  'pathlib.Path#.with_name': pathMethod((a, _self, call) => textValue(a, call.args.positional[0] ?? bottom)),
  'pathlib.Path#.is_relative_to': (a, call) => testResult(below(a, call.self ?? bottom), []),
  'pathlib.Path#.relative_to': (a, call) => {
    for (const proof of below(a, call.self ?? bottom)) a.state.prove(proof);
    return call.self;
  },
  'pathlib.Path#.as_posix': (a, call) => selfText(a, call),
  'pathlib.Path#.__str__': (a, call) => selfText(a, call),
  'pathlib.Path#.exists': () => boolean,
  'pathlib.Path#.is_file': () => boolean,
  'pathlib.Path#.is_dir': () => boolean,
  'pathlib.Path#.mkdir': () => none,
};

/** `commonpath([base, path]) == base`: the test is on the second, normalised member. */
function commonPrefix(a: Activation, call: NativeCall): Value {
  const members = call.args.positional[0] ?? bottom;
  const atom = members.length === 1 ? members[0] : undefined;
  const object = atom?.k === 'ref' ? a.state.get(atom.loc) : undefined;
  const values = object?.k === 'list' ? object.items.flat() : members;
  const tested = values.find((v) => v.k === 'unknown' && v.taints.length > 0 && v.via && normalisers.has(v.via.op));
  const taints = deepTaints(a.state, values);
  return unknown(type.str, taints, anyChar, tested ? { op: 'commonpath', of: tested } : undefined);
}

/** `path / part`. */
export function pathDivide(a: Activation, left: Atom, right: Atom): Value | undefined {
  const path = left.k === 'api' ? left : right.k === 'api' ? right : undefined;
  if (!path?.state.path.startsWith('pathlib.')) return undefined;
  const text = joinPaths(textValue(a, [left]), textValue(a, [right]), a);
  return [{ ...path, taints: deepTaints(a.state, text), text, self: undefined }];
}
