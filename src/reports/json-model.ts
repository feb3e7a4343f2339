/** The machine contract: what `json` and `jsonl` hold. Additive within a major `schemaVersion`; schema in `schemas/`. */
import { type Finding, rankFinding, type Severity, severities } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import type { ReportOptions } from './report-format.ts';

export const schemaVersion = '1.0';

/** A finding as JSON: everything but the text its identity was made of. */
export function findingToJson(finding: Finding, report?: Pick<ScanReport, 'triage'>): object {
  const { identity, fingerprints, statement: _, ...rest } = finding;
  return {
    id: fingerprints.primary,
    ...rest,
    scope: identity.scope,
    ...novelty(finding, report),
    fingerprints,
    rank: rankFinding(finding),
  };
}

/** `new` or `known`, when there was something to know it by. */
function novelty(
  { suppressions }: Finding,
  report: Pick<ScanReport, 'triage'> | undefined,
): { novelty?: 'new' | 'known' } {
  if (!report?.triage?.baseline && !report?.triage?.comparison) return {};
  return { novelty: suppressions.some(({ kind }) => kind === 'baseline') ? 'known' : 'new' };
}

function triageToJson({ comparison, ...rest }: NonNullable<ScanReport['triage']>): object {
  if (!comparison) return rest;
  return { ...rest, comparison: { ...comparison, fixed: comparison.fixed.map((finding) => findingToJson(finding)) } };
}

/** Everything but the findings. */
export function headToJson(report: ScanReport, options: ReportOptions): object {
  const open = report.findings.filter(({ suppressions }) => suppressions.length === 0);
  const bySeverity: { [severity in Severity]?: number } = {};
  for (const severity of severities)
    bySeverity[severity] = open.filter((finding) => finding.severity === severity).length;
  return {
    schemaVersion,
    tool: { name: 'theriac', version: options.version },
    date: report.today,
    project: { name: report.project.name },
    summary: {
      findings: report.findings.length,
      open: open.length,
      suppressed: report.findings.length - open.length,
      notShown: options.hidden?.count ?? 0,
      leftOutByPath: report.leftOutByPath,
      openBySeverity: bySeverity,
    },
    ...(options.gate && { gate: options.gate }),
    ...(report.triage && { triage: triageToJson(report.triage) }),
    incomplete: report.incomplete,
    files: report.files,
    scanners: report.scanners,
    issues: report.issues,
    rules: report.rules,
  };
}
