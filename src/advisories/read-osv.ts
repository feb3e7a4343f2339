/** OSV records (schema 1.x) → advisories by package. One broken part costs only itself, and is counted. */
import { compareVersions, formatVersion, normalizeName, parseVersion, type Version } from '../formats/index.ts';
import { inRanges } from './ranges.ts';
import type { Advisory, AffectedPackage, PackageAdvisories, RangeEvent, SeverityVector } from './record.ts';

export interface ReadCounts {
  records: number;
  withdrawn: number;
  /** Records that are no object, have no id or an unknown major schema version. */
  unreadableRecords: number;
  /** `affected` entries, ranges or events that were skipped. */
  unreadableParts: number;
  /** At most twenty examples, `ID: what`. */
  readonly examples: string[];
}

interface Raw {
  readonly [key: string]: unknown;
}

interface Listed {
  readonly advisory: Omit<Advisory, 'affected'>;
  readonly ranges: readonly (readonly RangeEvent[])[];
  readonly versions: readonly string[];
  readonly lastKnownAffected?: string;
  readonly symbols?: readonly string[];
}

/** Collects records and finishes into packages; order of records does not matter. */
export function createOsvReader(): {
  add(record: unknown): void;
  unreadable(name: string, why: string): void;
  /** Takes over what a store knows, except the records in `replaced`. */
  seed(packages: Iterable<PackageAdvisories>, replaced: ReadonlySet<string>): void;
  finish(): PackageAdvisories[];
  readonly counts: ReadCounts;
} {
  const counts: ReadCounts = { records: 0, withdrawn: 0, unreadableRecords: 0, unreadableParts: 0, examples: [] };
  const packages = new Map<string, { names: string[]; listed: Listed[] }>();
  const note = (text: string): void => {
    if (counts.examples.length < 20) counts.examples.push(text);
  };
  return {
    counts,
    seed(known, replaced) {
      for (const package_ of known) {
        const group = packages.get(package_.key) ?? { names: [], listed: [] };
        group.names.push(package_.name);
        for (const advisory of package_.advisories) {
          if (replaced.has(advisory.id)) continue;
          for (const affected of advisory.affected) group.listed.push(toListed(package_, advisory, affected));
        }
        if (group.listed.length > 0) packages.set(package_.key, group);
      }
    },
    unreadable(name, why) {
      counts.unreadableRecords += 1;
      note(`${name}: ${why}`);
    },
    add(record) {
      if (!isRaw(record) || typeof record['id'] !== 'string' || record['id'].length > 200) {
        counts.unreadableRecords += 1;
        note('a record without an id');
        return;
      }
      const version = typeof record['schema_version'] === 'string' ? record['schema_version'] : '1.0.0';
      if (!version.startsWith('1.')) {
        counts.unreadableRecords += 1;
        note(`${record['id']}: unknown schema version ${version}`);
        return;
      }
      counts.records += 1;
      if (typeof record['withdrawn'] === 'string') counts.withdrawn += 1;
      const broken = (what: string): void => {
        counts.unreadableParts += 1;
        note(`${String(record['id'])}: ${what}`);
      };
      const advisory = readAdvisory(record);
      const affected = Array.isArray(record['affected']) ? record['affected'] : [];
      if (affected.length === 0) broken('no affected packages');
      for (const entry of affected) {
        const read = readAffected(entry, broken);
        if (read === undefined) continue;
        const group = packages.get(read.key) ?? { names: [], listed: [] };
        group.names.push(read.name);
        group.listed.push({ advisory, ...read.listed });
        packages.set(read.key, group);
      }
    },
    finish: () =>
      [...packages]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { names, listed }]) => toPackage(key, names, listed)),
  };
}

