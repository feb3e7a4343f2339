/** Suppression comments: our own and those that other tools' users have already written. */
import { indexLines, type LineIndex, lineAt, makeLocation } from '../line-index.ts';
import type { Location } from '../location.ts';

export const markerTools = [
  'theriac',
  'bandit',
  'ruff',
  'semgrep',
  'codeql',
  'sonar',
  'detect-secrets',
  'gitleaks',
  'trufflehog',
  'ggshield',
] as const;
export type MarkerTool = (typeof markerTools)[number];

export interface SuppressionMarker {
  readonly tool: MarkerTool;
  /** The marker as written, without the reason. */
  readonly text: string;
  readonly location: Location;
  /** The line whose statement is covered: its own, or for an own-line comment the next line of code. */
  readonly coveredLine: number;
  /** `rules`: those named. `secrets`: every rule of the secrets family. `all`: a bare marker. */
  readonly covers: 'rules' | 'secrets' | 'all';
  /** Rule ids as written, in the tool's own naming. */
  readonly ids: readonly string[];
  readonly reason: string;
  /** `YYYY-MM-DD`; covers up to and including that day. */
  readonly until?: string;
  readonly owner?: string;
  /** Why the marker cannot be honoured. */
  readonly malformed?: string;
}

/** A comment's bytes in a file, from its `#` to the end of its line. */
export interface CommentRange {
  readonly start: number;
  readonly end: number;
}

interface Parsed {
  readonly tool: MarkerTool;
  readonly text: string;
  readonly covers: SuppressionMarker['covers'];
  readonly ids: readonly string[];
  readonly rest: string;
  readonly nextLine?: boolean;
  readonly malformed?: string;
}

