/** Decisions that a team has made with other tools, in their files: each becomes a suppression with its reason and its date. */
import type { DraftFinding, Finding, ScannerId, Suppression } from '../finding.ts';
import type { RuleMeta } from '../rule.ts';
import { aboutWaiver } from './waivers.ts';

export interface ForeignDecision {
  /** `osv-scanner`, `trivy`, `bandit` … */
  readonly tool: string;
  /** Where it is written. */
  readonly path: string;
  readonly line: number;
  readonly reason: string;
  /** `YYYY-MM-DD`, its last day. */
  readonly expires?: string;
  /** Ids of advisories, any case. */
  readonly advisories?: readonly string[];
  readonly package?: string;
  readonly version?: string;
  /** Names of the tool's rules: `bandit:B101`. */
  readonly aliases?: readonly string[];
  readonly scanners?: readonly ScannerId[];
  readonly covers?: (path: string) => boolean;
  /** The decision is about one finding of a baseline, not about a kind of findings. */
  readonly once?: { readonly path: string; readonly line: number; readonly text: string };
}

/** What was read from one file, and what it did. */
export interface ForeignUse {
  readonly path: string;
  readonly tool: string;
  readonly decisions: number;
  /** Decisions that met a finding. */
  readonly used: number;
  readonly expired: number;
}

export interface ForeignMatch {
  readonly findings: readonly Finding[];
  /** Expired decisions that would still hide something. */
  readonly drafts: readonly DraftFinding[];
  readonly uses: readonly ForeignUse[];
}

/** Applies them. `rules` say which rule an alias names; `today` is `YYYY-MM-DD`. */
export function applyForeignDecisions(
  findings: readonly Finding[],
  decisions: readonly ForeignDecision[],
  { rules, today }: { readonly rules: readonly RuleMeta[]; readonly today: string },
): ForeignMatch {
  const byAlias = new Map<string, Set<string>>();
  for (const { name, aliases } of rules) {
    for (const alias of aliases) {
      const names = byAlias.get(alias.toLowerCase()) ?? new Set();
      byAlias.set(alias.toLowerCase(), names.add(name));
    }
  }
  const more = new Map<Finding, Suppression[]>();
  const drafts: DraftFinding[] = [];
  const uses = new Map<string, { path: string; tool: string; decisions: number; used: number; expired: number }>();
  const index = indexFindings(findings);
  for (const decision of decisions) {
    const key = `${decision.path}\0${decision.tool}`;
    const use = uses.get(key) ?? { path: decision.path, tool: decision.tool, decisions: 0, used: 0, expired: 0 };
    uses.set(key, use);
    use.decisions++;
    const met = index(decision).filter((finding) => covers(decision, finding, byAlias));
    const chosen = decision.once ? closest(met, decision.once, more) : met;
    if (chosen.length === 0) continue;
    if (decision.expires !== undefined && decision.expires < today) {
      use.expired++;
      const count = `${chosen.length} ${chosen.length === 1 ? 'finding is' : 'findings are'}`;
      const message = `A decision for ${decision.tool} ended on ${decision.expires}; ${count} open again.`;
      drafts.push(aboutWaiver(placeOf(decision), 'expired-waiver', 'medium', message, keyOf(decision)));
      continue;
    }
    use.used++;
    for (const finding of chosen) more.set(finding, [...(more.get(finding) ?? []), toSuppression(decision)]);
  }
  return {
    findings: findings.map((finding) => {
      const own = more.get(finding);
      return own ? { ...finding, suppressions: [...finding.suppressions, ...own] } : finding;
    }),
    drafts,
    uses: [...uses.values()],
  };
}

/** Candidates without a look at every finding for every decision: by path or by advisory where the decision names one. */
function indexFindings(findings: readonly Finding[]): (decision: ForeignDecision) => readonly Finding[] {
  const byPath = new Map<string, Finding[]>();
  const byId = new Map<string, Finding[]>();
  for (const finding of findings) {
    push(byPath, finding.location.path, finding);
    for (const id of idsOf(finding)) push(byId, id, finding);
  }
  return ({ advisories, once }) => {
    if (once) return byPath.get(once.path) ?? [];
    if (advisories) return [...new Set(advisories.flatMap((id) => byId.get(id.toUpperCase()) ?? []))];
    return findings;
  };
}

function push(map: Map<string, Finding[]>, key: string, finding: Finding): void {
  const list = map.get(key);
  if (list) list.push(finding);
  else map.set(key, [finding]);
}

function covers(
  decision: ForeignDecision,
  finding: Finding,
  byAlias: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  const { aliases, package: name, version, scanners } = decision;
  if (scanners && !scanners.includes(finding.scanner)) return false;
  if (name !== undefined && normalise(finding.properties?.['package']) !== normalise(name)) return false;
  if (version !== undefined && finding.properties?.['version'] !== version) return false;
  if (decision.covers && !decision.covers(finding.location.path)) return false;
  if (!aliases) return true;
  return aliases.some(
    (alias) => alias === finding.rule || byAlias.get(alias.toLowerCase())?.has(finding.rule) === true,
  );
}

/** The one finding a baseline entry means: on a line with the same text, the nearest one; no finding is meant twice. */
function closest(
  findings: readonly Finding[],
  { line, text }: { readonly line: number; readonly text: string },
  taken: ReadonlyMap<Finding, unknown>,
): readonly Finding[] {
  const same = findings.filter((finding) => {
    if (taken.has(finding)) return false;
    const { start } = finding.location;
    const own = finding.excerpt?.lines[start.line - finding.excerpt.firstLine]?.trim();
    return own === undefined || text === '' ? start.line === line : sameLine(own, text.trim());
  });
  const distance = (finding: Finding): number => Math.abs(finding.location.start.line - line);
  const [first] = same.sort((a, b) => distance(a) - distance(b));
  return first ? [first] : [];
}

/** Secrets are blotted out in our excerpts, and not in the other tool's: `*****` there stands for any text. */
function sameLine(own: string, text: string): boolean {
  const at = own.indexOf('*****');
  if (at < 0) return own === text;
  const [head, tail] = [own.slice(0, at), own.slice(own.lastIndexOf('*****') + 5)];
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}

function toSuppression(decision: ForeignDecision): Suppression {
  const { once, tool, reason, path, line, expires } = decision;
  return {
    kind: once ? 'baseline' : 'configuration',
    reason: `${tool}: ${reason} (${path}:${line})`,
    location: placeOf(decision),
    ...(expires !== undefined && { until: expires }),
  };
}

function placeOf({ path, line }: ForeignDecision) {
  const position = { byte: 0, line, column: 1, utf16Column: 1 };
  return { path, start: position, end: position };
}

function keyOf({ tool, advisories, aliases, package: name }: ForeignDecision): string {
  return [tool, ...(advisories ?? []), ...(aliases ?? []), name ?? ''].join(' ');
}

function idsOf(finding: Finding): string[] {
  const ids = finding.properties?.['ids'];
  const own = Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
  return own.map((id) => id.toUpperCase());
}

function normalise(name: unknown): string {
  return typeof name === 'string' ? name.toLowerCase().replace(/[-_.]+/g, '-') : '';
}
