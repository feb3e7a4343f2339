/** Which advisories affect a version of a package, why, and how sure that is. */
import type { Confidence } from '../findings/index.ts';
import {
  compareVersions,
  formatVersion,
  isPrerelease,
  parseVersion,
  type SpecifierSet,
  satisfies,
  type Version,
} from '../formats/index.ts';
import { inRanges } from './ranges.ts';
import type { Advisory, AffectedPackage, PackageAdvisories } from './record.ts';

export type MatchBasis =
  | 'versions'
  | 'range'
  | 'both'
  | 'range-only-not-enumerated'
  | 'bound-unparsable'
  | 'exact-string';

export interface AdvisoryMatch {
  readonly advisory: Advisory;
  readonly basis: MatchBasis;
  readonly confidence: Confidence;
  /** `fixed` events that are newer than the version and close its interval, as written. */
  readonly fixedIn: readonly string[];
  /** Flags of the record and of this match (`overlap`, `open-ended`, `local-label`, `range-gap` …), sorted. */
  readonly flags: readonly string[];
}

/** Matches one version, given as written. Withdrawn advisories never match. */
export function matchVersion(package_: PackageAdvisories, versionText: string): AdvisoryMatch[] {
  const version = parseVersion(versionText);
  return package_.advisories.flatMap((advisory): AdvisoryMatch[] => {
    if (advisory.withdrawn !== undefined) return [];
    const results = advisory.affected.flatMap((affected): AdvisoryMatch[] => {
      const result = version ? matchAffected(version, affected) : matchText(versionText, affected);
      return result ? [{ advisory, ...result }] : [];
    });
    return results.length === 0 ? [] : [strongest(results)];
  });
}

type Result = Omit<AdvisoryMatch, 'advisory'>;

/** A version that is not PEP 440 can only be listed literally. */
function matchText(text: string, affected: AffectedPackage): Result | undefined {
  if (!affected.extraVersions.includes(text.trim())) return undefined;
  return { basis: 'exact-string', confidence: 'high', fixedIn: [], flags: ['version-unparsable'] };
}

function matchAffected(version: Version, affected: AffectedPackage): Result | undefined {
  const public_ = version.local === undefined ? version : (parseVersion(formatVersion(version, 'public')) ?? version);
  const normal = formatVersion(public_, 'public');
  const range = inRanges(version, affected.ranges, affected.lastKnownAffected);
  const extra = affected.extraVersions.some((raw) => {
    const listed = parseVersion(raw);
    return listed !== undefined && compareVersions(listed, public_) === 0;
  });
  if (!range.inside && !extra) return undefined;
  const flags: string[] = [];
  if (version.local !== undefined) flags.push('local-label');
  if (range.overlap) flags.push('overlap');
  if (range.inside && range.closedBy === undefined) flags.push('open-ended');
  if (range.boundUnparsable) flags.push('bound-unparsable');
  const fixed = range.closedBy && 'fixed' in range.closedBy ? [range.closedBy.fixed] : [];
  if (!range.inside)
    return {
      basis: 'versions',
      confidence: range.boundUnparsable ? 'low' : 'high',
      fixedIn: newer(version, affected),
      flags,
    };
  const unparsableFixes = range.boundUnparsable && range.closedBy === undefined ? unparsableBounds(affected) : [];
  if (range.boundUnparsable && range.closedBy === undefined) {
    return { basis: 'bound-unparsable', confidence: 'low', fixedIn: unparsableFixes, flags };
  }
  if (
    affected.lastKnownAffected !== undefined &&
    !affected.ranges.flat().some((event) => 'fixed' in event || 'lastAffected' in event)
  ) {
    return { basis: 'range', confidence: 'medium', fixedIn: fixed, flags: [...flags, 'last-known-affected'] };
  }
  if (!affected.enumerated) return { basis: 'range', confidence: 'high', fixedIn: fixed, flags };
  if (affected.unlistedVersions.includes(normal)) {
    return {
      basis: 'range-only-not-enumerated',
      confidence: 'medium',
      fixedIn: fixed,
      flags: [...flags, 'not-enumerated'],
    };
  }
  return { basis: 'both', confidence: 'high', fixedIn: fixed, flags };
}

/** Listed beyond the bounds: fixes that really are newer than the version. */
function newer(version: Version, affected: AffectedPackage): string[] {
  return affected.ranges.flat().flatMap((event) => {
    const fix = 'fixed' in event ? parseVersion(event.fixed) : undefined;
    return fix && compareVersions(fix, version) > 0 ? [fix.raw] : [];
  });
}

