/** Waivers (`.theriac/waivers.yaml`): accepted risks with owner, reason and a date on which they end. Expired and unused ones are findings. */
import type { DraftFinding, Finding, Suppression } from '../finding.ts';
import type { Location } from '../location.ts';
import type { RuleMeta } from '../rule.ts';
import type { ScanIssue } from '../scan-issue.ts';
import type { Severity } from '../severity.ts';

export const waiverKinds = ['false-positive', 'risk-accepted', 'compensating-control', 'not-reachable'] as const;
export type WaiverKind = (typeof waiverKinds)[number];

export interface Waiver {
  readonly id: string;
  readonly match: {
    readonly fingerprint?: string;
    readonly rule?: string;
    /** Any id of the advisory: CVE, GHSA, PYSEC. */
    readonly advisory?: string;
    readonly package?: string;
    readonly version?: string;
  };
  readonly reason: string;
  readonly kind: WaiverKind;
  readonly owner: string;
  readonly approvedBy?: string;
  readonly created: string;
  readonly expires: string;
  readonly ticket?: string;
  /** Where the waiver stands, for messages. */
  readonly location: Location;
}

/** Longest life of a waiver in days, by the severity of what it waives. */
export const longestLife: Record<Severity, number> = { critical: 30, high: 90, medium: 180, low: 365, info: 365 };

export const waiverRules: readonly RuleMeta[] = [
  waiverRule('expired-waiver', 'A waiver is past its date', 'medium'),
  waiverRule('overlong-waiver', 'A waiver lives longer than the severity allows', 'medium'),
  waiverRule('unused-waiver', 'A waiver matches no finding', 'low'),
];

function waiverRule(name: string, title: string, severity: Severity): RuleMeta {
  return {
    name,
    title,
    scanner: 'code',
    severity,
    confidence: 'high',
    cwe: [],
    aliases: [],
    tags: ['waiver', 'governance'],
    since: '0.1.0',
    tier: 'quality',
    enabled: true,
  };
}

/** Reads the parsed list of a waiver file; `locate` gives the place of entry `index`. What is wrong becomes an issue, the other entries count. */
export function readWaivers(
  document: unknown,
  locate: (index: number) => Location,
): { readonly waivers: readonly Waiver[]; readonly issues: readonly ScanIssue[] } {
  const waivers: Waiver[] = [];
  const issues: ScanIssue[] = [];
  if (document === null || document === undefined) return { waivers, issues };
  if (!Array.isArray(document)) return { waivers, issues: [bad(locate(0), 'the file must be a list of waivers')] };
  const seen = new Set<string>();
  for (const [index, entry] of document.entries()) {
    const result = readWaiver(entry, locate(index));
    if (typeof result === 'string') issues.push(bad(locate(index), result));
    else if (seen.has(result.id)) issues.push(bad(locate(index), `the id ${result.id} is used twice`));
    else {
      seen.add(result.id);
      waivers.push(result);
    }
  }
  return { waivers, issues };
}

const waiverKeys = [
  'id',
  'match',
  'reason',
  'kind',
  'compensating',
  'owner',
  'approvedBy',
  'created',
  'expires',
  'ticket',
];
const matchKeys = ['fingerprint', 'rule', 'advisory', 'package', 'version'];

function readWaiver(entry: unknown, location: Location): Waiver | string {
  if (!isRecord(entry)) return 'a waiver must be a mapping';
  const unknownKey = Object.keys(entry).find((key) => !waiverKeys.includes(key));
  if (unknownKey !== undefined) return `unknown key "${unknownKey}"; known: ${waiverKeys.join(', ')}`;
  for (const key of ['id', 'reason', 'kind', 'owner', 'created', 'expires']) {
    if (typeof entry[key] !== 'string' || entry[key] === '') return `"${key}" is missing`;
  }
  const kind = waiverKinds.find((name) => name === entry['kind']);
  if (kind === undefined) return `unknown kind "${String(entry['kind'])}"; known: ${waiverKinds.join(', ')}`;
  for (const key of ['created', 'expires'])
    if (!isDate(entry[key])) return `"${key}" is no date of the form YYYY-MM-DD`;
  const match = entry['match'];
  if (!isRecord(match)) return '"match" is missing';
  const unknownMatch = Object.keys(match).find((key) => !matchKeys.includes(key));
  if (unknownMatch !== undefined) return `unknown key "match.${unknownMatch}"; known: ${matchKeys.join(', ')}`;
  if (!Object.values(match).every((value) => typeof value === 'string' && value !== ''))
    return 'the values of "match" must be texts';
  if (match['fingerprint'] === undefined && !(match['advisory'] !== undefined && match['package'] !== undefined)) {
    return '"match" needs a fingerprint, or an advisory and a package: a waiver covers one finding, not a kind of finding';
  }
  return { ...(entry as unknown as Waiver), match, kind, location };
}

