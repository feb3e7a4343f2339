/**
 * The analysis of a whole project: evaluates module bodies, runs the functions that frameworks call and those that
 * read untrusted data, follows calls into the project, and collects what reaches a sink.
 */

import type { Constant } from '../python/constants/index.ts';
import * as py from '../python/index.ts';
import { Activation, deepTaints } from './activation.ts';
import { apiBases, lookupClass } from './attributes.ts';
import {
  type CallArguments,
  callDunder,
  callValue,
  noArguments,
  runBody,
  startFunction,
  withPositional,
} from './call.ts';
import { numeric } from './charset.ts';
import { instantiate } from './classes.ts';
import { evaluate } from './evaluate.ts';
import { runBlock } from './exec.ts';
import { pinFacts } from './facts.ts';
import { limitsMet, resetLimits } from './limits.ts';
import { Memo } from './memo.ts';
import { type ApiState, type CompiledModels, type EntryFact, edge, follow, type SinkFact } from './model.ts';
import { pathDivide } from './natives-paths.ts';
import { type ClassDef, type FunctionDef, items, type ModuleDef, type Parameter, scopeNames } from './program.ts';
import { type Reach, reaches, reachOf } from './reach.ts';
import { fromConstant, keyOf } from './reify.ts';
import { findRelevance, type Relevance } from './relevance.ts';
import { checkSink } from './sinks.ts';
import { type DictObject, type HeapObject, type InstanceObject, resetLocations, State } from './state.ts';
import { noTaints, type Place, type Source, type SourceKind, type Step, type Taint, type Taints } from './taint.ts';
import {
  type ApiAtom,
  type Atom,
  api,
  bottom,
  type ConstAtom,
  type FunctionAtom,
  join,
  mapTaints,
  never,
  resetValueIds,
  str,
  type,
  type UnknownAtom,
  unknown,
  unknownAtom,
  type Value,
} from './values.ts';

export interface FlowFinding {
  /** Name of the sink kind. */
  readonly kind: string;
  readonly place: Place;
  /** What was called: `cursor.execute`. */
  readonly sink: string;
  /** Qualified name of the function the sink is in. */
  readonly scope: string;
  readonly source: Source | undefined;
  /** First to last, source and sink not included. */
  readonly steps: readonly Step[];
  /** Bits of {@link doubt}. */
  readonly doubts: number;
  /** The constant that is wrong here, for sinks that judge constants. */
  readonly constant: string | undefined;
}

/** A bound that was met. */
export interface Clamp {
  readonly reason: ClampReason;
  readonly count: number;
  /** The first one; absent where bounds are met deep inside values. */
  readonly place: Place | undefined;
  /** Of an error of ours. */
  readonly message: string | undefined;
}

export type ClampReason =
  | 'step-budget'
  | 'total-steps'
  | 'call-depth'
  | 'contexts'
  | 'stack-depth'
  | 'alternatives'
  | 'large-structures'
  | 'internal-error';

export interface FlowOptions {
  /** Abstract steps for one root; beyond it the root is left incomplete. */
  readonly stepsPerRoot: number;
  readonly totalSteps: number;
  /** Names of the sink kinds that matter; absent: all. */
  readonly kinds?: ReadonlySet<string>;
}

export const defaultOptions: FlowOptions = { stepsPerRoot: 40_000, totalSteps: 2_000_000 };

interface Root {
  readonly fn: FunctionAtom;
  readonly entry: EntryFact | undefined;
  readonly state: State;
  readonly self: Value | undefined;
  readonly order: number;
  /** Names of the route's variables, when the path is known. */
  readonly variables: ReadonlySet<string> | undefined;
}

class BudgetError extends Error {}
/** Ends a brief call; without a stack, because it happens often. */
const briefEnd: unique symbol = Symbol('brief call');
/** What names a source in functions is run again on its own, so a module body needs only a part of a root's steps. */
const moduleShare = 0.25;
const briefSteps = 400;
const services =
  /^(?:.*_)?(?:session|db|database|engine|connection|conn|settings|config|client|manager|service|repository|repo|cache|redis|pool|logger)$/;

/** A database session or the like that dependency injection hands over: no data of the request. */
function isInjected(run: Activation, parameter: Parameter, name: string): boolean {
  if (!services.test(name)) return false;
  const { words } = run;
  if (parameter.fallback && words[parameter.fallback] === py.Kind.Call) {
    const called = py.Call.func(words, parameter.fallback);
    if (nameOf(words, called) === 'Depends') return true;
  }
  if (!parameter.annotation) return false;
  const outer = words[parameter.annotation] === py.Kind.Subscript ? py.Subscript.value(words, parameter.annotation) : 0;
  const written = nameOf(words, outer || parameter.annotation);
  return outer ? written === 'Annotated' : /^[A-Z]/.test(written) && written !== 'Any';
}

/** The last name of `a.b.Name`. */
function nameOf(words: Activation['words'], node: number): string {
  if (words[node] === py.Kind.Name) return py.symbols.name(py.Name.id(words, node));
  return words[node] === py.Kind.Attribute ? py.symbols.name(py.Attribute.attr(words, node)) : '';
}

/** After so many brief calls of one function that did not end, no more are tried. */
const cutLimit = 2;

