/** Reviewdog's diagnostic format: pull request comments on any forge, with suggestions from fixes. Columns count UTF-8 bytes. */
import type { Finding, Location, Severity } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { openFindings } from './open-findings.ts';

const severityOf: Record<Severity, string> = {
  critical: 'ERROR',
  high: 'ERROR',
  medium: 'WARNING',
  low: 'INFO',
  info: 'INFO',
};

export function rdjsonReport(report: ScanReport): string {
  const document = {
    source: { name: 'theriac' },
    diagnostics: openFindings(report).map((finding) => ({
      message: finding.message,
      location: { path: finding.location.path, range: range(finding) },
      severity: severityOf[finding.severity],
      code: { value: finding.rule },
      original_output: finding.fingerprints.primary,
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function range({ location, excerpt }: Finding): object {
  const position = ({ line, column }: Location['start']) => {
    const text = excerpt?.lines[line - excerpt.firstLine];
    if (text === undefined) return { line };
    return { line, column: Buffer.byteLength([...text].slice(0, column - 1).join('')) + 1 };
  };
  return { start: position(location.start), end: position(location.end) };
}
