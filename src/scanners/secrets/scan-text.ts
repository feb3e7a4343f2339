/** All credentials of one text: as it stands, behind its encodings, and with overlapping finds reduced to the best. */
import type { Candidate, Emit, TextFile } from './candidate.ts';
import { forEachEncoded } from './decode/encoded-runs.ts';
import { narrowWideText } from './decode/utf16.ts';
import { builtInCatalogue, type Catalogue } from './engine/catalogue.ts';
import { matchBytes } from './engine/match.ts';

/** base64 in base64 in base64; deeper is taken as data. */
const deepestEncoding = 3;

export interface ScanTextOptions {
  readonly catalogue?: Catalogue;
}

/** Candidates of a file's bytes in order of their place. Offsets are bytes of the file as given. */
export function scanText(bytes: Uint8Array, file: TextFile, options: ScanTextOptions = {}): Candidate[] {
  const catalogue = options.catalogue ?? builtInCatalogue();
  const found: Candidate[] = [];
  const wide = narrowWideText(bytes);
  if (wide === undefined) scanLevel(bytes, file, catalogue, 0, (candidate) => found.push(candidate));
  else {
    const { offset, width } = wide;
    scanLevel(wide.bytes, file, catalogue, 0, (candidate) =>
      found.push({ ...candidate, start: offset + candidate.start * width, end: offset + candidate.end * width }),
    );
  }
  return withoutOverlaps(found);
}

function scanLevel(bytes: Uint8Array, file: TextFile, catalogue: Catalogue, depth: number, emit: Emit): void {
  matchBytes(bytes, file, catalogue, emit);
  if (depth >= deepestEncoding || file.kind === 'binary') return;
  const inner: TextFile = { ...file, notation: 'config' };
  forEachEncoded(bytes, (decoded, start, end, encoding) => {
    scanLevel(decoded, inner, catalogue, depth + 1, (candidate) => {
      // A name beside a value proves little in text that was not meant to be read.
      if (candidate.rank === 3 && candidate.confidence === 'low') return;
      const { literal: _, ...rest } = candidate;
      emit({ ...rest, start, end, facts: [...candidate.facts, `It is wrapped in ${encoding}.`] });
    });
  });
}

/** Of overlapping candidates the most specific stays; equals are told apart by confidence, then length, then rule. */
export function withoutOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const best = [...candidates].sort(
    (a, b) =>
      a.rank - b.rank ||
      Number(a.identifier ?? false) - Number(b.identifier ?? false) ||
      order(b) - order(a) ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start ||
      (a.rule < b.rule ? -1 : 1),
  );
  const kept: Candidate[] = [];
  const taken = new Intervals();
  for (const candidate of best) {
    if (taken.overlaps(candidate.start, candidate.end)) continue;
    taken.add(candidate.start, candidate.end);
    kept.push(candidate);
  }
  return kept.sort((a, b) => a.start - b.start || a.end - b.end);
}

const order = (candidate: Candidate): number => ({ low: 0, medium: 1, high: 2 })[candidate.confidence];

/** Disjoint intervals with logarithmic look-up. */
class Intervals {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  overlaps(start: number, end: number): boolean {
    const at = this.indexOf(start);
    return (at > 0 && this.ends[at - 1] > start) || (at < this.starts.length && this.starts[at] < end);
  }

  add(start: number, end: number): void {
    const at = this.indexOf(start);
    this.starts.splice(at, 0, start);
    this.ends.splice(at, 0, end);
  }

  /** The first interval that starts at or after `start`. */
  private indexOf(start: number): number {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
