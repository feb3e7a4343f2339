/** Values of Constant nodes, decoded on demand from the source. */
import type { ParsedModule } from './module.ts';

export type ConstantValue =
  | { readonly kind: 'none' | 'ellipsis' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  /** The imaginary part. */
  | { readonly kind: 'complex'; readonly value: number }
  /** May hold lone surrogates, as Python strings may. */
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: Uint8Array };

/** `ConstantKind` of a Constant or MatchSingleton node. */
export function constantKindOf(words: Int32Array, node: number): number {
  return words[node + 3] & 0xff;
}

/** Value of a Constant node (or MatchSingleton). */
export function constantValue(_module: ParsedModule, _node: number): ConstantValue {
  throw new Error('not written yet');
}
/** Value of a str Constant, implicit concatenation, escapes and the text parts of f-strings included; undefined for other constants. */
export function stringValue(_module: ParsedModule, _node: number): string | undefined {
  throw new Error('not written yet');
}
/** Value of a bytes Constant; undefined for others. */
export function bytesValue(_module: ParsedModule, _node: number): Uint8Array | undefined {
  throw new Error('not written yet');
}
/** Value of an int (bigint) or float (number) Constant; undefined for others. */
export function numberValue(_module: ParsedModule, _node: number): bigint | number | undefined {
  throw new Error('not written yet');
}
