/** Requirement strings (PEP 508): `name[extra]>=1,<2; marker` and `name @ url ; marker`, with the place of each part. */
import { normalizeName } from './names.ts';
import { formatSpecifiers, parseSpecifiers, type SpecifierSet } from './pep440-specifiers.ts';
import { formatMarker, type Marker, parseMarker } from './pep508-markers.ts';
import type { Span } from './text-lines.ts';

export interface Requirement {
  /** As written. */
  readonly name: string;
  /** PEP 503 form. */
  readonly key: string;
  /** As written, without duplicates. */
  readonly extras: readonly string[];
  /** Empty: any version (or the one at `url`). */
  readonly specifiers: SpecifierSet;
  readonly url?: string;
  readonly marker?: Marker;
  /** Offsets in the text that was read. */
  readonly spans: {
    readonly name: Span;
    /** The version clauses without brackets. */
    readonly specifiers?: Span;
    readonly url?: Span;
    readonly marker?: Span;
  };
}

export interface RequirementError {
  readonly message: string;
  /** Offset in the text that was read. */
  readonly offset: number;
}

const maxLength = 50_000;
const nameAt = /[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?/y;
const spaceAt = /[ \t\r\n]*/y;
const urlAt = /[^ \t\r\n]+/y;

/** Reads one requirement. Line breaks count as spaces, so that multi-line strings of setup.py read as pip reads them. */
export function parseRequirement(text: string): Requirement | RequirementError {
  if (text.length > maxLength) return { message: `longer than ${maxLength} characters`, offset: 0 };
  let at = skip(text, 0);
  const name = match(nameAt, text, at);
  if (name === '') return { message: 'a distribution name is expected', offset: at };
  const nameSpan = { start: at, end: at + name.length };
  at = skip(text, nameSpan.end);

  const extras: string[] = [];
  if (text[at] === '[') {
    const close = text.indexOf(']', at);
    if (close === -1) return { message: 'the list of extras is not closed', offset: at };
    const inner = text.slice(at + 1, close).trim();
    for (const part of inner === '' ? [] : inner.split(',')) {
      const extra = part.trim();
      if (match(nameAt, extra, 0) !== extra || extra === '')
        return { message: `“${extra}” is not the name of an extra`, offset: at };
      if (!extras.some((known) => normalizeName(known) === normalizeName(extra))) extras.push(extra);
    }
    at = skip(text, close + 1);
  }

  if (text[at] === '@') {
    at = skip(text, at + 1);
    const url = match(urlAt, text, at);
    if (url === '') return { message: 'an address is expected after @', offset: at };
    const urlSpan = { start: at, end: at + url.length };
    const rest = readMarker(text, skip(text, urlSpan.end));
    if ('message' in rest) return rest;
    return {
      name,
      key: normalizeName(name),
      extras,
      specifiers: [],
      url,
      ...rest.marker,
      spans: { name: nameSpan, url: urlSpan, ...rest.spans },
    };
  }

  const bracketed = text[at] === '(';
  const semicolon = text.indexOf(';', at);
  const limit = semicolon === -1 ? text.length : semicolon;
  const close = bracketed ? text.indexOf(')', at) : limit;
  if (close === -1 || close > limit) return { message: 'the bracket around the version is not closed', offset: at };
  const start = skip(text, bracketed ? at + 1 : at);
  const clauses = text.slice(start, Math.max(start, close)).trimEnd();
  const specifiers = parseSpecifiers(clauses);
  if (typeof specifiers === 'string') return { message: specifiers, offset: start };
  if (clauses.includes(',') && specifiers.length === 0)
    return { message: 'a version clause is expected', offset: start };
  const rest = readMarker(text, skip(text, bracketed ? close + 1 : limit));
  if ('message' in rest) return rest;
  return {
    name,
    key: normalizeName(name),
    extras,
    specifiers,
    ...rest.marker,
    spans: {
      name: nameSpan,
      ...(clauses !== '' && { specifiers: { start, end: start + clauses.length } }),
      ...rest.spans,
    },
  };
}

/** The requirement in one canonical spelling; the name stays as written. */
export function formatRequirement(requirement: Requirement): string {
  const { name, extras, specifiers, url, marker } = requirement;
  let text = name;
  if (extras.length > 0) text += `[${extras.join(',')}]`;
  if (url !== undefined) text += ` @ ${url}`;
  else text += formatSpecifiers(specifiers);
  if (marker !== undefined) text += `${url === undefined ? '' : ' '}; ${formatMarker(marker)}`;
  return text;
}

/** Tells the result of {@link parseRequirement} apart. */
export function isRequirement(result: Requirement | RequirementError): result is Requirement {
  return 'key' in result;
}

interface MarkerPart {
  readonly marker: { readonly marker?: Marker };
  readonly spans: { readonly marker?: Span };
}

function readMarker(text: string, at: number): MarkerPart | RequirementError {
  if (at >= text.length) return { marker: {}, spans: {} };
  if (text[at] !== ';') return { message: `“${text.slice(at, at + 20)}” is not expected here`, offset: at };
  const start = skip(text, at + 1);
  const body = text.slice(start).trimEnd();
  const marker = parseMarker(body);
  if (typeof marker === 'string') return { message: `marker: ${marker}`, offset: start };
  return { marker: { marker }, spans: { marker: { start, end: start + body.length } } };
}

function skip(text: string, at: number): number {
  spaceAt.lastIndex = at;
  spaceAt.exec(text);
  return spaceAt.lastIndex;
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
