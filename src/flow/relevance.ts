/**
 * Which modules and functions can have to do with untrusted data, decided by names before anything is interpreted:
 * what they name of libraries that bring such data in, what frameworks call, and what the project derives from both.
 */
import * as py from '../python/index.ts';
import { Kind } from '../python/index.ts';
import { type ApiState, type CompiledModels, edge, follow } from './model.ts';
import { items, type ModuleDef } from './program.ts';
import { attackerKinds, kindsIn, type Reach, reaches } from './reach.ts';

export interface Relevance {
  /** Its body must run: it, or something in it, has to do with untrusted data. */
  module(def: ModuleDef): boolean;
  /** Bits of {@link reaches} of a function, lambda or class node. */
  unit(def: ModuleDef, node: number): number;
  /** Whether it, or what it calls, can bring untrusted data to a sink that minds. */
  matters(def: ModuleDef, node: number): boolean;
  /** Neither it nor what it calls names a source: it brings nothing that it was not given. */
  isBarren(def: ModuleDef, node: number): boolean;
  /** Whether the function (or one inside it) names one of these. */
  mentions(def: ModuleDef, node: number, names: ReadonlySet<string>): boolean;
}

/** A function or class of the tree, or the module's own level (`node` is the Module). */
interface Unit {
  readonly node: number;
  readonly name: number;
  readonly isClass: boolean;
  readonly start: number;
  /** Symbols of names and attributes, those of inner functions included. */
  readonly symbols: Set<number>;
  /** Attributes it assigns. */
  readonly stores: Set<number>;
  /** Last names of base classes. */
  readonly bases: number[];
  bits: number;
  /** Bits that a class has from its bases. */
  inherited: number;
  /** The innermost class around it. */
  cls: Unit | undefined;
  /** Source kinds that its calls can bring, and that its sinks mind; its callees included. */
  brings: number;
  minds: number;
}

interface Facts {
  readonly def: ModuleDef;
  /** Names that imports bind to library states; absent for the project's own. */
  readonly bound: Map<number, ApiState>;
  /** Names imported from project modules: module and original name. */
  readonly own: Map<number, { readonly def: ModuleDef; readonly symbol: number }>;
  /** Modules whose names a star import brings. */
  readonly stars: ModuleDef[];
  readonly units: Map<number, Unit>;
  /** Top-level packages it imports. */
  readonly tops: Set<string>;
  /** Globals that the module's level makes of a source. */
  readonly globals: Set<number>;
  relevant: boolean;
}

export interface Names {
  readonly byName: ReadonlyMap<string, ModuleDef>;
  readonly packages: ReadonlySet<string>;
}

const routeNames = new Set(['route', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'websocket']);

/** One pass over every tree, then a few rounds over names. */
export function findRelevance(
  modules: readonly ModuleDef[],
  models: CompiledModels,
  names: Names,
  reach: Reach,
): Relevance {
  const tables = new Map<ModuleDef, Facts>();
  for (const def of modules) tables.set(def, readImports(def, models, names));
  const library = resolver(tables, models);
  const methods = sinkMethods(tables, reach);
  for (const facts of tables.values()) readUnits(facts, library, reach, methods);
  spreadClasses(tables);
  spreadGlobals(tables);
  spreadCalls(tables);
  for (const facts of tables.values())
    for (const unit of facts.units.values()) {
      if ((unit.bits & reaches.entry) !== 0 || (unit.bits !== 0 && (unit.brings & unit.minds) !== 0)) {
        facts.relevant = true;
        break;
      }
    }
  return {
    module: (def) => tables.get(def)?.relevant ?? true,
    unit: (def, node) => tables.get(def)?.units.get(node)?.bits ?? 0,
    matters(def, node) {
      const unit = tables.get(def)?.units.get(node);
      return !unit || (unit.brings & unit.minds) !== 0;
    },
    isBarren: (def, node) => tables.get(def)?.units.get(node)?.brings === 0,
    mentions(def, node, wanted) {
      const unit = tables.get(def)?.units.get(node);
      if (!unit) return true;
      for (const name of wanted) if (unit.symbols.has(py.symbols.find(name))) return true;
      return false;
    },
  };
}

function libraryState(models: CompiledModels, path: string): ApiState | undefined {
  let state: ApiState | undefined = models.root;
  for (const part of path.split('.')) state = state && follow(state, part);
  return state;
}

