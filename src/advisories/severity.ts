/** One severity for a vulnerability from the vectors of many sources: the newest CVSS version of each source counts, and the spread is shown. */
import calculator from 'ae-cvss-calculator';
import type { Severity } from '../findings/index.ts';
import type { SeverityVector } from './record.ts';

/** CVSS version and base score of a vector; undefined for what is no CVSS vector. */
export function scoreVector(vector: string): { readonly version: number; readonly score: number } | undefined {
  let parsed: { calculateScores(): { base?: number; overall?: number } } | null;
  try {
    parsed = calculator.fromVector(vector);
  } catch {
    return undefined;
  }
  const scores = parsed?.calculateScores();
  const score = scores?.base ?? scores?.overall;
  if (typeof score !== 'number' || !Number.isFinite(score)) return undefined;
  const version = /^CVSS:(\d\.\d)/.exec(vector)?.[1];
  return { version: version === undefined ? 2 : Number(version), score };
}

export interface JudgedSeverity {
  readonly severity: Severity | 'unknown';
  /** Base score that decided, 0–10. */
  readonly score?: number;
  readonly vector?: string;
  readonly source?: string;
  /** Lowest and highest score among the sources, when they differ. */
  readonly spread?: { readonly low: number; readonly high: number };
}

const sourceOrder = ['GHSA', 'CNA', 'CVE', 'NVD', 'PYSEC', 'OSV'];

/** Highest score of the newest CVSS version per source; GHSA before CNA, NVD, PYSEC at equal scores. Without a vector the database's word decides, else `unknown`, which gates as high. */
export function judgeSeverity(vectors: readonly SeverityVector[], label?: string): JudgedSeverity {
  const newest = new Map<string, { version: number; score: number; vector: string }>();
  for (const { score: vector, source } of vectors) {
    const scored = scoreVector(vector);
    if (!scored) continue;
    const known = newest.get(source);
    if (!known || scored.version > known.version || (scored.version === known.version && scored.score > known.score)) {
      newest.set(source, { ...scored, vector });
    }
  }
  const ranked = [...newest].sort(([a, x], [b, y]) => y.score - x.score || rank(a) - rank(b));
  const [best] = ranked;
  if (!best) return { severity: fromLabel(label) };
  const [source, { score, vector }] = best;
  const low = (ranked.at(-1) as (typeof ranked)[number])[1].score;
  return { severity: fromScore(score), score, vector, source, ...(low !== score && { spread: { low, high: score } }) };
}

function rank(source: string): number {
  const index = sourceOrder.indexOf(source);
  return index < 0 ? sourceOrder.length : index;
}

/** The qualitative bands of CVSS 3 and 4. */
export function fromScore(score: number): Severity {
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : score > 0 ? 'low' : 'info';
}

function fromLabel(label: string | undefined): Severity | 'unknown' {
  const words: { readonly [word: string]: Severity } = {
    CRITICAL: 'critical',
    HIGH: 'high',
    MODERATE: 'medium',
    MEDIUM: 'medium',
    LOW: 'low',
  };
  return words[label ?? ''] ?? 'unknown';
}
