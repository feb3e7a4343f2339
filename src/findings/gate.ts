/** The gate: which findings make a run fail. Reads `--fail-on`; never hides anything. */
import type { Finding } from './finding.ts';
import { didYouMean } from './nearest-name.ts';
import { compareSeverity, type Severity, severities } from './severity.ts';

/** One condition of `--fail-on`: `high`, `new:medium`, `secret`, `new:secret`, `kev`, `never`. */
export type GateCondition =
  | { readonly kind: 'severity'; readonly atLeast: Severity; readonly onlyNew: boolean }
  | { readonly kind: 'secret' | 'kev' | 'any'; readonly onlyNew: boolean }
  | { readonly kind: 'never' };

export interface GateReason {
  /** The condition as it was written. */
  readonly condition: string;
  readonly count: number;
}

export interface GateResult {
  readonly passed: boolean;
  /** The conditions that failed, and how many findings met each. */
  readonly reasons: readonly GateReason[];
  /** One sentence for people. */
  readonly sentence: string;
}

export const defaultGate: readonly string[] = ['new:high'];
const words = [...severities, 'secret', 'kev', 'any', 'never'];

/** Reads one condition; a string is the error for people. */
export function parseGateCondition(text: string): GateCondition | string {
  const onlyNew = text.startsWith('new:');
  const word = onlyNew ? text.slice(4) : text;
  if (word === 'never' && !onlyNew) return { kind: 'never' };
  if (word === 'secret' || word === 'kev' || word === 'any') return { kind: word, onlyNew };
  const severity = severities.find((name) => name === word);
  if (severity !== undefined) return { kind: 'severity', atLeast: severity, onlyNew };
  const known = words.flatMap((name) => [name, `new:${name}`]).filter((name) => name !== 'new:never');
  return `unknown gate "${text}"${didYouMean(text, known)} Known: ${words.join(', ')}, each also as new:NAME.`;
}

/**
 * Decides the gate. Suppressed and waived findings never count; what only a baseline knows counts
 * for `high` and not for `new:high`. Throws for a condition that {@link parseGateCondition} refuses: check before.
 */
export function decideGate(findings: readonly Finding[], conditions: readonly string[]): GateResult {
  const reasons: GateReason[] = [];
  for (const text of conditions) {
    const condition = parseGateCondition(text);
    if (typeof condition === 'string') throw new Error(condition);
    const count = findings.filter((finding) => meets(finding, condition)).length;
    if (count > 0) reasons.push({ condition: text, count });
  }
  const passed = reasons.length === 0;
  const sentence = passed
    ? `Gate passed (fails on ${conditions.join(', ')}).`
    : `Gate failed: ${reasons.map(({ condition, count }) => `${count} ${count === 1 ? 'finding meets' : 'findings meet'} ${condition}`).join('; ')}.`;
  return { passed, reasons, sentence };
}

function meets(finding: Finding, condition: GateCondition): boolean {
  if (condition.kind === 'never') return false;
  const counted = finding.suppressions.filter(({ kind }) => kind !== 'baseline' || condition.onlyNew);
  if (counted.length > 0) return false;
  switch (condition.kind) {
    case 'severity':
      return compareSeverity(finding.severity, condition.atLeast) >= 0;
    case 'secret':
      return finding.scanner === 'secrets';
    case 'kev':
      return finding.properties?.['kev'] === true;
    case 'any':
      return true;
  }
}
