/** GitLab's security reports (schema 15.x): SAST, dependency scanning and secret detection. A report that fails the schema is not ingested. */
import type { Finding, ScannerId, Severity } from '../findings/index.ts';
import type { ScanReport } from '../scan/index.ts';
import { deterministicUuid } from './deterministic-uuid.ts';
import { titleOf } from './open-findings.ts';

export type GitlabSecurityKind = 'sast' | 'dependency_scanning' | 'secret_detection';

const scannersOf: Record<GitlabSecurityKind, readonly ScannerId[]> = {
  sast: ['code', 'pipeline'],
  dependency_scanning: ['dependencies', 'supply-chain'],
  secret_detection: ['secrets'],
};
const severityOf: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
};
const schemaVersion = '15.2.1';
const maxIdentifiers = 20;

export interface GitlabOptions {
  readonly version: string;
}

/** GitLab asks for start and end times; the scan's date stands for both, because output is the same in every run. */
export function gitlabSecurityReport(report: ScanReport, kind: GitlabSecurityKind, options: GitlabOptions): string {
  const scanner = { id: 'theriac', name: 'Theriac', version: options.version, vendor: { name: 'Theriac' } };
  const time = `${report.today}T00:00:00`;
  const findings = report.findings.filter(
    ({ scanner: id, suppressions }) => scannersOf[kind].includes(id) && suppressions.length === 0,
  );
  const document = {
    version: schemaVersion,
    scan: {
      analyzer: scanner,
      scanner,
      type: kind,
      start_time: time,
      end_time: time,
      status: report.incomplete ? 'failure' : 'success',
      messages: report.issues
        .filter(({ incomplete }) => incomplete)
        .slice(0, 100)
        .map(({ message, path }) => ({ level: 'warn', value: path === undefined ? message : `${path}: ${message}` })),
    },
    vulnerabilities: findings.map((finding) => vulnerability(finding, kind, report)),
    ...(kind === 'dependency_scanning' && { dependency_files: [] }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function vulnerability(finding: Finding, kind: GitlabSecurityKind, report: ScanReport): object {
  return {
    id: deterministicUuid(finding.fingerprints.primary),
    name: titleOf(report, finding.rule).slice(0, 255),
    description: finding.message.slice(0, 1024 * 1024),
    severity: severityOf[finding.severity],
    ...(finding.remediation !== undefined && { solution: finding.remediation.slice(0, 7000) }),
    location: location(finding, kind),
    identifiers: identifiers(finding),
    ...(kind === 'secret_detection' && { raw_source_code_extract: '[redacted]' }),
  };
}

function location(finding: Finding, kind: GitlabSecurityKind): object {
  const { path, start, end } = finding.location;
  const text = (key: string) =>
    typeof finding.properties?.[key] === 'string' ? (finding.properties[key] as string) : '';
  if (kind === 'dependency_scanning') {
    return {
      file: path,
      dependency: {
        package: { name: text('package') || finding.identity.content.slice(0, 255) || 'unknown' },
        version: text('version'),
      },
    };
  }
  return {
    file: path,
    start_line: start.line,
    end_line: end.line,
    // Secret detection tracks by commit; GitLab fills the hash of the pipeline's commit in when it is all zeros.
    ...(kind === 'secret_detection' && { commit: { sha: '0000000' } }),
  };
}

/** The first identifier tracks the finding, so it is our own rule name. */
function identifiers(finding: Finding): object[] {
  const own = { type: 'theriac', name: `Theriac ${finding.rule}`, value: finding.rule };
  const weaknesses = finding.cwe.map((cwe) => ({ type: 'cwe', name: cwe, value: cwe.replace('CWE-', '') }));
  const advisories = finding.properties?.['ids'];
  const others = Array.isArray(advisories)
    ? advisories
        .filter((id): id is string => typeof id === 'string' && id !== '')
        .map((id) => ({
          type: id.startsWith('CVE-') ? 'cve' : id.startsWith('GHSA-') ? 'ghsa' : 'osv',
          name: id,
          value: id,
        }))
    : [];
  return [...others, own, ...weaknesses].slice(0, maxIdentifiers);
}
