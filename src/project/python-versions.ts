/** Which Python versions a project says it supports, from the many places where projects say so. */
import type { Evidence, PythonVersions } from './project.ts';

type Version = readonly [number, number];

/** Reads a PEP 440 or Poetry specifier (`>=3.9,<4`, `^3.10`, `~=3.8`, `3.11.*`). Undefined when it names no version. */
export function versionsFromSpecifier(specifier: string, evidence: Evidence): PythonVersions | undefined {
  let minimum: Version | undefined;
  let maximum: Version | undefined;
  const pattern = /(===|==|>=|<=|!=|~=|>|<|\^|~|=)?\s*v?(\d+)(?:\.(\d+|\*))?(?:\.(\d+|\*))?/g;
  for (const match of specifier.slice(0, 500).matchAll(pattern)) {
    const [, operator = '==', majorText, minorText, patch] = match;
    const major = Number(majorText);
    const minor = minorText === undefined || minorText === '*' ? undefined : Number(minorText);
    const version: Version = [major, minor ?? 0];
    switch (operator) {
      case '>=':
      case '~=':
      case '^':
        minimum = higher(minimum, version);
        if (operator === '~=' && patch !== undefined) maximum = lower(maximum, version);
        break;
      case '>':
        minimum = higher(minimum, patch === undefined && minor !== undefined ? [major, minor + 1] : version);
        break;
      case '<':
        // `<4` sets no useful bound: no minor version of 3 is excluded.
        if (patch !== undefined && patch !== '0' && patch !== '*') maximum = lower(maximum, version);
        else if (minor !== undefined && minor > 0) maximum = lower(maximum, [major, minor - 1]);
        break;
      case '<=':
        if (minor !== undefined) maximum = lower(maximum, version);
        break;
      case '!=':
        break;
      default:
        minimum = higher(minimum, version);
        if (minor !== undefined) maximum = lower(maximum, version);
    }
  }
  if (minimum === undefined && maximum === undefined) return undefined;
  return make({ specifier: specifier.trim(), evidence }, minimum, maximum);
}

/** Reads `Programming Language :: Python :: 3.11` classifiers. */
export function versionsFromClassifiers(
  classifiers: readonly string[],
  evidence: Evidence,
): PythonVersions | undefined {
  let minimum: Version | undefined;
  let maximum: Version | undefined;
  for (const classifier of classifiers) {
    const match = /^Programming Language :: Python :: (\d+)\.(\d+)$/.exec(classifier.trim());
    if (match === null) continue;
    const version: Version = [Number(match[1]), Number(match[2])];
    minimum = minimum === undefined || compare(version, minimum) < 0 ? version : minimum;
    maximum = maximum === undefined || compare(version, maximum) > 0 ? version : maximum;
  }
  if (minimum === undefined) return undefined;
  // One classifier alone names what was tried, not what is the newest.
  return make({ evidence }, minimum, maximum !== undefined && compare(minimum, maximum) === 0 ? undefined : maximum);
}

/** The range that all of several projects' code can run in: the lowest minimum decides what must be understood. */
export function widest(all: readonly PythonVersions[]): PythonVersions | undefined {
  return all.reduce<PythonVersions | undefined>((best, each) => {
    if (best?.minimum === undefined) return each.minimum === undefined ? (best ?? each) : each;
    return each.minimum !== undefined && compare(each.minimum, best.minimum) < 0 ? each : best;
  }, undefined);
}

function make(
  base: Pick<PythonVersions, 'specifier' | 'evidence'>,
  minimum: Version | undefined,
  maximum: Version | undefined,
): PythonVersions {
  return { ...base, ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1];
}

function higher(a: Version | undefined, b: Version): Version {
  return a === undefined || compare(b, a) > 0 ? b : a;
}

function lower(a: Version | undefined, b: Version): Version {
  return a === undefined || compare(b, a) < 0 ? b : a;
}
