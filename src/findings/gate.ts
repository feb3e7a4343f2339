/** The gate: which findings make a run fail. Reads `--fail-on`; never hides anything. */
import type { Finding } from './finding.ts';
import { didYouMean } from './nearest-name.ts';
import { compareSeverity, type Severity, severities } from './severity.ts';
import type { PolicyVerdict } from './triage/policy.ts';

/** One condition of `--fail-on`: `high`, `new:medium`, `secret`, `new:secret`, `kev`, `policy`, `never`. */
export type GateCondition =
  | { readonly kind: 'severity'; readonly atLeast: Severity; readonly onlyNew: boolean }
  | { readonly kind: 'secret' | 'kev' | 'any'; readonly onlyNew: boolean }
  | { readonly kind: 'policy' }
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
  /** What each rule of the policy said, when there is one. */
  readonly policy?: readonly PolicyVerdict[];
}

export const defaultGate: readonly string[] = ['new:high'];
const words = [...severities, 'secret', 'kev', 'any', 'policy', 'never'];
const withoutNew: readonly string[] = ['new:never', 'new:policy'];

/** Reads one condition; a string is the error for people. */
export function parseGateCondition(text: string): GateCondition | string {
  const onlyNew = text.startsWith('new:');
  const word = onlyNew ? text.slice(4) : text;
  if (word === 'never' && !onlyNew) return { kind: 'never' };
  if (word === 'policy' && !onlyNew) return { kind: 'policy' };
  if (word === 'secret' || word === 'kev' || word === 'any') return { kind: word, onlyNew };
  const severity = severities.find((name) => name === word);
  if (severity !== undefined) return { kind: 'severity', atLeast: severity, onlyNew };
  const known = words.flatMap((name) => [name, `new:${name}`]).filter((name) => !withoutNew.includes(name));
  return `unknown gate "${text}"${didYouMean(text, known)} Known: ${words.join(', ')}, each also as new:NAME.`;
}

/**
 * Decides the gate. Suppressed and waived findings never count; what only a baseline knows counts
 * for `high` and not for `new:high`. Throws for a condition that {@link parseGateCondition} refuses: check before.
 */
export function decideGate(
  findings: readonly Finding[],
  conditions: readonly string[],
  policy?: readonly PolicyVerdict[],
): GateResult {
  const reasons: GateReason[] = [];
  for (const text of conditions) {
    const condition = parseGateCondition(text);
    if (typeof condition === 'string') throw new Error(condition);
    const count =
      condition.kind === 'policy'
        ? (policy ?? []).filter(({ action, met }) => action === 'fail' && met).length
        : findings.filter((finding) => meets(finding, condition)).length;
    if (count > 0) reasons.push({ condition: text, count });
  }
  const passed = reasons.length === 0;
  const sentence = passed
    ? `Gate passed (fails on ${conditions.join(', ')}).`
    : `Gate failed: ${reasons.map(describeReason).join('; ')}.`;
  return { passed, reasons, sentence, ...(policy && { policy }) };
}

function describeReason({ condition, count }: GateReason): string {
  if (condition === 'policy') return `${count} ${count === 1 ? 'rule' : 'rules'} of the policy`;
  return `${count} ${count === 1 ? 'finding meets' : 'findings meet'} ${condition}`;
}

function meets(finding: Finding, condition: GateCondition): boolean {
  if (condition.kind === 'never' || condition.kind === 'policy') return false;
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
