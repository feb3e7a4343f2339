/**
 * Identifiers as small integers, interned by their UTF-8 bytes without making a string. One table serves a process;
 * ids must never be written out (they depend on the order of files).
 */

const encoder = new TextEncoder();

/** Id 0 is "no name". Keywords come first, so `id <= lastKeyword` tells a keyword. */
export const keywords = [
  'False',
  'None',
  'True',
  'and',
  'as',
  'assert',
  'async',
  'await',
  'break',
  'class',
  'continue',
  'def',
  'del',
  'elif',
  'else',
  'except',
  'finally',
  'for',
  'from',
  'global',
  'if',
  'import',
  'in',
  'is',
  'lambda',
  'nonlocal',
  'not',
  'or',
  'pass',
  'raise',
  'return',
  'try',
  'while',
  'with',
  'yield',
] as const;
/** Names that are keywords only in their place; their ids follow the keywords. */
export const softKeywords = ['match', 'case', 'type', '_'] as const;

export class SymbolTable {
  /** How many ids exist, 0 included; ids are dense. */
  size = 1;
  private pool = Buffer.alloc(1 << 16);
  private poolTop = 0;
  private starts = new Int32Array(1 << 12);
  private hashes = new Int32Array(1 << 12);
  private table = new Int32Array(1 << 13);
  private mask = (1 << 13) - 1;
  private readonly names: (string | undefined)[] = [''];

  constructor() {
    for (const word of keywords) this.intern(word);
    for (const word of softKeywords) this.intern(word);
  }

  /** The id of a name; makes one when it is new. */
  intern(name: string): number {
    const bytes = encoder.encode(name);
    return this.internBytes(bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
  }

  /** The id of a name, 0 when no source has used it. */
  find(name: string): number {
    const bytes = encoder.encode(name);
    const hash = hashBytes(bytes, 0, bytes.length);
    for (let slot = hash & this.mask; ; slot = (slot + 1) & this.mask) {
      const id = this.table[slot];
      if (id === 0 || (this.hashes[id] === hash && this.equals(id, bytes, 0, bytes.length))) return id;
    }
  }

  /** The name of an id; '' for 0. */
  name(id: number): string {
    const known = this.names[id];
    if (known !== undefined) return known;
    const text = this.pool.toString('utf8', this.starts[id], this.starts[id + 1]);
    this.names[id] = text;
    return text;
  }

  /** The id of the bytes `start`…`end`, whose hash the caller computed as {@link hashBytes} does. */
  internBytes(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const { table, hashes, mask } = this;
    let slot = hash & mask;
    for (let id = table[slot]; id !== 0; id = table[slot]) {
      if (hashes[id] === hash && this.equals(id, bytes, start, end)) return id;
      slot = (slot + 1) & mask;
    }
    return this.add(bytes, start, end, hash, slot);
  }

  private equals(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    let from = this.starts[id];
    if (this.starts[id + 1] - from !== end - start) return false;
    const pool = this.pool;
    for (let at = start; at < end; at++, from++) if (pool[from] !== bytes[at]) return false;
    return true;
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.size++;
    const length = end - start;
    if (this.poolTop + length > this.pool.length) {
      const grown = Buffer.alloc(Math.max(this.pool.length * 2, this.poolTop + length));
      grown.set(this.pool);
      this.pool = grown;
    }
    this.pool.set(bytes.subarray(start, end), this.poolTop);
    if (id + 2 > this.starts.length) {
      this.starts = grow(this.starts);
      this.hashes = grow(this.hashes);
    }
    this.starts[id] = this.poolTop;
    this.poolTop += length;
    this.starts[id + 1] = this.poolTop;
    this.hashes[id] = hash;
    this.table[slot] = id;
    if (this.size * 2 > this.table.length) this.rehash();
    return id;
  }

  private rehash(): void {
    const table = new Int32Array(this.table.length * 2);
    const mask = table.length - 1;
    for (let id = 1; id < this.size; id++) {
      let slot = this.hashes[id] & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = id;
    }
    this.table = table;
    this.mask = mask;
  }
}

/** The hash that the tokeniser computes while it scans an identifier. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
  return finishHash(hash);
}

/** Spreads the high bits of a running hash over the low ones, which choose the slot. */
export function finishHash(hash: number): number {
  return hash ^ (hash >>> 15);
}

/** The table of this process. */
export const symbols = new SymbolTable();

function grow(words: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(words.length * 2);
  grown.set(words);
  return grown;
}
