/** Pipfile and Pipfile.lock: default, develop and custom categories, indexes, git and path entries. */
import {
  asList,
  asString,
  asStrings,
  asTable,
  isDataError,
  lookUp,
  normalizeName,
  parseJson,
  parseMarker,
  parseToml,
  type Table,
} from '../../../../formats/index.ts';
import { pipenvHashes } from '../content-hash.ts';
import type { FileFacts, Scope, Source } from '../facts.ts';
import {
  FactsBuilder,
  groupScope,
  type InventoryReader,
  main,
  type SourceText,
  withoutCredentials,
} from '../source-text.ts';
import { parsePoetryConstraint } from './poetry-constraint.ts';
import { poetryReference } from './poetry-table.ts';

export const pipfileReader: InventoryReader = {
  id: 'pipfile',
  wants: (path) => /(?:^|\/)Pipfile$/.test(path),
  read: readPipfile,
};
export const pipfileLockReader: InventoryReader = {
  id: 'pipfile-lock',
  wants: (path) => /(?:^|\/)Pipfile\.lock$/.test(path),
  read: readPipfileLock,
};

const settings = new Set(['source', 'requires', 'scripts', 'pipenv', 'pipfile']);

function readPipfile(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseToml(source.text);
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return facts.facts('manifest', { manager: 'pipenv' });
  }
  const root = asTable(document.data) ?? {};
  for (const [index, entry] of asList(root['source']).entries()) {
    const table = asTable(entry);
    const url = asString(table?.['url']);
    const name = asString(table?.['name']);
    if (table !== undefined && url !== undefined)
      facts.indexes.push({
        url: withoutCredentials(url),
        ...(name && { name }),
        role: index === 0 ? 'primary' : 'explicit',
        place: facts.place(document.at(table, 'url')?.value),
      });
  }
  for (const category of Object.keys(root)) {
    const table = asTable(root[category]);
    if (settings.has(category) || table === undefined) continue;
    for (const name of Object.keys(table)) {
      const detail = asTable(table[name]);
      const specifier = asString(table[name]) ?? asString(detail?.['version']) ?? '';
      const at = document.at(table, name);
      const marker = parseMarker(asString(detail?.['markers']) ?? markerOfKeys(detail));
      const reference = detail === undefined ? undefined : poetryReference(detail);
      const index = asString(detail?.['index']);
      facts.declarations.push({
        name,
        key: normalizeName(name),
        role: 'requirement',
        scope: categoryScope(category),
        extras: asStrings(detail?.['extras']),
        specifier,
        allowed: parsePoetryConstraint(specifier),
        ...(typeof marker !== 'string' && { marker }),
        ...(reference && { reference }),
        ...(detail?.['editable'] === true && { editable: true }),
        ...(index && { index }),
        place: facts.place(at && { start: at.key.start, end: Math.max(at.key.end, at.value.end) }),
      });
    }
  }
  const python =
    asString(lookUp(root, 'requires', 'python_full_version')) ?? asString(lookUp(root, 'requires', 'python_version'));
  return facts.facts('manifest', {
    manager: 'pipenv',
    contentHashes: [pipenvHashes(document.data)],
    ...(python !== undefined && { project: { requiresPython: `==${python}.*` } }),
  });
}

function readPipfileLock(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseJson(source.text, { placesToDepth: 3 });
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return facts.facts('lock', { manager: 'pipenv' });
  }
  const root = asTable(document.data) ?? {};
  const indexes = new Map<string, string>();
  for (const entry of asList(lookUp(root, '_meta', 'sources'))) {
    const url = asString(asTable(entry)?.['url']);
    if (url !== undefined) indexes.set(asString(asTable(entry)?.['name']) ?? '', withoutCredentials(url));
  }
  const joined = new Map<string, number>();
  for (const category of Object.keys(root)) {
    const table = asTable(root[category]);
    if (category === '_meta' || table === undefined) continue;
    const scope = categoryScope(category);
    const group = scope.kind === 'group' ? scope.name : 'main';
    for (const name of Object.keys(table)) {
      const detail = asTable(table[name]);
      const version = asString(detail?.['version'])?.replace(/^===?/, '');
      const marker = parseMarker(asString(detail?.['markers']) ?? '');
      const from = sourceOf(detail, indexes);
      const identity = `${normalizeName(name)} ${version ?? ''} ${JSON.stringify(from)}`;
      const known = joined.get(identity);
      if (known !== undefined) {
        const first = facts.packages[known]!;
        facts.packages[known] = { ...first, groups: [...new Set([...(first.groups ?? []), group])] };
        continue;
      }
      const at = document.at(table, name);
      const count = facts.packages.push({
        name,
        key: normalizeName(name),
        ...(version !== undefined && version !== '*' && version !== '' && { version }),
        source: from,
        artifacts: asStrings(detail?.['hashes']).map((hash) => ({ hash })),
        edges: [],
        groups: [group],
        ...(typeof marker !== 'string' && { marker }),
        place: facts.place(at && { start: at.key.start, end: at.value.end }),
      });
      joined.set(identity, count - 1);
    }
  }
  const meta = asTable(root['_meta']);
  const hash = asString(lookUp(meta, 'hash', 'sha256'));
  if (hash !== undefined)
    facts.origins.push({
      kind: 'content-hash',
      tool: 'pipenv',
      hash,
      place: facts.place(document.at(meta, 'hash')?.value),
    });
  return facts.facts('lock', { manager: 'pipenv' });
}

function categoryScope(category: string): Scope {
  if (category === 'packages' || category === 'default') return main;
  return groupScope(category === 'dev-packages' || category === 'develop' ? 'dev' : category);
}

/** Pipenv also takes marker names as keys: `sys_platform = "== 'win32'"`. */
function markerOfKeys(detail: Table | undefined): string {
  const parts: string[] = [];
  for (const [key, value] of Object.entries(detail ?? {}))
    if (
      /^(?:os_name|sys_platform|platform_\w+|python_version|python_full_version|implementation_\w+)$/.test(key) &&
      typeof value === 'string'
    )
      parts.push(`${key} ${/^[<>=!~]/.test(value) ? value : `== '${value}'`}`);
  return parts.join(' and ');
}

function sourceOf(detail: Table | undefined, indexes: ReadonlyMap<string, string>): Source {
  const git = asString(detail?.['git']);
  const ref = asString(detail?.['ref']);
  const subdirectory = asString(detail?.['subdirectory']);
  if (git !== undefined)
    return {
      kind: 'vcs',
      vcs: 'git',
      url: withoutCredentials(git),
      ...(ref && (/^[0-9a-f]{40}$/.test(ref) ? { commit: ref } : { ref })),
      ...(subdirectory && { subdirectory }),
    };
  const path = asString(detail?.['path']);
  if (path !== undefined) return { kind: 'path', path, editable: detail?.['editable'] === true };
  const file = asString(detail?.['file']);
  if (file !== undefined)
    return /^https?:/.test(file)
      ? { kind: 'archive', url: withoutCredentials(file) }
      : { kind: 'path', path: file, editable: false };
  const index = asString(detail?.['index']);
  const url = indexes.get(index ?? '') ?? [...indexes.values()][0];
  return { kind: 'index', ...(url && { url }), ...(index && { name: index }) };
}