function readAdvisory(record: Raw): Omit<Advisory, 'affected'> {
  const id = record['id'] as string;
  const details = text(record['details']);
  const summary = text(record['summary']) || firstSentence(details);
  const specific = isRaw(record['database_specific']) ? record['database_specific'] : {};
  const label = text(specific['severity']);
  const hashes = maliciousHashes(specific);
  return {
    id,
    aliases: sortedTexts(record['aliases']),
    related: sortedTexts(record['related']).concat(sortedTexts(record['upstream'])),
    ...(typeof record['withdrawn'] === 'string' && { withdrawn: record['withdrawn'].slice(0, 10) }),
    ...(typeof record['published'] === 'string' && { published: record['published'].slice(0, 10) }),
    ...(typeof record['modified'] === 'string' &&
      !record['modified'].startsWith('0001') && { modified: record['modified'].slice(0, 10) }),
    summary: summary.slice(0, 240),
    severities: severities(record['severity'], id),
    ...(label && { severityLabel: label.toUpperCase() }),
    cwe: sortedTexts(specific['cwe_ids']),
    urls: urls(record['references']),
    malicious: id.startsWith('MAL-') || isMalware(details, record['aliases']),
    flags: qualityFlags(details, record['affected']),
    ...(hashes.length > 0 && { fileHashes: hashes }),
  };
}

function readAffected(
  entry: unknown,
  broken: (what: string) => void,
): { key: string; name: string; listed: Omit<Listed, 'advisory'> } | undefined {
  const package_ = isRaw(entry) && isRaw(entry['package']) ? entry['package'] : undefined;
  if (!isRaw(entry) || package_ === undefined || typeof package_['name'] !== 'string') {
    broken('an affected entry without a package');
    return undefined;
  }
  const ecosystem = text(package_['ecosystem']);
  if (ecosystem !== 'PyPI' && !ecosystem.startsWith('PyPI:') && ecosystem !== 'Root:PyPI') return undefined;
  const ranges = (Array.isArray(entry['ranges']) ? entry['ranges'] : []).flatMap((range): (readonly RangeEvent[])[] => {
    // A GIT range says nothing about versions; it often stands first.
    if (!isRaw(range) || range['type'] === 'GIT') return [];
    const events = readEvents(range['events'], broken);
    return events.length > 0 ? [events] : [];
  });
  const versions = Array.isArray(entry['versions'])
    ? entry['versions'].filter((version): version is string => typeof version === 'string')
    : [];
  const databaseSpecific = isRaw(entry['database_specific']) ? entry['database_specific'] : {};
  const ecosystemSpecific = isRaw(entry['ecosystem_specific']) ? entry['ecosystem_specific'] : {};
  const lastKnown = text(databaseSpecific['last_known_affected_version_range']);
  const symbols = sortedTexts(ecosystemSpecific['affected_functions']);
  const name = package_['name'];
  return {
    key: ecosystem === 'Root:PyPI' ? `root:${normalizeName(name)}` : normalizeName(name),
    name,
    listed: {
      ranges,
      versions,
      ...(lastKnown && { lastKnownAffected: lastKnown }),
      ...(symbols.length > 0 && { symbols }),
    },
  };
}

function readEvents(events: unknown, broken: (what: string) => void): RangeEvent[] {
  if (!Array.isArray(events)) {
    broken('a range without events');
    return [];
  }
  return events.flatMap((event): RangeEvent[] => {
    if (isRaw(event)) {
      if (typeof event['introduced'] === 'string') return [{ introduced: event['introduced'] }];
      if (typeof event['fixed'] === 'string') return [{ fixed: event['fixed'] }];
      if (typeof event['last_affected'] === 'string') return [{ lastAffected: event['last_affected'] }];
      if (typeof event['limit'] === 'string') return [{ limit: event['limit'] }];
    }
    broken('an empty event');
    return [];
  });
}

function toPackage(key: string, names: readonly string[], listed: readonly Listed[]): PackageAdvisories {
  const known = knownVersions(listed);
  const byId = new Map<string, { advisory: Omit<Advisory, 'affected'>; affected: AffectedPackage[] }>();
  for (const entry of listed) {
    const found = byId.get(entry.advisory.id) ?? { advisory: entry.advisory, affected: [] };
    found.affected.push(toAffected(entry, known));
    byId.set(entry.advisory.id, found);
  }
  return {
    key,
    name: mostFrequent(names),
    knownVersions: known.map(({ normal }) => normal),
    advisories: [...byId.values()]
      .sort((a, b) => (a.advisory.id < b.advisory.id ? -1 : 1))
      .map(({ advisory, affected }) => ({ ...advisory, affected })),
  };
}

