/**
 * Compiled models: the deterministic automaton of API paths, and what each state means. Written by `models/`
 * from YAML, read here. An edge is labelled with a member name, or with one of {@link edge}.
 */
import type { Charset } from './charset.ts';
import type { SourceKind } from './taint.ts';

/** Edges that are not members. `#` leads from a class to its instances. */
export const edge = { call: '()', instance: '#', subscript: '[]', iterate: '*', awaited: 'await' } as const;

export interface ApiState {
  /** Dense, in order of creation. */
  readonly id: number;
  /** Dotted path as people write it, for messages. */
  readonly path: string;
  readonly edges: Map<string, ApiState>;
  /** Values of this state are instances of that class. */
  is: ApiState | undefined;
  /** Base classes, for class states. */
  bases: readonly ApiState[];
  source: SourceFact | undefined;
  call: CallFact | undefined;
  entry: EntryFact | undefined;
  /** Classes: methods that the framework calls, with what it gives them. */
  methods: readonly { readonly names: readonly string[]; readonly entry: EntryFact }[];
  /** An assignment to this member is a sink. */
  stores: readonly SinkFact[];
  /** The value itself is known (`os.sep`, `string.digits`). */
  value: string | undefined;
}

export interface SourceFact {
  readonly kind: SourceKind;
  readonly label: string;
  /** Characters the data can have. */
  readonly chars: Charset | undefined;
  /** Untrusted only in routes whose path has variables: the path of a literal route is the route itself. */
  readonly routed?: boolean;
}

/** Which argument: positions, keyword names, or special places. */
export interface ArgumentSelector {
  readonly positions: readonly number[];
  /** From this position on. */
  readonly from: number | undefined;
  readonly names: readonly string[];
  /** Any keyword argument. */
  readonly anyKeyword: boolean;
  readonly self: boolean;
}

export interface SinkFact {
  /** Bit number of the kind. */
  readonly kind: number;
  readonly argument: ArgumentSelector;
  readonly when: Condition | undefined;
  /** What people call the place: `cursor.execute`. */
  readonly label: string;
  /** How a value is judged here; see sinks.ts. */
  readonly context: string;
  /** Reported for these constants instead of for taint. */
  readonly constants: readonly string[] | undefined;
}

export interface CallFact {
  readonly sinks: readonly SinkFact[];
  /** Result of the call. `native` names a built-in exact implementation. */
  readonly native: string | undefined;
  /** Where the result gets its data from; undefined: from all arguments and the receiver. Empty: from nowhere. */
  readonly flow: readonly FlowFact[] | undefined;
  /** Kinds (bits) that the result is neutral for. */
  readonly neutral: bigint;
  /** Characters the result can have. */
  readonly chars: Charset | undefined;
  /** Type bits of the result (see values.ts), where known. */
  readonly types: number | undefined;
  readonly guard: GuardFact | undefined;
  readonly noreturn: boolean;
  /** Calls the callable in this argument, giving the listed arguments. */
  readonly callback: { readonly argument: ArgumentSelector; readonly entry: EntryFact | undefined } | undefined;
}

export interface FlowFact {
  readonly from: ArgumentSelector;
  readonly to: 'result' | 'self';
}

export interface GuardFact {
  readonly argument: ArgumentSelector;
  /** The outcome that proves it; `normal`: the call returned at all. */
  readonly when: boolean | 'normal';
  readonly kinds: bigint;
  readonly chars: Charset | undefined;
}

/** A function that a framework calls. */
export interface EntryFact {
  /** Parameters that hold untrusted data; `undefined`: none. */
  readonly parameters: 'all' | 'named' | readonly string[] | undefined;
  readonly source: SourceFact | undefined;
  /** First parameters that are something else: states of their values. */
  readonly given: readonly (ApiState | undefined)[];
  /** The result goes there. */
  readonly returns: readonly SinkFact[];
  /** Parameters count only when the route has variables of that name. */
  readonly route: boolean;
}

/** Small predicate over a call's arguments. */
export type Condition =
  | { readonly op: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly op: 'not'; readonly of: Condition }
  | {
      readonly op: 'equals';
      readonly argument: ArgumentSelector;
      readonly values: readonly (string | number | boolean | null)[];
    }
  | { readonly op: 'given'; readonly argument: ArgumentSelector }
  | { readonly op: 'prefix'; readonly argument: ArgumentSelector; readonly values: readonly string[] }
  | { readonly op: 'path'; readonly argument: ArgumentSelector; readonly values: readonly string[] };

export interface SinkKind {
  readonly bit: number;
  readonly name: string;
  /** Source kinds that count in the default view. */
  readonly from: ReadonlySet<SourceKind>;
}

export interface CompiledModels {
  /** Root of the automaton: edges are top-level module names. */
  readonly root: ApiState;
  readonly kinds: readonly SinkKind[];
  readonly kindBits: ReadonlyMap<string, number>;
  /** Every identifier that starts a source or an entry, for the relevance filter. */
  readonly sourceNames: ReadonlySet<string>;
  readonly stateCount: number;
}

/** Edge for members of any other name. */
export const anyMember = '.*';

/** Follows one edge, through "is an instance of" and base classes. */
export function follow(state: ApiState, label: string, depth = 0): ApiState | undefined {
  const own = state.edges.get(label) ?? (/^[A-Za-z_]/.test(label) ? state.edges.get(anyMember) : undefined);
  if (own) return own;
  if (depth > 8) return undefined;
  if (state.is) {
    const instance = state.is.edges.get(edge.instance);
    const found = (instance && follow(instance, label, depth + 1)) ?? inherited(state.is, label, depth);
    if (found) return found;
  }
  return undefined;
}

function inherited(cls: ApiState, label: string, depth: number): ApiState | undefined {
  for (const base of cls.bases) {
    const instance = base.edges.get(edge.instance);
    const found = (instance && follow(instance, label, depth + 1)) ?? inherited(base, label, depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** Member of a class state itself (class attributes, alternative constructors). */
export function followClass(state: ApiState, label: string, depth = 0): ApiState | undefined {
  const own = follow(state, label);
  if (own || depth > 8) return own;
  for (const base of state.bases) {
    const found = followClass(base, label, depth + 1);
    if (found) return found;
  }
  return undefined;
}
