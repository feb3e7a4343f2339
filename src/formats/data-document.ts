/** What the TOML, YAML and JSON readers share: plain data, and for every member of it the place in the text. */
import type { Span } from './text-lines.ts';

export interface MemberSpan {
  /** The key as written, quotes included; for list items the item itself. */
  readonly key: Span;
  /** The value, quotes included. */
  readonly value: Span;
}

export interface DataDocument {
  /** Strings, numbers, booleans, null, arrays and records; dates and times come as they are written. Untrusted: narrow before use. */
  readonly data: unknown;
  /** Where a member of a record or an item of a list of this document stands. Undefined where the reader keeps no positions. */
  at(container: unknown, key: string | number): MemberSpan | undefined;
}

export interface DataError {
  /** One sentence without place. */
  readonly message: string;
  /** Offset in the text. */
  readonly offset: number;
}

export interface DataLimits {
  /** Longest text, UTF-16 units. */
  readonly maxLength: number;
  /** Deepest nesting of records and lists. */
  readonly maxDepth: number;
}

export const defaultLimits: DataLimits = { maxLength: 32 * 1024 * 1024, maxDepth: 128 };

export function isDataError(result: DataDocument | DataError): result is DataError {
  return 'message' in result;
}

export type Table = { readonly [key: string]: unknown };

/** The value as a record; undefined for anything else, lists and null included. */
export function asTable(value: unknown): Table | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : undefined;
}

/** The value as a list; empty for anything else. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The strings of a list; a lone string counts as a list of one. */
export function asStrings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return asList(value).filter((item) => typeof item === 'string');
}

/** Follows keys through records; undefined as soon as one is missing or no record. */
export function lookUp(value: unknown, ...keys: readonly string[]): unknown {
  let current = value;
  for (const key of keys) {
    const table = asTable(current);
    if (table === undefined || !Object.hasOwn(table, key)) return undefined;
    current = table[key];
  }
  return current;
}

/** Collects positions while a reader builds its data. Records have no prototype, so no key of a hostile file means anything. */
export class DataBuilder {
  readonly #spans = new WeakMap<object, Map<string | number, MemberSpan>>();

  record(): { [key: string]: unknown } {
    return Object.create(null) as { [key: string]: unknown };
  }

  locate(container: object, key: string | number, span: MemberSpan): void {
    const members = this.#spans.get(container);
    if (members === undefined) this.#spans.set(container, new Map([[key, span]]));
    else members.set(key, span);
  }

  document(data: unknown): DataDocument {
    const spans = this.#spans;
    return {
      data,
      at: (container, key) =>
        typeof container === 'object' && container !== null ? spans.get(container)?.get(key) : undefined,
    };
  }
}