export class Engine {
  readonly models: CompiledModels;
  readonly modules: readonly ModuleDef[];
  readonly byName = new Map<string, ModuleDef>();
  readonly packages = new Set<string>();
  private readonly reach: Reach;
  private readonly relevance: Relevance;
  private readonly base = new Map<number, HeapObject>();
  private readonly options: FlowOptions;
  readonly findings = new Map<string, FlowFinding>();
  private readonly clamps = new Map<
    ClampReason,
    { count: number; place: Place | undefined; message: string | undefined }
  >();
  private isRootClamped = false;
  readonly memo = new Memo();
  readonly counters = { functions: 0, calls: 0, steps: 0, unknownCalls: 0, modules: 0, roots: 0, briefCalls: 0 };
  /** Expressions are evaluated for their value only: nothing is reported. */
  quiet = false;
  private rootSteps = 0;
  /** The function that runs as a root, when every path it is reached under is literal. */
  private literalRoute: FunctionDef | undefined;
  private stepLimit = 0;
  /** Number of steps at which the present brief call ends. */
  private briefLimit = Number.POSITIVE_INFINITY;
  private readonly cuts = new Map<FunctionDef, number>();
  private nextSource = 1;
  private roots: Root[] = [];
  private readonly sources = new Map<string, Source>();
  private sourceValues = new Map<number, UnknownAtom>();
  private readonly builtins: ApiState | undefined;
  private readonly literals = new Map<ModuleDef, Map<number, Value>>();
  private readonly analysed = new Set<string>();

  constructor(modules: readonly ModuleDef[], models: CompiledModels, options: FlowOptions = defaultOptions) {
    resetLocations();
    resetValueIds();
    resetLimits();
    this.modules = modules;
    this.models = models;
    this.options = options;
    this.builtins = models.root.edges.get('builtins');
    for (const def of modules) {
      if (!def.name) continue;
      this.byName.set(def.name, def);
      const parts = def.name.split('.');
      for (let i = 1; i < parts.length; i++) this.packages.add(parts.slice(0, i).join('.'));
    }
    this.reach = reachOf(models, options.kinds);
    this.relevance = findRelevance(modules, models, this, this.reach);
  }

  // ---- the run -------------------------------------------------------------------------------------------------

  /** Analyses the whole project. */
  run(): void {
    for (const def of this.modules) if (this.relevance.module(def)) this.evaluateModule(def);
    this.drain();
    for (const def of this.modules) {
      if (def.state !== 'done') continue;
      this.addReaders(def);
    }
    this.drain();
  }

  private drain(): void {
    for (let next = this.roots.shift(); next; next = this.roots.shift()) this.runRoot(next);
  }

  /** Functions that name a source but that nothing ran yet. */
  private addReaders(def: ModuleDef): void {
    for (const cls of [...def.classes.values()]) {
      const frame = this.base.get(cls.frame);
      if (frame?.k !== 'frame') continue;
      for (const value of [...frame.vars.values()]) for (const atom of value) this.addReader(atom, cls);
    }
    const frame = this.base.get(def.frame);
    if (frame?.k === 'frame')
      for (const value of [...frame.vars.values()]) for (const atom of value) this.addReader(atom, undefined);
  }

  private addReader(atom: Atom, cls: ClassDef | undefined): void {
    if (atom.k !== 'function' || atom.def.called || !this.isStarter(atom)) return;
    this.roots.push({
      fn: atom,
      entry: undefined,
      state: new State(this.base),
      self: cls && !atom.def.decorators.has('staticmethod') ? [] : undefined,
      order: 0,
      variables: undefined,
    });
  }

  private runRoot(root: Root): void {
    const { fn } = root;
    const place = `${fn.def.module.path}:${fn.def.node}:`;
    const key = root.entry ? `${place}entry` : place;
    // What a framework calls was run with more than a run on its own has.
    if (this.analysed.has(key) || this.analysed.has(`${place}entry`)) return;
    this.analysed.add(key);
    this.counters.roots++;
    this.literalRoute = isLiteralRoute(root) ? fn.def : undefined;
    this.beginRoot();
    const state = root.state.fork();
    const host = this.host(fn.def.module, state);
    const self = root.self ? (root.self.length > 0 ? root.self : this.openInstance(host, fn.def.owner)) : undefined;
    const atom: FunctionAtom = self ? { ...fn, self } : fn;
    try {
      const run = startFunction(host, atom, noArguments, 0);
      this.fillParameters(run, atom, root);
      const value = runBody(run);
      this.functionEnded(run);
      if (root.entry && value !== never) {
        for (const sink of root.entry.returns) this.checkReturns(run, sink, value);
      }
    } catch (error) {
      this.clampError(error, placeOf(fn.def.module, fn.def.node));
    }
  }

  private beginRoot(): void {
    this.rootSteps = 0;
    this.stepLimit = this.options.stepsPerRoot;
    this.isRootClamped = false;
    this.sourceValues = new Map();
    // A root that was cut short may have left these set.
    this.quiet = false;
    this.importing = 0;
  }