export interface WaiverMatch {
  readonly findings: readonly Finding[];
  /** Expired, overlong and unused waivers. */
  readonly drafts: readonly DraftFinding[];
}

/** Applies waivers to findings. An expired one suppresses nothing. `today` is `YYYY-MM-DD`. */
export function applyWaivers(findings: readonly Finding[], waivers: readonly Waiver[], today: string): WaiverMatch {
  const drafts: DraftFinding[] = [];
  const active = new Map<Finding, Suppression[]>();
  for (const waiver of waivers) {
    const met = findings.filter((finding) => meets(finding, waiver));
    if (met.length === 0) {
      drafts.push(
        about(
          waiver,
          'unused-waiver',
          'low',
          `The waiver ${waiver.id} matches no finding: remove it, or correct what it matches.`,
        ),
      );
      continue;
    }
    if (waiver.expires < today) {
      const count = `${met.length} ${met.length === 1 ? 'finding is' : 'findings are'}`;
      drafts.push(
        about(
          waiver,
          'expired-waiver',
          'medium',
          `The waiver ${waiver.id} of ${waiver.owner} ended on ${waiver.expires}; ${count} open again.`,
        ),
      );
      continue;
    }
    for (const finding of met) {
      const days = daysBetween(waiver.created, waiver.expires);
      if (days > longestLife[finding.severity]) {
        const text = `The waiver ${waiver.id} lasts ${days} days; for a finding of severity ${finding.severity} at most ${longestLife[finding.severity]} are allowed. It does not count.`;
        drafts.push(about(waiver, 'overlong-waiver', 'medium', text));
        continue;
      }
      const list = active.get(finding) ?? [];
      list.push({
        kind: 'waiver',
        reason: `${waiver.kind}: ${waiver.reason}`,
        owner: waiver.owner,
        until: waiver.expires,
        location: waiver.location,
      });
      active.set(finding, list);
    }
  }
  return {
    findings: findings.map((finding) => {
      const more = active.get(finding);
      return more ? { ...finding, suppressions: [...finding.suppressions, ...more] } : finding;
    }),
    drafts,
  };
}

function meets(finding: Finding, { match }: Waiver): boolean {
  if (match.rule !== undefined && match.rule !== finding.rule) return false;
  if (match.fingerprint !== undefined) {
    const { primary, moved } = finding.fingerprints;
    // A prefix is enough to write by hand; 12 hex digits are 48 bits.
    return (
      match.fingerprint.length >= 12 && (primary.startsWith(match.fingerprint) || moved.startsWith(match.fingerprint))
    );
  }
  const ids = finding.properties?.['ids'];
  const sameAdvisory = Array.isArray(ids) && ids.includes(match.advisory ?? '');
  const samePackage = normalise(finding.properties?.['package']) === normalise(match.package);
  return (
    sameAdvisory && samePackage && (match.version === undefined || match.version === finding.properties?.['version'])
  );
}

function normalise(name: unknown): string {
  return typeof name === 'string' ? name.toLowerCase().replace(/[-_.]+/g, '-') : '';
}

function about(waiver: Waiver, rule: string, severity: Severity, message: string): DraftFinding {
  return aboutWaiver(waiver.location, rule, severity, message, waiver.id);
}

/** A finding about a decision itself. `key` tells decisions of one file apart. */
export function aboutWaiver(
  location: Location,
  rule: string,
  severity: Severity,
  message: string,
  key: string,
): DraftFinding {
  return {
    rule,
    scanner: 'code',
    severity,
    confidence: 'high',
    message,
    location,
    identity: { scope: '', content: key },
    cwe: [],
    context: 'tooling',
  };
}

function bad(location: Location, what: string): ScanIssue {
  return {
    kind: 'bad-configuration',
    message: `Waiver not read: ${what}.`,
    path: location.path,
    line: location.start.line,
    incomplete: true,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> & Waiver['match'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
