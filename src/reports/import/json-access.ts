/** Careful reading of JSON that somebody else wrote: every getter says what is missing instead of throwing. */
import type { JsonValue } from '../../findings/index.ts';

export type JsonObject = { readonly [key: string]: JsonValue };

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Value at a path of keys and indexes; undefined where a step is missing. */
export function at(value: JsonValue | undefined, ...path: readonly (string | number)[]): JsonValue | undefined {
  let current = value;
  for (const step of path) {
    if (typeof step === 'number') current = Array.isArray(current) ? current[step] : undefined;
    else current = isObject(current) && Object.hasOwn(current, step) ? current[step] : undefined;
  }
  return current;
}

export function textAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : '';
}

/** A finite number, also from a string of digits; undefined otherwise. */
export function numberAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): number | undefined {
  const found = at(value, ...path);
  const number = typeof found === 'string' && /^-?\d+(\.\d+)?$/.test(found) ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export function listAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): readonly JsonValue[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function textsAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): string[] {
  return listAt(value, ...path).filter((item): item is string => typeof item === 'string');
}

export function entriesAt(value: JsonValue | undefined, ...path: readonly (string | number)[]): [string, JsonValue][] {
  const found = at(value, ...path);
  return isObject(found) ? Object.entries(found) : [];
}