  /** What the framework gives the parameters. */
  private fillParameters(run: Activation, atom: FunctionAtom, root: Root): void {
    const { positional, keywordOnly, rest, keywords } = atom.def.parameters;
    const entry = root.entry;
    let index = 0;
    const skip = atom.self ? 1 : 0;
    for (const p of [...positional.slice(skip), ...keywordOnly]) {
      const name = py.symbols.name(p.symbol);
      const given = entry?.given[index];
      index++;
      let value: Value | undefined;
      const annotated = p.annotation ? this.annotationValue(run, p.annotation, entry, p.node, name) : undefined;
      if (given) value = this.apiValue(run, given, undefined, p.node);
      else if (annotated) value = annotated;
      else if (entry?.source && this.isUntrusted(entry, name, root) && !isInjected(run, p, name))
        value = this.sourceValue(run, entry.source.kind, `${entry.source.label} ${name}`, p.node, type.any);
      else if (p.fallback) value = join(run.state.read(run.frame, p.symbol) ?? bottom, unknown());
      if (value) run.state.write(run.frame, p.symbol, value);
    }
    if (entry?.source && entry.parameters === 'all') {
      if (rest)
        run.state.write(run.frame, rest.symbol, [
          {
            k: 'ref',
            loc: run.state.list(
              'tuple',
              [],
              this.sourceValue(run, entry.source.kind, entry.source.label, rest.node, type.any),
            ),
          },
        ]);
      if (keywords)
        run.state.write(run.frame, keywords.symbol, [
          {
            k: 'ref',
            loc: run.state.dict(
              new Map(),
              this.sourceValue(run, entry.source.kind, entry.source.label, keywords.node, type.any),
              unknown(type.str),
            ),
          },
        ]);
    }
  }

  private isUntrusted(entry: EntryFact, name: string, root: Root): boolean {
    if (entry.route && root.variables && !root.variables.has(name)) return false;
    if (entry.parameters === 'all' || entry.parameters === 'named') return true;
    return entry.parameters?.includes(name) ?? false;
  }

  /** A parameter whose annotation says what it is. */
  private annotationValue(
    run: Activation,
    annotation: number,
    entry: EntryFact | undefined,
    node: number,
    name: string,
  ): Value | undefined {
    const kept = this.quiet;
    this.quiet = true;
    const value = evaluate(run, annotation);
    this.quiet = kept;
    for (const atom of value) {
      if (atom.k === 'api') {
        if (
          atom.state.path === 'builtins.int' ||
          atom.state.path === 'builtins.float' ||
          atom.state.path === 'builtins.bool'
        )
          return unknown(type.int | type.float);
        if (
          atom.state.path.endsWith('UUID') ||
          atom.state.path.endsWith('datetime.date') ||
          atom.state.path.endsWith('datetime.datetime')
        )
          return unknown();
        if (atom.state.path.startsWith('builtins.') || atom.state.path.startsWith('typing.')) return undefined;
        const instance = atom.state.edges.get(edge.instance);
        if (instance && (instance.edges.size > 0 || instance.source))
          return this.apiValue(run, instance, undefined, node);
      }
      if (atom.k === 'class') {
        const loc = run.state.instance(
          atom.def,
          apiBases(atom.def)[0],
          entry?.source
            ? this.sourceValue(run, entry.source.kind, `${entry.source.label} ${name}`, node, type.any)
            : undefined,
        );
        return [{ k: 'ref', loc }];
      }
    }
    return undefined;
  }

  private checkReturns(run: Activation, sink: SinkFact, value: Value): void {
    for (const exit of run.returns) {
      run.state = exit.state;
      checkSink(run, sink, responseBody(run, exit.value), exit.node || run.fn!.node);
    }
    if (run.returns.length === 0) checkSink(run, sink, value, run.fn!.node);
  }

  private host(def: ModuleDef, state: State): Activation {
    return new Activation({ engine: this, def, scope: noScope, frame: 0, parent: 0, state });
  }

  /** `self` of a method that is run on its own: an instance as its constructor leaves it. */
  private openInstance(host: Activation, cls: ClassDef | undefined): Value {
    if (!cls) return unknown();
    const kept = this.quiet;
    this.quiet = true;
    let value: Value;
    try {
      value = instantiate(
        host,
        { k: 'class', def: cls },
        { ...noArguments, rest: unknown(), more: unknown() },
        cls.node,
      );
    } catch (error) {
      this.clampError(error, placeOf(cls.module, cls.node));
      this.rootSteps = 0;
      value = [{ k: 'ref', loc: host.state.instance(cls, apiBases(cls)[0]) }];
    }
    this.quiet = kept;
    const atom = value[0];
    return atom?.k === 'ref' ? value : [{ k: 'ref', loc: host.state.instance(cls, apiBases(cls)[0]) }];
  }

  // ---- modules -------------------------------------------------------------------------------------------------

  frameOf(def: ModuleDef): number {
    this.evaluateModule(def);
    return def.frame;
  }

  private evaluateModule(def: ModuleDef): void {
    if (def.state !== 'new') return;
    def.state = 'running';
    this.counters.modules++;
    const state = new State(this.base);
    def.frame = state.frame(0);
    this.base.set(def.frame, state.get(def.frame)!);
    const body = py.Module.body(def.words, def.module.root);
    const scope = scopeNames(def.words, items(def.words, body), undefined);
    const kept = {
      limit: this.stepLimit,
      steps: this.rootSteps,
      values: this.sourceValues,
      quiet: this.quiet,
      importing: this.importing,
      brief: this.briefLimit,
    };
    this.beginRoot();
    this.stepLimit = this.options.stepsPerRoot * moduleShare;
    this.briefLimit = Number.POSITIVE_INFINITY;
    this.quiet = false;
    const run = new Activation({ engine: this, def, scope, frame: def.frame, parent: 0, state });
    try {
      run.state.write(def.frame, py.symbols.intern('__name__'), [...str('__main__'), ...str(def.name || '__main__')]);
      run.state.write(def.frame, py.symbols.intern('__file__'), unknown(type.str));
      runBlock(run, body);
    } catch (error) {
      this.clampError(error, placeOf(def, def.module.root));
    }
    for (const [loc, object] of run.state.entries()) this.base.set(loc, object);
    run.state = new State(this.base);
    this.functionEnded(run);
    this.stepLimit = kept.limit;
    this.rootSteps = kept.steps;
    this.sourceValues = kept.values;
    this.quiet = kept.quiet;
    this.importing = kept.importing;
    this.briefLimit = kept.brief;
    def.state = 'done';
  }

