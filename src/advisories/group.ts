/** One vulnerability under many ids: matches that share an alias become one, unless their CVE sets disagree. */

import type { AdvisoryMatch } from './match.ts';
import type { Advisory } from './record.ts';

export interface Vulnerability {
  /** CVE before PYSEC before GHSA before others. */
  readonly id: string;
  /** All ids and aliases of the group, display id first, the rest sorted. */
  readonly ids: readonly string[];
  /** Ids that belong to another vulnerability: bundled components, and aliases two vulnerabilities wrongly share. */
  readonly related: readonly string[];
  readonly matches: readonly AdvisoryMatch[];
}

/** Groups the matches of one package version; sorted by display id. Two records whose CVE sets are non-empty and disjoint never join (a GHSA id shared by mistake). */
export function groupMatches(matches: readonly AdvisoryMatch[]): Vulnerability[] {
  const groups: AdvisoryMatch[][] = [];
  for (const match of [...matches].sort((a, b) => (a.advisory.id < b.advisory.id ? -1 : 1))) {
    const partners = groups.filter(
      (group) => group.some((other) => joinable(match.advisory, other.advisory)) && !contradicts(match.advisory, group),
    );
    const merged = partners.slice(0, 1);
    for (const partner of partners.slice(1))
      if (!partner.some((other) => contradicts(other.advisory, merged.flat()))) merged.push(partner);
    const joined = [...merged.flat(), match];
    for (const group of merged) groups.splice(groups.indexOf(group), 1);
    groups.push(joined);
  }
  const named = groups.map((group) => ({ group, own: new Set(group.flatMap(({ advisory }) => idsOf(advisory))) }));
  return named
    .map(({ group, own }): Vulnerability => {
      // An alias that another group has too names neither of them.
      const shared = [...own].filter((id) => named.some((other) => other.group !== group && other.own.has(id)));
      const ids = [...own].filter((id) => !shared.includes(id)).sort(compareIds);
      return {
        id: ids[0] as string,
        ids: [ids[0] as string, ...ids.slice(1).sort()],
        related: [...new Set([...shared, ...group.flatMap(({ advisory }) => advisory.related)])].sort(),
        matches: group,
      };
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function idsOf(advisory: Advisory): string[] {
  return [advisory.id, ...advisory.aliases];
}

function joinable(a: Advisory, b: Advisory): boolean {
  const ids = idsOf(b);
  return idsOf(a).some((id) => ids.includes(id));
}

function contradicts(advisory: Advisory, group: readonly AdvisoryMatch[]): boolean {
  const own = cves(advisory);
  const theirs = new Set(group.flatMap((match) => cves(match.advisory)));
  return own.length > 0 && theirs.size > 0 && !own.some((cve) => theirs.has(cve));
}

function cves(advisory: Advisory): string[] {
  return idsOf(advisory).filter((id) => id.startsWith('CVE-'));
}

const prefixes = ['CVE-', 'PYSEC-', 'GHSA-', 'MAL-'];

function compareIds(a: string, b: string): number {
  const rank = (id: string) => {
    const index = prefixes.findIndex((prefix) => id.startsWith(prefix));
    return index < 0 ? prefixes.length : index;
  };
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
