/** Which finding first: one documented formula, whose inputs are shown on every finding. */
import type { Finding } from './finding.ts';
import { compareFindings } from './order.ts';
import type { Confidence, FileContext, Severity } from './severity.ts';

const severityPoints: Record<Severity, number> = { critical: 95, high: 75, medium: 50, low: 25, info: 5 };
const confidenceFactor: Record<Confidence, number> = { high: 1, medium: 0.8, low: 0.5 };
const contextFactor: Record<FileContext, number> = {
  application: 1,
  tooling: 0.7,
  vendored: 0.7,
  generated: 0.6,
  example: 0.5,
  documentation: 0.4,
  test: 0.4,
};

export interface RankInput {
  readonly name:
    | 'severity'
    | 'confidence'
    | 'context'
    | 'exposure'
    | 'exploited'
    | 'exploit probability'
    | 'reachability'
    | 'dead code';
  readonly value: string;
  /** Points for severity; a factor for everything else. */
  readonly weight: number;
}

export interface Rank {
  /** 0–100, one decimal. */
  readonly score: number;
  readonly inputs: readonly RankInput[];
}

/**
 * Points of the severity (or ten times the CVSS score) × confidence × context × exposure, at most 100.
 * Reads the properties `cvssScore` (0–10), `kev` (boolean), `epss` (0–1), `reachability`
 * (`reachable`, `imported`, `unreachable`) and `exposure` (`request`, `local`) where a scanner set them; a flow's `sourceKind` says the exposure too.
 */
export function rankFinding(finding: Finding): Rank {
  const properties = finding.properties ?? {};
  const inputs: RankInput[] = [];
  const cvss = properties['cvssScore'];
  if (typeof cvss === 'number') inputs.push({ name: 'severity', value: `CVSS ${cvss.toFixed(1)}`, weight: cvss * 10 });
  else inputs.push({ name: 'severity', value: finding.severity, weight: severityPoints[finding.severity] });
  inputs.push({ name: 'confidence', value: finding.confidence, weight: confidenceFactor[finding.confidence] });
  inputs.push({ name: 'context', value: finding.context, weight: contextFactor[finding.context] });
  const exposure = exposureOf(properties);
  if (exposure === 'request') inputs.push({ name: 'exposure', value: 'request', weight: 1.25 });
  if (exposure === 'local') inputs.push({ name: 'exposure', value: 'local', weight: 0.7 });
  if (properties['kev'] === true) inputs.push({ name: 'exploited', value: 'known exploited', weight: 1.5 });
  const epss = properties['epss'];
  if (typeof epss === 'number') {
    inputs.push({
      name: 'exploit probability',
      value: `EPSS ${(epss * 100).toFixed(1)} %`,
      weight: round(0.8 + 0.6 * epss, 3),
    });
  }
  if (properties['reachability'] === 'reachable')
    inputs.push({ name: 'reachability', value: 'reachable', weight: 1.2 });
  if (properties['reachability'] === 'unreachable')
    inputs.push({ name: 'reachability', value: 'unreachable', weight: 0.4 });
  if (finding.unreachable) inputs.push({ name: 'dead code', value: 'cannot run', weight: 0.2 });
  const product = inputs.reduce((score, input) => score * input.weight, 1);
  return { score: round(Math.min(100, product), 1), inputs };
}

/** Where a flow starts says who can reach it: anybody with a request, or only who is on the machine already. */
function exposureOf(properties: NonNullable<Finding['properties']>): 'request' | 'local' | undefined {
  const { exposure, sourceKind } = properties;
  if (exposure === 'request' || exposure === 'local') return exposure;
  if (sourceKind === 'request') return 'request';
  return sourceKind === 'cli' || sourceKind === 'env' ? 'local' : undefined;
}

/** `75 (severity high) × 0.8 (confidence medium) × 1 (context application) = 60`. */
export function explainRank(rank: Rank): string {
  const product = rank.inputs.map(({ name, value, weight }) => `${weight} (${name} ${value})`).join(' × ');
  return `${product} = ${rank.score}`;
}

/** Highest score first; equal scores in the order of {@link compareFindings}. */
export function rankFindings(findings: readonly Finding[]): Finding[] {
  return findings
    .map((finding) => ({ finding, score: rankFinding(finding).score }))
    .sort((a, b) => b.score - a.score || compareFindings(a.finding, b.finding))
    .map(({ finding }) => finding);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
