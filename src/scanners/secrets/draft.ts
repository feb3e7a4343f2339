/** Candidates of all files → findings: one per value, with all its places, ranked by the best of them. */
import {
  compareSeverity,
  type DraftFinding,
  type Excerpt,
  type FileContext,
  type Fix,
  indexLines,
  type JsonValue,
  type LineIndex,
  type Location,
  makeLocation,
  type RelatedLocation,
  type Severity,
} from '../../findings/index.ts';
import type { Candidate, TextFile } from './candidate.ts';
import { narrowWideText } from './decode/utf16.ts';
import { preview, redactedExcerpt } from './redact.ts';
import { secretRules } from './rules.ts';

/** A candidate with its place worked out; the file's bytes are no longer needed. */
export interface PlacedCandidate {
  readonly candidate: Candidate;
  readonly location: Location;
  readonly excerpt: Excerpt;
  readonly context: FileContext;
  /** Why severity is lowered: where the value stands. */
  readonly minor?: string;
  /** A comment of some tool on its line allows it. */
  readonly allowedInline: boolean;
  /** The configuration file or baseline of a tool that accepts it, and why. */
  readonly accepted?: { readonly by: string; readonly reason: string };
  /** A person has looked at it and called it real: it counts wherever it stands. */
  readonly confirmed?: boolean;
  readonly scope?: string;
  readonly statement?: { readonly startLine: number; readonly endLine: number };
  readonly fix?: Fix;
}

const allowComment =
  /pragma:?\s?(?:allow|white)list[ -]secret|gitleaks:allow|trufflehog:ignore|ggignore|theriac:\s*ignore|nosec\b|noqa:\s*S10/;
const minorContexts: ReadonlyMap<FileContext, string> = new Map([
  ['test', 'a test'],
  ['example', 'an example'],
  ['documentation', 'documentation'],
  ['vendored', 'vendored code'],
  ['generated', 'generated code'],
]);
/** `.env.example`, `settings.sample.py`, `dummyserver/`: the project's model knows common folders, not these. */
const minorName =
  /(?:^|\/)(?:openapi|swagger)[^/]*\.(?:ya?ml|json)$|\.(?:js|css|mjs)\.map$|\.min\.(?:js|css)$|[._-](?:example|sample|template|tmpl|dist)s?(?:\.[^/]*)?$|(?:^|\/)(?:examples?|samples?)[-_.][^/]*$|(?:^|\/)[^/]*(?:dummy|fake|mock|fixture|sample|snakeoil|testdata|testing|selftest|unittest)[^/]*\//i;

/** Works out lines, columns and the redacted excerpt of a file's candidates. */
export function placeCandidates(
  bytes: Uint8Array,
  file: TextFile,
  candidates: readonly Candidate[],
  isProse: (byte: number) => boolean = () => false,
): PlacedCandidate[] {
  if (candidates.length === 0) return [];
  const wide = narrowWideText(bytes);
  const shift = (byte: number): number => (wide === undefined ? byte : (byte - wide.offset) / wide.width);
  const index = indexLines(wide?.bytes ?? bytes);
  const hidden = candidates.map(({ start, end, value }) => ({ start: shift(start), end: shift(end), value }));
  const minorFile = minorContexts.get(file.context) ?? (minorName.test(file.path) ? 'a sample or a test' : undefined);
  return candidates.map((candidate, i): PlacedCandidate => {
    const { start, end } = hidden[i];
    const location = makeLocation(index, file.path, start, end);
    // What a provider's own mark proves is real in a comment too; a value beside a name there is an example.
    const prose = candidate.rank > 0 || candidate.remediation === undefined;
    const ambient = prose && isProse(candidate.start) ? 'a comment or docstring' : undefined;
    const minor = minorFile ?? ambient;
    return {
      candidate,
      location:
        wide === undefined
          ? location
          : {
              ...location,
              start: { ...location.start, byte: candidate.start },
              end: { ...location.end, byte: candidate.end },
            },
      excerpt: redactedExcerpt(index, start, end, hidden),
      context: file.context,
      ...(minor === undefined ? {} : { minor }),
      allowedInline: hasAllowComment(index, location),
    };
  });
}