function readImports(def: ModuleDef, models: CompiledModels, { byName, packages }: Names): Facts {
  const facts: Facts = {
    def,
    bound: new Map(),
    own: new Map(),
    stars: [],
    units: new Map(),
    tops: new Set(),
    globals: new Set(),
    relevant: false,
  };
  const { words } = def;
  py.forEachNode(words, (node, kind) => {
    if (kind === Kind.Import) {
      for (const alias of items(words, py.Import.names(words, node))) {
        const full = py.symbols.name(py.Alias.name(words, alias));
        const asname = py.Alias.asname(words, alias);
        const path = asname ? full : full.split('.')[0]!;
        const own = byName.get(path);
        facts.tops.add(full.split('.', 1)[0]!);
        if (own) facts.own.set(asname || py.symbols.intern(path), { def: own, symbol: 0 });
        else if (!packages.has(path)) bind(facts, asname || py.symbols.intern(path), libraryState(models, path));
      }
    } else if (kind === Kind.ImportFrom) {
      const base = absoluteName(def, py.ImportFrom.level(words, node), py.ImportFrom.module(words, node));
      const target = byName.get(base);
      facts.tops.add(base.split('.', 1)[0]!);
      for (const alias of items(words, py.ImportFrom.names(words, node))) {
        const symbol = py.Alias.name(words, alias);
        const name = py.symbols.name(symbol);
        const as = py.Alias.asname(words, alias) || symbol;
        const sub = byName.get(base ? `${base}.${name}` : name);
        if (name === '*') {
          if (target) facts.stars.push(target);
          else
            for (const [label, state] of libraryState(models, base)?.edges ?? [])
              if (/^[A-Za-z]/.test(label)) bind(facts, py.symbols.intern(label), state);
        } else if (target) facts.own.set(as, { def: target, symbol });
        else if (sub) facts.own.set(as, { def: sub, symbol: 0 });
        else bind(facts, as, libraryState(models, base ? `${base}.${name}` : name));
      }
    }
  });
  return facts;
}

function bind(facts: Facts, symbol: number, state: ApiState | undefined): void {
  if (state) facts.bound.set(symbol, state);
}

/** The dotted name a relative import means. */
function absoluteName(def: ModuleDef, level: number, module: number): string {
  const name = py.symbols.name(module);
  if (level === 0) return name;
  const parts = def.name.split('.');
  const base = parts.slice(0, Math.max(0, parts.length - level + (def.isPackage ? 1 : 0))).join('.');
  return name ? (base ? `${base}.${name}` : name) : base;
}

type Resolve = (facts: Facts, symbol: number, depth?: number) => ApiState | undefined;

/** What library state a name of a module stands for, through the project's own re-exports. */
function resolver(tables: ReadonlyMap<ModuleDef, Facts>, models: CompiledModels): Resolve {
  const builtins = models.root.edges.get('builtins');
  const builtinNames = new Map<number, ApiState>();
  for (const [name, state] of builtins?.edges ?? []) builtinNames.set(py.symbols.intern(name), state);
  const resolve: Resolve = (facts, symbol, depth = 0) => {
    const direct = facts.bound.get(symbol);
    if (direct || depth > 6) return direct;
    const own = facts.own.get(symbol);
    if (own) {
      const target = own.symbol ? tables.get(own.def) : undefined;
      return target && resolve(target, own.symbol, depth + 1);
    }
    for (const star of facts.stars) {
      const target = tables.get(star);
      const found = target && target !== facts && resolve(target, symbol, depth + 1);
      if (found) return found;
    }
    return depth === 0 ? builtinNames.get(symbol) : undefined;
  };
  return resolve;
}

/** A name or chain of names that stands for a library state. */
interface Hit {
  readonly start: number;
  state: ApiState;
  /** Of the sinks on the way. */
  minds: number;
}

