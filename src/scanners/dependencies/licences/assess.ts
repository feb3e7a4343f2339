/** Every dependency with its licence, what it asks and whether that fits: what the command shows and the rules report. */
import type { Dependency } from '../graph/index.ts';
import type { Inventory } from '../inventory/index.ts';
import { licencesOf, normaliseExpression, parseExpression } from './expression.ts';
import { type DependencyLicence, judgeLicence, type LicencePolicy, readLicence } from './judge-licence.ts';
import { obligations, type Verdict } from './obligations.ts';

export interface AssessedLicence {
  readonly dependency: Dependency;
  readonly licence: DependencyLicence;
  readonly verdict: Verdict;
  /** Obligations in plain words, one sentence a kind. */
  readonly asks: readonly string[];
  /** Why it cannot be combined with the project's own licence. */
  readonly incompatible?: string;
}

export interface LicenceAssessment {
  /** One entry a package and version, sorted by name. */
  readonly assessed: readonly AssessedLicence[];
  /** Packages of which nothing says the licence: lock files do not. */
  readonly withoutMetadata: readonly Dependency[];
}

/** `policy.own` is the project's licence; absent: what its manifest says. */
export function assessLicences(inventory: Inventory, policy: LicencePolicy): LicenceAssessment {
  const own = policy.own ?? ownLicence(inventory);
  const full = own === undefined ? policy : { ...policy, own };
  const assessed: AssessedLicence[] = [];
  const withoutMetadata: Dependency[] = [];
  const seen = new Set<string>();
  const ordered = [...inventory.graph.dependencies].sort((a, b) =>
    a.key === b.key ? Number(b.licence !== undefined) - Number(a.licence !== undefined) : a.key < b.key ? -1 : 1,
  );
  for (const dependency of ordered) {
    const name = `${dependency.key}@${dependency.version ?? ''}`;
    if (dependency.firstParty || inventory.isAside(dependency.unit) || seen.has(name)) continue;
    seen.add(name);
    if (dependency.licence === undefined) {
      withoutMetadata.push(dependency);
      continue;
    }
    const licence = readLicence(dependency.licence);
    const incompatible = own === undefined ? undefined : incompatibility(own, licence);
    assessed.push({
      dependency,
      licence,
      verdict: judgeLicence(licence, full),
      asks: licence.kinds.map((kind) => obligations[kind]),
      ...(incompatible !== undefined && { incompatible }),
    });
  }
  return { assessed, withoutMetadata };
}

/** Licence of the project at the top of the repository, as an SPDX expression. */
export function ownLicence({ graph, isAside }: Inventory): string | undefined {
  return graph.units
    .filter(({ id, project }) => project?.licence !== undefined && !isAside(id))
    .sort((a, b) => a.folder.length - b.folder.length)
    .map(({ project }) => normaliseExpression(project?.licence ?? ''))
    .find((expression) => expression !== undefined);
}

/** Pairs that no reading of the licences allows in one work, by the Free Software Foundation's list. */
const incompatiblePairs: readonly (readonly [own: RegExp, other: RegExp, why: string])[] = [
  [/^GPL-2\.0(?:-only)?$/, /^Apache-2\.0$/, 'its patent clause is a further restriction, which GPL 2 forbids'],
  [/^GPL-2\.0(?:-only)?$/, /^(?:A|L)?GPL-3\.0/, 'version 3 may not be combined with version 2 alone'],
  [
    /^A?GPL-/,
    /^(?:BSD-4-Clause|OpenSSL|CDDL-1|EPL-1|MPL-1\.|CPL-1|Apache-1|MS-PL)/,
    'its conditions are further restrictions, which the GPL forbids',
  ],
  [/^A?GPL-/, /-NC-|Noncommercial|^(?:SSPL|BUSL|Elastic)/, 'it limits use, which the GPL forbids'],
];

function incompatibility(own: string, { expression }: DependencyLicence): string | undefined {
  const [mine, theirs] = [parseExpression(own), expression === undefined ? undefined : parseExpression(expression)];
  if (mine === undefined || theirs === undefined || / OR /.test(own) || / OR /.test(expression ?? '')) return undefined;
  for (const id of licencesOf(mine))
    for (const other of licencesOf(theirs)) {
      const pair = incompatiblePairs.find(([a, b]) => a.test(id) && b.test(other));
      if (pair) return `${other} cannot be combined with the project's ${id}: ${pair[2]}`;
    }
  return undefined;
}
