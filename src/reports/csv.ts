/** CSV (RFC 4180) for spreadsheets. A cell that a spreadsheet would run as a formula starts with an apostrophe (CWE-1236). */
import { rankFinding, rankFindings } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';

const header = [
  'severity',
  'confidence',
  'score',
  'rule',
  'path',
  'line',
  'column',
  'message',
  'cwe',
  'context',
  'status',
  'reason',
  'fingerprint',
];

export function csvReport(report: ScanReport): string {
  const rows = rankFindings(report.findings).map((finding) => [
    finding.severity,
    finding.confidence,
    String(rankFinding(finding).score),
    finding.rule,
    finding.location.path,
    String(finding.location.start.line),
    String(finding.location.start.column),
    finding.message,
    finding.cwe.join(' '),
    finding.context,
    finding.suppressions[0]?.kind ?? 'open',
    finding.suppressions[0]?.reason ?? '',
    finding.fingerprints.primary,
  ]);
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