/** The linear pass: children come before parents, so what a function holds lies on top of the stacks when it ends. */
function readUnits(facts: Facts, resolve: Resolve, reach: Reach, methods: ReadonlyMap<number, number>): void {
  const { words } = facts.def;
  const hits: Hit[] = [];
  const hitOf = new Map<number, Hit>();
  /** Triples of byte, symbol, 1 for a stored attribute. */
  const names: number[] = [];
  const open: Unit[] = [];
  const states = new Map<number, ApiState | null>();
  const stateOf = (symbol: number): ApiState | null => {
    let state = states.get(symbol);
    if (state === undefined) {
      state = resolve(facts, symbol) ?? null;
      states.set(symbol, state);
    }
    return state;
  };
  const close = (node: number, name: number, start: number, isClass: boolean): Unit => {
    const unit: Unit = {
      node,
      name,
      isClass,
      start,
      symbols: new Set(),
      stores: new Set(),
      bases: [],
      bits: 0,
      inherited: 0,
      cls: undefined,
      brings: 0,
      minds: 0,
    };
    for (let i = names.length - 3; i >= 0 && names[i]! >= start; i -= 3) {
      unit.symbols.add(names[i + 1]!);
      if (names[i + 2] === 1) unit.stores.add(names[i + 1]!);
      unit.minds |= methods.get(names[i + 1]!) ?? 0;
    }
    let at = hits.length;
    for (; at > 0 && hits[at - 1]!.start >= start; at--) {
      const hit = hits[at - 1]!;
      unit.bits |= reach.of(hit.state);
      unit.minds |= hit.minds | reach.sink(hit.state);
    }
    while (open.length > 0 && open[open.length - 1]!.start >= start) {
      const inner = open.pop()!;
      if (isClass) inner.cls ??= unit;
      unit.bits |= inner.bits;
    }
    open.push(unit);
    facts.units.set(node, unit);
    return unit;
  };
  const decorated = (list: number): number => {
    let bits = 0;
    for (const decorator of items(words, list)) if (isEntryDecorator(facts, decorator, reach)) bits |= reaches.entry;
    return bits;
  };
  py.forEachNode(words, (node, kind) => {
    switch (kind) {
      case Kind.Name: {
        const symbol = py.Name.id(words, node);
        names.push(words[node + 1]!, symbol, 0);
        const state = stateOf(symbol);
        if (state) addHit(node, state);
        return;
      }
      case Kind.Attribute: {
        const symbol = py.Attribute.attr(words, node);
        names.push(words[node + 1]!, symbol, py.Attribute.ctx(words, node) === py.Context.Load ? 0 : 1);
        step(node, py.Attribute.value(words, node), py.symbols.name(symbol));
        return;
      }
      case Kind.Call:
        step(node, py.Call.func(words, node), edge.call);
        return;
      case Kind.FunctionDef:
      case Kind.AsyncFunctionDef: {
        const unit = close(node, py.FunctionDef.name(words, node), words[node + 1]!, false);
        unit.bits |= decorated(py.FunctionDef.decoratorList(words, node));
        if (isHandler(words, node)) unit.bits |= reaches.entry;
        return;
      }
      case Kind.Lambda:
        close(node, 0, words[node + 1]!, false);
        return;
      case Kind.ClassDef: {
        const unit = close(node, py.ClassDef.name(words, node), words[node + 1]!, true);
        for (const base of items(words, py.ClassDef.bases(words, node))) {
          const hit = hitOf.get(base);
          if (hit) unit.inherited |= reach.of(hit.state);
          if (words[base] === Kind.Name) unit.bases.push(py.Name.id(words, base));
          else if (words[base] === Kind.Attribute) unit.bases.push(py.Attribute.attr(words, base));
        }
        return;
      }
      case Kind.Module: {
        close(node, 0, 0, false);
        return;
      }
      case Kind.Assign:
      case Kind.AnnAssign:
        noteGlobal(node, kind);
        return;
    }
  });

  function addHit(node: number, state: ApiState): void {
    const hit: Hit = { start: words[node + 1]!, state, minds: 0 };
    hits.push(hit);
    hitOf.set(node, hit);
  }
  function step(node: number, from: number, label: string): void {
    const hit = hitOf.get(from);
    if (!hit) return;
    const next = follow(hit.state, label) ?? (label === edge.call ? hit.state.edges.get(edge.instance) : undefined);
    hit.minds |= reach.sink(hit.state);
    if (next) hit.state = next;
    else if (label === edge.call) return;
    else hit.state = dead;
    hitOf.set(node, hit);
  }
  function noteGlobal(node: number, kind: number): void {
    const value = kind === Kind.Assign ? py.Assign.value(words, node) : py.AnnAssign.value(words, node);
    if (!value) return;
    const start = words[value + 1]!;
    let bits = 0;
    for (let at = hits.length; at > 0 && hits[at - 1]!.start >= start; at--) bits |= reach.of(hits[at - 1]!.state);
    if ((bits & reaches.source) === 0) return;
    const targets =
      kind === Kind.Assign ? items(words, py.Assign.targets(words, node)) : [py.AnnAssign.target(words, node)];
    for (const target of targets) {
      const flat = words[target] === Kind.Tuple ? items(words, py.Tuple.elts(words, target)) : [target];
      for (const one of flat) if (words[one] === Kind.Name) facts.globals.add(py.Name.id(words, one));
    }
  }
}

