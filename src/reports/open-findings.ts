/** What the formats for other tools share: which findings count, what a rule is called, and words for places. */
import { type Finding, rankFindings } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';

/** Unsuppressed findings, highest risk first. Formats that cannot express a suppression report only these. */
export function openFindings(report: ScanReport): Finding[] {
  return rankFindings(report.findings.filter(({ suppressions }) => suppressions.length === 0));
}

export function titleOf(report: Pick<ScanReport, 'rules'>, rule: string): string {
  return report.rules.find(({ name }) => name === rule)?.title ?? rule;
}

/** `path:line`, with the notebook cell where there is one. */
export function placeOf({ location }: Pick<Finding, 'location'>): string {
  const cell = location.cell === undefined ? '' : ` (cell ${location.cell})`;
  return `${location.path}:${location.start.line}${cell}`;
}