function hasAllowComment(index: LineIndex, location: Location): boolean {
  const { bytes, lineStarts } = index;
  const from = lineStarts[location.start.line - 1];
  const to = Math.min(lineStarts[location.end.line] ?? bytes.length, from + 4000);
  if (allowComment.test(new TextDecoder().decode(bytes.subarray(from, to)))) return true;
  const before = lineStarts[location.start.line - 2];
  if (before === undefined) return false;
  // Only a comment on a line of its own speaks for the next.
  return /^\s*(?:#|\/\/|\/\*|--|;|'|<!--).*(?:nextline[ -]secret|theriac:\s*ignore)/.test(
    new TextDecoder().decode(bytes.subarray(before, Math.min(from, before + 400))),
  );
}

export interface DraftOptions {
  /** Keyed hash of a value. */
  readonly keyOf: (value: string) => string;
  readonly isEnabled: (rule: string) => boolean;
}

/** Joins equal values and parts of one credential, and words the findings. Deterministic: input order does not matter. */
export function draftFindings(all: readonly PlacedCandidate[], options: DraftOptions): DraftFinding[] {
  const placed = all.filter((entry) => !isTestWord(entry));
  const groups = new Map<string, PlacedCandidate[]>();
  for (const entry of placed) {
    // Weak passwords are the same by chance; only what is random enough is the same secret elsewhere.
    const alone = entry.accepted !== undefined || entry.allowedInline;
    const file = `\0${entry.location.path}`;
    const place = alone ? `${file}\0${entry.location.start.byte}` : entry.candidate.value.length >= 12 ? '' : file;
    const key = `${entry.candidate.value}${place}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  const partners = findPartners(placed);
  const drafts: DraftFinding[] = [];
  for (const group of groups.values()) {
    group.sort(compareEntries);
    const best = group.find(({ candidate }) => options.isEnabled(candidate.rule));
    if (best !== undefined) drafts.push(draft(best, group, partners.get(best), options));
  }
  return drafts;
}

/**
 * A guessable value without any mark, in a test or an example, is there to be read: `login('joe', 'secret')`. The same
 * in the application stays, and so does everything that looks random or that a provider's pattern knows.
 */
export function isTestWord({ candidate, minor }: PlacedCandidate): boolean {
  return minor !== undefined && candidate.confidence === 'low' && candidate.remediation === undefined;
}

/** The place that speaks for the value: real code before tests, then the more specific rule, then path and line. */
function compareEntries(a: PlacedCandidate, b: PlacedCandidate): number {
  return (
    Number(a.minor !== undefined) - Number(b.minor !== undefined) ||
    a.candidate.rank - b.candidate.rank ||
    compareSeverity(b.candidate.severity, a.candidate.severity) ||
    (a.location.path < b.location.path ? -1 : a.location.path > b.location.path ? 1 : 0) ||
    a.location.start.byte - b.location.start.byte ||
    (a.candidate.rule < b.candidate.rule ? -1 : 1)
  );
}

const farthestPartner = 10;

/** Key id and secret of one credential stand within a few lines of each other. */
function findPartners(placed: readonly PlacedCandidate[]): Map<PlacedCandidate, PlacedCandidate[]> {
  const byFile = new Map<string, PlacedCandidate[]>();
  for (const entry of placed) {
    if (entry.candidate.pair === undefined) continue;
    const key = `${entry.candidate.pair}\0${entry.location.path}\0${entry.location.cell ?? ''}`;
    const list = byFile.get(key);
    if (list === undefined) byFile.set(key, [entry]);
    else list.push(entry);
  }
  const partners = new Map<PlacedCandidate, PlacedCandidate[]>();
  for (const list of byFile.values()) {
    if (list.length < 2 || list.length > 200) continue;
    for (const entry of list) {
      const near = list.filter(
        (other) =>
          other !== entry &&
          other.candidate.rule !== entry.candidate.rule &&
          Math.abs(other.location.start.line - entry.location.start.line) <= farthestPartner,
      );
      if (near.length > 0) partners.set(entry, near);
    }
  }
  return partners;
}

function draft(
  best: PlacedCandidate,
  group: readonly PlacedCandidate[],
  partners: readonly PlacedCandidate[] | undefined,
  options: DraftOptions,
): DraftFinding {
  const { candidate, location } = best;
  const rule = secretRules.find(({ name }) => name === candidate.rule);
  const severity = severityOf(best, partners);
  const others = group.filter((entry) => entry !== best);
  const content = options.keyOf(candidate.value);
  const related: RelatedLocation[] = others
    .slice(0, 50)
    .map((entry) => ({ location: entry.location, message: 'The same value is also here.' }));
  for (const partner of partners ?? [])
    related.push({ location: partner.location, message: `${partner.candidate.title} of the same credential.` });
  const properties: Record<string, JsonValue> = {
    ...candidate.properties,
    valueLength: candidate.value.length,
    valueHash: content,
    places: group.length,
    ...(best.allowedInline ? { allowedInline: true } : {}),
    ...(best.accepted === undefined ? {} : { accepted: { by: best.accepted.by, reason: best.accepted.reason } }),
  };
  return {
    rule: candidate.rule,
    scanner: 'secrets',
    severity,
    confidence: candidate.confidence,
    message: messageOf(best, others.length, partners),
    location,
    excerpt: best.excerpt,
    identity: { scope: best.scope ?? '', content },
    cwe: rule?.cwe ?? ['CWE-798'],
    context: best.context,
    ...(related.length === 0 ? {} : { related }),
    ...(best.fix === undefined ? {} : { fix: best.fix }),
    ...(best.statement === undefined ? {} : { statement: best.statement }),
    remediation: candidate.remediation ?? generalRemediation,
    properties,
  };
}

export const generalRemediation =
  'Take the value out of the code, read it from the environment or a secret manager, and replace the credential: it stays in the history and in every copy.';

function severityOf(best: PlacedCandidate, partners: readonly PlacedCandidate[] | undefined): Severity {
  const { severity, identifier } = best.candidate;
  if (best.confirmed === true) return compareSeverity(severity, 'high') >= 0 ? severity : 'high';
  if (best.minor !== undefined) return compareSeverity(severity, 'low') > 0 ? 'low' : severity;
  if (identifier === true || partners === undefined) return severity;
  return compareSeverity(severity, 'high') >= 0 ? 'critical' : severity;
}

function messageOf(best: PlacedCandidate, others: number, partners: readonly PlacedCandidate[] | undefined): string {
  const { candidate } = best;
  const name = candidate.name === undefined ? '' : ` in ${printable(candidate.name)}`;
  const parts = [
    `${candidate.title}${name} (${preview(candidate.value, candidate.remediation !== undefined)}).`,
    ...candidate.facts,
  ];
  if (partners !== undefined)
    parts.push(`${partners[0].candidate.title} stands ${distance(best, partners[0])}: the pair is complete.`);
  if (others > 0) parts.push(`The same value stands in ${others} more ${others === 1 ? 'place' : 'places'}.`);
  if (best.minor !== undefined && best.confirmed !== true)
    parts.push(`It stands in ${best.minor} and is ranked lower for that.`);
  return parts.join(' ');
}

function distance(a: PlacedCandidate, b: PlacedCandidate): string {
  const lines = Math.abs(a.location.start.line - b.location.start.line);
  return lines === 0 ? 'on the same line' : `${lines} ${lines === 1 ? 'line' : 'lines'} away`;
}

function printable(name: string): string {
  return `"${name.replace(/[^\w.\-[\]' ]/g, '').slice(0, 60)}"`;
}