function unparsableBounds(affected: AffectedPackage): string[] {
  return affected.ranges
    .flat()
    .flatMap((event) => ('fixed' in event && parseVersion(event.fixed) === undefined ? [event.fixed] : []));
}

const basisOrder: readonly MatchBasis[] = [
  'both',
  'versions',
  'exact-string',
  'range',
  'range-only-not-enumerated',
  'bound-unparsable',
];

/** Several entries of one record can hold the version: the surest basis counts, fixes of all are kept. */
function strongest(results: readonly AdvisoryMatch[]): AdvisoryMatch {
  const [best] = [...results].sort((a, b) => basisOrder.indexOf(a.basis) - basisOrder.indexOf(b.basis));
  const first = best as AdvisoryMatch;
  const flags = new Set([...results.flatMap(({ flags: own }) => own), ...first.advisory.flags]);
  const lowered = first.advisory.flags.includes('disputed') || first.advisory.flags.includes('text-contradicts-range');
  return {
    ...first,
    confidence: lowered && first.confidence === 'high' ? 'medium' : first.confidence,
    fixedIn: [...new Set(results.flatMap(({ fixedIn }) => fixedIn))],
    flags: [...flags].sort(),
  };
}

export interface RangeVerdict {
  /** `none`: no allowed version is affected. `unknown`: no version of the package is known here. */
  readonly kind: 'none' | 'some-affected' | 'newest-affected' | 'all-affected' | 'unknown';
  readonly newestAllowed?: string;
  /** Lowest allowed version above which every known allowed one is unaffected: "raise the floor to". */
  readonly raiseFloorTo?: string;
  /** Lowest known unaffected version that the specifier forbids. */
  readonly blockedFix?: string;
  /** Advisories of the newest allowed version; of all allowed ones where the newest is clean. */
  readonly advisories: readonly Advisory[];
}

/** What an unpinned requirement may resolve to, judged by the versions the store knows. */
export function judgeSpecifier(package_: PackageAdvisories, specifiers: SpecifierSet): RangeVerdict {
  const known = package_.knownVersions.flatMap((text) => {
    const version = parseVersion(text);
    return version ? [version] : [];
  });
  const finals = known.filter((version) => !isPrerelease(version));
  const allowed = (finals.length > 0 ? finals : known).filter((version) => satisfies(version, specifiers));
  if (allowed.length === 0) return { kind: 'unknown', advisories: [] };
  const judged = allowed.map((version) => ({ version, matches: matchVersion(package_, version.raw) }));
  const affected = judged.filter(({ matches }) => matches.length > 0);
  const newest = judged.at(-1) as (typeof judged)[number];
  const newestAllowed = formatVersion(newest.version);
  if (affected.length === 0) return { kind: 'none', newestAllowed, advisories: [] };
  const advisories = unique(
    (newest.matches.length > 0 ? newest.matches : affected.flatMap(({ matches }) => matches)).map(
      ({ advisory }) => advisory,
    ),
  );
  const floor = judged[judged.findLastIndex(({ matches }) => matches.length > 0) + 1];
  // Versions after the newest that an advisory names are not known here; a range that lets them in is not closed.
  if (newest.matches.length > 0 && newest.version === finals.at(-1) && satisfies(nextPatch(newest.version), specifiers))
    return { kind: 'some-affected', newestAllowed, advisories };
  if (affected.length === allowed.length || newest.matches.length > 0) {
    const fix = finals.find(
      (version) => compareVersions(version, newest.version) > 0 && matchVersion(package_, version.raw).length === 0,
    );
    return {
      kind: affected.length === allowed.length ? 'all-affected' : 'newest-affected',
      newestAllowed,
      ...(fix && { blockedFix: formatVersion(fix) }),
      advisories,
    };
  }
  return {
    kind: 'some-affected',
    newestAllowed,
    ...(floor && { raiseFloorTo: formatVersion(floor.version) }),
    advisories,
  };
}

function nextPatch(version: Version): Version {
  const [major = 0, minor = 0, patch = 0] = version.release;
  return parseVersion(`${version.epoch}!${major}.${minor}.${Number(patch) + 1}`) ?? version;
}

function unique(advisories: readonly Advisory[]): Advisory[] {
  return [...new Map(advisories.map((advisory) => [advisory.id, advisory])).values()];
}
