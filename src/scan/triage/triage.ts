/** The stage between scan and report, always in this order: other tools' decisions, VEX, waivers, then baseline and base revision. The gate comes last. */
import {
  applyForeignDecisions,
  applyVex,
  applyWaivers,
  assignFingerprints,
  type BaselineEntry,
  compareFindings,
  type DraftFinding,
  type Finding,
  type ForeignUse,
  type Location,
  matchBaseline,
  type Suppression,
  updateBaseline,
} from '../../findings/index.ts';
import type { ScanReport, TriageSummary } from '../report.ts';
import type { Decisions } from './read-decisions.ts';

export interface TriageOptions {
  /** Everything was scanned: only then are unused waivers and stale entries known. */
  readonly whole: boolean;
  /** A scan of the base revision, to tell what is new. */
  readonly base?: { readonly against: string; readonly findings: readonly Finding[] };
}

/** The report with every decision applied. Nothing leaves it: what is accepted carries its reasons. */
export function triageReport(report: ScanReport, decisions: Decisions, options: TriageOptions): ScanReport {
  const { rules, today } = report;
  const enabled = new Set(rules.map(({ name }) => name));
  const whole = options.whole && !report.incomplete;
  const secrets = acceptedSecrets(report.findings.map(acceptedInReport));
  const foreign = applyForeignDecisions(secrets.findings, decisions.foreign, { rules, today });
  let findings: readonly Finding[] = foreign.findings;
  for (const { statements, source } of decisions.vex) findings = applyVex(findings, statements, source);
  const waived = applyWaivers(findings, decisions.waivers, today);
  const notes = [...foreign.drafts, ...waived.drafts].filter(
    ({ rule }) => enabled.has(rule) && (whole || rule !== 'unused-waiver'),
  );
  findings = withNotes(waived.findings, notes);
  const { baseline } = decisions;
  let stale: readonly BaselineEntry[] = [];
  if (baseline) {
    const match = matchBaseline(findings, baseline.baseline);
    findings = match.findings;
    if (whole) stale = match.stale;
  }
  const compared = options.base && compareWithBase(findings, options.base);
  if (compared) findings = compared.findings;
  const issues = [...report.issues, ...decisions.issues];
  return {
    ...report,
    findings,
    issues,
    incomplete: issues.some(({ incomplete }) => incomplete),
    triage: {
      decided: countDecided(findings),
      ...(baseline && { baseline: { path: baseline.path, entries: baseline.baseline.entries.length, stale } }),
      ...(compared && { comparison: compared.comparison }),
      taken: [...secrets.uses, ...foreign.uses],
    },
  };
}

/** An imported finding that its own tool or report had accepted. */
function acceptedInReport(finding: Finding): Finding {
  const list = finding.properties?.['suppressions'];
  if (!Array.isArray(list) || list.length === 0) return finding;
  const { suppressions: _, ...properties } = finding.properties ?? {};
  const accepted = list.map((one): Suppression => {
    // Made by our own importer, so the location has the shape it should.
    const { kind, reason, location } = one as {
      readonly kind?: unknown;
      readonly reason?: unknown;
      readonly location?: Location;
    };
    return {
      kind: kind === 'inline' ? 'inline' : 'configuration',
      reason: String(reason),
      ...(location && { location }),
    };
  });
  return { ...finding, properties, suppressions: [...finding.suppressions, ...accepted] };
}

/** The secrets scanner has asked other tools' baselines and ignore files already; here its answer becomes a suppression. */
function acceptedSecrets(findings: readonly Finding[]): {
  readonly findings: readonly Finding[];
  readonly uses: readonly ForeignUse[];
} {
  const counts = new Map<string, number>();
  const decided = findings.map((finding): Finding => {
    const accepted = finding.properties?.['accepted'];
    if (typeof accepted === 'object' && accepted !== null && !Array.isArray(accepted)) {
      const { by, reason } = accepted as { readonly by?: unknown; readonly reason?: unknown };
      const tool = String(by);
      counts.set(tool, (counts.get(tool) ?? 0) + 1);
      return withSuppression(finding, { kind: 'configuration', reason: `${tool}: ${String(reason)}` });
    }
    if (finding.properties?.['allowedInline'] !== true || finding.suppressions.length > 0) return finding;
    return withSuppression(finding, { kind: 'inline', reason: 'a comment on the line allows it' });
  });
  const uses = [...counts].map(([tool, used]) => ({ path: tool, tool, decisions: used, used, expired: 0 }));
  return { findings: decided, uses };
}

function withSuppression(finding: Finding, suppression: Suppression): Finding {
  return { ...finding, suppressions: [...finding.suppressions, suppression] };
}

function withNotes(findings: readonly Finding[], notes: readonly DraftFinding[]): readonly Finding[] {
  return notes.length === 0 ? findings : [...findings, ...assignFingerprints(notes)].sort(compareFindings);
}

/** One to one, as with a baseline: what the base had open is known, what is left of the base is fixed. */
function compareWithBase(
  findings: readonly Finding[],
  { against, findings: base }: NonNullable<TriageOptions['base']>,
): { readonly findings: readonly Finding[]; readonly comparison: NonNullable<TriageSummary['comparison']> } {
  const open = base.filter(({ suppressions }) => suppressions.length === 0);
  const known = updateBaseline(open, { today: '', author: '', reason: `already there in ${against}` });
  const byPrimary = new Map(open.map((finding) => [finding.fingerprints.primary, finding]));
  const match = matchBaseline(findings, known);
  const fixed = match.stale.flatMap(({ fingerprint }) => byPrimary.get(fingerprint) ?? []);
  const introduced = match.findings.filter(({ suppressions }) => suppressions.length === 0).length;
  return { findings: match.findings, comparison: { against, known: match.known, introduced, fixed } };
}

function countDecided(findings: readonly Finding[]): TriageSummary['decided'] {
  const decided = { inline: 0, baseline: 0, waiver: 0, vex: 0, configuration: 0 };
  for (const { suppressions } of findings) {
    const [first] = suppressions;
    if (first) decided[first.kind]++;
  }
  return decided;
}