  /** A global of a module. */
  moduleMember(state: State, def: ModuleDef, symbol: number): Value | undefined {
    this.evaluateModule(def);
    return state.read(def.frame, symbol);
  }

  /** `module.name`, submodules included. */
  moduleAttribute(state: State, def: ModuleDef, symbol: number): Value | undefined {
    const own = this.moduleMember(state, def, symbol);
    if (own && own.length > 0) return this.resolvedIn(state, own);
    const sub = this.byName.get(`${def.name}.${py.symbols.name(symbol)}`);
    return sub && [{ k: 'module', def: sub }];
  }

  importModule(bound: string, full: string): Value {
    const def = this.byName.get(bound);
    if (def) return [{ k: 'module', def }];
    if (this.packages.has(bound)) return [{ k: 'module', def: this.namespacePackage(bound) }];
    return this.libraryPath(bound === full ? full : bound);
  }

  private readonly namespaces = new Map<string, ModuleDef>();
  /** A package without `__init__`. */
  private namespacePackage(name: string): ModuleDef {
    let def = this.namespaces.get(name);
    if (!def) {
      const words = Int32Array.of(-1, 1, 0, 0, 0);
      const module = {
        words,
        root: 1,
        source: new Uint8Array(1),
        length: 0,
        symbols: py.symbols,
        comments: new Int32Array(0),
        errors: [],
        nodeCount: 1,
      };
      def = {
        path: '',
        name,
        isPackage: true,
        module,
        words,
        frame: 0,
        state: 'new',
        functions: new Map(),
        classes: new Map(),
      };
      this.namespaces.set(name, def);
    }
    return def;
  }

  importMember(base: string, symbol: number): Value {
    const def = this.byName.get(base);
    const name = py.symbols.name(symbol);
    if (def) return [{ k: 'import', def, symbol }];
    const sub = this.byName.get(base ? `${base}.${name}` : name);
    if (sub) return [{ k: 'module', def: sub }];
    return this.libraryPath(base ? `${base}.${name}` : name);
  }

  exportsOf(base: string): ReadonlyMap<number, Value> {
    const out = new Map<number, Value>();
    const def = this.byName.get(base);
    if (def) {
      this.evaluateModule(def);
      const frame = this.base.get(def.frame);
      if (frame?.k === 'frame') {
        for (const symbol of frame.vars.keys()) {
          if (!py.symbols.name(symbol).startsWith('_')) out.set(symbol, [{ k: 'import', def, symbol }]);
        }
      }
      return out;
    }
    const state = this.libraryState(base);
    if (state)
      for (const [name, target] of state.edges)
        if (/^[a-zA-Z]\w*$/.test(name)) out.set(py.symbols.intern(name), [api(target)]);
    return out;
  }

  private libraryState(path: string): ApiState | undefined {
    let state: ApiState | undefined = this.models.root;
    for (const part of path.split('.')) state = state && follow(state, part);
    return state;
  }

  private libraryPath(path: string): Value {
    const state = this.libraryState(path);
    if (!state) return unknown(type.other);
    if (state.value !== undefined) return str(state.value);
    if (state.source || (state.is && state.edges.size === 0 && !state.call))
      return [{ k: 'api', state, taints: noTaints, self: undefined, loc: -2, text: undefined }];
    return [api(state)];
  }

  /** Looks up names bound by import, and instantiates library values that are read. */
  resolved(a: Activation, value: Value): Value {
    if (!value.some((x) => x.k === 'import' || (x.k === 'api' && x.loc === -2))) return value;
    let out: Value = bottom;
    for (const atom of value) {
      if (atom.k === 'import') out = join(out, this.importedValue(a.state, atom.def, atom.symbol));
      else if (atom.k === 'api' && atom.loc === -2) out = join(out, this.apiValue(a, atom.state, undefined, 0));
      else out = join(out, [atom]);
    }
    return out;
  }

  private resolvedIn(state: State, value: Value): Value {
    if (!value.some((x) => x.k === 'import')) return value;
    return value.flatMap((x) => (x.k === 'import' ? this.importedValue(state, x.def, x.symbol) : [x]));
  }

  private importing = 0;
  private importedValue(state: State, def: ModuleDef, symbol: number): Value {
    if (this.importing > 20) return unknown();
    this.importing++;
    const value = this.moduleAttribute(state, def, symbol) ?? unknown();
    this.importing--;
    return value;
  }

  builtin(name: string): Value | undefined {
    const state = this.builtins && follow(this.builtins, name);
    return state && [api(state)];
  }

  // ---- values --------------------------------------------------------------------------------------------------

  literal(def: ModuleDef, node: number): Value {
    let table = this.literals.get(def);
    if (!table) {
      table = new Map();
      this.literals.set(def, table);
    }
    let value = table.get(node);
    if (!value) {
      value = literalValue(def, node);
      table.set(node, value);
    }
    return value;
  }

  /** A value of a model state, reached from another. */
  apiValue(a: Activation, state: ApiState, from: ApiAtom | undefined, node: number, key?: string): Value {
    if (state.value !== undefined) return str(state.value);
    const inherited = from?.taints ?? noTaints;
    if (state.source) {
      const made = this.sourceAt(a, state, node, key);
      if (state.edges.size === 0 && !state.is && !state.call) return made;
      const taints = made[0]!.k === 'unknown' ? made[0]!.taints : noTaints;
      return [{ k: 'api', state: this.instanceState(state), taints, self: from && [from], loc: -1, text: undefined }];
    }
    return [
      {
        k: 'api',
        state: this.instanceState(state),
        taints: inherited,
        self: from && [from],
        loc: from && from.loc >= 0 && state.call ? from.loc : -1,
        text: undefined,
      },
    ];
  }

