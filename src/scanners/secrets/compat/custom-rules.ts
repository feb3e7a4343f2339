/** Runs regular expressions of users (gitleaks' rules, git-secrets' patterns, Theriac's configuration) within bounds. */
import { RE2JS } from 're2js';
import type { Candidate, TextFile } from '../candidate.ts';
import { shannonEntropy } from '../engine/entropy.ts';
import { byteString } from '../engine/text.ts';
import { type CompiledAllowlist, compileAllowlist } from './allowlist.ts';
import type { GitleaksRule } from './gitleaks-config.ts';
import { mayBacktrack, translateRe2 } from './re2.ts';

/** Finds `[match, groups…]` from `from` on; undefined when there is none. */
type Find = (
  text: string,
  from: number,
) => { readonly at: number; readonly groups: readonly (string | undefined)[] } | undefined;

export interface CustomRule {
  readonly id: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly entropy: number;
  readonly secretGroup: number;
  readonly path?: RegExp;
  readonly find?: Find;
  readonly allowlists: readonly CompiledAllowlist[];
}

/** Bytes around a keyword, and length of a piece where there is none. */
const before = 256;
const after = 2048;
const pieceLength = 4096;
const pieceOverlap = 512;
const mostMatches = 1000;

/** Compiles a rule; a string says why it cannot be used. */
export function compileCustomRule(rule: GitleaksRule): CustomRule | string {
  try {
    return {
      id: rule.id,
      description: rule.description === '' ? rule.id : rule.description,
      keywords: rule.keywords.map((word) => word.toLowerCase()),
      entropy: rule.entropy,
      secretGroup: rule.secretGroup,
      ...(rule.path === undefined ? {} : { path: translateRe2(rule.path) }),
      ...(rule.regex === undefined ? {} : { find: compileFind(rule.regex) }),
      allowlists: rule.allowlists.map(compileAllowlist),
    };
  } catch (error) {
    return `rule ${rule.id}: ${error instanceof Error ? error.message : 'the pattern cannot be read'}`;
  }
}

function compileFind(pattern: string): Find {
  if (mayBacktrack(pattern)) {
    const compiled = RE2JS.compile(pattern);
    return (text, from) => {
      const matcher = compiled.matcher(text);
      if (!matcher.find(from)) return undefined;
      const groups: (string | undefined)[] = [];
      for (let i = 0; i <= matcher.groupCount(); i++) groups.push(matcher.group(i) ?? undefined);
      return { at: matcher.start(), groups };
    };
  }
  const regex = new RegExp(translateRe2(pattern).source, 'g');
  return (text, from) => {
    regex.lastIndex = from;
    const found = regex.exec(text);
    return found === null ? undefined : { at: found.index, groups: [...found] };
  };
}

/** Candidates of the rules in a file. */
export function matchCustomRules(bytes: Uint8Array, file: TextFile, rules: readonly CustomRule[]): Candidate[] {
  const found: Candidate[] = [];
  let lower: string | undefined;
  for (const rule of rules) {
    if (rule.path !== undefined && !rule.path.test(file.path)) continue;
    if (rule.find === undefined) {
      if (rule.path !== undefined) found.push(pathCandidate(rule, file));
      continue;
    }
    if (rule.keywords.length > 0) lower ??= byteString(bytes, 0, bytes.length).toLowerCase();
    const seen = new Set<number>();
    for (const [from, to] of rule.keywords.length === 0 ? pieces(bytes.length) : windows(lower ?? '', rule.keywords)) {
      matchPiece(bytes, from, to, rule, seen, found);
      if (found.length > mostMatches) return found;
    }
  }
  return found;
}

function matchPiece(
  bytes: Uint8Array,
  from: number,
  to: number,
  rule: CustomRule,
  seen: Set<number>,
  found: Candidate[],
): void {
  const text = byteString(bytes, from, to);
  let at = 0;
  for (let match = rule.find?.(text, at); match !== undefined && at <= text.length; match = rule.find?.(text, at)) {
    const whole = match.groups[0] ?? '';
    at = match.at + Math.max(1, whole.length);
    const value =
      rule.secretGroup > 0
        ? match.groups[rule.secretGroup]
        : (match.groups.slice(1).find((group) => group !== undefined && group !== '') ?? whole);
    if (value === undefined || value === '') continue;
    const start = from + match.at + Math.max(0, whole.indexOf(value));
    if (seen.has(start)) continue;
    seen.add(start);
    if (rule.entropy > 0 && shannonEntropy(value) <= rule.entropy) continue;
    found.push({
      rule: 'custom-secret',
      title: rule.description.replace(/[^\x20-\x7e]/g, '').slice(0, 120),
      start,
      end: start + value.length,
      value,
      severity: 'high',
      confidence: 'medium',
      facts: [],
      rank: 1,
      properties: { detector: rule.id, match: whole.length },
    });
  }
}

/** A rule with a path only reports the file. */
function pathCandidate(rule: CustomRule, file: TextFile): Candidate {
  return {
    rule: 'custom-secret',
    title: rule.description.slice(0, 120),
    start: 0,
    end: 0,
    value: `file:${file.path}`,
    severity: 'high',
    confidence: 'medium',
    facts: [],
    rank: 3,
    properties: { detector: rule.id },
  };
}

function* pieces(length: number): Generator<readonly [number, number]> {
  for (let from = 0; from < length; from += pieceLength - pieceOverlap)
    yield [from, Math.min(length, from + pieceLength)];
}

/** Stretches around the keywords, overlapping ones joined up to a bounded length. */
function* windows(lower: string, keywords: readonly string[]): Generator<readonly [number, number]> {
  const hits: number[] = [];
  for (const keyword of keywords) {
    if (keyword === '') continue;
    for (
      let at = lower.indexOf(keyword);
      at >= 0 && hits.length < 100_000;
      at = lower.indexOf(keyword, at + keyword.length)
    )
      hits.push(at);
  }
  hits.sort((a, b) => a - b);
  let end = -1;
  for (const hit of hits) {
    if (hit + 64 < end) continue;
    const from = Math.max(0, hit - before);
    end = Math.min(lower.length, hit + after);
    yield [from, end];
  }
}
