/** Joins suppression comments with findings, and reports the comments that are wrong themselves. */
import type { DraftFinding, Finding, Suppression } from '../finding.ts';
import { didYouMean } from '../nearest-name.ts';
import type { FileContext } from '../severity.ts';
import type { AliasTable } from './alias-table.ts';
import type { SuppressionMarker } from './marker.ts';
import { suppressionRules } from './rules.ts';

export interface ApplyOptions {
  readonly aliases: AliasTable;
  /** Rules that reported in this run: only their markers can be called unused. */
  readonly isEnabled: (rule: string) => boolean;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** The context of a file, for findings about its markers. */
  readonly contextOf: (path: string) => FileContext;
}

export interface MarkerUse {
  readonly marker: SuppressionMarker;
  /** Our rules that the marker names; empty for a bare or unknown one. */
  readonly rules: readonly string[];
  readonly state: 'used' | 'unused' | 'expired' | 'unknown' | 'not-checked';
  /** Fingerprints of the findings it hides. */
  readonly hides: readonly string[];
}

export interface Applied {
  /** The findings given, in their order, with their inline suppressions. */
  readonly findings: readonly Finding[];
  /** Findings about the markers, without fingerprints yet. */
  readonly drafts: readonly DraftFinding[];
  readonly uses: readonly MarkerUse[];
}

/** Decides what each marker hides. A marker that is malformed, unknown or expired hides nothing. */
export function applyMarkers(
  findings: readonly Finding[],
  markers: readonly SuppressionMarker[],
  options: ApplyOptions,
): Applied {
  const byPath = new Map<string, Tracked[]>();
  const tracked = markers.map((marker): Tracked => {
    const entry = { marker, rules: [...new Set(resolve(marker, options.aliases))], hides: [] };
    const key = placeKey(marker.location.path, marker.location.cell);
    const list = byPath.get(key);
    if (list === undefined) byPath.set(key, [entry]);
    else list.push(entry);
    return entry;
  });
  const judged = findings.map((finding): Finding => {
    const here = byPath.get(placeKey(finding.location.path, finding.location.cell));
    const hiding = here?.filter((entry) => covers(entry, finding, options.today)) ?? [];
    if (hiding.length === 0) return finding;
    for (const entry of hiding) entry.hides.push(finding.fingerprints.primary);
    return {
      ...finding,
      suppressions: [...finding.suppressions, ...hiding.map(({ marker }) => toSuppression(marker))],
    };
  });
  const drafts = tracked.flatMap((entry) => judgeMarker(entry, options));
  return { findings: judged, drafts, uses: tracked.map((entry) => ({ ...entry, state: stateOf(entry, options) })) };
}

interface Tracked {
  readonly marker: SuppressionMarker;
  readonly rules: readonly string[];
  readonly hides: string[];
}

function placeKey(path: string, cell: number | undefined): string {
  return cell === undefined ? path : `${path}\0${cell}`;
}

function resolve(marker: SuppressionMarker, aliases: AliasTable): string[] {
  return marker.ids.flatMap((id) => {
    const own = aliases.resolve(marker.tool, id);
    return own.length > 0 ? own : aliases.resolve('theriac', id);
  });
}

function covers({ marker, rules }: Tracked, finding: Finding, today: string): boolean {
  const { startLine, endLine } = finding.statement ?? {
    startLine: finding.location.start.line,
    endLine: finding.location.end.line,
  };
  if (marker.coveredLine < startLine || marker.coveredLine > endLine) return false;
  if (marker.malformed !== undefined || isExpired(marker, today)) return false;
  if (marker.covers === 'secrets') return finding.scanner === 'secrets';
  if (marker.covers === 'all' || rules.includes(finding.rule)) return true;
  // A flow stands for the patterns it absorbed: a comment about one of them is about it.
  const also = finding.properties?.['alsoFoundBy'];
  return Array.isArray(also) && also.some((rule) => typeof rule === 'string' && rules.includes(rule));
}

function isExpired(marker: SuppressionMarker, today: string): boolean {
  return marker.until !== undefined && marker.until < today;
}

