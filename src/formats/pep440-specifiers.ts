/** PEP 440 version specifiers: `>=1.2,!=1.5.*,~=1.2`. Which versions satisfy them, with the rules for pre-releases and local labels. */
import { comparePublic, compareVersions, isPrerelease, parseVersion, sameBase, type Version } from './pep440.ts';

export const specifierOperators = ['===', '~=', '==', '!=', '<=', '>=', '<', '>'] as const;
export type SpecifierOperator = (typeof specifierOperators)[number];

export interface Specifier {
  readonly operator: SpecifierOperator;
  /** As written, without the operator and white space; `1.4.*` keeps its wildcard. */
  readonly text: string;
  /** Absent only for `===` with something that is no version. For `1.4.*` the version `1.4`. */
  readonly version?: Version;
  /** `.*` was written. */
  readonly wildcard: boolean;
}

export type SpecifierSet = readonly Specifier[];

/** Most clauses that one set may have; real ones have fewer than ten. */
const maxClauses = 1000;

/** Reads a comma-separated list. The empty text is the empty set, which every version satisfies. A string is an error sentence. */
export function parseSpecifiers(text: string): SpecifierSet | string {
  const specifiers: Specifier[] = [];
  for (const part of text.split(',')) {
    const clause = part.trim();
    if (clause === '') continue;
    if (specifiers.length >= maxClauses) return `more than ${maxClauses} version clauses`;
    const specifier = parseSpecifier(clause);
    if (typeof specifier === 'string') return specifier;
    specifiers.push(specifier);
  }
  return specifiers;
}

/** Reads one clause such as `~= 2.2`. A string is an error sentence. */
export function parseSpecifier(clause: string): Specifier | string {
  const trimmed = clause.trim();
  const operator = specifierOperators.find((candidate) => trimmed.startsWith(candidate));
  if (operator === undefined) return `“${shorten(trimmed)}” does not start with a comparison such as == or >=`;
  const text = trimmed.slice(operator.length).trim();
  if (text === '' || /[\s;)]/.test(text)) return `“${shorten(trimmed)}” is not a version clause`;
  if (operator === '===') {
    const version = parseVersion(text);
    return { operator, text, wildcard: false, ...(version && { version }) };
  }
  const wildcard = text.endsWith('.*');
  const version = parseVersion(wildcard ? text.slice(0, -2) : text);
  if (version === undefined) return `“${shorten(text)}” is not a PEP 440 version`;
  if (wildcard) {
    if (operator !== '==' && operator !== '!=') return `“.*” is allowed only after == and != (“${shorten(trimmed)}”)`;
    if (version.pre || version.local || version.post !== undefined || version.dev !== undefined)
      return `“.*” may follow only release numbers (“${shorten(trimmed)}”)`;
  }
  if (version.local !== undefined && operator !== '==' && operator !== '!=')
    return `a local label is allowed only after == and != (“${shorten(trimmed)}”)`;
  if (operator === '~=' && version.release.length < 2)
    return `~= needs at least two release numbers (“${shorten(trimmed)}”)`;
  return { operator, text, version, wildcard };
}

/** The set as one line in the order written. */
export function formatSpecifiers(set: SpecifierSet): string {
  return set.map(({ operator, text }) => operator + text).join(',');
}

/** True when every clause holds. Pre-releases are judged by order like any other version. */
export function satisfies(version: Version, set: SpecifierSet): boolean {
  for (const specifier of set) if (!satisfiesOne(version, specifier)) return false;
  return true;
}

/** A clause that names a pre-release opts in to them (PEP 440, “Handling of pre-releases”). */
export function mentionsPrerelease(set: SpecifierSet): boolean {
  return set.some(({ operator, version }) => operator !== '!=' && version !== undefined && isPrerelease(version));
}

/**
 * The versions an installer may choose: those that satisfy the set, without pre-releases
 * unless a clause names one, `prereleases` is `allow`, or nothing else satisfies it.
 */
export function selectVersions<T extends Version>(
  versions: readonly T[],
  set: SpecifierSet,
  prereleases: 'default' | 'allow' | 'never' = 'default',
): readonly T[] {
  const matching = versions.filter((version) => satisfies(version, set));
  if (prereleases === 'allow' || (prereleases === 'default' && mentionsPrerelease(set))) return matching;
  const finals = matching.filter((version) => !isPrerelease(version));
  return finals.length > 0 || prereleases === 'never' ? finals : matching;
}

/** The one version that the set allows: `==1.2` or `===1.2` without wildcard. */
export function pinnedVersion(set: SpecifierSet): Specifier | undefined {
  return set.find(({ operator, wildcard }) => operator === '===' || (operator === '==' && !wildcard));
}

function satisfiesOne(candidate: Version, specifier: Specifier): boolean {
  const bound = specifier.version;
  if (specifier.operator === '===' || bound === undefined)
    return candidate.raw.toLowerCase() === specifier.text.toLowerCase();
  switch (specifier.operator) {
    case '==':
      return equals(candidate, bound, specifier.wildcard);
    case '!=':
      return !equals(candidate, bound, specifier.wildcard);
    case '<=':
      return comparePublic(candidate, bound) <= 0;
    case '>=':
      return comparePublic(candidate, bound) >= 0;
    case '~=':
      return comparePublic(candidate, bound) >= 0 && startsWith(candidate, bound, bound.release.length - 1);
    case '<':
      return precedes(candidate, bound);
    default:
      return exceeds(candidate, bound);
  }
}

/** `<1.0` leaves out the pre-releases of 1.0 itself (1.0rc1, 1.0.dev1) unless the bound is a pre-release. */
function precedes(candidate: Version, bound: Version): boolean {
  if (comparePublic(candidate, bound) >= 0) return false;
  if (isPrerelease(bound) || !isPrerelease(candidate) || !sameBase(candidate, bound)) return true;
  return bound.post !== undefined && candidate.post !== bound.post;
}

/** `>1.0` leaves out the post-releases of 1.0 itself (1.0.post1) unless the bound is a post-release, and 1.0+local. */
function exceeds(candidate: Version, bound: Version): boolean {
  if (comparePublic(candidate, bound) <= 0) return false;
  if (candidate.post === undefined || bound.post !== undefined || bound.dev !== undefined) return true;
  return !sameBase(candidate, bound) || candidate.rank !== bound.rank || candidate.pre?.number !== bound.pre?.number;
}

function equals(candidate: Version, bound: Version, wildcard: boolean): boolean {
  if (wildcard) return startsWith(candidate, bound, bound.release.length);
  return (bound.local === undefined ? comparePublic(candidate, bound) : compareVersions(candidate, bound)) === 0;
}

function startsWith(candidate: Version, prefix: Version, length: number): boolean {
  if (candidate.epoch !== prefix.epoch) return false;
  for (let i = 0; i < length; i += 1) if ((candidate.release[i] ?? 0) !== prefix.release[i]) return false;
  return true;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
