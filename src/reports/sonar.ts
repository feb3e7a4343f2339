/** SonarQube's generic issues in the shape of 10.3 and later: lines 1-based, columns 0-based in UTF-16 units. */
import type { Finding, Location, Severity } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { openFindings } from './open-findings.ts';

const impactOf: Record<Severity, string> = {
  critical: 'HIGH',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  info: 'LOW',
};

export function sonarReport(report: ScanReport): string {
  const findings = openFindings(report);
  const used = new Set(findings.map(({ rule }) => rule));
  const rules = report.rules
    .filter(({ name }) => used.has(name))
    .map((rule) => ({
      id: rule.name,
      name: rule.title,
      description: `${rule.title}. ${rule.cwe.join(', ')}`.trim(),
      engineId: 'theriac',
      cleanCodeAttribute: rule.tier === 'quality' ? 'LOGICAL' : 'TRUSTWORTHY',
      impacts: [
        { softwareQuality: rule.tier === 'quality' ? 'RELIABILITY' : 'SECURITY', severity: impactOf[rule.severity] },
      ],
    }));
  const known = new Set(rules.map(({ id }) => id));
  const issues = findings.filter(({ rule }) => known.has(rule)).map(issue);
  return `${JSON.stringify({ rules, issues }, null, 2)}\n`;
}

function issue(finding: Finding): object {
  const steps = finding.trace ?? finding.related ?? [];
  return {
    ruleId: finding.rule,
    primaryLocation: place(finding.message, finding.location),
    ...(steps.length > 0 && {
      secondaryLocations: steps.slice(0, 100).map((step) => place(step.message, step.location)),
    }),
  };
}

function place(message: string, { path, start, end }: Location): object {
  const oneLine = start.line === end.line;
  // Sonar refuses an empty range; a whole line is a range without columns.
  const columns =
    oneLine && end.utf16Column <= start.utf16Column
      ? {}
      : { startColumn: start.utf16Column - 1, endColumn: end.utf16Column - 1 };
  return { message, filePath: path, textRange: { startLine: start.line, endLine: end.line, ...columns } };
}
