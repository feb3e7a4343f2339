/** Taint labels: where untrusted data came from, what was already neutralised, and by which way it came. */

export const sourceKinds = [
  'remote',
  'queue',
  'event',
  'cli',
  'env',
  'file',
  'database',
  'secret',
  'exception',
  'weak-random',
  'response',
] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** A place in a module: byte offsets of a node. */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** Offset of the node in the module's words. */
  readonly node: number;
}

/** One step of provenance; `parent` is the step before. Written only for tainted values. */
export interface Step {
  readonly place: Place;
  readonly message: string;
  readonly parent: Step | undefined;
  readonly depth: number;
}

export interface Source {
  readonly id: number;
  readonly kind: SourceKind;
  /** What people call it: `request.args`, `os.environ`. */
  readonly label: string;
  readonly place: Place;
}

/** What weakens the certainty of a taint (bits of {@link Taint.doubts}). */
export const doubt = { unknownCall: 1, nameDispatch: 2, widened: 4, assertion: 8, userGuard: 16 } as const;

export interface Taint {
  readonly source: Source;
  /** Sink kinds for which this data was made harmless; one bit per kind of the compiled models. */
  readonly neutral: bigint;
  readonly step: Step;
  readonly doubts: number;
}

export type Taints = readonly Taint[];
export const noTaints: Taints = [];
const labelLimit = 12;

/** Union by source; of two ways for one source the less neutralised, then the more certain, then the shorter is kept. */
export function joinTaints(a: Taints, b: Taints): Taints {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  const out: Taint[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const x = a[i];
    const y = b[j];
    if (!y || (x && x.source.id < y.source.id)) {
      out.push(x!);
      i++;
    } else if (!x || y.source.id < x.source.id) {
      out.push(y);
      j++;
    } else {
      out.push(joinTaint(x, y));
      i++;
      j++;
    }
  }
  return out.length > labelLimit ? out.slice(0, labelLimit) : out;
}

function joinTaint(x: Taint, y: Taint): Taint {
  if (x === y) return x;
  const neutral = x.neutral & y.neutral;
  const better = bits(x.doubts) < bits(y.doubts) || (bits(x.doubts) === bits(y.doubts) && x.step.depth <= y.step.depth);
  const kept = better ? x : y;
  return kept.neutral === neutral ? kept : { ...kept, neutral };
}

function bits(n: number): number {
  let count = 0;
  for (let rest = n; rest; rest &= rest - 1) count++;
  return count;
}

/** The same taints one step further. */
export function stepTaints(taints: Taints, place: Place, message: string): Taints {
  if (taints.length === 0) return taints;
  return taints.map((t) => ({ ...t, step: { place, message, parent: t.step, depth: t.step.depth + 1 } }));
}

export function neutralise(taints: Taints, kinds: bigint): Taints {
  if (kinds === 0n || taints.length === 0) return taints;
  return taints.map((t) => ((t.neutral & kinds) === kinds ? t : { ...t, neutral: t.neutral | kinds }));
}

export function addDoubt(taints: Taints, doubts: number): Taints {
  if (taints.length === 0) return taints;
  return taints.map((t) => ((t.doubts & doubts) === doubts ? t : { ...t, doubts: t.doubts | doubts }));
}
