/** Drops what may not report: rules that are off, contexts a rule leaves out, and `per-file-ignores`. */
import { type DraftFinding, type RuleMeta, selectRules } from '../findings/index.ts';
import { pathMatcher } from '../platform/index.ts';
import type { ScanOptions } from './options.ts';

/** `leftOut` counts what `per-file-ignores` dropped. */
export function filterDrafts(
  drafts: readonly DraftFinding[],
  rules: readonly RuleMeta[],
  isEnabled: (rule: string) => boolean,
  perFileIgnores: ScanOptions['perFileIgnores'],
): { readonly kept: readonly DraftFinding[]; readonly leftOut: number } {
  const contexts = new Map(rules.map((rule) => [rule.name, rule.contexts]));
  const ignores = Object.entries(perFileIgnores ?? {}).map(([glob, selectors]) => ({
    matches: pathMatcher([glob]),
    rules: ignoredRules(rules, selectors),
  }));
  let leftOut = 0;
  const kept = drafts.filter((draft) => {
    if (!isEnabled(draft.rule) || contexts.get(draft.rule)?.includes(draft.context) === false) return false;
    if (!ignores.some((ignore) => ignore.rules.has(draft.rule) && ignore.matches(draft.location.path))) return true;
    leftOut++;
    return false;
  });
  return { kept, leftOut };
}

/** What `selectors` name, as `ignore` understands them: all rules without those left when they are ignored. */
function ignoredRules(rules: readonly RuleMeta[], selectors: readonly string[]): ReadonlySet<string> {
  const everything = rules.map((rule) => ({ ...rule, enabled: true }));
  const { enabled } = selectRules(everything, { ignore: selectors });
  return new Set(rules.map((rule) => rule.name).filter((name) => !enabled.has(name)));
}