  private instanceState(state: ApiState): ApiState {
    if (state.is && state.edges.size === 0 && !state.call) return state.is.edges.get(edge.instance) ?? state;
    return state;
  }

  private sourceAt(a: Activation, state: ApiState, node: number, key: string | undefined): Value {
    const fact = state.source!;
    if (fact.routed && a.fn !== undefined && a.fn === this.literalRoute) return unknown(type.str);
    const root = this.sourceValues.get(state.id);
    const taints = this.newTaints(a, fact.kind, key ? `${fact.label}[${key}]` : fact.label, node);
    if (!root) {
      const made = unknownAtom(type.any, taints, fact.chars, { op: 'source', of: originAtom });
      this.sourceValues.set(state.id, made);
      return [made];
    }
    return [{ ...root, taints }];
  }

  sourceValue(a: Activation, kind: SourceKind, label: string, node: number, types: number): Value {
    return unknown(types, this.newTaints(a, kind, label, node));
  }

  private newTaints(a: Activation, kind: SourceKind, label: string, node: number): Taints {
    const place = a.place(node);
    const key = `${kind}:${place.path}:${place.start}:${label}`;
    let source = this.sources.get(key);
    if (!source) {
      source = { id: this.nextSource++, kind, label, place };
      this.sources.set(key, source);
    }
    const step: Step = { place, message: label, parent: undefined, depth: 0 };
    return [{ source, neutral: 0n, step, doubts: 0 }];
  }

  /** A part of a library value that no model describes: untrusted if the whole is. */
  apiPart(a: Activation, atom: ApiAtom, _key: string, _node: number): Value {
    const taints = atom.text ? deepTaints(a.state, atom.text) : atom.taints;
    return [unknownAtom(type.any, taints)];
  }

  exceptionValue(place: Place): Value {
    const key = `exception:${place.path}:${place.start}`;
    let source = this.sources.get(key);
    if (!source) {
      source = { id: this.nextSource++, kind: 'exception', label: 'the exception', place };
      this.sources.set(key, source);
    }
    const step: Step = { place, message: 'the exception', parent: undefined, depth: 0 };
    return unknown(type.other, [{ source, neutral: 0n, step, doubts: 0 }]);
  }

  /** Notes a step of the trace on tainted values. */
  traced(a: Activation, value: Value, node: number, message: string | undefined): Value {
    const kept = pinFacts(a.state.facts, value);
    if (!message || node === 0) return kept;
    const place = a.place(node);
    return mapTaints(kept, (taints) => {
      const last = taints[0]?.step;
      if (last && last.place.start === place.start && last.place.path === place.path) return taints;
      return stepTaintsAt(taints, place, message);
    });
  }

  // ---- objects -------------------------------------------------------------------------------------------------

  callValue(a: Activation, callee: Value, args: CallArguments, node: number): Value {
    return callValue(a, callee, args, node);
  }

  callMethodByName(a: Activation, value: Value, name: string, args: readonly Value[], node: number): Value | undefined {
    return callDunder(a, value, name, withPositional(...args), node);
  }

  /** `+`, `/`, … on objects. */
  operatorMethod(a: Activation, op: number, x: Atom, y: Atom, node: number, inPlace: boolean): Value | undefined {
    if (op === py.Operator.Div) {
      const path = pathDivide(a, x, y);
      if (path) return path;
    }
    const name = operatorMethods[op];
    if (!name) return undefined;
    if (x.k === 'ref') {
      const own = inPlace ? callDunder(a, [x], `__i${name}__`, withPositional([y]), node) : undefined;
      return own ?? callDunder(a, [x], `__${name}__`, withPositional([y]), node);
    }
    return y.k === 'ref' ? callDunder(a, [y], `__r${name}__`, withPositional([x]), node) : undefined;
  }

  missingEntry(a: Activation, loc: number, key: ConstAtom, factory: Value, node: number): Value {
    const value = callValue(a, factory, noArguments, node);
    const object = a.state.own(loc);
    if (object?.k === 'dict') (object as DictObject).entries.set(keyOf(key), { key, value, maybe: false });
    return value;
  }

  isOpen(object: InstanceObject): boolean {
    return object.open !== undefined;
  }

  /** What methods are known to store in a field. */
  storedField(cls: ClassDef, symbol: number): Value | undefined {
    let out: Value | undefined;
    for (const c of cls.mro) {
      const value = c.stored.get(symbol);
      if (value) out = out ? join(out, value) : value;
    }
    return out;
  }

  noteField(a: Activation, cls: ClassDef, symbol: number, value: Value): void {
    const kept = pinFacts(a.state.facts, value).map((atom): Atom => {
      if (atom.k === 'ref' || (atom.k === 'api' && atom.loc >= 0)) {
        return atom.k === 'ref' ? unknownAtom(type.any, deepTaints(a.state, [atom])) : { ...atom, loc: -1 };
      }
      return atom;
    });
    const old = cls.stored.get(symbol);
    const joined = old ? join(old, kept) : kept;
    if (joined !== old) cls.stored.set(symbol, joined);
  }

  noteGlobal(def: ModuleDef, symbol: number, value: Value): void {
    const object = this.base.get(def.frame);
    if (object?.k !== 'frame' || def.state !== 'done') return;
    const plain = value.filter((x) => x.k !== 'ref');
    const old = object.vars.get(symbol);
    object.vars.set(symbol, old ? join(old, plain) : plain);
  }

