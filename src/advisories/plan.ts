/** To which version to go: the smallest step at which the whole store knows nothing against the package. */
import { compareVersions, isPrerelease, parseVersion, type Version } from '../formats/index.ts';
import { matchVersion } from './match.ts';
import type { PackageAdvisories } from './record.ts';

export interface UpgradePlan {
  /** Lowest known version of the smallest step without any match; undefined: none is known. */
  readonly version?: string;
  readonly step?: 'patch' | 'minor' | 'major';
  /** No final release is clean; the version is a pre-release. */
  readonly prerelease?: boolean;
  /** Above which version to look when no clean version is known here. */
  readonly above?: string;
  /** Ids that the version does not get rid of, when nothing known is clean. */
  readonly remaining?: number;
}

/**
 * Candidates are the versions that advisories of the package list or bound; releases after the newest advisory are not
 * known offline. Same major and minor first, then same major, then the rest; in each the lowest clean final release.
 */
export function planUpgrade(package_: PackageAdvisories, installed: string): UpgradePlan {
  const current = parseVersion(installed);
  if (current === undefined) return {};
  const newer = package_.knownVersions.flatMap((text): Version[] => {
    const version = parseVersion(text);
    return version !== undefined && compareVersions(version, current) > 0 ? [version] : [];
  });
  // Known versions come in order, and sorting by step keeps it: the first clean one is the answer.
  const ordered = newer
    .map((version) => ({ version, step: stepRank(current, version), prerelease: isPrerelease(version) }))
    .sort((a, b) => Number(a.prerelease) - Number(b.prerelease) || a.step - b.step);
  const best = ordered.find(({ version }) => matchVersion(package_, version.raw).length === 0);
  if (best) {
    return {
      version: best.version.raw,
      step: (['patch', 'minor', 'major'] as const)[best.step] as 'patch',
      ...(best.prerelease && { prerelease: true }),
    };
  }
  const newest = newer.at(-1) ?? current;
  return { above: newest.raw, remaining: matchVersion(package_, newest.raw).length };
}

function stepRank(from: Version, to: Version): number {
  if (from.epoch !== to.epoch || (from.release[0] ?? 0) !== (to.release[0] ?? 0)) return 2;
  return (from.release[1] ?? 0) === (to.release[1] ?? 0) ? 0 : 1;
}
