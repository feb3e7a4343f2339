/** pip's requirements and constraints files: every option, hashes, continuations, `# via` comments, each with its place. */
import { type DirectReference, parseDirectReference } from './direct-reference.ts';
import { isRequirement, parseRequirement, type Requirement } from './pep508.ts';
import type { Marker } from './pep508-markers.ts';
import { shellSplit } from './shell-words.ts';
import type { Span } from './text-lines.ts';

export interface RequirementLine {
  readonly kind: 'requirement';
  /** From the first character to the end of the last continued line. */
  readonly span: Span;
  readonly editable: boolean;
  /** The requirement or address as written, without options and comment. */
  readonly text: string;
  /** Present unless the line is a bare address or path, or cannot be read. */
  readonly requirement?: Requirement;
  readonly marker?: Marker;
  /** A bare address or path, or what stands after `name @`. */
  readonly reference?: DirectReference;
  /** Extras of a bare path or address (`.[dev]`). */
  readonly referenceExtras?: readonly string[];
  /** `algorithm:digest`, lower case. */
  readonly hashes: readonly string[];
  /** Per-requirement options other than hashes, e.g. `--config-settings`. */
  readonly options: readonly RequirementsOption[];
  /** Names after `# via` that pip-compile and uv write; `-r file` entries included as written. */
  readonly via: readonly string[];
  /** `${NAME}` occurs; pip would fill it in. */
  readonly usesEnvironment: boolean;
}

export interface RequirementsOption {
  /** Long form without dashes, e.g. `extra-index-url`. */
  readonly name: string;
  readonly value?: string;
}

export type RequirementsEntry =
  | RequirementLine
  | {
      readonly kind: 'include';
      readonly as: 'requirements' | 'constraints';
      readonly path: string;
      readonly span: Span;
    }
  | ({ readonly kind: 'option'; readonly span: Span } & RequirementsOption)
  | { readonly kind: 'error'; readonly message: string; readonly span: Span };

const maxRequirementLength = 5000;

const shortOptions: { readonly [short: string]: string } = {
  r: 'requirement',
  c: 'constraint',
  e: 'editable',
  i: 'index-url',
  f: 'find-links',
  C: 'config-settings',
};
const flags = new Set(['no-index', 'pre', 'prefer-binary', 'require-hashes', 'all-releases', 'no-build-isolation']);

/** Reads a whole file. Never throws; what cannot be read becomes an `error` entry. */
export function parseRequirementsTxt(text: string): readonly RequirementsEntry[] {
  const entries: RequirementsEntry[] = [];
  let via: string[] | undefined;
  for (const line of logicalLines(text)) {
    if (line.text.trim() === '') {
      if (line.comment === undefined) via = undefined;
      else via = readVia(line.comment, via);
    } else {
      via = [];
      entries.push(...readLine(line, via));
      if (line.comment !== undefined) via = readVia(line.comment, via);
    }
  }
  return entries;
}

interface LogicalLine {
  readonly text: string;
  readonly comment?: string;
  readonly span: Span;
}

/** Joins continued lines as pip does: a comment ends a continuation; comments start at the line's start or after a space. */
function* logicalLines(text: string): Generator<LogicalLine> {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let parts: string[] = [];
  let start = at;
  while (at < text.length) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const raw = text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end);
    if (parts.length === 0) start = at + (raw.length - raw.trimStart().length);
    const isComment = /^\s*#/.test(raw);
    if (raw.endsWith('\\') && !isComment && newline !== -1) parts.push(raw.slice(0, -1));
    else {
      const joined = parts.join('') + (isComment && parts.length > 0 ? ` ${raw}` : raw);
      const hash = /(?:^|\s)#/.exec(joined);
      const body = hash === null ? joined : joined.slice(0, hash.index);
      yield {
        text: body,
        ...(hash !== null && { comment: joined.slice(hash.index).trim().replace(/^#/, '') }),
        span: { start, end: at + Math.max(raw.trimEnd().length, 0) },
      };
      parts = [];
    }
    at = end + 1;
  }
  if (parts.length > 0) yield { text: parts.join(''), span: { start, end: text.length } };
}

function readVia(comment: string, open: string[] | undefined): string[] | undefined {
  if (open === undefined) return undefined;
  const first = /^\s*via\b(.*)$/.exec(comment);
  const names = first === null ? comment : first[1]!;
  if (first === null && open.length === 0 && !/^\s{2,}\S+/.test(comment)) return open;
  for (const part of names.split(',')) {
    const name = part.trim();
    if (name !== '' && (first !== null || /^(?:-[rc] )?\S+(?: \(.*\))?$/.test(name))) open.push(name);
  }
  return open;
}

function readLine({ text, span }: LogicalLine, via: string[]): RequirementsEntry[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('-')) return readOptions(trimmed, span, via);
  const split = /\s-(?:-?[A-Za-z])/.exec(trimmed);
  const body = split === null ? trimmed : trimmed.slice(0, split.index).trim();
  const options = split === null ? [] : parseOptions(trimmed.slice(split.index));
  return [requirementLine(body, options, { span, editable: false, via })];
}

