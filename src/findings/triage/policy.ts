/** The policy: conditions on findings, written by the team, that fail or warn, each with its reason in words. */
import type { Finding } from '../finding.ts';

export interface PolicyCondition {
  /** As it is written, for the reason: `severity at least high`. */
  readonly text: string;
  readonly holds: (finding: Finding) => boolean;
}

export interface PolicyRule {
  readonly name: string;
  readonly action: 'fail' | 'warn';
  /** Why the team wants it. */
  readonly because?: string;
  /** All must hold. */
  readonly conditions: readonly PolicyCondition[];
  /** Only findings that no baseline and no base revision knows. */
  readonly onlyNew: boolean;
  /** As many are allowed. */
  readonly atMost: number;
}

export interface PolicyVerdict {
  readonly rule: string;
  readonly action: 'fail' | 'warn';
  readonly met: boolean;
  readonly count: number;
  /** Why it passed or not, in words. */
  readonly sentence: string;
}

/** Judges every rule of the policy. What a comment, a waiver or VEX accepts never counts. */
export function decidePolicy(findings: readonly Finding[], policy: readonly PolicyRule[]): readonly PolicyVerdict[] {
  return policy.map((rule): PolicyVerdict => {
    const { name, action, because, conditions, onlyNew, atMost } = rule;
    const met = findings.filter(
      (finding) => counts(finding, onlyNew) && conditions.every(({ holds }) => holds(finding)),
    );
    const fails = met.length > atMost;
    const what = [onlyNew ? 'new' : '', ...conditions.map(({ text }) => text)].filter(Boolean).join(', ');
    const allowed = atMost > 0 ? `${atMost} allowed` : '';
    const first = met[0];
    const place = first ? `first ${first.location.path}:${first.location.start.line}` : '';
    const why = because === undefined ? '' : ` ${because}`;
    return {
      rule: name,
      action,
      met: fails,
      count: met.length,
      sentence: fails
        ? `${name}: ${met.length} ${met.length === 1 ? 'finding' : 'findings'} (${[what, allowed, place].filter(Boolean).join(', ')}).${why}`
        : `${name}: ${met.length === 0 ? 'no finding' : `${met.length} of ${atMost} allowed`}${what === '' ? '' : ` (${what})`}.`,
    };
  });
}

function counts({ suppressions }: Finding, onlyNew: boolean): boolean {
  return suppressions.every(({ kind }) => kind === 'baseline' && !onlyNew);
}