interface Known {
  readonly normal: string;
  readonly version: Version;
}

function knownVersions(listed: readonly Listed[]): Known[] {
  const known = new Map<string, Known>();
  const add = (raw: string): void => {
    const version = parseVersion(raw);
    if (version === undefined) return;
    const normal = formatVersion(version, 'public');
    if (!known.has(normal)) known.set(normal, { normal, version });
  };
  for (const { versions, ranges } of listed) {
    versions.forEach(add);
    for (const event of ranges.flat()) {
      if ('fixed' in event) add(event.fixed);
      else if ('lastAffected' in event) add(event.lastAffected);
      else if ('introduced' in event && event.introduced !== '0') add(event.introduced);
    }
  }
  return [...known.values()].sort((a, b) => compareVersions(a.version, b.version) || (a.normal < b.normal ? -1 : 1));
}

/** Keeps of the listed versions only what the ranges do not say (99.9 % are redundant in PyPA's data). */
function toAffected(
  { ranges, versions, lastKnownAffected, symbols }: Listed,
  known: readonly Known[],
): AffectedPackage {
  const normalised = new Set<string>();
  const extra: string[] = [];
  for (const raw of versions) {
    const version = parseVersion(raw);
    if (version === undefined) extra.push(raw);
    else {
      normalised.add(formatVersion(version, 'public'));
      if (!inRanges(version, ranges, lastKnownAffected).inside) extra.push(raw);
    }
  }
  const enumerated = versions.length > 0;
  const unlisted = enumerated
    ? known
        .filter(({ normal, version }) => !normalised.has(normal) && inRanges(version, ranges, lastKnownAffected).inside)
        .map(({ normal }) => normal)
    : [];
  return {
    ranges,
    enumerated,
    extraVersions: [...new Set(extra)].sort(),
    unlistedVersions: unlisted,
    ...(lastKnownAffected && { lastKnownAffected }),
    ...(symbols && { symbols }),
  };
}

/** The inverse of {@link toAffected}: lists the versions again that the ranges imply. */
function toListed(
  package_: PackageAdvisories,
  { affected: _, ...advisory }: Advisory,
  affected: AffectedPackage,
): Listed {
  const implied = affected.enumerated
    ? package_.knownVersions.filter((text) => {
        const version = parseVersion(text);
        return (
          version !== undefined &&
          !affected.unlistedVersions.includes(text) &&
          inRanges(version, affected.ranges, affected.lastKnownAffected).inside
        );
      })
    : [];
  return {
    advisory,
    ranges: affected.ranges,
    versions: [...implied, ...affected.extraVersions],
    ...(affected.lastKnownAffected !== undefined && { lastKnownAffected: affected.lastKnownAffected }),
    ...(affected.symbols && { symbols: affected.symbols }),
  };
}

function severities(value: unknown, id: string): SeverityVector[] {
  if (!Array.isArray(value)) return [];
  const source = /^[A-Z]+/.exec(id)?.[0] ?? 'OSV';
  return value.flatMap((entry): SeverityVector[] =>
    isRaw(entry) &&
    typeof entry['type'] === 'string' &&
    typeof entry['score'] === 'string' &&
    entry['score'].length <= 300
      ? [{ type: entry['type'], score: entry['score'], source }]
      : [],
  );
}

const referenceOrder = ['FIX', 'ADVISORY', 'WEB', 'ARTICLE', 'REPORT', 'EVIDENCE', 'PACKAGE'];

function urls(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(
      (entry): entry is Raw =>
        isRaw(entry) &&
        typeof entry['url'] === 'string' &&
        /^https?:\/\//.test(entry['url']) &&
        entry['url'].length <= 500,
    )
    .map((entry) => ({ url: entry['url'] as string, rank: referenceOrder.indexOf(text(entry['type'])) & 7 }))
    .sort((a, b) => a.rank - b.rank || (a.url < b.url ? -1 : 1))
    .slice(0, 3)
    .map(({ url }) => url);
}

