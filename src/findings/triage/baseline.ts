/** The baseline: findings that are known and accepted for now, matched one to one, so that a second `eval` beside a known one is new. */
import type { Finding, Suppression } from '../finding.ts';
import { TheriacError } from '../theriac-error.ts';

export interface BaselineEntry {
  readonly fingerprint: string;
  /** The key without the path: finds the finding in a file that moved. */
  readonly moved: string;
  readonly rule: string;
  /** For people who read the file; never used to match. */
  readonly path: string;
  readonly severity: string;
  /** `YYYY-MM-DD` of the update that brought the entry. */
  readonly added: string;
  readonly author: string;
  readonly reason: string;
}

export interface Baseline {
  readonly schemaVersion: 1;
  /** Sorted by path, rule and fingerprint, so that two branches merge line by line. */
  readonly entries: readonly BaselineEntry[];
}

export interface BaselineNote {
  readonly today: string;
  readonly author: string;
  readonly reason: string;
}

export interface BaselineMatch {
  /** All findings in their order; known ones carry a `baseline` suppression. */
  readonly findings: readonly Finding[];
  readonly known: number;
  readonly fresh: number;
  /** Entries that no finding met: fixed, or gone. */
  readonly stale: readonly BaselineEntry[];
}

const maxEntries = 1_000_000;

/** Marks what the baseline knows. A finding meets an entry by its fingerprint first, then, in a moved file, by the key without the path; each entry is used once. */
export function matchBaseline(findings: readonly Finding[], baseline: Baseline): BaselineMatch {
  const { met, used } = meetBaseline(findings, baseline);
  return {
    findings: findings.map((finding) => {
      const entry = met.get(finding);
      return entry ? { ...finding, suppressions: [...finding.suppressions, suppression(entry)] } : finding;
    }),
    known: met.size,
    fresh: findings.length - met.size,
    stale: baseline.entries.filter((entry) => !used.has(entry)),
  };
}

/** Each finding with the entry it meets, by fingerprint first, then by the key of moved files. */
function meetBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
): { readonly met: ReadonlyMap<Finding, BaselineEntry>; readonly used: ReadonlySet<BaselineEntry> } {
  const used = new Set<BaselineEntry>();
  const byPrimary = group(baseline.entries, ({ fingerprint }) => fingerprint);
  const byMoved = group(baseline.entries, ({ moved }) => moved);
  const take = (candidates: readonly BaselineEntry[] | undefined): BaselineEntry | undefined => {
    const entry = candidates?.find((candidate) => !used.has(candidate));
    if (entry) used.add(entry);
    return entry;
  };
  const met = new Map<Finding, BaselineEntry>();
  for (const finding of findings) {
    const entry = take(byPrimary.get(finding.fingerprints.primary));
    if (entry) met.set(finding, entry);
  }
  // A file moved when its old path holds no finding of the key any more; exact matches went first.
  for (const finding of findings) {
    if (met.has(finding)) continue;
    const entry = take(byMoved.get(finding.fingerprints.moved));
    if (entry) met.set(finding, entry);
  }
  return { met, used };
}

function suppression(entry: BaselineEntry): Suppression {
  return {
    kind: 'baseline',
    reason: entry.reason,
    ...(entry.author && { owner: entry.author }),
    ...(entry.added && { since: entry.added }),
  };
}

/** A baseline of every finding that is open, or known to `previous`, whose entries keep their date, author and reason. Entries no finding meets are dropped. */
export function updateBaseline(findings: readonly Finding[], note: BaselineNote, previous?: Baseline): Baseline {
  const open = findings.filter(({ suppressions }) => suppressions.every(({ kind }) => kind === 'baseline'));
  const before = previous ? meetBaseline(open, previous).met : new Map<Finding, BaselineEntry>();
  const entries = open.map((finding): BaselineEntry => {
    const known = before.get(finding);
    return {
      fingerprint: finding.fingerprints.primary,
      moved: finding.fingerprints.moved,
      rule: finding.rule,
      path: finding.location.path,
      severity: finding.severity,
      added: known?.added ?? note.today,
      author: known?.author ?? note.author,
      reason: known?.reason ?? note.reason,
    };
  });
  return { schemaVersion: 1, entries: entries.sort(compareEntries) };
}

/** The baseline without its stale entries; nothing is added. */
export function pruneBaseline(baseline: Baseline, match: BaselineMatch): Baseline {
  const stale = new Set(match.stale);
  return { schemaVersion: 1, entries: baseline.entries.filter((entry) => !stale.has(entry)) };
}

/** One entry a line: small diffs, easy merges. */
export function formatBaseline(baseline: Baseline): string {
  const lines = baseline.entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n');
  return `{\n  "schemaVersion": 1,\n  "entries": [${lines === '' ? '' : `\n${lines}\n  `}]\n}\n`;
}

/** Reads a baseline file. Throws a {@link TheriacError} that names the file and the entry. */
export function parseBaseline(text: string, name: string): Baseline {
  const document = parseJson(text, name);
  if (
    typeof document !== 'object' ||
    document === null ||
    !('entries' in document) ||
    !Array.isArray(document.entries)
  ) {
    throw new TheriacError('bad-baseline', `${name} is no Theriac baseline: it has no list "entries".`, {
      hint: 'Make one with "theriac baseline create". Baselines of other tools are read by "theriac scan --baseline" too.',
    });
  }
  if (document.entries.length > maxEntries)
    throw new TheriacError('bad-baseline', `${name} has more than ${maxEntries} entries.`);
  const entries = document.entries.map((entry: unknown, index): BaselineEntry => {
    const fields = ['fingerprint', 'moved', 'rule', 'path', 'severity', 'added', 'author', 'reason'] as const;
    const record = entry as Partial<Record<(typeof fields)[number], unknown>> | null;
    const wrong = fields.find((field) => typeof record?.[field] !== 'string');
    if (wrong !== undefined)
      throw new TheriacError('bad-baseline', `${name}: entry ${index + 1} has no text "${wrong}".`);
    return record as BaselineEntry;
  });
  return { schemaVersion: 1, entries };
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TheriacError(
      'bad-baseline',
      `${name} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function compareEntries(a: BaselineEntry, b: BaselineEntry): number {
  return order(a.path, b.path) || order(a.rule, b.rule) || order(a.fingerprint, b.fingerprint);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function group(
  entries: readonly BaselineEntry[],
  keyOf: (entry: BaselineEntry) => string,
): Map<string, BaselineEntry[]> {
  const groups = new Map<string, BaselineEntry[]>();
  for (const entry of entries) {
    const list = groups.get(keyOf(entry));
    if (list) list.push(entry);
    else groups.set(keyOf(entry), [entry]);
  }
  return groups;
}
