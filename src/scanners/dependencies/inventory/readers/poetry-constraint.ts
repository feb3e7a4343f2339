/** Poetry's version notation (`^1.2`, `~1.2`, `1.*`, `>=1,<2 || >=3`) as PEP 440 sets. */
import {
  formatVersion,
  parseSpecifiers,
  parseVersion,
  type SpecifierSet,
  type VersionNumber,
} from '../../../../formats/index.ts';

/** Alternatives of which one must hold; an empty list when the text cannot be read. */
export function parsePoetryConstraint(text: string): readonly SpecifierSet[] {
  const alternatives: SpecifierSet[] = [];
  for (const alternative of text.split(/\|\|?/).slice(0, 100)) {
    const clauses: string[] = [];
    for (const part of alternative
      .trim()
      .replace(/(?<=[0-9A-Za-z*])\s+(?=[<>=!~^])/g, ',')
      .split(',')) {
      const clause = clauseOf(part.trim().replace(/\s+/g, ''));
      if (clause === undefined) return [];
      if (clause !== '') clauses.push(clause);
    }
    const set = parseSpecifiers(clauses.join(','));
    if (typeof set === 'string') return [];
    alternatives.push(set);
  }
  return alternatives;
}

function clauseOf(text: string): string | undefined {
  if (text === '' || text === '*') return '';
  if (text[0] === '^') return between(text.slice(1), caretEnd);
  if (text[0] === '~' && text[1] !== '=') return between(text.slice(1), tildeEnd);
  const compared = /^(===|==|!=|<=|>=|<|>|~=|=)(.*)$/.exec(text);
  const operator = compared?.[1] === '=' ? '==' : (compared?.[1] ?? '==');
  const version = (compared?.[2] ?? text).replace(/(?:\.[*x])+$/i, '.*');
  if (version === '*') return operator === '!=' ? undefined : '';
  if (!version.endsWith('.*') || operator === '==' || operator === '!=') return operator + version;
  const base = version.slice(0, -2);
  return operator === '~=' ? between(base, tildeEnd) : operator + base;
}

function between(
  text: string,
  end: (release: readonly VersionNumber[]) => readonly VersionNumber[],
): string | undefined {
  const base = text.replace(/(?:\.[*x])+$/i, '');
  const version = parseVersion(base);
  if (version === undefined) return undefined;
  const epoch = version.epoch === 0 ? '' : `${version.epoch}!`;
  return `>=${formatVersion(version, 'public')},<${epoch}${end(version.release).join('.')}`;
}

/** Up to the next change of the leftmost number that is not zero. */
function caretEnd(release: readonly VersionNumber[]): readonly VersionNumber[] {
  const index = release.findIndex((number) => number !== 0);
  const at = index === -1 ? release.length - 1 : index;
  return [...release.slice(0, at), next(release[at]!), ...release.slice(at + 1).map(() => 0)];
}

/** Up to the next minor version; with one number up to the next major version. */
function tildeEnd(release: readonly VersionNumber[]): readonly VersionNumber[] {
  return release.length === 1 ? [next(release[0]!)] : [release[0]!, next(release[1]!), 0];
}

function next(number: VersionNumber): VersionNumber {
  return typeof number === 'bigint' ? number + 1n : number + 1;
}
