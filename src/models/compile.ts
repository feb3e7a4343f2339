/** Compiles model files to the automaton that the engine follows. Problems are returned, never thrown. */
import {
  type ApiState,
  type ArgumentSelector,
  anyMember,
  type CallFact,
  type CompiledModels,
  charsets,
  type EntryFact,
  edge,
  natives,
  type SinkFact,
  type SourceFact,
  valueTypes,
} from '../flow/index.ts';
import { parseCondition } from './condition.ts';
import { sinkKinds } from './kinds.ts';
import { type ModelPath, ModelPathError, type PathSelector, parseModelPath } from './path.ts';
import type { ModelFile } from './schema.ts';

export interface CompileResult {
  readonly models: CompiledModels;
  readonly problems: readonly string[];
}

type Mutable = { -readonly [K in keyof ApiState]: ApiState[K] };

/** Links many model files into one automaton. Later files add to earlier ones. */
export function compileModels(files: readonly ModelFile[]): CompileResult {
  const compiler = new Compiler();
  for (const name of natives.keys()) compiler.touch(name);
  for (const file of files) compiler.types(file);
  for (const file of files) compiler.facts(file);
  return compiler.result();
}

const emptyCall: CallFact = {
  sinks: [],
  native: undefined,
  flow: undefined,
  neutral: 0n,
  chars: undefined,
  types: undefined,
  guard: undefined,
  noreturn: false,
  callback: undefined,
};
const emptyEntry: EntryFact = { parameters: undefined, source: undefined, given: [], returns: [], route: false };

class Compiler {
  private count = 0;
  private readonly root: Mutable;
  private readonly problems: string[] = [];
  private readonly kindBits = new Map(sinkKinds.map((kind, bit) => [kind.name, bit]));
  private readonly sourceNames = new Set<string>();
  private readonly aliases = new Map<string, string>();
  private file = '';

  constructor() {
    this.root = this.state('');
  }

