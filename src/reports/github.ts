/** GitHub workflow commands: annotations on the lines of a pull request. GitHub keeps ten errors and ten warnings a step. */
import type { Finding, Severity } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { openFindings, titleOf } from './open-findings.ts';

type Level = 'error' | 'warning' | 'notice';
const levelOf: Record<Severity, Level> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
  info: 'notice',
};
const perLevel = 10;

export function githubReport(report: ScanReport): string {
  const lines: string[] = [];
  for (const level of ['error', 'warning', 'notice'] as const) {
    const own = openFindings(report).filter(({ severity }) => levelOf[severity] === level);
    const shown = own.length > perLevel ? own.slice(0, perLevel - 1) : own;
    for (const finding of shown) lines.push(annotation(level, finding, titleOf(report, finding.rule)));
    if (shown.length < own.length) {
      lines.push(
        `::${level} title=Theriac::${data(`${own.length - shown.length} more of this level are in the full report.`)}`,
      );
    }
  }
  const missed = report.issues.filter(({ incomplete }) => incomplete).length;
  if (missed > 0)
    lines.push(`::warning title=Theriac::${data(`Incomplete: ${missed} things could not be looked at.`)}`);
  return lines.map((line) => `${line}\n`).join('');
}

function annotation(level: Level, finding: Finding, title: string): string {
  const { path, start, end } = finding.location;
  const properties = [
    `file=${property(path)}`,
    `line=${start.line}`,
    `endLine=${end.line}`,
    // GitHub refuses columns on an annotation of several lines.
    ...(start.line === end.line ? [`col=${start.column}`, `endColumn=${end.column}`] : []),
    `title=${property(title)}`,
  ];
  return `::${level} ${properties.join(',')}::${data(`${finding.message} [${finding.rule}]`)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
