/** Environment markers (PEP 508, 685, 751): parsed once, then evaluated for any number of target environments. */
import { normalizeName } from './names.ts';
import { parseVersion } from './pep440.ts';
import { parseSpecifier, satisfies } from './pep440-specifiers.ts';

export const markerVariables = [
  'python_version',
  'python_full_version',
  'os_name',
  'sys_platform',
  'platform_release',
  'platform_system',
  'platform_version',
  'platform_machine',
  'platform_python_implementation',
  'implementation_name',
  'implementation_version',
  'extra',
  'extras',
  'dependency_groups',
] as const;
export type MarkerVariable = (typeof markerVariables)[number];

export type Marker =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Marker[] }
  | {
      readonly kind: 'compare';
      readonly left: MarkerOperand;
      readonly operator: string;
      readonly right: MarkerOperand;
    };

export type MarkerOperand =
  | { readonly kind: 'variable'; readonly name: MarkerVariable }
  | { readonly kind: 'text'; readonly text: string };

/** What is known about where the code will run. An absent value makes comparisons with it unknown, not false. */
export interface MarkerEnvironment {
  readonly values: { readonly [name in MarkerVariable]?: string };
  /** Extras that are installed, any spelling; absent: unknown. */
  readonly extras?: readonly string[];
  /** Dependency groups that are installed; absent: unknown. */
  readonly groups?: readonly string[];
}