/** Facts about the record itself that lower confidence and are printed; they never remove a finding. */
function qualityFlags(details: string, affected: unknown): string[] {
  const flags: string[] = [];
  if (
    /\*\* ?disputed ?\*\*|\bNOTE: (?:this issue|the vendor|third parties) (?:is|has|have|disputes?|disputed)\b.{0,40}disput/i.test(
      details,
    )
  )
    flags.push('disputed');
  if (/\b(?:only|specific to|limited to|when running) (?:on )?windows\b/i.test(details))
    flags.push('conditional-windows');
  if (/\b32-bit\b/i.test(details)) flags.push('conditional-32-bit');
  if (isOpenEnded(affected) && namesFewVersions(details)) flags.push('text-contradicts-range');
  return flags;
}

/** Some ECOSYSTEM range has no closing event. */
function isOpenEnded(affected: unknown): boolean {
  return (
    Array.isArray(affected) &&
    affected.some((entry) =>
      (isRaw(entry) && Array.isArray(entry['ranges']) ? entry['ranges'] : []).some(
        (range: unknown) =>
          isRaw(range) &&
          range['type'] !== 'GIT' &&
          Array.isArray(range['events']) &&
          !range['events'].some((event: unknown) => isRaw(event) && ('fixed' in event || 'last_affected' in event)),
      ),
    )
  );
}

/** "In versions 0.2.15, 0.2.16 and 0.3.0, …": the text lists versions where the range says "all". */
function namesFewVersions(details: string): boolean {
  const match = /\bversions ((?:v?\d+(?:\.\d+)+(?:, and |, or |, | and | or )){1,7}v?\d+(?:\.\d+)+)/i.exec(
    details.slice(0, 2000),
  );
  if (match === null) return false;
  const before = details.slice(Math.max(0, match.index - 20), match.index);
  const after = details.slice(match.index + match[0].length, match.index + match[0].length + 20);
  return (
    !/\b(?:before|prior to|since|from|until|up to|between|through)\s+$/i.test(before) &&
    !/^\s*(?:and|or)?\s*(?:earlier|below|prior|later|before|above|through|to|newer|older|up)\b/i.test(after)
  );
}

/** PyPA records of malware have no CVE and say so in their first words. */
function isMalware(details: string, aliases: unknown): boolean {
  const hasCve = sortedTexts(aliases).some((alias) => alias.startsWith('CVE-'));
  return !hasCve && /\bmalicious\b|\bmalware\b|\btrojan\b|\bexfiltrat/i.test(details.slice(0, 300));
}

function maliciousHashes(specific: Raw): string[] {
  const indicators = isRaw(specific['indicators']) ? specific['indicators'] : {};
  const integrity = Array.isArray(indicators['package_integrity']) ? indicators['package_integrity'] : [];
  return integrity
    .flatMap((entry) =>
      isRaw(entry) && typeof entry['sha256'] === 'string' && /^[0-9a-f]{64}$/i.test(entry['sha256'])
        ? [entry['sha256'].toLowerCase()]
        : [],
    )
    .sort();
}

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? '';
}

/** The first sentence that says something about the flaw: "X is a web framework." says nothing. */
function firstSentence(details: string): string {
  const flat = details
    .slice(0, 2000)
    .replace(/[#*`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const sentences = flat.split(/(?<=[.!?]) (?=[A-Z`])/);
  const telling = sentences.findIndex(
    (sentence) =>
      !/^(?:the )?[\w.@/-]+(?: \([^)]*\))?(?: [\w-]+){0,2} (?:is|are) (?:an?|the)\b/i.test(sentence) ||
      /vulnerab|attack|injection|overflow/i.test(sentence),
  );
  return sentences.slice(Math.max(telling, 0)).join(' ');
}

function sortedTexts(value: unknown): string[] {
  return Array.isArray(value)
    ? [...new Set(value.filter((item): item is string => typeof item === 'string' && item.length <= 200))].sort()
    : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
