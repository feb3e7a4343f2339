/** gitleaks' allowlists: which finds a configuration accepts. */
import type { GitleaksAllowlist } from './gitleaks-config.ts';
import { translateRe2 } from './re2.ts';

export interface CompiledAllowlist {
  readonly description: string;
  readonly all: boolean;
  readonly commits: ReadonlySet<string>;
  readonly paths: readonly RegExp[];
  readonly regexes: readonly RegExp[];
  readonly target: 'secret' | 'match' | 'line';
  readonly stopwords: readonly string[];
  /** gitleaks ids; empty: all rules. */
  readonly targetRules: readonly string[];
}

/** What is known of a find when an allowlist is asked. */
export interface AllowlistQuestion {
  readonly path: string;
  readonly value: string;
  readonly line: string;
  readonly commit?: string;
  /** gitleaks ids that stand for the rule. */
  readonly rules: readonly string[];
}

/** Throws a sentence for a pattern that cannot be read. */
export function compileAllowlist(list: GitleaksAllowlist): CompiledAllowlist {
  const target = list.regexTarget === 'match' || list.regexTarget === 'line' ? list.regexTarget : 'secret';
  return {
    description: list.description,
    all: /^(?:AND|&&)$/i.test(list.condition),
    commits: new Set(list.commits),
    paths: list.paths.map(translateRe2),
    regexes: list.regexes.map(translateRe2),
    target,
    stopwords: list.stopwords.map((word) => word.toLowerCase()),
    targetRules: list.targetRules,
  };
}

/** Whether the list accepts the find. With AND every part that the list has must agree. */
export function isAllowed(list: CompiledAllowlist, question: AllowlistQuestion): boolean {
  if (list.targetRules.length > 0 && !list.targetRules.some((id) => question.rules.includes(id))) return false;
  const subject = list.target === 'line' ? question.line : question.value;
  const lower = question.value.toLowerCase();
  const answers: boolean[] = [];
  if (list.commits.size > 0) answers.push(question.commit !== undefined && list.commits.has(question.commit));
  if (list.paths.length > 0) answers.push(list.paths.some((pattern) => pattern.test(question.path)));
  if (list.regexes.length > 0) answers.push(list.regexes.some((pattern) => pattern.test(subject)));
  if (list.stopwords.length > 0) answers.push(list.stopwords.some((word) => lower.includes(word)));
  if (answers.length === 0) return false;
  return list.all ? answers.every((answer) => answer) : answers.some((answer) => answer);
}