  storeItem(a: Activation, atom: Atom, index: Value, value: Value, node: number): void {
    if (atom.k !== 'api') return;
    this.checkStore(a, atom, '[]', value, node);
    this.checkStore(a, atom, '[]key', index, node);
  }

  checkStore(a: Activation, atom: ApiAtom, name: string, value: Value, node: number): void {
    const state = follow(atom.state, name);
    for (const sink of state?.stores ?? []) checkSink(a, sink, value, node);
  }

  checkFormat(a: Activation, atom: Atom, node: number): void {
    const bit = this.models.kindBits.get('format-string-injection');
    if (bit === undefined || atom.k === 'const') return;
    checkSink(
      a,
      {
        kind: bit,
        argument: noSelector,
        when: undefined,
        label: 'str.format',
        context: 'format',
        constants: undefined,
      },
      [atom],
      node,
    );
  }

  /** A field of a record under its annotation: numbers, dates and enumerations cannot carry text. */
  validated(a: Activation, value: Value, cls: ClassDef, annotation: number): Value {
    if (!annotation || deepTaints(a.state, value).length === 0) return value;
    const kind = this.scalarAnnotation(a, cls, annotation);
    return kind === undefined ? value : unknown(kind, deepTaints(a.state, value), numeric);
  }

  /** The value of a field of an object that came from outside. */
  openField(a: Activation, cls: ClassDef, symbol: number, taints: Taints): Value {
    const field = cls.mro.flatMap((c) => c.fields.map((f) => ({ ...f, owner: c }))).find((f) => f.name === symbol);
    const value = unknown(type.any, taints);
    return field ? this.validated(a, value, field.owner, field.annotation) : value;
  }

  private scalarAnnotation(a: Activation, cls: ClassDef, annotation: number): number | undefined {
    const host = new Activation({ engine: this, def: cls.module, scope: noScope, frame: 0, parent: 0, state: a.state });
    const kept = this.quiet;
    this.quiet = true;
    const value = evaluate(host, annotation);
    this.quiet = kept;
    const atom = value.length === 1 ? value[0] : undefined;
    if (
      atom?.k === 'api' &&
      /^(builtins\.(int|float|bool)|uuid\.UUID|datetime\.(date|datetime|time|timedelta)|decimal\.Decimal)$/.test(
        atom.state.path,
      )
    ) {
      return type.int | type.float;
    }
    const isEnum = atom?.k === 'class' && apiBases(atom.def).some((b) => b.path.startsWith('enum.'));
    return isEnum ? type.int : undefined;
  }

  // ---- entries -------------------------------------------------------------------------------------------------

  /** A function that a framework calls was found. */
  addEntry(a: Activation, fn: FunctionAtom, entry: EntryFact, node: number): void {
    if (this.quiet) return;
    const method = a.cls !== undefined;
    const variables = entry.route ? routeVariables(a, node) : undefined;
    // Two routes for one function: a parameter counts when one of them names it.
    const other = this.pending.findIndex((p) => p.fn.def === fn.def && p.owner === a && p.variables !== undefined);
    if (other >= 0 && entry.route) {
      const known = this.pending[other]!;
      const all = variables && new Set([...known.variables!, ...variables]);
      this.pending[other] = { ...known, variables: all };
    }
    this.pending.push({
      fn,
      entry,
      state: a.state,
      self: method ? [] : undefined,
      order: 0,
      variables,
      owner: a,
    });
  }

  private pending: (Root & { owner: Activation })[] = [];

  unknownDecorator(a: Activation, fn: FunctionAtom, node: number): void {
    const { words } = a;
    // `@something.route("/path")` on an object we know nothing of is still a route.
    if (words[node] !== py.Kind.Call) return;
    const func = py.Call.func(words, node);
    if (words[func] !== py.Kind.Attribute || !routeNames.has(py.symbols.name(py.Attribute.attr(words, func)))) return;
    const first = items(words, py.Call.args(words, node))[0];
    if (!first || words[first] !== py.Kind.Constant || !py.stringValue(a.module, first)?.startsWith('/')) return;
    const entry = this.libraryState('theriac.route')?.entry;
    if (entry) this.addEntry(a, fn, entry, node);
  }

  classEntry(_a: Activation, _cls: ClassDef, _entry: EntryFact): void {}

  /** A function definition was executed. */
  defined(a: Activation, fn: FunctionAtom): void {
    this.counters.functions++;
    if (a.fn && !a.cls) a.nested.push(fn);
    // AWS Lambda and its kin find their handlers by configuration; the parameters have fixed names.
    const [first, second] = fn.def.parameters.positional;
    if (
      !a.fn &&
      !a.cls &&
      first &&
      second &&
      py.symbols.name(first.symbol) === 'event' &&
      py.symbols.name(second.symbol) === 'context'
    ) {
      this.addEntry(a, fn, eventEntry, fn.def.node);
    }
  }

