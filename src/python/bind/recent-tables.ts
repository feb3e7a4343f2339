/**
 * Tables that can be made again are kept while they are in use: those of all modules of a large project together would
 * be as large as their trees.
 */

/** Words kept over all modules (16 MB): more than a project of 5 MB of source needs, so that only large ones rebuild. */
const mostWords = 1 << 22;

/** One module's table. */
export class RecentTable {
  #table: Int32Array | undefined;
  #used = false;
  readonly #make: () => Int32Array;

  constructor(make: () => Int32Array) {
    this.#make = make;
  }

  /** The table, made again when it was dropped. Callers may keep it for as long as they work with it. */
  get(): Int32Array {
    this.#used = true;
    if (this.#table !== undefined) return this.#table;
    const table = this.#make();
    this.#table = table;
    keep(this, table.length);
    return table;
  }

  /** Drops the table, unless it was asked for since the last call. */
  release(): boolean {
    if (this.#used) {
      this.#used = false;
      return false;
    }
    this.#table = undefined;
    return true;
  }
}

interface Kept {
  readonly owner: RecentTable;
  readonly words: number;
}

/** In the order in which they are looked at next (a clock: second chance for what was used). */
let kept: Kept[] = [];
let words = 0;

function keep(owner: RecentTable, size: number): void {
  const entry = { owner, words: size };
  if (words + size > mostWords) {
    const survivors: Kept[] = [];
    const spared: Kept[] = [];
    for (const each of kept) {
      if (words + size <= mostWords / 2) survivors.push(each);
      else if (each.owner.release()) words -= each.words;
      else spared.push(each);
    }
    kept = [...survivors, ...spared];
  }
  kept.push(entry);
  words += size;
}
