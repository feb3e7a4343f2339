/** Finished scans for tests of reports: real shapes, chosen values. */
import type { Finding, RuleMeta } from '../../src/findings/index.ts';
import { assignFingerprints } from '../../src/findings/index.ts';
import type { ScanReport } from '../../src/scan/index.ts';

export const sampleRule: RuleMeta = {
  name: 'sql-injection',
  title: 'SQL built from untrusted data',
  scanner: 'code',
  severity: 'high',
  confidence: 'high',
  cwe: ['CWE-89'],
  aliases: ['bandit:B608'],
  tags: ['injection'],
  since: '0.1.0',
  tier: 'weakness',
  enabled: true,
};

export function sampleFinding(change: Partial<Finding> = {}): Finding {
  const draft = {
    rule: 'sql-injection',
    scanner: 'code' as const,
    severity: 'high' as const,
    confidence: 'high' as const,
    message: 'Request data becomes part of an SQL statement.',
    location: {
      path: 'shop/search.py',
      start: { byte: 40, line: 3, column: 5, utf16Column: 5 },
      end: { byte: 52, line: 3, column: 17, utf16Column: 17 },
    },
    excerpt: { firstLine: 3, lines: ['    execute(query)'] },
    identity: { scope: 'find', content: 'execute ( query )' },
    cwe: ['CWE-89'],
    context: 'application' as const,
    remediation: 'Bind the value as a parameter.',
    ...change,
  };
  const [finding] = assignFingerprints([draft]);
  if (finding === undefined) throw new Error('no finding was made');
  return { ...finding, ...change };
}

export function sampleReport(findings: readonly Finding[], change: Partial<ScanReport> = {}): ScanReport {
  return {
    project: { name: 'shop' } as ScanReport['project'],
    findings,
    issues: [],
    files: { found: 12, scanned: 9, scannedBytes: 900, failed: 0, unwanted: 3, byKind: { python: 9 } },
    scanners: [{ id: 'code', files: 9, bytes: 900, counters: {} }],
    suppressionComments: [],
    leftOutByPath: 0,
    rules: [sampleRule],
    incomplete: false,
    today: '2026-11-20',
    ...change,
  };
}
