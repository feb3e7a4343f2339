/** Exact implementations of library functions that shape data: what they give for constants, shapes and unknown values. */
import type { Activation } from './activation.ts';
import type { CallArguments } from './call.ts';
import { builtinNatives } from './natives-builtins.ts';
import { libraryNatives } from './natives-library.ts';
import { pathNatives } from './natives-paths.ts';
import type { ApiAtom, Value } from './values.ts';

export interface NativeCall {
  readonly atom: ApiAtom;
  readonly args: CallArguments;
  readonly node: number;
  /** The receiver. */
  readonly self: Value | undefined;
}

/** Undefined: the general rule applies. */
export type Native = (a: Activation, call: NativeCall) => Value | undefined;

export const natives: ReadonlyMap<string, Native> = new Map<string, Native>([
  ...Object.entries(builtinNatives),
  ...Object.entries(pathNatives),
  ...Object.entries(libraryNatives),
]);
