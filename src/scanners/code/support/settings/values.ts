/** What a setting can be known to be: exact values, lists and dicts known in part, values of the environment, choices. */
import { type Constant, truthy } from '../../../../python/constants/index.ts';
import type { Node, RuleContext } from '../../rule-context.ts';

/** Where an expression stands. */
export interface Place {
  readonly ctx: RuleContext;
  readonly node: Node;
}

export type Value = (
  | { readonly kind: 'scalar'; readonly value: Constant }
  /** List, tuple or set; `open`: it may have more items. */
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly open: boolean }
  /** Dict with string keys; `open`: it may have more entries. */
  | { readonly kind: 'dict'; readonly entries: ReadonlyMap<string, Value>; readonly open: boolean }
  /** Read from outside the program; `fallback` holds when nothing is given there. */
  | { readonly kind: 'environment'; readonly fallback: Value | undefined }
  /** Which of them depends on what is not known. */
  | { readonly kind: 'choice'; readonly options: readonly Value[] }
  /** Not set on this way. */
  | { readonly kind: 'unset' }
  | { readonly kind: 'unknown' }
) & { readonly at?: Place };

export const unknownValue: Value = { kind: 'unknown' };
export const unset: Value = { kind: 'unset' };
const mostOptions = 8;

export function scalar(value: Constant, at?: Place): Value {
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set')
    return placed({ kind: 'list', items: value.items.map((item) => scalar(item, at)), open: false }, at);
  if (value.kind === 'dict') {
    const entries = new Map<string, Value>();
    for (const [key, item] of value.entries) if (key.kind === 'str') entries.set(key.value, scalar(item, at));
    return placed({ kind: 'dict', entries, open: entries.size < value.entries.length }, at);
  }
  return placed({ kind: 'scalar', value }, at);
}

/** The same value, said to stand at `at`, unless it has a place. */
export function placed(value: Value, at: Place | undefined): Value {
  return value.at !== undefined || at === undefined ? value : { ...value, at };
}

export function choice(options: readonly Value[]): Value {
  const flat = options.flatMap((option) => (option.kind === 'choice' ? option.options : [option]));
  const different = flat.filter((option, index) => !flat.slice(0, index).some((other) => sameValue(option, other)));
  if (different.length === 1) return different[0];
  if (different.length > mostOptions) return unknownValue;
  const at = different.find((option) => option.at !== undefined)?.at;
  return placed({ kind: 'choice', options: different }, at);
}

function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'scalar' && b.kind === 'scalar')
    return a.value.kind === b.value.kind && JSON.stringify(a.value, bigints) === JSON.stringify(b.value, bigints);
  return a.kind === 'unset' || a.kind === 'unknown';
}

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/** Applies a function to what a value may be; what comes from outside stays so, with the changed fallback. */
export function lift(value: Value, apply: (value: Value) => Value): Value {
  if (value.kind === 'environment') {
    const fallback = value.fallback === undefined ? undefined : lift(value.fallback, apply);
    return { ...value, fallback: fallback?.kind === 'environment' ? fallback.fallback : fallback };
  }
  if (value.kind === 'choice') return placed(choice(value.options.map((option) => lift(option, apply))), value.at);
  return value.kind === 'unknown' || value.kind === 'unset' ? unknownValue : placed(apply(value), value.at);
}

/** How a value counts in a condition; undefined when that is not known. */
export function truthOf(value: Value): boolean | undefined {
  if (value.kind === 'scalar') return truthy(value.value);
  if (value.kind === 'list') return value.items.length > 0 ? true : value.open ? undefined : false;
  if (value.kind === 'dict') return value.entries.size > 0 ? true : value.open ? undefined : false;
  if (value.kind !== 'choice') return undefined;
  const [first, ...others] = value.options.map(truthOf);
  return others.every((other) => other === first) ? first : undefined;
}

/** The constant behind a scalar, a list of scalars …; undefined for everything that is not known exactly. */
export function constantOf(value: Value): Constant | undefined {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list' && !value.open) {
    const items = value.items.map(constantOf);
    return items.every((item) => item !== undefined) ? { kind: 'list', items } : undefined;
  }
  return undefined;
}

export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'scalar' && value.value.kind === 'str' ? value.value.value : undefined;
}

export function numberOf(value: Value | undefined): number | undefined {
  if (value?.kind !== 'scalar') return undefined;
  if (value.value.kind === 'int' || value.value.kind === 'float') return Number(value.value.value);
  return value.value.kind === 'bool' ? Number(value.value.value) : undefined;
}

/** The entry of a dict; `unset` when the dict certainly has none. */
export function entryOf(value: Value | undefined, ...keys: readonly string[]): Value {
  let found: Value = value ?? unset;
  for (const key of keys) {
    if (found.kind === 'environment' && found.fallback !== undefined) found = found.fallback;
    if (found.kind !== 'dict') return found.kind === 'unset' ? unset : unknownValue;
    found = found.entries.get(key) ?? (found.open ? unknownValue : unset);
  }
  return found;
}

/** What a list is known to hold; `open` when it may hold more, or is not known at all. */
export function itemsOf(value: Value | undefined): { readonly items: readonly Value[]; readonly open: boolean } {
  switch (value?.kind) {
    case undefined:
    case 'unset':
      return { items: [], open: false };
    case 'list':
      return value;
    case 'choice': {
      const options = value.options.map(itemsOf);
      return { items: options.flatMap(({ items }) => items), open: options.some(({ open }) => open) };
    }
    default:
      return { items: [], open: true };
  }
}

/** `certain`: the value is bad whatever is not known. `by-default`: it is bad unless the environment says otherwise. */
export type Verdict = 'certain' | 'by-default' | undefined;

/** Judges what a value may be; `isBad` sees scalars, lists, dicts and `unset`. */
export function judge(value: Value, isBad: (value: Value) => boolean | undefined): Verdict {
  switch (value.kind) {
    case 'unknown':
      return undefined;
    case 'environment':
      return value.fallback !== undefined && judge(value.fallback, isBad) !== undefined ? 'by-default' : undefined;
    case 'choice': {
      const verdicts = value.options.map((option) => judge(option, isBad));
      if (verdicts.includes(undefined)) return undefined;
      return verdicts.includes('by-default') ? 'by-default' : 'certain';
    }
    default:
      return isBad(value) === true ? 'certain' : undefined;
  }
}