const longestComment = 2000;
const mostIds = 50;
const hashSign = 0x23;
const decoder = new TextDecoder('utf-8');
const hint =
  /theriac:|nosec|noqa|nosem|codeql\[|lgtm\[|NOSONAR|allowlist|whitelist|gitleaks:allow|trufflehog:ignore|ggignore/i;

/** A notebook cell in the joined source: findings and markers count their lines within it. */
export interface CellRange {
  /** 1-based. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
  /** Line of the joined source at which the cell starts. */
  readonly line: number;
}

/** Reads the markers of the comments of one file. `path` is relative to the root. */
export function readMarkers(
  bytes: Uint8Array,
  path: string,
  comments: Iterable<CommentRange>,
  cells?: readonly CellRange[],
): SuppressionMarker[] {
  const markers: SuppressionMarker[] = [];
  let index: LineIndex | undefined;
  for (const { start, end } of comments) {
    const text = decoder.decode(bytes.subarray(start, Math.min(end, start + longestComment)));
    if (!hint.test(text)) continue;
    for (const parsed of parseComment(text)) {
      index ??= indexLines(bytes);
      const marker = place(index, path, start, end, parsed);
      const cell = cells?.find((range) => start >= range.start && start <= range.end);
      markers.push(cell === undefined ? marker : withinCell(marker, cell));
    }
  }
  return markers;
}

function withinCell(marker: SuppressionMarker, cell: CellRange): SuppressionMarker {
  const shift = cell.line - 1;
  const { path, start, end } = marker.location;
  const location: Location = {
    path,
    start: { ...start, line: start.line - shift },
    end: { ...end, line: end.line - shift },
    cell: cell.index,
  };
  return { ...marker, location, coveredLine: marker.coveredLine - shift };
}

/**
 * The `#` comments of a file without a parser of its own (YAML, TOML, Dockerfile, requirements …): from a `#` at
 * the start of a line or after a blank, so that `a#b` and a URL's fragment are none.
 */
export function hashComments(bytes: Uint8Array): CommentRange[] {
  const ranges: CommentRange[] = [];
  for (let at = bytes.indexOf(hashSign); at !== -1; at = bytes.indexOf(hashSign, at + 1)) {
    if (at > 0 && bytes[at - 1] > 0x20) continue;
    let end = at;
    while (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d) end++;
    ranges.push({ start: at, end });
    at = end;
  }
  return ranges;
}

function place(index: LineIndex, path: string, start: number, end: number, parsed: Parsed): SuppressionMarker {
  const location = makeLocation(index, path, start, end);
  const line = location.start.line;
  const ownLine = isBlank(index, index.lineStarts[line - 1], start);
  const details = readDetails(parsed.rest);
  const malformed = parsed.malformed ?? details.malformed;
  return {
    tool: parsed.tool,
    text: parsed.text,
    location,
    coveredLine: ownLine || parsed.nextLine ? nextCodeLine(index, line) : line,
    covers: parsed.covers,
    ids: parsed.ids,
    reason: details.reason,
    ...(details.until === undefined ? {} : { until: details.until }),
    ...(details.owner === undefined ? {} : { owner: details.owner }),
    ...(malformed === undefined ? {} : { malformed }),
  };
}

/** Several markers may share a comment: `# noqa: S602 # nosec B602`. */
function parseComment(comment: string): Parsed[] {
  const parts = comment.split('#').map((part) => part.trim());
  const found: Parsed[] = [];
  for (const part of parts) {
    if (!hint.test(part)) continue;
    const parsed = parseTheriac(part) ?? parseListMarker(part) ?? parseBracketMarker(part) ?? parseSecretMarker(part);
    if (parsed !== undefined) found.push(parsed);
  }
  return found;
}

function parseTheriac(text: string): Parsed | undefined {
  const start = /^theriac:\s*/.exec(text);
  if (start === null) return undefined;
  const directive = /^ignore(?:\[([^\]]*)\])?/.exec(text.slice(start[0].length));
  const base = { tool: 'theriac', covers: 'rules' } as const;
  if (directive === null) {
    return { ...base, text, ids: [], rest: '', malformed: 'after "theriac:" comes "ignore[rule]"' };
  }
  const length = start[0].length + directive[0].length;
  const rest = text.slice(length);
  if (directive[1] === undefined) return { ...base, covers: 'all', text: text.slice(0, length), ids: [], rest };
  const ids = splitIds(directive[1]);
  const empty = ids.length === 0 ? { malformed: 'the brackets name no rule' } : {};
  return { ...base, text: text.slice(0, length), ids, rest, ...empty };
}

/** `nosec B602, B603 -- reason`, `noqa: S602`, `nosemgrep: a.b.c`. */
function parseListMarker(text: string): Parsed | undefined {
  const bandit = /^nosec\b:?/.exec(text);
  if (bandit !== null) {
    const { ids, rest } = takeIds(text.slice(bandit[0].length), /^(?:B\d{3}|[a-z][a-z0-9]*(?:_[a-z0-9]+)+)$/);
    return {
      tool: 'bandit',
      text: text.slice(0, text.length - rest.length).trim(),
      ids,
      rest,
      covers: ids.length > 0 ? 'rules' : 'all',
    };
  }
  const ruff = /^(?:(?:flake8|ruff)\s*[:=]\s*)?noqa\s*:/i.exec(text);
  if (ruff !== null) {
    const { ids, rest } = takeIds(text.slice(ruff[0].length), /^[A-Z]{1,4}\d{1,4}$/i);
    const ours = ids.filter((id) => /^S\d{3}$/i.test(id));
    if (ours.length === 0) return undefined;
    return { tool: 'ruff', text: text.slice(0, text.length - rest.length).trim(), ids: ours, rest, covers: 'rules' };
  }
  const semgrep = /^(?:nosemgrep|nosem)\b:?/.exec(text);
  if (semgrep !== null) {
    const listed = semgrep[0].endsWith(':');
    const { ids, rest } = listed
      ? takeIds(text.slice(semgrep[0].length), /^[\w-]+(?:\.[\w-]+)*$/)
      : { ids: [], rest: text.slice(semgrep[0].length) };
    return {
      tool: 'semgrep',
      text: text.slice(0, text.length - rest.length).trim(),
      ids,
      rest,
      covers: ids.length > 0 ? 'rules' : 'all',
    };
  }
  return undefined;
}

/** `codeql[py/sql-injection]`, `lgtm[...]`, `NOSONAR`, `NOSONAR(S2068)`. */
function parseBracketMarker(text: string): Parsed | undefined {
  const codeql = /(?:codeql|lgtm)\s*\[([^\]]*)\]/.exec(text);
  if (codeql !== null) {
    const rest = text.slice(codeql.index + codeql[0].length);
    return { tool: 'codeql', text: codeql[0], ids: splitIds(codeql[1]), rest, covers: 'rules' };
  }
  const sonar = /NOSONAR\b(?:\(([^)]*)\))?/.exec(text);
  if (sonar === null) return undefined;
  const ids = splitIds(sonar[1] ?? '');
  const rest = text.slice(sonar.index + sonar[0].length);
  return { tool: 'sonar', text: sonar[0], ids, rest, covers: ids.length > 0 ? 'rules' : 'all' };
}

