/** Reading and writing `x.name`. */
import * as py from '../python/index.ts';
import { Kind } from '../python/index.ts';
import { type Activation, deepTaints } from './activation.ts';
import { evaluate } from './evaluate.ts';
import { type ApiState, edge, follow, followClass } from './model.ts';
import type { ClassDef } from './program.ts';
import {
  type Atom,
  bottom,
  type ClassAtom,
  join,
  partOf,
  type RefAtom,
  type SuperAtom,
  unknown,
  type Value,
} from './values.ts';

/** The value of an attribute over all alternatives. */
export function getAttribute(a: Activation, base: Value, symbol: number, node: number): Value {
  if (base.length === 1) return attributeOf(a, base[0]!, symbol, node);
  let out: Value = bottom;
  for (const atom of base) {
    // `None` has no attributes worth following: it is the "not found" alternative of a lookup.
    if (atom.k === 'const' && atom.c.kind === 'none' && base.length > 1) continue;
    out = join(out, attributeOf(a, atom, symbol, node));
  }
  return out.length > 0 ? out : unknown();
}

function attributeOf(a: Activation, atom: Atom, symbol: number, node: number): Value {
  const name = py.symbols.name(symbol);
  switch (atom.k) {
    case 'unknown':
      return [partOf(atom, `.${name}`)];
    case 'const':
    case 'string':
      return [{ k: 'native', name: `str.${name}`, self: [atom] }];
    case 'ref':
      return objectAttribute(a, atom, symbol, node);
    case 'module':
      return a.engine.moduleAttribute(a.state, atom.def, symbol) ?? unknown();
    case 'import':
      return getAttribute(a, a.engine.resolved(a, [atom]), symbol, node);
    case 'class':
      return classAttribute(a, atom, symbol, node);
    case 'super':
      return superAttribute(a, atom, symbol, node);
    case 'api': {
      if (atom.loc >= 0) {
        const object = a.state.get(atom.loc);
        const own = object?.k === 'instance' ? object.attributes.get(symbol) : undefined;
        if (own) return own;
      }
      const state = follow(atom.state, name) ?? followClass(atom.state, name);
      if (state) return a.engine.apiValue(a, state, atom, node);
      return a.engine.apiPart(a, atom, `.${name}`, node);
    }
    case 'function': {
      if (name === '__self__' && atom.self) return atom.self;
      if (name === '__func__' || name === '__wrapped__') return [{ ...atom, self: undefined }];
      return unknown();
    }
    case 'partial':
      return name === 'func' ? atom.fn : unknown();
    default:
      return unknown();
  }
}

function objectAttribute(a: Activation, atom: RefAtom, symbol: number, node: number): Value {
  const object = a.state.get(atom.loc);
  if (!object) return unknown();
  if (object.k === 'list')
    return [
      {
        k: 'native',
        name: `${object.type === 'iterator' ? 'list' : object.type}.${py.symbols.name(symbol)}`,
        self: [atom],
      },
    ];
  if (object.k === 'dict') return [{ k: 'native', name: `dict.${py.symbols.name(symbol)}`, self: [atom] }];
  if (object.k !== 'instance') return unknown();
  const own = object.attributes.get(symbol);
  if (own && own.length > 0) return own;
  if (object.cls) {
    const found = lookupClass(a, object.cls, symbol);
    if (found) {
      const value = bind(a, found.value, [atom], object.cls, node);
      // A class attribute that methods overwrite on the instance.
      const stored = isPlain(found.value) ? object.cls.stored.get(symbol) : undefined;
      return stored && a.engine.isOpen(object) ? join(value, stored) : value;
    }
    const stored = a.engine.storedField(object.cls, symbol);
    if (stored) return stored;
  }
  const name = py.symbols.name(symbol);
  if (object.api) {
    const state = apiMember(object.api, name);
    if (state)
      return a.engine.apiValue(
        a,
        state,
        { k: 'api', state: object.api, taints: [], self: [atom], loc: atom.loc, text: undefined },
        node,
      );
  }
  if (object.open) {
    const taints = deepTaints(a.state, object.open);
    return object.cls ? a.engine.openField(a, object.cls, symbol, taints) : unknown(undefined, taints);
  }
  const dynamic = object.cls && name !== '__getattr__' && lookupClass(a, object.cls, py.symbols.intern('__getattr__'));
  if (dynamic && !name.startsWith('__')) {
    const bound = bind(a, dynamic.value, [atom], object.cls!, node);
    const key: Value = [{ k: 'const', c: { kind: 'str', value: name } }];
    return a.engine.callValue(
      a,
      bound,
      { positional: [key], keywords: new Map(), rest: undefined, more: undefined },
      node,
    );
  }
  return unknown();
}

const isPlain = (value: Value): boolean => value.every((x) => x.k !== 'function');

/** A member of instances of a library class. */
export function apiMember(cls: ApiState, name: string): ApiState | undefined {
  const instance = cls.edges.get(edge.instance);
  const own = instance && follow(instance, name);
  if (own) return own;
  for (const base of cls.bases) {
    const found = apiMember(base, name);
    if (found) return found;
  }
  return undefined;
}

