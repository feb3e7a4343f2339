/**
 * `theriac/v1`: the identity of a finding that survives reformatting, comments and line moves.
 * Baselines, deduplication, alerts and deadlines hang on it; a change of this file needs a new version name.
 */
import { hash } from 'node:crypto';
import type { DraftFinding, Finding, Fingerprints } from './finding.ts';
import { compareFindings } from './order.ts';
import type { RuleMeta } from './rule.ts';

/** The name under which a rule first appeared: renames keep fingerprints. */
export function rootRuleName(rule: Pick<RuleMeta, 'name' | 'formerNames'>): string {
  return rule.formerNames?.[0] ?? rule.name;
}

/**
 * Gives every draft its three keys and returns the findings in {@link compareFindings} order.
 * Equal drafts (same rule, path and identity) are told apart by their number of occurrence in the file.
 * `rules` is needed only for rules that have former names (oldest first).
 */
export function assignFingerprints(
  drafts: readonly DraftFinding[],
  rules: Iterable<Pick<RuleMeta, 'name' | 'formerNames'>> = [],
): Finding[] {
  const roots = new Map<string, string>();
  for (const rule of rules) if (rule.formerNames?.length) roots.set(rule.name, rootRuleName(rule));
  const occurrences = new Map<string, number>();
  return [...drafts].sort(compareFindings).map((draft) => {
    const rule = roots.get(draft.rule) ?? draft.rule;
    const key = identityParts(draft, rule).join('\0');
    const occurrence = (occurrences.get(key) ?? 0) + 1;
    occurrences.set(key, occurrence);
    return { ...draft, fingerprints: fingerprintsOf(draft, rule, occurrence), suppressions: [] };
  });
}

function fingerprintsOf(draft: DraftFinding, rule: string, occurrence: number): Fingerprints {
  const [, path, scope, content, flow] = identityParts(draft, rule);
  const localScope = withoutModule(scope, path);
  const number = String(occurrence);
  // A finding that was read back from a report of Theriac keeps its identity.
  const saved = /^theriac\/v1=([0-9a-f]{64})$/.exec(content)?.[1];
  return {
    primary: saved ?? digest(['theriac/v1', rule, path, scope, content, flow, number]),
    moved: digest(['theriac/v1/moved', rule, localScope, content, flow, number]),
    similar: digest(['theriac/v1/similar', rule, localScope]),
  };
}

/** Dependencies and secrets are what they are wherever they stand in a file: their scope is no part of them. */
function identityParts(draft: DraftFinding, rule: string): [string, string, string, string, string] {
  const scoped = draft.scanner !== 'dependencies' && draft.scanner !== 'secrets';
  const { scope, content, flow } = draft.identity;
  return [rule, draft.location.path.normalize('NFC'), scoped ? scope : '', content.normalize('NFC'), flow ?? ''];
}

/** `app.views.Shop.buy` in `src/app/views.py` → `Shop.buy`, so that a moved file keeps its second key. */
function withoutModule(scope: string, path: string): string {
  const segments = path
    .replace(/\.[^./]+$/, '')
    .replace(/\/__init__$/, '')
    .split('/');
  for (let from = 0; from < segments.length; from++) {
    const module = segments.slice(from).join('.');
    if (scope === module) return '';
    if (scope.startsWith(`${module}.`)) return scope.slice(module.length + 1);
  }
  return scope;
}

/** Parts are length-prefixed: no two different lists of parts make the same text. */
function digest(parts: readonly string[]): string {
  return hash('sha256', parts.map((part) => `${part.length}:${part}`).join(''), 'hex');
}