function readOptions(text: string, span: Span, via: string[]): RequirementsEntry[] {
  const options = parseOptions(text);
  const entries: RequirementsEntry[] = [];
  for (const [index, { name, value }] of options.entries()) {
    if (name === 'editable' && value !== undefined) {
      entries.push(requirementLine(value, options.slice(index + 1), { span, editable: true, via }));
      break;
    }
    if ((name === 'requirement' || name === 'constraint') && value !== undefined)
      entries.push({ kind: 'include', as: name === 'requirement' ? 'requirements' : 'constraints', path: value, span });
    else if (name === '') entries.push({ kind: 'error', message: `“${value}” is not expected after an option`, span });
    else entries.push({ kind: 'option', name, ...(value !== undefined && { value }), span });
  }
  return entries;
}

/** Interprets words as pip's option parser does. A word that belongs to no option comes back with an empty name. */
export function parseOptions(text: string): readonly RequirementsOption[] {
  const words = shellSplit(text);
  const options: RequirementsOption[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]!;
    const long = /^--([A-Za-z][A-Za-z0-9-]*)(?:=(.*))?$/s.exec(word);
    const short = /^-([A-Za-z])(?:=?(.+))?$/s.exec(word);
    const name = long?.[1] ?? (short ? (shortOptions[short[1]!] ?? short[1]!) : '');
    if (name === '') options.push({ name, value: word });
    else {
      let value = long?.[2] ?? short?.[2];
      if (value === undefined && !flags.has(name) && words[i + 1] !== undefined && !/^-./.test(words[i + 1]!))
        value = words[++i]!;
      options.push({ name, ...(value !== undefined && { value }) });
    }
  }
  return options;
}

interface LineContext {
  readonly span: Span;
  readonly editable: boolean;
  readonly via: readonly string[];
}

/** One requirement, address or path as it may stand on a line of a file or of a `pip install` command. */
export function requirementLine(
  text: string,
  options: readonly RequirementsOption[],
  { span, editable, via }: LineContext,
): RequirementsEntry {
  // Nothing real is that long, and some patterns below look ahead through spaces.
  if (text.length > maxRequirementLength)
    return { kind: 'error', message: `a requirement of more than ${maxRequirementLength} characters`, span };
  const base = {
    kind: 'requirement',
    span,
    editable,
    text,
    hashes: options.filter(({ name, value }) => name === 'hash' && value).map(({ value }) => value!.toLowerCase()),
    options: options.filter(({ name }) => name !== 'hash' && name !== ''),
    via,
    usesEnvironment: /\$\{[A-Z0-9_]+\}/.test(text),
  } as const;
  const [address = '', marker] = text.split(/\s;|;\s/, 2);
  const extras = /^([^#]*[^\s#])\[([^\][]*)\]$/.exec(address.trim());
  const isAddress = editable || !/^[A-Za-z0-9][A-Za-z0-9._-]*\s*(?:\[[^\]]*\])?\s*@/.test(text);
  const reference = isAddress ? parseDirectReference((extras?.[1] ?? address).trim()) : undefined;
  if (reference !== undefined) {
    const names = (extras?.[2] ?? '').split(',').flatMap((name) => name.trim() || []);
    const conditional = marker === undefined ? undefined : parseRequirement(`x; ${marker}`);
    return {
      ...base,
      reference,
      ...(names.length > 0 && { referenceExtras: names }),
      ...(conditional && isRequirement(conditional) && { marker: conditional.marker! }),
      ...(reference.kind === 'archive' && { hashes: [...base.hashes, ...reference.hashes] }),
    };
  }
  const requirement = parseRequirement(text);
  if (!isRequirement(requirement)) {
    if (editable || base.usesEnvironment) return { ...base, reference: { kind: 'path', path: text } };
    return { kind: 'error', message: `not a requirement: ${requirement.message}`, span };
  }
  const direct = requirement.url === undefined ? undefined : parseDirectReference(requirement.url);
  return {
    ...base,
    requirement,
    ...(requirement.marker && { marker: requirement.marker }),
    ...(direct && { reference: direct }),
    ...(direct?.kind === 'archive' && { hashes: [...base.hashes, ...direct.hashes] }),
  };
}
