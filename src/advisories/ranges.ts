/** Whether a version lies in OSV ranges: PEP 440 order, never specifiers, so that pre-releases of a fix count as affected. */
import { comparePublic, compareVersions, parseVersion, type Version } from '../formats/index.ts';
import type { RangeEvent } from './record.ts';

export interface RangeResult {
  readonly inside: boolean;
  /** The event that closes the interval the version lies in, as written; undefined: open-ended. */
  readonly closedBy?: { readonly fixed: string } | { readonly lastAffected: string };
  /** A bound that is no PEP 440 version was left out. */
  readonly boundUnparsable: boolean;
  /** The answer comes only from reading listed pairs one by one, because the ranges overlap. */
  readonly overlap: boolean;
}

interface Bound {
  readonly kind: 'introduced' | 'fixed' | 'lastAffected' | 'limit';
  /** Undefined: before every version. */
  readonly version: Version | undefined;
  readonly raw: string;
}

const outside: RangeResult = { inside: false, boundUnparsable: false, overlap: false };

/** Any range that holds the version wins. `lastKnown` (`<= 2.3.1`) caps ranges that no event closes. */
export function inRanges(
  version: Version,
  ranges: readonly (readonly RangeEvent[])[],
  lastKnown?: string,
): RangeResult {
  let unparsable = false;
  for (const events of ranges) {
    const result = inRange(version, events, lastKnown);
    unparsable ||= result.boundUnparsable;
    if (result.inside) return { ...result, boundUnparsable: unparsable };
  }
  return unparsable ? { ...outside, boundUnparsable: true } : outside;
}

function inRange(version: Version, events: readonly RangeEvent[], lastKnown: string | undefined): RangeResult {
  const { listed, sorted, unparsable } = prepare(events, lastKnown);
  const swept = sweep(version, sorted);
  if (swept.inside) return { ...swept, boundUnparsable: unparsable, overlap: false };
  const paired = inListedPairs(version, listed);
  return paired
    ? { inside: true, closedBy: paired, boundUnparsable: unparsable, overlap: true }
    : { ...outside, boundUnparsable: unparsable };
}

interface Prepared {
  readonly lastKnown: string | undefined;
  readonly listed: readonly Bound[];
  readonly sorted: readonly Bound[];
  readonly unparsable: boolean;
}

/** An upgrade plan asks the same ranges about every known version. */
const prepared = new WeakMap<readonly RangeEvent[], Prepared>();

function prepare(events: readonly RangeEvent[], lastKnown: string | undefined): Prepared {
  const known = prepared.get(events);
  if (known !== undefined && known.lastKnown === lastKnown) return known;
  const listed: Bound[] = [];
  let unparsable = false;
  for (const event of events) {
    const bound = toBound(event);
    if (bound) listed.push(bound);
    else unparsable = true;
  }
  if (lastKnown !== undefined && !listed.some(({ kind }) => kind === 'fixed' || kind === 'lastAffected')) {
    const cap = capOf(lastKnown);
    if (cap) listed.push(cap);
  }
  const made = { lastKnown, listed, sorted: [...listed].sort(compareBounds), unparsable };
  prepared.set(events, made);
  return made;
}

function sweep(
  version: Version,
  bounds: readonly Bound[],
): { inside: boolean; closedBy?: NonNullable<RangeResult['closedBy']> } {
  let inside = false;
  for (const [index, bound] of bounds.entries()) {
    if (bound.kind === 'introduced') {
      if (bound.version === undefined || compareVersions(version, bound.version) >= 0) inside = true;
      continue;
    }
    if (isBeyond(version, bound)) inside = false;
    else if (inside && (bound.kind === 'fixed' || bound.kind === 'lastAffected')) {
      // Sorted bounds: the first closing bound that the version has not reached ends its interval.
      return { inside: true, closedBy: closing(bound) };
    } else if (inside && index === bounds.length - 1) break;
  }
  return { inside };
}

/** Pairs as listed: where they overlap, the sweep would end the longer one with the shorter one's bound. */
function inListedPairs(version: Version, bounds: readonly Bound[]): NonNullable<RangeResult['closedBy']> | undefined {
  for (let index = 0; index + 1 < bounds.length; index += 1) {
    const start = bounds[index] as Bound;
    const end = bounds[index + 1] as Bound;
    if (start.kind !== 'introduced' || (end.kind !== 'fixed' && end.kind !== 'lastAffected')) continue;
    const reached = start.version === undefined || compareVersions(version, start.version) >= 0;
    if (reached && !isBeyond(version, end)) return closing(end);
  }
  return undefined;
}

function isBeyond(version: Version, bound: Bound): boolean {
  if (bound.version === undefined) return true;
  // A local build of the last affected version is affected too.
  return bound.kind === 'lastAffected'
    ? comparePublic(version, bound.version) > 0
    : compareVersions(version, bound.version) >= 0;
}

function closing(bound: Bound): NonNullable<RangeResult['closedBy']> {
  return bound.kind === 'lastAffected' ? { lastAffected: bound.raw } : { fixed: bound.raw };
}

function toBound(event: RangeEvent): Bound | undefined {
  const [kind, raw] = Object.entries(event)[0] as [Bound['kind'], string];
  if (kind === 'introduced' && raw === '0') return { kind, version: undefined, raw };
  if (kind === 'limit' && raw === '*') return undefined;
  const version = parsed(raw);
  return version && { kind, version, raw };
}

function capOf(text: string): Bound | undefined {
  const match = /^\s*(<=?)\s*(\S+)\s*$/.exec(text);
  const version = match?.[2] === undefined ? undefined : parsed(match[2]);
  if (!match || version === undefined) return undefined;
  return { kind: match[1] === '<' ? 'fixed' : 'lastAffected', version, raw: match[2] as string };
}

/** By version; at equal versions closing bounds come before `introduced`, so that touching intervals join. */
function compareBounds(a: Bound, b: Bound): number {
  const order =
    a.version === undefined
      ? b.version === undefined
        ? 0
        : -1
      : b.version === undefined
        ? 1
        : compareVersions(a.version, b.version);
  return order || Number(a.kind === 'introduced') - Number(b.kind === 'introduced');
}

/** Bounds repeat across records and packages; parsing each once is most of the speed of matching. */
const cache = new Map<string, Version | null>();
const maxCached = 200_000;

function parsed(raw: string): Version | undefined {
  let version = cache.get(raw);
  if (version === undefined) {
    version = parseVersion(raw) ?? null;
    if (cache.size >= maxCached) cache.clear();
    cache.set(raw, version);
  }
  return version ?? undefined;
}
