/** GitLab Code Quality: the inline view of merge requests that every tier has. Fingerprints must be unique in a file. */
import type { Severity } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { openFindings } from './open-findings.ts';

const severityOf: Record<Severity, string> = {
  critical: 'blocker',
  high: 'critical',
  medium: 'major',
  low: 'minor',
  info: 'info',
};

export function gitlabCodeQualityReport(report: ScanReport): string {
  const issues = openFindings(report).map((finding) => ({
    // GitLab does not show check_name, so the description carries it.
    description: `${finding.rule}: ${finding.message}`,
    check_name: finding.rule,
    fingerprint: finding.fingerprints.primary,
    severity: severityOf[finding.severity],
    location: {
      path: finding.location.path,
      lines: { begin: finding.location.start.line, end: finding.location.end.line },
    },
  }));
  return `${JSON.stringify(issues, null, 2)}\n`;
}
