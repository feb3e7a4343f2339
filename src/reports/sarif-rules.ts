/** SARIF's side of our rules: descriptors, levels, the CWE taxonomy. */
import type { Confidence, Finding, RuleMeta, Severity } from '../findings/index.ts';
import type { ReportOptions } from './report-format.ts';

const mostTags = 10;
const securitySeverity: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
  info: '0.1',
};
const precision: Record<Confidence, string> = { high: 'high', medium: 'medium', low: 'low' };

/** SARIF's three levels. */
export function levelOf(severity: Severity): 'error' | 'warning' | 'note' {
  if (severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'note';
}

/** One rule per advisory where a rule spans severities: GitHub reads the severity from the rule alone. */
export function sarifRuleId(finding: Finding): string {
  const advisory = finding.properties?.['advisory'];
  return typeof advisory === 'string' ? `${finding.rule}/${advisory}` : finding.rule;
}

/** The `reportingDescriptor` of a finding's rule. */
export function ruleDescriptor(finding: Finding, meta: RuleMeta | undefined, options: ReportOptions): object {
  const id = sarifRuleId(finding);
  const title = meta?.title ?? finding.rule;
  const page = meta === undefined ? undefined : options.rulePage?.(meta);
  const ownSeverity = id === finding.rule ? (meta?.severity ?? finding.severity) : finding.severity;
  const cvss = finding.properties?.['cvssScore'];
  const score =
    id !== finding.rule && typeof cvss === 'number' && cvss > 0 ? cvss.toFixed(1) : securitySeverity[ownSeverity];
  const cwe = id === finding.rule ? (meta?.cwe ?? finding.cwe) : finding.cwe;
  return {
    id,
    name: finding.rule,
    shortDescription: { text: id === finding.rule ? title : `${title}: ${id.slice(finding.rule.length + 1)}` },
    fullDescription: { text: title },
    ...(page !== undefined && { help: { text: page, markdown: page } }),
    defaultConfiguration: { level: levelOf(ownSeverity) },
    ...(cwe.length > 0 && {
      relationships: cwe.map((weakness) => ({
        target: { id: weakness, toolComponent: { name: 'CWE' } },
        kinds: ['superset'],
      })),
    }),
    properties: {
      precision: precision[meta?.confidence ?? finding.confidence],
      'security-severity': score,
      tags: tagsOf(cwe, meta?.tags ?? []),
    },
  };
}

/** `security` first, because GitHub asks for it; ten at most, because more are dropped. */
function tagsOf(cwe: readonly string[], tags: readonly string[]): string[] {
  const weaknesses = cwe.map(
    (weakness) =>
      `external/cwe/${weakness.toLowerCase().replace(/-(\d+)$/, (_, id: string) => `-${id.padStart(3, '0')}`)}`,
  );
  return [...new Set(['security', ...weaknesses, ...tags])].slice(0, mostTags);
}

/** The `taxonomies` entry for the weaknesses that the descriptors refer to. */
export function cweTaxonomy(weaknesses: Iterable<string>): object {
  return {
    name: 'CWE',
    organization: 'MITRE',
    shortDescription: { text: 'The MITRE Common Weakness Enumeration' },
    isComprehensive: false,
    taxa: [...new Set(weaknesses)].sort().map((id) => ({ id })),
  };
}