const maxDepth = 64;
const token = /[ \t\r\n]*(?:([()])|('[^']*'|"[^"]*")|(===|==|~=|!=|<=|>=|<|>)|([A-Za-z_][A-Za-z0-9_.]*))/y;
const formerNames: { readonly [name: string]: MarkerVariable } = {
  'os.name': 'os_name',
  'sys.platform': 'sys_platform',
  'platform.version': 'platform_version',
  'platform.machine': 'platform_machine',
  'platform.python_implementation': 'platform_python_implementation',
  python_implementation: 'platform_python_implementation',
};
const versionVariables: readonly string[] = [
  'python_version',
  'python_full_version',
  'implementation_version',
  'platform_release',
];

/** Reads a whole marker. A string is an error sentence. */
export function parseMarker(text: string): Marker | string {
  const tokens = tokenize(text);
  if (typeof tokens === 'string') return tokens;
  let at = 0;
  let depth = 0;

  const any = (): Marker | string => list('or', all);
  const all = (): Marker | string => list('and', atom);
  function list(kind: 'and' | 'or', next: () => Marker | string): Marker | string {
    const parts: Marker[] = [];
    do {
      const part = next();
      if (typeof part === 'string') return part;
      parts.push(part);
    } while (tokens[at] === kind && ++at > 0);
    return parts.length === 1 ? parts[0]! : { kind, parts };
  }
  function atom(): Marker | string {
    if (tokens[at] !== '(') return comparison();
    if (++depth > maxDepth) return `brackets nested deeper than ${maxDepth}`;
    at += 1;
    const inner = any();
    if (typeof inner === 'string') return inner;
    if (tokens[at] !== ')') return 'a bracket is not closed';
    at += 1;
    depth -= 1;
    return inner;
  }
  function comparison(): Marker | string {
    const left = operand(tokens[at]);
    if (typeof left === 'string') return left;
    let operator = tokens[at + 1] ?? '';
    at += 2;
    if (operator === 'not' && tokens[at] === 'in') {
      operator = 'not in';
      at += 1;
    }
    if (!/^(?:===|==|~=|!=|<=|>=|<|>|in|not in)$/.test(operator)) return 'a comparison such as == or in is missing';
    const right = operand(tokens[at]);
    if (typeof right === 'string') return right;
    at += 1;
    return { kind: 'compare', left, operator, right };
  }

  const marker = any();
  if (typeof marker === 'string') return marker;
  return at < tokens.length ? `“${tokens[at]}” is not expected here` : marker;
}

/** True, false, or undefined where the environment does not say. */
export function evaluateMarker(marker: Marker, environment: MarkerEnvironment): boolean | undefined {
  if (marker.kind === 'compare') return compare(marker.left, marker.operator, marker.right, environment);
  const decisive = marker.kind === 'or';
  let unknown = false;
  for (const part of marker.parts) {
    const value = evaluateMarker(part, environment);
    if (value === decisive) return decisive;
    if (value === undefined) unknown = true;
  }
  return unknown ? undefined : !decisive;
}

/** The marker in one canonical spelling. */
export function formatMarker(marker: Marker): string {
  if (marker.kind === 'compare')
    return `${formatOperand(marker.left)} ${marker.operator} ${formatOperand(marker.right)}`;
  return marker.parts
    .map((part) => (part.kind === 'or' && marker.kind === 'and' ? `(${formatMarker(part)})` : formatMarker(part)))
    .join(` ${marker.kind} `);
}

/** Names compared with `extra` (or contained in `extras`) anywhere in the marker, in PEP 503 form. */
export function extrasOf(marker: Marker): readonly string[] {
  return [...new Set(namesComparedWith(marker, ['extra', 'extras']))];
}

/** Names that the marker requires in `dependency_groups` (PEP 751). */
export function groupsOf(marker: Marker): readonly string[] {
  return [...new Set(namesComparedWith(marker, ['dependency_groups']))];
}

export const platforms = ['linux', 'macos', 'windows'] as const;
export type Platform = (typeof platforms)[number];

/** A target such as CPython 3.12 on Linux x86_64. `python` is `X.Y` or `X.Y.Z`; what is left out stays unknown. */
export function targetEnvironment(target: {
  readonly python?: string;
  readonly platform?: Platform;
  readonly machine?: string;
  readonly implementation?: 'cpython' | 'pypy';
}): MarkerEnvironment {
  const [major, minor, patch] = target.python?.split('.') ?? [];
  const implementation = target.implementation ?? 'cpython';
  const values: { [name in MarkerVariable]?: string } = {
    implementation_name: implementation,
    platform_python_implementation: implementation === 'pypy' ? 'PyPy' : 'CPython',
    ...(major && minor && { python_version: `${major}.${minor}` }),
    ...(patch && { python_full_version: target.python!, implementation_version: target.python! }),
    ...(target.machine && { platform_machine: target.machine }),
  };
  if (target.platform === 'linux')
    Object.assign(values, { os_name: 'posix', sys_platform: 'linux', platform_system: 'Linux' });
  if (target.platform === 'macos')
    Object.assign(values, { os_name: 'posix', sys_platform: 'darwin', platform_system: 'Darwin' });
  if (target.platform === 'windows')
    Object.assign(values, { os_name: 'nt', sys_platform: 'win32', platform_system: 'Windows' });
  return { values };
}

function tokenize(text: string): string[] | string {
  if (text.length > 20_000) return 'the marker is longer than 20,000 characters';
  const tokens: string[] = [];
  const end = text.trimEnd().length;
  token.lastIndex = 0;
  while (token.lastIndex < end) {
    const from = token.lastIndex;
    const match = token.exec(text);
    if (match === null) return `“${text.slice(from, from + 20).trim()}” cannot be read`;
    tokens.push(match[1] ?? match[2] ?? match[3] ?? match[4]!);
  }
  return tokens;
}

function operand(text: string | undefined): MarkerOperand | string {
  if (text === undefined) return 'the marker ends too early';
  if (text[0] === '"' || text[0] === "'") return { kind: 'text', text: text.slice(1, -1) };
  const name = formerNames[text] ?? markerVariables.find((variable) => variable === text);
  return name === undefined ? `“${text}” is no marker variable` : { kind: 'variable', name };
}

function compare(
  left: MarkerOperand,
  operator: string,
  right: MarkerOperand,
  environment: MarkerEnvironment,
): boolean | undefined {
  if (left.kind === right.kind) return undefined;
  const variable = left.kind === 'variable' ? left.name : (right as { name: MarkerVariable }).name;
  const literal = left.kind === 'text' ? left.text : (right as { text: string }).text;
  if (variable === 'extra' || variable === 'extras' || variable === 'dependency_groups') {
    const names = variable === 'dependency_groups' ? environment.groups : environment.extras;
    if (names === undefined) return undefined;
    const member = names.some((name) => normalizeName(name) === normalizeName(literal));
    if (operator === '==' || operator === 'in') return member;
    return operator === '!=' || operator === 'not in' ? !member : undefined;
  }
  const against = (value: string): boolean | undefined =>
    left.kind === 'variable'
      ? compareTexts(value, operator, literal, variable)
      : compareTexts(literal, operator, value, variable);
  const value = environment.values[variable];
  if (value !== undefined) return against(value);
  const short = environment.values.python_version;
  if (variable === 'python_full_version' && short !== undefined) {
    // Only `X.Y` is known: the answer stands when the first and any last patch release agree.
    const first = against(`${short}.0`);
    return first === against(`${short}.999999`) ? first : undefined;
  }
  return undefined;
}

function compareTexts(left: string, operator: string, right: string, variable: string): boolean | undefined {
  if (operator === 'in') return right.includes(left);
  if (operator === 'not in') return !right.includes(left);
  if (versionVariables.includes(variable)) {
    const specifier = parseSpecifier(operator + right);
    if (typeof specifier !== 'string') {
      const version = parseVersion(left);
      return version === undefined
        ? operator === '===' && left.toLowerCase() === right.toLowerCase()
        : satisfies(version, [specifier]);
    }
  }
  if (operator === '==' || operator === '<=' || operator === '>=') return left === right;
  if (operator === '!=') return left !== right;
  return operator === '<' || operator === '>' ? false : undefined;
}

function namesComparedWith(marker: Marker, variables: readonly MarkerVariable[]): string[] {
  if (marker.kind !== 'compare') return marker.parts.flatMap((part) => namesComparedWith(part, variables));
  const { left, operator, right } = marker;
  if (operator !== '==' && operator !== 'in') return [];
  if (left.kind === 'variable' && right.kind === 'text' && variables.includes(left.name))
    return [normalizeName(right.text)];
  if (right.kind === 'variable' && left.kind === 'text' && variables.includes(right.name))
    return [normalizeName(left.text)];
  return [];
}

function formatOperand(operand: MarkerOperand): string {
  if (operand.kind === 'variable') return operand.name;
  return operand.text.includes('"') ? `'${operand.text}'` : `"${operand.text}"`;
}