  /** A class definition was executed: methods that its framework calls are entries. */
  definedClass(a: Activation, cls: ClassDef): void {
    const members = apiBases(cls).flatMap((base) => [...this.reach.members(base)]);
    if (members.length > 0) {
      const names = new Set(members);
      const frame = a.state.get(cls.frame);
      if (frame?.k === 'frame') {
        for (const value of frame.vars.values()) {
          for (const fn of value) {
            if (fn.k !== 'function' || fn.def.decorators.has('staticmethod')) continue;
            if (!this.relevance.mentions(fn.def.module, fn.def.node, names)) continue;
            this.pending.push({
              fn,
              entry: undefined,
              state: a.state,
              self: [],
              order: 0,
              variables: undefined,
              owner: a,
            });
          }
        }
      }
    }
    for (const base of apiBases(cls)) {
      for (const fact of methodsOf(base)) {
        for (const name of fact.names) {
          const found = lookupClass(a, cls, py.symbols.find(name));
          if (!found) continue;
          for (const atom of found.value) {
            if (atom.k !== 'function') continue;
            const self: Value = [{ k: 'ref', loc: a.state.instance(cls, base) }];
            this.pending.push({
              fn: atom,
              entry: fact.entry,
              state: a.state,
              self,
              order: 0,
              variables: undefined,
              owner: a,
            });
          }
        }
      }
    }
  }

  /** What a class body found belongs to the code around it. */
  adopt(body: Activation, outer: Activation): void {
    this.pending = this.pending.map((p) => (p.owner === body ? { ...p, owner: outer } : p));
  }

  /** A function ended: the entries and inner functions it defined may run with its final variables. */
  functionEnded(run: Activation): void {
    const mine = this.pending.filter((p) => p.owner === run);
    if (mine.length > 0) this.pending = this.pending.filter((p) => p.owner !== run);
    for (const root of mine) this.roots.push({ ...root, state: run.state.fork() });
    for (const fn of run.nested) {
      if (fn.def.called || mine.some((m) => m.fn.def === fn.def) || !this.isReader(run, fn)) continue;
      this.roots.push({
        fn,
        entry: undefined,
        state: run.state.fork(),
        self: undefined,
        order: 0,
        variables: undefined,
      });
    }
  }

  /**
   * Runs a call that can neither bring nor lead untrusted data: only its value matters, so it gets few steps. Undefined:
   * they were not enough, and the state is as before.
   */
  briefly(a: Activation, def: FunctionDef, run: () => Value): Value | undefined {
    if (this.briefLimit !== Number.POSITIVE_INFINITY) return run();
    const cuts = this.cuts.get(def) ?? 0;
    if (cuts >= cutLimit) return undefined;
    const before = a.state.fork();
    const { quiet, importing } = this;
    this.briefLimit = this.counters.steps + briefSteps;
    try {
      return run();
    } catch (error) {
      if (error !== briefEnd) throw error;
      this.cuts.set(def, cuts + 1);
      this.counters.briefCalls++;
      a.state = before;
      a.state.focus = a.frame;
      this.quiet = quiet;
      this.importing = importing;
      return undefined;
    } finally {
      this.briefLimit = Number.POSITIVE_INFINITY;
    }
  }

  isBarren(def: FunctionDef): boolean {
    return this.relevance.isBarren(def.module, def.node);
  }

  /** Names a source, and what it does with the data may do harm. */
  private isStarter({ def }: FunctionAtom): boolean {
    const bits = this.relevance.unit(def.module, def.node);
    return (bits & reaches.entry) !== 0 || (bits !== 0 && this.relevance.matters(def.module, def.node));
  }

  /** An inner function that nothing called: does it name a source, or see data that is tainted already? */
  private isReader(run: Activation, fn: FunctionAtom): boolean {
    if (this.isStarter(fn)) return true;
    for (let frame = fn.scope; frame > 0; ) {
      const object = run.state.get(frame);
      if (object?.k !== 'frame') return false;
      for (const value of object.vars.values()) if (deepTaints(run.state, value).length > 0) return true;
      frame = object.parent;
    }
    return false;
  }

  // ---- results -------------------------------------------------------------------------------------------------

  kindsOf(...names: readonly string[]): bigint {
    let out = 0n;
    for (const name of names) {
      const bit = this.models.kindBits.get(name);
      if (bit !== undefined) out |= 1n << BigInt(bit);
    }
    return out;
  }

  report(a: Activation, sink: SinkFact, taint: Taint, node: number): void {
    const kind = this.models.kinds[sink.kind]!;
    if (!kind.from.has(taint.source.kind) || this.options.kinds?.has(kind.name) === false) return;
    const steps: Step[] = [];
    for (let step: Step | undefined = taint.step; step?.parent; step = step.parent) steps.unshift(step);
    this.keep({
      kind: kind.name,
      place: a.place(node),
      sink: sink.label,
      scope: a.fn?.qualname ?? a.cls?.qualname ?? '',
      source: taint.source,
      steps,
      doubts: taint.doubts,
      constant: undefined,
    });
  }

  reportConstant(a: Activation, sink: SinkFact, text: string, node: number): void {
    if (this.options.kinds?.has(this.models.kinds[sink.kind]!.name) === false) return;
    this.keep({
      kind: this.models.kinds[sink.kind]!.name,
      place: a.place(node),
      sink: sink.label,
      scope: a.fn?.qualname ?? '',
      source: undefined,
      steps: [],
      doubts: 0,
      constant: text,
    });
  }

  private keep(finding: FlowFinding): void {
    const key = `${finding.kind}\n${finding.place.path}\n${finding.place.start}`;
    const old = this.findings.get(key);
    if (!old || isBetter(finding, old)) this.findings.set(key, finding);
  }

  /** A bound was met. */
  clamp(reason: ClampReason, place: Place | undefined, message?: string): void {
    const known = this.clamps.get(reason);
    if (known) known.count++;
    else this.clamps.set(reason, { count: 1, place, message });
  }