function toSuppression(marker: SuppressionMarker): Suppression {
  const { reason, location, until, owner } = marker;
  return {
    kind: 'inline',
    reason: reason === '' ? `# ${marker.text}` : reason,
    location,
    ...(until === undefined ? {} : { until }),
    ...(owner === undefined ? {} : { owner }),
  };
}

function stateOf(entry: Tracked, options: ApplyOptions): MarkerUse['state'] {
  const { marker, rules, hides } = entry;
  if (hides.length > 0) return 'used';
  if (marker.malformed !== undefined) return 'unknown';
  if (isExpired(marker, options.today)) return 'expired';
  if (marker.covers === 'rules' && rules.length === 0) return 'unknown';
  // What is reported about comments is known only after this, so their rules cannot be called silent yet.
  const checked = marker.covers === 'rules' && rules.every((rule) => options.isEnabled(rule) && !isAboutComments(rule));
  return checked ? 'unused' : 'not-checked';
}

/** Rules other tools have and we do not are none of our business, except for our own names and Bandit's ids. */
function judgeMarker(entry: Tracked, options: ApplyOptions): DraftFinding[] {
  const { marker, rules } = entry;
  const written = `"# ${marker.text}"`;
  const drafts: DraftFinding[] = [];
  const report = (rule: string, message: string, remediation: string): void => {
    if (options.isEnabled(rule))
      drafts.push(draft(rule, marker, message, remediation, options.contextOf(marker.location.path)));
  };
  const state = stateOf(entry, options);
  if (marker.malformed !== undefined) {
    report(
      'unknown-suppression',
      `${written} cannot be honoured: ${marker.malformed}.`,
      'Write it as "# theriac: ignore[rule] reason until=YYYY-MM-DD".',
    );
    return drafts;
  }
  if (state === 'expired') {
    report(
      'expired-suppression',
      `${written} ended on ${marker.until}; what it hid is reported again.`,
      'Fix the finding, or decide again and give a new date.',
    );
    return drafts;
  }
  if (marker.tool === 'theriac' || marker.tool === 'bandit') {
    for (const id of marker.ids) {
      if (options.aliases.resolve(marker.tool, id).length > 0) continue;
      if (marker.tool === 'bandit' && !/^B\d{3}$/.test(id)) continue;
      const hint = didYouMean(id, marker.tool === 'theriac' ? options.aliases.names : []);
      report(
        'unknown-suppression',
        `${written} names "${id}", which is no rule${hint === '' ? '.' : hint}`,
        'Name an existing rule; "theriac rules" lists them.',
      );
    }
  }
  if (state === 'unused' && rules.length > 0) {
    const rule = marker.tool === 'theriac' ? 'unused-suppression' : 'unused-foreign-suppression';
    report(rule, `${written} hides nothing: ${rules.join(', ')} does not report here.`, 'Delete the comment.');
  }
  if (marker.covers === 'all' && (entry.hides.length > 0 || marker.tool === 'theriac')) {
    const count = entry.hides.length;
    report(
      'blanket-suppression',
      `${written} hides every rule on this statement, now ${count} ${count === 1 ? 'finding' : 'findings'} and whatever comes later.`,
      'Name the rule: "# theriac: ignore[rule] reason".',
    );
  }
  if (entry.hides.length > 0 && marker.reason === '') {
    report(
      'suppression-without-reason',
      `${written} does not say why.`,
      'Write the reason behind the marker, so that the next reader can judge it.',
    );
  }
  return drafts;
}

function isAboutComments(rule: string): boolean {
  return suppressionRules.some(({ name }) => name === rule);
}

function draft(
  name: string,
  marker: SuppressionMarker,
  message: string,
  remediation: string,
  context: FileContext,
): DraftFinding {
  const rule = suppressionRules.find((meta) => meta.name === name);
  if (rule === undefined) throw new Error(`No rule "${name}"; please report this`);
  return {
    rule: name,
    scanner: rule.scanner,
    severity: rule.severity,
    confidence: rule.confidence,
    message,
    remediation,
    location: marker.location,
    identity: { scope: '', content: `${marker.tool}:${marker.covers}:${[...marker.ids].sort().join(',')}` },
    cwe: rule.cwe,
    context,
  };
}