const dead: ApiState = {
  id: -1,
  path: '',
  edges: new Map(),
  is: undefined,
  bases: [],
  source: undefined,
  call: undefined,
  entry: undefined,
  methods: [],
  stores: [],
  value: undefined,
};

/** `@bp.route("/x")`, `@app.task`: on an object that names do not tell. */
function isEntryDecorator({ def }: Facts, decorator: number, reach: Reach): boolean {
  const { words } = def;
  const call = words[decorator] === Kind.Call;
  const func = call ? py.Call.func(words, decorator) : decorator;
  const kind = words[func];
  if (kind !== Kind.Attribute && kind !== Kind.Name) return false;
  const name = py.symbols.name(kind === Kind.Name ? py.Name.id(words, func) : py.Attribute.attr(words, func));
  if (reach.decorators.has(name)) return true;
  if (!call || !routeNames.has(name)) return false;
  const first = items(words, py.Call.args(words, decorator))[0];
  return first !== undefined && words[first] === Kind.Constant;
}

/** `def handler(event, context)`. */
function isHandler(words: Int32Array, node: number): boolean {
  const args = items(words, py.Arguments.args(words, py.FunctionDef.args(words, node)));
  const named = (i: number): string => (args[i] ? py.symbols.name(py.Arg.arg(words, args[i])) : '');
  return named(0) === 'event' && named(1) === 'context';
}

/** Classes derived from a framework's, through the project's own classes, by last name. */
function spreadClasses(tables: ReadonlyMap<ModuleDef, Facts>): void {
  const derived = new Map<number, Unit[]>();
  const work: Unit[] = [];
  for (const { units } of tables.values()) {
    for (const unit of units.values()) {
      if (!unit.isClass) continue;
      for (const base of unit.bases) {
        const list = derived.get(base);
        if (list) list.push(unit);
        else derived.set(base, [unit]);
      }
      if (unit.inherited !== 0) work.push(unit);
    }
  }
  for (let unit = work.pop(); unit; unit = work.pop()) {
    for (const sub of derived.get(unit.name) ?? []) {
      if ((sub.inherited | unit.inherited) === sub.inherited) continue;
      sub.inherited |= unit.inherited;
      work.push(sub);
    }
    unit.bits |= unit.inherited;
  }
  spreadFields(tables, derived);
}

/** `self.request = …` in a function that names a source: methods of the class that read the field name it too. */
function spreadFields(tables: ReadonlyMap<ModuleDef, Facts>, derived: ReadonlyMap<number, readonly Unit[]>): void {
  const fields = new Map<Unit, Set<number>>();
  const add = (cls: Unit, names: Iterable<number>, depth: number): void => {
    const own = fields.get(cls) ?? new Set();
    const before = own.size;
    for (const name of names) own.add(name);
    fields.set(cls, own);
    if (own.size === before || depth > 6) return;
    for (const sub of derived.get(cls.name) ?? []) add(sub, own, depth + 1);
  };
  for (const { units } of tables.values()) {
    for (const unit of units.values()) {
      if (!unit.cls || unit.isClass || (unit.bits & reaches.source) === 0 || unit.stores.size === 0) continue;
      add(unit.cls, unit.stores, 0);
    }
  }
  if (fields.size === 0) return;
  for (const { units } of tables.values()) {
    for (const unit of units.values()) {
      const names = unit.cls && !unit.isClass ? fields.get(unit.cls) : undefined;
      if (names && intersects(unit.symbols, names)) unit.bits |= reaches.source;
    }
  }
}