  /** A defect of ours, or too deep a tree, in one function must not end the run: it is counted like a limit. */
  private clampError(error: unknown, place: Place): void {
    if (error instanceof BudgetError)
      this.clampSteps(this.counters.steps > this.options.totalSteps ? 'total-steps' : 'step-budget', place);
    else if (error instanceof RangeError) this.clamp('stack-depth', place);
    else this.clamp('internal-error', place, error instanceof Error ? error.message : String(error));
  }

  /** Once per root. */
  private clampSteps(reason: 'step-budget' | 'total-steps', place: Place): void {
    if (!this.isRootClamped) this.clamp(reason, place);
    this.isRootClamped = true;
  }

  /** Bounds met, one entry for each reason. */
  bounds(): readonly Clamp[] {
    const out: Clamp[] = [...this.clamps].map(([reason, clamp]) => ({ reason, ...clamp }));
    for (const reason of ['alternatives', 'large-structures'] as const)
      if (limitsMet[reason] > 0) out.push({ reason, count: limitsMet[reason], place: undefined, message: undefined });
    return out;
  }

  step(): void {
    if (++this.counters.steps > this.briefLimit) throw briefEnd;
    if (++this.rootSteps > this.stepLimit || this.counters.steps > this.options.totalSteps) throw new BudgetError();
  }

  /** So little is left that no more calls are followed. */
  isExhausted(place: Place): boolean {
    if (this.rootSteps <= this.stepLimit * 0.9) return false;
    this.clampSteps('step-budget', place);
    return true;
  }
}

/** Sources by how surely an attacker writes them. */
const sourceRank: Readonly<Record<SourceKind, number>> = {
  remote: 0,
  queue: 1,
  event: 1,
  cli: 3,
  file: 4,
  env: 5,
  database: 6,
  secret: 2,
  exception: 7,
  'weak-random': 2,
  response: 4,
};

function isBetter(x: FlowFinding, y: FlowFinding): boolean {
  const rank = (f: FlowFinding): number => (f.source ? sourceRank[f.source.kind] : -1);
  if (rank(x) !== rank(y)) return rank(x) < rank(y);
  if (x.doubts !== y.doubts) return x.doubts < y.doubts;
  if (x.steps.length !== y.steps.length) return x.steps.length < y.steps.length;
  return false;
}

/** The part of a response that a browser sees: the first member of `(body, status, headers)`. */
function responseBody(run: Activation, value: Value): Value {
  return value.flatMap((atom): Value => {
    const object = atom.k === 'ref' ? run.state.get(atom.loc) : undefined;
    if (object?.k === 'list' && object.type === 'tuple' && object.items.length > 0) return object.items[0]!;
    return object ? [] : [atom];
  });
}

function methodsOf(state: ApiState, depth = 0): ApiState['methods'] {
  if (depth > 8) return [];
  return [
    ...state.methods,
    ...(state.is ? methodsOf(state.is, depth + 1) : []),
    ...state.bases.flatMap((b) => methodsOf(b, depth + 1)),
  ];
}

const eventEntry: EntryFact = {
  parameters: ['event'],
  source: { kind: 'event', label: 'the event', chars: undefined },
  given: [],
  returns: [],
  route: false,
};

const routeNames = new Set(['route', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'websocket']);

/** A route without variables; one in a blueprint's prefix would need a parameter. */
const isLiteralRoute = (root: Root): boolean =>
  root.variables?.size === 0 &&
  root.fn.def.parameters.positional.length === 0 &&
  root.fn.def.parameters.keywords === undefined;

/** Variable names of a route's path; undefined when the path is not a literal. */
function routeVariables(a: Activation, node: number): ReadonlySet<string> | undefined {
  if (a.words[node] !== py.Kind.Call) return undefined;
  const first = items(a.words, py.Call.args(a.words, node))[0];
  const text = first && a.words[first] === py.Kind.Constant ? py.stringValue(a.module, first) : undefined;
  if (text === undefined) return undefined;
  const names = new Set<string>();
  for (const match of text.matchAll(/[<{](?:(\w+)(?:\([^)]*\))?:)?(\w+)(?::\w+)?[>}]/g))
    if (match[1] !== 'int' && match[1] !== 'float' && match[1] !== 'uuid') names.add(match[2]!);
  return names;
}

function stepTaintsAt(taints: Taints, place: Place, message: string): Taints {
  return taints.map((t) =>
    t.step.depth > 30 ? t : { ...t, step: { place, message, parent: t.step, depth: t.step.depth + 1 } },
  );
}

function literalValue(def: ModuleDef, node: number): Value {
  const c = py.constantValue(def.module, node);
  if (c.kind === 'complex') return unknown(type.other);
  const constant: Constant =
    c.kind === 'bytes' ? { kind: 'bytes', value: String.fromCharCode(...c.value.subarray(0, 65536 >> 1)) } : c;
  return fromConstant(emptyState, constant);
}

const placeOf = (def: ModuleDef, node: number): Place => ({
  path: def.path,
  start: def.words[node + 1]!,
  end: def.words[node + 2]!,
  node,
});
const emptyState = new State(new Map());
const noScope = {
  locals: new Set<number>(),
  globals: new Set<number>(),
  nonlocals: new Set<number>(),
  isGenerator: false,
};
const noSelector = { positions: [], from: undefined, names: [], anyKeyword: false, self: false };
const originAtom: Atom = { k: 'const', c: { kind: 'none' } };
const operatorMethods: readonly string[] = [
  'add',
  'sub',
  'mul',
  'matmul',
  'truediv',
  'mod',
  'pow',
  'lshift',
  'rshift',
  'or',
  'xor',
  'and',
  'floordiv',
];
