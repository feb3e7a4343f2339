/** Aho–Corasick over bytes, ASCII case folded: one table look-up per byte, all keywords at once. */
export interface Automaton {
  /** Next state × 256, indexed by state × 256 + byte; negative where the state ends a keyword (bit 31). */
  readonly next: Int32Array;
  /** Keyword numbers that end in the state. */
  readonly outputs: ReadonlyMap<number, readonly number[]>;
}

/** Takes the mark off a state. Signed numbers stay small integers in V8; unsigned ones would not. */
export const STATE = 0x7fffffff;

const HIT = -0x80000000;

/** Builds the automaton of the given lower-case keywords; a keyword's number is its index. */
export function buildAutomaton(keywords: readonly string[]): Automaton {
  const children: Map<number, number>[] = [new Map()];
  const ends: number[][] = [[]];
  keywords.forEach((keyword, number) => {
    let state = 0;
    for (let i = 0; i < keyword.length; i++) {
      const byte = keyword.charCodeAt(i);
      let child = children[state].get(byte);
      if (child === undefined) {
        child = children.length;
        children.push(new Map());
        ends.push([]);
        children[state].set(byte, child);
      }
      state = child;
    }
    ends[state].push(number);
  });

  const states = children.length;
  const table = new Uint32Array(states * 256);
  const fail = new Uint32Array(states);
  const queue: number[] = [];
  for (const [byte, child] of children[0]) {
    table[byte] = child;
    queue.push(child);
  }
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head];
    ends[state].push(...ends[fail[state]]);
    table.copyWithin(state * 256, fail[state] * 256, fail[state] * 256 + 256);
    for (const [byte, child] of children[state]) {
      fail[child] = table[state * 256 + byte];
      table[state * 256 + byte] = child;
      queue.push(child);
    }
  }

  const next = new Int32Array(states * 256);
  const marked = Int32Array.from(ends, (list, state) => (state * 256) | (list.length > 0 ? HIT : 0));
  for (let at = 0; at < next.length; at++) next[at] = marked[table[at]];
  // Upper case leads where lower case does.
  for (let row = 0; row < next.length; row += 256) next.copyWithin(row + 65, row + 97, row + 123);
  const outputs = new Map<number, readonly number[]>();
  ends.forEach((list, state) => {
    if (list.length > 0) outputs.set(state * 256, list);
  });
  return { next, outputs };
}