/** Finds a name in a class or its bases. */
export function lookupClass(
  a: Activation,
  cls: ClassDef,
  symbol: number,
  after?: ClassDef,
): { readonly value: Value; readonly in: ClassDef } | undefined {
  const start = after ? cls.mro.indexOf(after) + 1 : 0;
  for (const candidate of cls.mro.slice(start)) {
    const value = a.state.read(candidate.frame, symbol);
    if (value && value.length > 0) return { value: a.engine.resolved(a, value), in: candidate };
  }
  return undefined;
}

/** The library classes a project class inherits from. */
export function apiBases(cls: ClassDef): ApiState[] {
  const out: ApiState[] = [];
  for (const c of cls.mro)
    for (const atom of c.bases) if (atom.k === 'api' && !out.includes(atom.state)) out.push(atom.state);
  return out;
}

const propertyLike = new Set([
  'property',
  'functools.cached_property',
  'django.utils.functional.cached_property',
  'werkzeug.utils.cached_property',
]);

/** A class member seen through an instance (or class, with `self` undefined). */
export function bind(a: Activation, value: Value, self: Value | undefined, cls: ClassDef, node: number): Value {
  let out: Value = bottom;
  for (const atom of value) {
    if (atom.k !== 'function' || atom.self) {
      out = join(out, [atom]);
      continue;
    }
    const { decorators } = atom.def;
    if (decorators.has('staticmethod')) out = join(out, [atom]);
    else if (
      decorators.has('classmethod') ||
      atom.def.name === '__init_subclass__' ||
      atom.def.name === '__class_getitem__'
    ) {
      out = join(out, [{ ...atom, self: [{ k: 'class', def: cls }] }]);
    } else if (self && [...decorators].some((d) => propertyLike.has(d))) {
      out = join(
        out,
        a.engine.callValue(
          a,
          [{ ...atom, self }],
          { positional: [], keywords: new Map(), rest: undefined, more: undefined },
          node,
        ),
      );
    } else out = join(out, self && atom.def.owner ? [{ ...atom, self }] : [atom]);
  }
  return out;
}

function classAttribute(a: Activation, atom: ClassAtom, symbol: number, node: number): Value {
  const found = lookupClass(a, atom.def, symbol);
  if (found) return bind(a, found.value, undefined, atom.def, node);
  const name = py.symbols.name(symbol);
  if (name === '__name__') return [{ k: 'const', c: { kind: 'str', value: atom.def.name } }];
  for (const base of apiBases(atom.def)) {
    const state = followClass(base, name);
    if (state)
      return a.engine.apiValue(
        a,
        state,
        { k: 'api', state: base, taints: [], self: [atom], loc: -1, text: undefined },
        node,
      );
  }
  return unknown();
}

function superAttribute(a: Activation, atom: SuperAtom, symbol: number, node: number): Value {
  const self = atom.self[0];
  const object = self?.k === 'ref' ? a.state.get(self.loc) : undefined;
  const cls = self?.k === 'class' ? self.def : object?.k === 'instance' ? (object.cls ?? atom.after) : atom.after;
  const found = lookupClass(a, cls, symbol, atom.after);
  if (found) return bind(a, found.value, atom.self, cls, node);
  const name = py.symbols.name(symbol);
  for (const base of apiBases(cls)) {
    const state = apiMember(base, name);
    if (state)
      return a.engine.apiValue(
        a,
        state,
        { k: 'api', state: base, taints: [], self: atom.self, loc: -1, text: undefined },
        node,
      );
  }
  return [{ k: 'native', name: `object.${name}`, self: atom.self }];
}

/** `x.name = value`. */
export function storeAttribute(a: Activation, base: Value, symbol: number, value: Value, node: number): void {
  for (const atom of base) {
    if (atom.k === 'class') {
      const old = a.state.read(atom.def.frame, symbol);
      a.state.write(atom.def.frame, symbol, base.length > 1 && old ? join(old, value) : value);
      continue;
    }
    if (atom.k === 'api') a.engine.checkStore(a, atom, py.symbols.name(symbol), value, node);
    const loc = atom.k === 'ref' || atom.k === 'api' ? atom.loc : -1;
    if (loc < 0) continue;
    const object = a.state.own(loc);
    if (object?.k !== 'instance') continue;
    if (object.cls && setProperty(a, atom, object.cls, symbol, value, node)) continue;
    if (object.api)
      a.engine.checkStore(
        a,
        { k: 'api', state: object.api, taints: [], self: [atom], loc, text: undefined },
        py.symbols.name(symbol),
        value,
        node,
      );
    const old = object.attributes.get(symbol);
    object.attributes.set(symbol, base.length > 1 && old ? join(old, value) : value);
    if (object.cls) a.engine.noteField(a, object.cls, symbol, value);
  }
}

/** Calls a property's setter, when the class has one. */
function setProperty(a: Activation, self: Atom, cls: ClassDef, symbol: number, value: Value, node: number): boolean {
  const setter = cls.mro.map((c) => c.setters.get(symbol)).find((f) => f !== undefined);
  if (!setter) return false;
  a.engine.callValue(
    a,
    [{ ...setter, self: [self] }],
    { positional: [value], keywords: new Map(), rest: undefined, more: undefined },
    node,
  );
  return true;
}

/** The dotted path of a name or attribute that denotes a library value. */
export function builtinPath(a: Activation, node: number): string | undefined {
  const kind = a.words[node];
  if (kind !== Kind.Name && kind !== Kind.Attribute) return undefined;
  const value = evaluate(a, node);
  return value.length === 1 && value[0]!.k === 'api' ? value[0].state.path : undefined;
}
