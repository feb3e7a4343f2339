/** The hash that Poetry, PDM and Pipenv keep of the manifest a lock was made from. Several per tool: versions differ in what they cover. */
import { createHash } from 'node:crypto';
import { asTable, lookUp, normalizeName, type Table } from '../../../formats/index.ts';

export interface ManifestHashes {
  readonly tool: 'poetry' | 'pipenv' | 'pdm';
  /** Hex SHA-256; a lock that has one of them is of this manifest. */
  readonly hashes: readonly string[];
}

/** Poetry 1.0 to 2.x: selected keys, keys sorted, in the spacing of Python's `json.dumps`. */
export function poetryHashes(data: unknown): ManifestHashes | undefined {
  const poetry = asTable(lookUp(data, 'tool', 'poetry'));
  const project = asTable(lookUp(data, 'project'));
  if (poetry === undefined && project === undefined) return undefined;
  const legacyKeys = ['dependencies', 'source', 'extras', 'dev-dependencies'];
  const old = Object.fromEntries(legacyKeys.map((key) => [key, poetry?.[key] ?? null]));
  const group = poetry?.['group'];
  const withGroup = group === undefined ? old : { ...old, group };
  const projectPart = pick(project, ['requires-python', 'dependencies', 'optional-dependencies']);
  const poetryPart = pick(poetry, [...legacyKeys, 'group']);
  const groups = asTable(lookUp(data, 'dependency-groups')) ?? {};
  const hasProject = Object.keys(projectPart).length > 0;
  const variants: unknown[] = hasProject ? [{ project: projectPart, tool: { poetry: poetryPart } }] : [withGroup, old];
  if (Object.keys(groups).length > 0)
    variants.push({
      ...(hasProject && { project: projectPart }),
      'dependency-groups': groups,
      tool: { poetry: poetryPart },
    });
  return { tool: 'poetry', hashes: variants.map((variant) => sha256(pythonJson(variant, ', ', ': '))) };
}

/** PDM 2: dependency tables and resolution settings; development groups with and without PEP 735. */
export function pdmHashes(data: unknown): ManifestHashes | undefined {
  const project = asTable(lookUp(data, 'project'));
  const pdm = asTable(lookUp(data, 'tool', 'pdm')) ?? {};
  if (project === undefined) return undefined;
  const own = asTable(pdm['dev-dependencies']) ?? {};
  const joined: { [group: string]: unknown[] } = {};
  for (const table of [asTable(lookUp(data, 'dependency-groups')) ?? {}, own])
    for (const [group, list] of Object.entries(table))
      joined[normalizeName(group)] = [...(joined[normalizeName(group)] ?? []), ...(Array.isArray(list) ? list : [])];
  const common = {
    sources: pdm['source'] ?? [],
    dependencies: project['dependencies'] ?? [],
    'optional-dependencies': project['optional-dependencies'] ?? {},
    'requires-python': project['requires-python'] ?? '',
  };
  const resolution = asTable(pdm['resolution']) ?? {};
  const variants: unknown[] = [own, joined].flatMap((groups) => [
    { ...common, 'dev-dependencies': groups, resolution },
    { ...common, 'dev-dependencies': groups, overrides: resolution['overrides'] ?? {} },
  ]);
  return { tool: 'pdm', hashes: [...new Set(variants.map((variant) => sha256(pythonJson(variant, ', ', ': '))))] };
}

/** Pipenv: every category without spaces. */
export function pipenvHashes(data: unknown): ManifestHashes {
  const root = asTable(data) ?? {};
  const content: { [key: string]: unknown } = {
    _meta: { sources: root['source'] ?? [], requires: root['requires'] ?? {} },
    default: root['packages'] ?? {},
    develop: root['dev-packages'] ?? {},
  };
  const settings = [
    'source',
    'packages',
    'dev-packages',
    'requires',
    'scripts',
    'pipfile',
    'pipenv',
    'default',
    'develop',
  ];
  const custom = Object.fromEntries(Object.entries(root).filter(([key]) => !settings.includes(key)));
  const variants = [{ ...content, ...custom }, content];
  return { tool: 'pipenv', hashes: [...new Set(variants.map((variant) => sha256(pythonJson(variant, ',', ':'))))] };
}

/** `json.dumps(value, sort_keys=True)`: ASCII only, keys in order of code points. */
function pythonJson(value: unknown, comma: string, colon: string): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return asciiString(value);
  if (Array.isArray(value)) return `[${value.map((item) => pythonJson(item, comma, colon)).join(comma)}]`;
  if (typeof value !== 'object') return String(value);
  const keys = Object.keys(value).sort(byCodePoint);
  return `{${keys.map((key) => asciiString(key) + colon + pythonJson((value as Table)[key], comma, colon)).join(comma)}}`;
}

function asciiString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) =>
    unit === '\u007f' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function byCodePoint(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  for (let i = 0; i < Math.min(x.length, y.length); i += 1)
    if (x[i] !== y[i]) return x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!;
  return x.length - y.length;
}

function pick(table: Table | undefined, keys: readonly string[]): Table {
  return Object.fromEntries(
    keys.filter((key) => table?.[key] !== undefined && table[key] !== null).map((key) => [key, table![key]]),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