  private state(path: string): Mutable {
    return {
      id: this.count++,
      path,
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
  }

  /** The state at the end of a list of edges, made when it is new. */
  private at(edges: readonly string[]): Mutable {
    let state = this.root;
    edges.forEach((name, i) => {
      const label = name === '*' ? anyMember : name;
      let next = state.edges.get(label) as Mutable | undefined;
      if (!next) {
        const plain = /^[A-Za-z_.]/.test(label);
        next = this.state(i === 0 ? label : plain ? `${state.path}.${label}` : `${state.path}${label}`);
        state.edges.set(label, next);
      }
      state = next;
    });
    return state;
  }

  touch(path: string): void {
    for (const one of parseModelPath(path)) this.at(one.edges);
  }

  private guardProblems(path: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof ModelPathError)) throw error;
      this.problems.push(`${this.file}: ${path}: ${error.message}`);
    }
  }

  private each(path: string, run: (parsed: ModelPath, state: Mutable) => void): void {
    this.guardProblems(path, () => {
      for (const parsed of parseModelPath(path)) run(parsed, this.at(parsed.edges));
    });
  }

  /** First pass: what is what. */
  types(file: ModelFile): void {
    this.file = file.package;
    for (const path of file.known ?? []) this.guardProblems(path, () => this.touch(path));
    for (const [from, to] of Object.entries(file.aliases ?? {})) {
      this.each(to, (target) => {
        this.each(from, (parsed) => {
          const parent = this.at(parsed.edges.slice(0, -1));
          const last = parsed.edges.at(-1)!;
          const targetState = this.at(target.edges);
          const existing = parent.edges.get(last);
          if (existing && existing !== targetState)
            for (const [label, next] of existing.edges)
              if (!targetState.edges.has(label)) targetState.edges.set(label, next);
          parent.edges.set(last, targetState);
          this.aliases.set(from, to);
        });
      });
    }
    for (const one of file.types ?? []) {
      this.each(one.path, (_parsed, state) => {
        this.each(one.is, (_target, cls) => {
          state.is = cls;
          this.instanceOf(cls);
        });
      });
    }
    for (const one of file.bases ?? []) {
      this.each(one.path, (_parsed, state) => {
        const bases: ApiState[] = [];
        for (const base of one.bases) this.each(base, (_b, target) => bases.push(target));
        state.bases = [...state.bases, ...bases];
        this.instanceOf(state);
      });
    }
  }

  private instanceOf(cls: Mutable): Mutable {
    let instance = cls.edges.get(edge.instance) as Mutable | undefined;
    if (!instance) {
      instance = this.state(`${cls.path}#`);
      cls.edges.set(edge.instance, instance);
    }
    if (instance.is === undefined && instance !== cls) instance.is = cls;
    return instance;
  }

  /** Second pass: what happens there. */
  facts(file: ModelFile): void {
    this.file = file.package;
    for (const one of file.sources ?? []) {
      const chars = one.chars === undefined ? undefined : charsets.charRange(one.chars);
      this.each(one.path, (parsed, state) =>
        this.source(
          parsed,
          state,
          { kind: one.kind, label: one.label ?? shortLabel(state.path), chars, routed: one.route ?? false },
          one.route ?? false,
          one.path,
        ),
      );
    }
    for (const one of file.sinks ?? []) this.sink(one);
    for (const one of file.sanitizers ?? []) {
      this.eachCall(one.path, (_parsed, state) => {
        const chars =
          one.excludes !== undefined
            ? charsets.anyChar & ~charsets.charsOf(one.excludes)
            : one.chars !== undefined
              ? charsets.charRange(one.chars)
              : undefined;
        this.call(state, { neutral: this.kinds(one.kinds), chars });
      });
    }
    for (const one of file.guards ?? []) {
      this.eachCall(one.path, (parsed, state) => {
        const selector = parsed.end.kind === 'argument' ? parsed.end.selector : selectorOf([0]);
        this.call(state, {
          guard: {
            argument: selector,
            when: one.when ?? true,
            kinds: this.kinds(one.kinds),
            chars: one.chars === undefined ? undefined : charsets.charRange(one.chars),
          },
        });
      });
    }
    for (const one of file.propagators ?? []) {
      this.eachCall(one.path, (_parsed, state) => {
        const from = typeof one.from === 'string' ? [one.from] : one.from;
        const flow = from.flatMap((text) => {
          if (text === 'nothing') return [];
          const end = parseModelPath(text === 'self' ? 'x.self' : `x.${text}`)[0]!.end;
          return end.kind === 'argument' ? [{ from: end.selector, to: 'result' as const }] : [];
        });
        this.call(state, { flow, types: one.type === undefined ? undefined : typeBits(one.type) });
      });
    }
    for (const path of file.noreturn ?? [])
      this.eachCall(path, (_parsed, state) => this.call(state, { noreturn: true }));
    for (const one of file.callbacks ?? []) {
      this.eachCall(one.path, (parsed, state) => {
        if (parsed.end.kind !== 'argument') return;
        const entry: EntryFact | undefined = one.parameters && {
          ...emptyEntry,
          parameters: 'all',
          source: { kind: one.parameters, label: 'the argument', chars: undefined },
          given: this.states(one.given ?? []),
        };
        this.call(state, { callback: { argument: parsed.end.selector, entry } });
      });
    }
    for (const one of file.constants ?? []) {
      this.each(one.path, (_parsed, state) => {
        state.value = one.value;
      });
    }
    for (const one of file.given ?? []) this.given(one.path, one.is);
  }

  private call(state: Mutable, more: Partial<CallFact>): void {
    const old = state.call ?? emptyCall;
    state.call = { ...old, ...more, neutral: old.neutral | (more.neutral ?? 0n), chars: more.chars ?? old.chars };
  }

  /** What is called: `f` for `f` and for `f()`. */
  private eachCall(path: string, run: (parsed: ModelPath, state: Mutable) => void): void {
    this.guardProblems(path, () => {
      for (const parsed of parseModelPath(path)) {
        run(parsed, this.at(parsed.edges.at(-1) === edge.call ? parsed.edges.slice(0, -1) : parsed.edges));
      }
    });
  }

  private kinds(names: string | readonly string[] | undefined): bigint {
    if (names === undefined) return 0n;
    if (names === '*') return (1n << BigInt(sinkKinds.length)) - 1n;
    let bits = 0n;
    for (const name of typeof names === 'string' ? [names] : names) {
      const bit = this.kindBits.get(name);
      if (bit === undefined) this.problems.push(`${this.file}: kind "${name}" is not known`);
      else bits |= 1n << BigInt(bit);
    }
    return bits;
  }

  private source(parsed: ModelPath, state: Mutable, fact: SourceFact, route: boolean, path: string): void {
    const { end } = parsed;
    this.noteNames(parsed);
    if (end.kind === 'value' || end.kind === 'argument') {
      // A path that ends in a call: its result.
      state.source = fact;
      return;
    }
    const parameters = namesOf(end.selector);
    if (end.kind === 'decorated') {
      const entry = state.entry ?? emptyEntry;
      state.entry = { ...entry, parameters, source: fact, route: route || entry.route };
    } else this.method(state, end.methods, (entry) => ({ ...entry, parameters, source: fact, route }));
    if (!path) this.problems.push(`${this.file}: empty path`);
  }

  private method(state: Mutable, names: readonly string[], change: (entry: EntryFact) => EntryFact): void {
    const key = names.join(',');
    const known = state.methods.find((m) => m.names.join(',') === key);
    const next = { names, entry: change(known?.entry ?? emptyEntry) };
    state.methods = known ? state.methods.map((m) => (m === known ? next : m)) : [...state.methods, next];
    this.instanceOf(state);
  }

  /** The states that paths lead to; "any" leaves a place open. */
  private states(paths: readonly string[]): (ApiState | undefined)[] {
    return paths.map((text) => {
      if (text === 'any') return undefined;
      let found: Mutable | undefined;
      this.each(text, (_parsed, state) => {
        found = state;
      });
      return found;
    });
  }

  private given(path: string, paths: readonly string[]): void {
    const values = this.states(paths);
    this.each(path, (parsed, state) => {
      this.noteNames(parsed);
      if (parsed.end.kind === 'decorated') state.entry = { ...(state.entry ?? emptyEntry), given: values };
      else if (parsed.end.kind === 'subclass')
        this.method(state, parsed.end.methods, (entry) => ({ ...entry, given: values }));
    });
  }

  private sink(one: NonNullable<ModelFile['sinks']>[number]): void {
    const bit = this.kindBits.get(one.kind);
    if (bit === undefined) {
      this.problems.push(`${this.file}: ${one.path}: kind "${one.kind}" is not known`);
      return;
    }
    this.guardProblems(one.path, () => {
      const when = one.when === undefined ? undefined : parseCondition(one.when);
      for (const parsed of parseModelPath(one.path)) {
        const { end } = parsed;
        const base = { kind: bit, when, context: one.context ?? sinkKinds[bit]!.context, constants: one.constants };
        const edges =
          end.kind === 'argument' && parsed.edges.at(-1) === '()' ? parsed.edges.slice(0, -1) : parsed.edges;
        const state = this.at(edges);
        const label =
          one.label ??
          state.path
            .replace(/[#()[\]]+/g, '')
            .split('.')
            .slice(-2)
            .join('.');
        const fact: SinkFact = { ...base, label, argument: end.kind === 'argument' ? end.selector : selectorOf([]) };
        if (end.kind === 'argument') this.call(state, { sinks: [...(state.call?.sinks ?? []), fact] });
        else if (end.kind === 'decorated')
          state.entry = { ...(state.entry ?? emptyEntry), returns: [...(state.entry?.returns ?? []), fact] };
        else if (end.kind === 'subclass')
          this.method(state, end.methods, (entry) => ({ ...entry, returns: [...entry.returns, fact] }));
        else state.stores = [...state.stores, fact];
      }
    });
  }

  /** Identifiers by which code that matters to this path can be told. */
  private noteNames(parsed: ModelPath): void {
    const { edges } = parsed;
    const instance = edges.indexOf(edge.instance);
    const names =
      instance < 0
        ? edges.slice(1, 2)
        : [edges[instance - 1], edges[instance + 2] === edge.call ? edges[instance + 1] : undefined];
    for (const name of names) if (name && /^[A-Za-z_]/.test(name)) this.sourceNames.add(name);
  }

  result(): CompileResult {
    const kinds = sinkKinds.map((kind, bit) => ({ bit, name: kind.name, from: new Set(kind.from) }));
    return {
      models: {
        root: this.root,
        kinds,
        kindBits: this.kindBits,
        sourceNames: this.sourceNames,
        stateCount: this.count,
      },
      problems: this.problems,
    };
  }
}

const selectorOf = (positions: readonly number[]): ArgumentSelector => ({
  positions,
  from: undefined,
  names: [],
  anyKeyword: false,
  self: false,
});

function namesOf(selector: PathSelector | undefined): EntryFact['parameters'] {
  if (!selector || selector.from !== undefined) return 'all';
  return selector.names.length > 0 ? selector.names : 'all';
}

function typeBits(name: string): number | undefined {
  return Object.hasOwn(valueTypes, name) ? valueTypes[name as keyof typeof valueTypes] : undefined;
}

/** `flask.request.args` as `request.args`. */
function shortLabel(path: string): string {
  const plain = path.replace(/[#{}()]|\[\]/g, '').replace(/,.*$/, '');
  const parts = plain.split('.');
  return parts.slice(Math.max(0, parts.length - 2)).join('.');
}
