/** The entry of the front end: bytes of a file to a ParsedModule. */
import type { ParsedModule, ParseOptions } from './module.ts';
import { symbols } from './symbols.ts';

/**
 * Parses a file. Never throws for what the bytes hold: what is not Python is in `errors`, the rest is in the tree.
 */
export function parseModule(bytes: Uint8Array, _options: ParseOptions = {}): ParsedModule {
  const words = Int32Array.of(-1, 1, 0, bytes.length, 0);
  return {
    words,
    root: 1,
    source: bytes,
    length: bytes.length,
    symbols,
    comments: new Int32Array(0),
    errors: [],
    nodeCount: 1,
  };
}
