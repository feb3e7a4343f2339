/** PEP 440 versions: parsing, order, and the normal form. The core that matching and planning stand on. */

/** A version number. BigInt where more than 15 digits would lose precision; `<` and `>` work across both. */
export type VersionNumber = number | bigint;

export interface Version {
  /** As written, without surrounding white space. */
  readonly raw: string;
  readonly epoch: VersionNumber;
  /** As written, trailing zeros included. Never empty. */
  readonly release: readonly VersionNumber[];
  readonly pre?: { readonly phase: 'a' | 'b' | 'rc'; readonly number: VersionNumber };
  readonly post?: VersionNumber;
  readonly dev?: VersionNumber;
  /** Segments of the local label, lower-cased. */
  readonly local?: readonly (string | VersionNumber)[];
  /** Order key: length of `release` without trailing zeros. */
  readonly significant: number;
  /** Order key: dev-only -1, a 0, b 1, rc 2, no pre-release 3. */
  readonly rank: number;
}

/** Longest version text that is read; anything longer is nobody's version. */
const maxLength = 2048;

const pattern =
  /^v?(?:([0-9]+)!)?([0-9]+(?:\.[0-9]+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?([0-9]+)?)?(?:(?:-([0-9]+))|(?:[-_.]?(post|rev|r)[-_.]?([0-9]+)?))?(?:[-_.]?(dev)[-_.]?([0-9]+)?)?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/i;

const phases: { readonly [spelling: string]: 'a' | 'b' | 'rc' } = {
  a: 'a',
  alpha: 'a',
  b: 'b',
  beta: 'b',
  c: 'rc',
  rc: 'rc',
  pre: 'rc',
  preview: 'rc',
};
const ranks = { a: 0, b: 1, rc: 2 } as const;

/** Reads a version as PEP 440 (appendix B) does, in any spelling it allows. Undefined when it is not one. */
export function parseVersion(text: string): Version | undefined {
  if (text.length > maxLength) return undefined;
  const raw = text.trim();
  const match = pattern.exec(raw);
  if (match === null) return undefined;
  const release = match[2]!.includes('.') ? match[2]!.split('.').map(toNumber) : [toNumber(match[2]!)];
  let significant = release.length;
  while (significant > 0 && release[significant - 1] === 0) significant -= 1;
  const phase = match[3] === undefined ? undefined : phases[match[3].toLowerCase()]!;
  const hasPost = match[5] !== undefined || match[6] !== undefined;
  const hasDev = match[8] !== undefined;
  return {
    raw,
    epoch: toNumber(match[1]),
    release,
    significant,
    rank: phase !== undefined ? ranks[phase] : hasDev && !hasPost ? -1 : 3,
    ...(phase !== undefined && { pre: { phase, number: toNumber(match[4]) } }),
    ...(hasPost && { post: toNumber(match[5] ?? match[7]) }),
    ...(hasDev && { dev: toNumber(match[9]) }),
    ...(match[10] !== undefined && { local: match[10].toLowerCase().split(/[-_.]/).map(localSegment) }),
  };
}

/** -1, 0 or 1 as `a` comes before, equals or comes after `b` in PEP 440 order, local labels included. */
export function compareVersions(a: Version, b: Version): -1 | 0 | 1 {
  return comparePublic(a, b) || compareLocal(a.local, b.local);
}

/** {@link compareVersions} as if neither had a local label. */
export function comparePublic(a: Version, b: Version): -1 | 0 | 1 {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? -1 : 1;
  const release = compareRelease(a, b);
  if (release !== 0) return release;
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  if (a.pre !== undefined && a.pre.number !== b.pre!.number) return a.pre.number < b.pre!.number ? -1 : 1;
  if (a.post !== b.post) {
    if (a.post === undefined) return -1;
    if (b.post === undefined) return 1;
    return a.post < b.post ? -1 : 1;
  }
  if (a.dev !== b.dev) {
    if (a.dev === undefined) return 1;
    if (b.dev === undefined) return -1;
    return a.dev < b.dev ? -1 : 1;
  }
  return 0;
}

/** True for equal epoch and release numbers, whatever pre, post, dev and local say. */
export function sameBase(a: Version, b: Version): boolean {
  return a.epoch === b.epoch && compareRelease(a, b) === 0;
}

/** A pre-release or a development release. */
export function isPrerelease(version: Version): boolean {
  return version.pre !== undefined || version.dev !== undefined;
}

/** The normal form; with `public` without the local label. Trailing zeros stay as written. */
export function formatVersion(version: Version, form: 'full' | 'public' = 'full'): string {
  let text = version.epoch === 0 ? '' : `${version.epoch}!`;
  text += version.release.join('.');
  if (version.pre !== undefined) text += `${version.pre.phase}${version.pre.number}`;
  if (version.post !== undefined) text += `.post${version.post}`;
  if (version.dev !== undefined) text += `.dev${version.dev}`;
  if (form === 'full' && version.local !== undefined) text += `+${version.local.join('.')}`;
  return text;
}

/** One string per version: equal exactly when {@link compareVersions} says 0. For maps and sets. */
export function versionKey(version: Version): string {
  const release = version.release.slice(0, Math.max(1, version.significant));
  return formatVersion({ ...version, release });
}

function compareRelease(a: Version, b: Version): -1 | 0 | 1 {
  const length = Math.max(a.significant, b.significant);
  for (let i = 0; i < length; i += 1) {
    const x = i < a.significant ? a.release[i]! : 0;
    const y = i < b.significant ? b.release[i]! : 0;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

function compareLocal(a: Version['local'], b: Version['local']): -1 | 0 | 1 {
  if (a === undefined) return b === undefined ? 0 : -1;
  if (b === undefined) return 1;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a[i]!;
    const y = b[i]!;
    if (x === y) continue;
    // PEP 440: numeric segments come after alphanumeric ones.
    const textX = typeof x === 'string';
    if (textX !== (typeof y === 'string')) return textX ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return a.length === b.length ? 0 : a.length < b.length ? -1 : 1;
}

function localSegment(segment: string): string | VersionNumber {
  return /^[0-9]+$/.test(segment) ? toNumber(segment) : segment;
}

function toNumber(digits: string | undefined): VersionNumber {
  if (digits === undefined) return 0;
  if (digits.length <= 15) return Number(digits);
  const trimmed = digits.replace(/^0+(?=.)/, '');
  return trimmed.length <= 15 ? Number(trimmed) : BigInt(trimmed);
}
