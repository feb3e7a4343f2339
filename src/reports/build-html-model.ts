/** Reduces a finished scan to what the HTML report shows, with a summary in words. */
import {
  explainRank,
  type Finding,
  type JsonValue,
  type Location,
  rankFinding,
  rankFindings,
} from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import type { HtmlFinding, HtmlModel, HtmlPlace, HtmlTrendPoint } from './html-model.ts';

export interface HtmlOptions {
  readonly version: string;
  readonly gate?: { readonly passed: boolean; readonly sentence: string };
  readonly trend?: readonly HtmlTrendPoint[];
}

/** Findings in rank order, with a summary in words. */
export function buildHtmlModel(report: ScanReport, options: HtmlOptions): HtmlModel {
  const ranked = rankFindings(report.findings);
  return {
    project: report.project.name,
    version: options.version,
    date: report.today,
    incomplete: report.incomplete,
    ...(options.gate && { gate: options.gate }),
    summary: summarise(report, ranked),
    findings: ranked.map(toHtmlFinding),
    issues: report.issues,
    rules: Object.fromEntries(report.rules.map(({ name, title }) => [name, title])),
    trend: options.trend ?? [],
  };
}

function toHtmlFinding(finding: Finding): HtmlFinding {
  const rank = rankFinding(finding);
  const suppression = finding.suppressions[0];
  const paths = finding.properties?.['paths'];
  return {
    id: finding.fingerprints.primary.slice(0, 12),
    rule: finding.rule,
    scanner: finding.scanner,
    severity: finding.severity,
    confidence: finding.confidence,
    context: finding.context,
    message: finding.message,
    ...(finding.remediation !== undefined && { remediation: finding.remediation }),
    cwe: finding.cwe,
    place: toPlace(finding),
    ...(finding.trace && {
      steps: finding.trace.map((step) => ({ ...toPlace(step), message: step.message, role: step.role })),
    }),
    ...(finding.related && {
      related: finding.related.map((related) => ({ ...toPlace(related), message: related.message, role: 'related' })),
    }),
    ...(finding.fix && { fix: { title: finding.fix.title, safety: finding.fix.safety } }),
    score: rank.score,
    why: explainRank(rank),
    status: suppression?.kind ?? 'open',
    ...(suppression && { statusReason: suppression.reason }),
    ...(isPaths(paths) && { paths }),
    ...(finding.properties && { properties: finding.properties }),
  };
}

function isPaths(value: JsonValue | undefined): value is readonly (readonly string[])[] {
  return (
    Array.isArray(value) && value.every((path) => Array.isArray(path) && path.every((name) => typeof name === 'string'))
  );
}

function toPlace(at: {
  readonly location: Location;
  readonly excerpt?: { firstLine: number; lines: readonly string[] };
}): HtmlPlace {
  const { location, excerpt } = at;
  return {
    path: location.path,
    line: location.start.line,
    column: location.start.column,
    endLine: location.end.line,
    endColumn: location.end.column,
    ...(location.cell !== undefined && { cell: location.cell }),
    ...(excerpt && { firstLine: excerpt.firstLine, lines: excerpt.lines }),
  };
}

function summarise(report: ScanReport, ranked: readonly Finding[]): HtmlModel['summary'] {
  const open = ranked.filter(({ suppressions }) => suppressions.length === 0);
  const urgent = open.filter(({ severity }) => severity === 'critical' || severity === 'high');
  const scanners = report.scanners.map(({ id }) => id.replace('-', ' ')).join(', ') || 'none';
  const lookedAt = `${plural(report.files.scanned, 'file')} of ${plural(report.files.found, 'file')} found were scanned (${scanners}).`;
  const matters =
    open.length === 0
      ? 'No open finding. This says what was looked for was not found, not that nothing is wrong.'
      : `${plural(open.length, 'open finding')}, ${urgent.length} of them high or critical. ${topRules(urgent.length > 0 ? urgent : open, report)}`;
  const seen = new Set<string>();
  const first: string[] = [];
  for (const finding of open) {
    if (seen.has(finding.rule)) continue;
    seen.add(finding.rule);
    const place = `${finding.location.path}:${finding.location.start.line}`;
    first.push(`${ruleTitle(finding.rule, report)} at ${place}.`);
    if (first.length === 3) break;
  }
  const missed = report.issues.filter(({ incomplete }) => incomplete);
  const notLookedAt =
    missed.length === 0
      ? 'Everything that was selected was looked at.'
      : `${plural(missed.length, 'thing')} could not be looked at, first: ${cut(missed[0]?.message ?? '', 160)}`;
  return { lookedAt, matters, first, notLookedAt };
}

function topRules(findings: readonly Finding[], report: ScanReport): string {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  const top = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3);
  return `Most frequent: ${top.map(([rule, count]) => `${ruleTitle(rule, report).toLowerCase()} (${count})`).join(', ')}.`;
}

function ruleTitle(name: string, report: ScanReport): string {
  return cut(report.rules.find((rule) => rule.name === name)?.title ?? name, 70);
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
