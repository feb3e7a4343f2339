/** Methods of built-in types, by the type of the receiver. */
import { containerMethod, mutatingMethods, textMethod } from '../python/constants/index.ts';
import type { Activation } from './activation.ts';
import { argumentTaints, type CallArguments } from './call.ts';
import { dictMethod } from './dict-methods.ts';
import { listMethod, setMethod } from './list-methods.ts';
import { fromConstant, toConstant } from './reify.ts';
import { stringMethod, stringMethods } from './string-methods.ts';
import { addDoubt, doubt, joinTaints, noTaints } from './taint.ts';
import {
  type Atom,
  bottom,
  constText,
  join,
  onlyConst,
  partOf,
  type,
  type UnknownAtom,
  unknown,
  type Value,
} from './values.ts';

/** Calls a method of a built-in type; undefined when the receiver has none of that name. */
export function callMethod(
  a: Activation,
  atom: Atom,
  name: string,
  args: CallArguments,
  node: number,
): Value | undefined {
  switch (atom.k) {
    case 'const': {
      const folded = foldMethod(a, atom, name, args);
      if (folded) return folded;
      if (atom.c.kind === 'str' || atom.c.kind === 'bytes') return stringMethod(a, atom, name, args, node);
      return undefined;
    }
    case 'string':
      return stringMethod(a, atom, name, args, node);
    case 'unknown':
      return unknownMethod(a, atom, name, args, node);
    case 'ref': {
      const object = a.state.get(atom.loc);
      if (!object || object.k === 'instance' || object.k === 'frame') return undefined;
      const folded = mutatingMethods.has(name) ? undefined : foldMethod(a, atom, name, args);
      if (folded) return folded;
      if (object.k === 'dict') return dictMethod(a, atom, name, args, node);
      return object.type === 'set'
        ? (setMethod(a, atom, name, args) ?? listMethod(a, atom, name, args, node))
        : listMethod(a, atom, name, args, node);
    }
    default:
      return undefined;
  }
}

function foldMethod(a: Activation, atom: Atom, name: string, args: CallArguments): Value | undefined {
  if (args.rest || args.more || args.keywords.size > 0) return undefined;
  const self = toConstant(a.state, [atom]);
  if (!self) return undefined;
  const values = [];
  for (const value of args.positional) {
    const c = toConstant(a.state, value);
    if (!c) return undefined;
    values.push(c);
  }
  const folded =
    self.kind === 'str' || self.kind === 'bytes' ? textMethod(self, name, values) : containerMethod(self, name, values);
  return folded && fromConstant(a.state, folded);
}

const lookups = new Set([
  'get',
  'pop',
  'getlist',
  'get_all',
  'getall',
  'getfirst',
  'getone',
  'setdefault',
  '__getitem__',
  'group',
]);
const views = new Set(['values', 'keys', 'items', 'iteritems', 'itervalues', 'lists']);
const noData = new Set([
  'count',
  'index',
  'find',
  'rfind',
  'tell',
  'fileno',
  '__len__',
  '__contains__',
  'exists',
  'is_file',
  'is_dir',
  '__hash__',
]);

/** Methods of queries whose arguments select rows: they do not become part of what is found. */
const selections = new Set(['filter_by', 'get_or_404', 'first_or_404', 'one_or_404']);

/** A method of something unknown: string methods as for strings, lookups as parts of it, the rest passes taint on. */
function unknownMethod(
  a: Activation,
  atom: UnknownAtom,
  name: string,
  args: CallArguments,
  node: number,
): Value | undefined {
  const maybeString = (atom.types & (type.str | type.bytes)) !== 0;
  if (maybeString && stringMethods.has(name) && !(name === 'index' || name === 'count')) {
    const result = stringMethod(a, atom, name, args, node);
    if (result) return result;
  }
  if (noData.has(name)) return unknown(type.int | type.bool);
  if (lookups.has(name)) {
    const key = onlyConst(args.positional[0] ?? bottom);
    const part: Value = [partOf(atom, key ? `[${constText(key)}]` : '[*]')];
    const fallback = args.positional[1] ?? args.keywords.get('default');
    return fallback ? join(part, fallback) : part;
  }
  if (views.has(name)) {
    const key: Value = [partOf(atom, '[keys]')];
    const value: Value = [partOf(atom, '[*]')];
    const element: Value =
      name === 'keys'
        ? key
        : name === 'values' || name === 'itervalues'
          ? value
          : [{ k: 'ref', loc: a.state.list('tuple', [key, value]) }];
    return [{ k: 'ref', loc: a.state.list('iterator', [], element) }];
  }
  const given = selections.has(name) ? noTaints : argumentTaints(a, args);
  const taints = joinTaints(
    atom.taints,
    given.length > 0 && atom.taints.length === 0 ? addDoubt(given, doubt.unknownCall) : given,
  );
  a.engine.counters.unknownCalls++;
  if (args.positional.length === 0 && args.keywords.size === 0) return [partOf(atom, `.${name}()`)];
  return a.engine.traced(
    a,
    unknown(type.any, taints, undefined, { op: `.${name}()`, of: atom }),
    node,
    `passes through .${name}()`,
  );
}