/** Functions that use a module's variable made of a source, in its module or where it is imported. */
function spreadGlobals(tables: ReadonlyMap<ModuleDef, Facts>): void {
  for (const facts of tables.values()) {
    const names = new Set(facts.globals);
    for (const [symbol, own] of facts.own) {
      const theirs = tables.get(own.def)?.globals;
      if (!theirs || theirs.size === 0) continue;
      if (own.symbol === 0) for (const name of theirs) names.add(name);
      else if (theirs.has(own.symbol)) names.add(symbol);
    }
    for (const star of facts.stars) for (const name of tables.get(star)?.globals ?? []) names.add(name);
    if (names.size === 0) continue;
    for (const unit of facts.units.values()) {
      if (!unit.isClass && intersects(unit.symbols, names)) unit.bits |= reaches.source;
    }
  }
}

/** Names of methods that are sinks in a library that the project has to do with. */
function sinkMethods(tables: ReadonlyMap<ModuleDef, Facts>, reach: Reach): Map<number, number> {
  const tops = new Set(['builtins', 'dbapi', 'theriac']);
  for (const facts of tables.values()) {
    for (const top of facts.tops) tops.add(top);
    // A library that is itself the project.
    tops.add(facts.def.name.split('.', 1)[0]!);
  }
  const out = new Map<number, number>();
  for (const [name, list] of reach.sinkNames) {
    let kinds = 0;
    for (const one of list) if (tops.has(one.top)) kinds |= one.kinds;
    if (kinds !== 0) out.set(py.symbols.intern(name), kinds);
  }
  for (const name of ['format', 'format_map']) {
    const symbol = py.symbols.intern(name);
    out.set(symbol, (out.get(symbol) ?? 0) | attackerKinds);
  }
  return out;
}

/** A name that more functions have leads to none of them outside the modules that import theirs. */
const namesakes = 8;

/** What callees bring and mind, to a fixpoint over names. */
function spreadCalls(tables: ReadonlyMap<ModuleDef, Facts>): void {
  const defined = new Map<number, number>();
  const work: [Facts, Unit][] = [];
  for (const facts of tables.values()) {
    for (const unit of facts.units.values()) {
      // Naming a class runs its constructor and operators, not every method.
      unit.brings = kindsIn(unit.isClass ? unit.inherited : unit.bits);
      if ((unit.bits & reaches.entry) !== 0) unit.minds |= kindsIn(unit.bits) & attackerKinds;
      if (unit.name) defined.set(unit.name, (defined.get(unit.name) ?? 0) + 1);
      if ((unit.brings | unit.minds) !== 0) work.push([facts, unit]);
    }
  }
  const users = new Map<number, [Facts, Unit][]>();
  for (const facts of tables.values()) {
    const aliases: [number, number][] = [];
    for (const [symbol, own] of facts.own)
      if (own.symbol !== 0 && own.symbol !== symbol) aliases.push([symbol, own.symbol]);
    for (const unit of facts.units.values()) {
      for (const [symbol, original] of aliases) if (unit.symbols.has(symbol)) unit.symbols.add(original);
      for (const symbol of unit.symbols) {
        if (!defined.has(symbol)) continue;
        const list = users.get(symbol);
        if (list) list.push([facts, unit]);
        else users.set(symbol, [[facts, unit]]);
      }
    }
  }
  const imports = new Map<Facts, Set<ModuleDef>>();
  for (const facts of tables.values()) {
    const seen = new Set(facts.stars);
    for (const own of facts.own.values()) seen.add(own.def);
    imports.set(facts, seen);
  }
  for (let next = work.pop(); next; next = work.pop()) {
    const [facts, unit] = next;
    if (!unit.name) continue;
    const everywhere = (defined.get(unit.name) ?? 0) <= namesakes;
    const using = users.get(unit.name) ?? [];
    const dunder = unit.cls && py.symbols.name(unit.name).startsWith('__');
    for (const user of dunder ? [...using, [facts, unit.cls!] as const] : using) {
      const other = user[1];
      const near = user[0] === facts || imports.get(user[0])!.has(facts.def);
      if (!near && !everywhere) continue;
      const brings = near ? other.brings | unit.brings : other.brings;
      const minds = other.minds | unit.minds;
      if (brings === other.brings && minds === other.minds) continue;
      other.brings = brings;
      other.minds = minds;
      work.push([user[0], other]);
    }
  }
}

function intersects(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const x of small) if (large.has(x)) return true;
  return false;
}