function parseSecretMarker(text: string): Parsed | undefined {
  const forms: readonly [MarkerTool, RegExp][] = [
    ['detect-secrets', /pragma:?\s{0,4}(?:allowlist|whitelist)\s{0,4}(nextline\s{1,4})?secret\b/i],
    ['gitleaks', /gitleaks:allow\b/],
    ['trufflehog', /trufflehog:ignore\b/i],
    ['ggshield', /\bggignore\b/],
  ];
  for (const [tool, pattern] of forms) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const rest = text.slice(match.index + match[0].length);
    return { tool, text: match[0], ids: [], rest, covers: 'secrets', nextLine: match[1] !== undefined };
  }
  return undefined;
}

function splitIds(text: string): string[] {
  return text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
    .slice(0, mostIds);
}

/** Takes ids from the front, separated by commas or blanks, and leaves what does not look like one. */
function takeIds(text: string, shape: RegExp): { readonly ids: string[]; readonly rest: string } {
  const ids: string[] = [];
  let at = 0;
  while (ids.length < mostIds) {
    const word = /^[\s,]*([^\s,]+)/.exec(text.slice(at));
    if (word === null || !shape.test(word[1])) break;
    ids.push(word[1]);
    at += word[0].length;
  }
  return { ids, rest: text.slice(at) };
}

interface Details {
  readonly reason: string;
  readonly until?: string;
  readonly owner?: string;
  readonly malformed?: string;
}

/** `-- generated code until=2027-01-01 owner=ann` → its parts; what is no part is the reason. */
function readDetails(text: string): Details {
  const words = text.trim().split(/\s+/);
  const reason: string[] = [];
  const found: { until?: string; owner?: string; malformed?: string } = {};
  for (const word of words) {
    const until = /^until=(.*)$/.exec(word);
    const owner = /^owner=(.+)$/.exec(word);
    if (until !== null && isDate(until[1])) found.until = until[1];
    else if (until !== null) found.malformed = `"${word}" is no date of the form until=YYYY-MM-DD`;
    else if (owner !== null) found.owner = owner[1];
    else reason.push(word);
  }
  return {
    reason: reason
      .join(' ')
      .replace(/^[\s:–—-]+/, '')
      .trim(),
    ...found,
  };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The next line after `line` that holds more than blanks and a comment; the last line if there is none. */
function nextCodeLine(index: LineIndex, line: number): number {
  const last = index.lineStarts.length;
  for (let next = line + 1; next <= last; next++) {
    const start = index.lineStarts[next - 1];
    const end = index.lineStarts[next] ?? index.bytes.length;
    let at = start;
    while (at < end && index.bytes[at] <= 0x20) at++;
    if (at < end && index.bytes[at] !== 0x23) return next;
  }
  return lineAt(index, index.bytes.length);
}

function isBlank(index: LineIndex, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (index.bytes[at] > 0x20) return false;
  return true;
}
