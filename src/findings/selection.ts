/** Which rules may report: `--select`, `--extend-select`, `--ignore` and their configuration keys. */
import { scannerIds } from './finding.ts';
import { didYouMean } from './nearest-name.ts';
import type { RuleMeta } from './rule.ts';

export interface RuleSelection {
  /** Replaces the default view. */
  readonly select?: readonly string[];
  /** Adds to it. */
  readonly extendSelect?: readonly string[];
  readonly ignore?: readonly string[];
}

export interface SelectedRules {
  readonly enabled: ReadonlySet<string>;
  /** One sentence for each selector that names nothing. */
  readonly errors: readonly string[];
}

const tiers: readonly string[] = ['weakness', 'inventory', 'quality'];

/** How closely a selector names a rule: the closest of `select` and `ignore` wins, and `ignore` wins a tie. */
type Specificity = 0 | 1 | 2 | 3 | 4;

/**
 * A selector is a rule name, an alias (`bandit:B608` or `B608`), a tag (`cwe-78`, `owasp-a03`), a tier
 * (`inventory`), a scanner family (`secrets`) or `all`. Families and tags leave out the inventory tier.
 */
export function selectRules(rules: readonly RuleMeta[], selection: RuleSelection): SelectedRules {
  const errors: string[] = [];
  const all = [...(selection.select ?? []), ...(selection.extendSelect ?? []), ...(selection.ignore ?? [])];
  for (const selector of new Set(all)) {
    if (selector === 'all' || rules.some((rule) => specificity(rule, selector, true) > 0)) continue;
    if (tiers.includes(selector) || scannerIds.some((id) => id === selector)) continue;
    errors.push(`unknown rule, tag or family "${selector}"${didYouMean(selector, selectorNames(rules))}`);
  }
  const enabled = new Set<string>();
  for (const rule of rules) {
    const selected = closest(rule, selection.select ?? [], false);
    const extended = closest(rule, selection.extendSelect ?? [], false);
    const byDefault: Specificity = selection.select === undefined && rule.enabled ? 1 : 0;
    const on = Math.max(selected, extended, byDefault);
    if (on > 0 && on > closest(rule, selection.ignore ?? [], true)) enabled.add(rule.name);
    else if (on === 0) continue;
  }
  return { enabled, errors };
}

/** Every word that {@link selectRules} understands for these rules, for suggestions and completion. */
export function selectorNames(rules: readonly RuleMeta[]): string[] {
  const names = new Set<string>(['all', ...tiers, ...scannerIds]);
  for (const rule of rules) {
    names.add(rule.name);
    for (const tag of rule.tags) names.add(tag);
    for (const cwe of rule.cwe) names.add(cwe.toLowerCase());
  }
  return [...names];
}

function closest(rule: RuleMeta, selectors: readonly string[], ignoring: boolean): Specificity {
  return selectors.reduce<Specificity>((best, selector) => {
    const found = specificity(rule, selector, ignoring);
    return found > best ? found : best;
  }, 0);
}

function specificity(rule: RuleMeta, selector: string, ignoring: boolean): Specificity {
  const wanted = selector.toLowerCase();
  if (rule.name === wanted || rule.formerNames?.includes(wanted)) return 4;
  if (rule.aliases.some((alias) => matchesAlias(alias.toLowerCase(), wanted))) return 4;
  const broad = ignoring || rule.tier !== 'inventory';
  if (rule.tier === wanted) return 3;
  if (broad && (rule.tags.includes(wanted) || rule.cwe.some((cwe) => cwe.toLowerCase() === wanted))) return 3;
  if (broad && rule.scanner === wanted) return 2;
  return wanted === 'all' ? 1 : 0;
}

function matchesAlias(alias: string, wanted: string): boolean {
  return alias === wanted || alias.slice(alias.indexOf(':') + 1) === wanted;
}
