/** poetry.lock, formats 1.0 to 2.1: artefacts, edges with constraints, groups, extras, sources. */
import {
  asList,
  asString,
  asStrings,
  asTable,
  evaluateMarker,
  extrasOf,
  isDataError,
  isRequirement,
  lookUp,
  type Marker,
  normalizeName,
  parseMarker,
  parseRequirement,
  parseTomlTables,
  type Table,
} from '../../../../formats/index.ts';
import type { Artifact, FileFacts, LockedEdge, Source } from '../facts.ts';
import { FactsBuilder, type InventoryReader, type SourceText, withoutCredentials } from '../source-text.ts';

export const poetryLockReader: InventoryReader = {
  id: 'poetry-lock',
  wants: (path) => /(?:^|\/)poetry\.lock$/.test(path),
  read: readPoetryLock,
};

function readPoetryLock(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseTomlTables(source.text);
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return facts.facts('lock', { manager: 'poetry' });
  }
  const metadata = asTable(lookUp(document.data, 'metadata'));
  const format = asString(metadata?.['lock-version']) ?? '1.0';
  if (!/^[12]\./.test(format))
    facts.issue('bad-input', `poetry.lock has the unknown format version ${format}; what could be understood was read`);
  // Up to format 1.1 the artefacts of all packages stand together at the end.
  const sharedFiles = asTable(metadata?.['files']) ?? asTable(metadata?.['hashes']);
  const packages = lookUp(document.data, 'package');
  const ownExtras = new Map<string, string[]>();
  for (const [extra, list] of Object.entries(asTable(lookUp(document.data, 'extras')) ?? {}))
    for (const text of asStrings(list)) {
      const key = normalizeName(/^[\w.-]+/.exec(text)?.[0] ?? '');
      ownExtras.set(key, [...(ownExtras.get(key) ?? []), normalizeName(extra)]);
    }
  for (const [index, item] of asList(packages).entries()) {
    const table = asTable(item);
    const name = asString(table?.['name']);
    const place = facts.place(document.at(packages, index)?.value);
    if (table === undefined || name === undefined) {
      facts.issue('bad-input', 'a package without name was passed over', place.start);
      continue;
    }
    const version = asString(table['version']);
    const groups = asStrings(table['groups']).map(normalizeName);
    const category = asString(table['category']);
    const marker = markersOf(table);
    const inMarker = marker === undefined ? [] : extrasOf(marker);
    const extras =
      inMarker.length > 0 || table['optional'] !== true ? inMarker : (ownExtras.get(normalizeName(name)) ?? []);
    const requiresPython = asString(table['python-versions']);
    facts.packages.push({
      name,
      key: normalizeName(name),
      ...(version !== undefined && { version }),
      source: sourceOf(asTable(table['source'])),
      artifacts: artifactsOf(table['files'] ?? sharedFiles?.[name]),
      edges: edgesOf(table),
      ...(groups.length > 0 ? { groups } : category === 'dev' && { groups: ['dev'] }),
      ...(table['optional'] === true && { optional: true }),
      ...(marker !== undefined && { marker }),
      ...(extras.length > 0 && { underExtras: extras }),
      ...(requiresPython !== undefined && requiresPython !== '*' && { requiresPython }),
      place,
    });
  }
  const hash = asString(metadata?.['content-hash']);
  if (hash !== undefined)
    facts.origins.push({
      kind: 'content-hash',
      tool: 'poetry',
      hash,
      place: facts.place({ start: Math.max(0, source.text.lastIndexOf('content-hash')), end: source.text.length }),
    });
  const python = asString(metadata?.['python-versions']);
  return facts.facts('lock', {
    manager: 'poetry',
    ...(python !== undefined && { project: { requiresPython: python } }),
  });
}

/** One marker for the package; with several groups a table of one marker per group. */
function markersOf(table: Table): Marker | undefined {
  const text = table['markers'] ?? table['marker'];
  const texts =
    typeof text === 'string' ? [text] : Object.values(asTable(text) ?? {}).filter((one) => typeof one === 'string');
  const markers = texts.map((one) => parseMarker(one)).filter((one) => typeof one !== 'string');
  const groups = asStrings(table['groups']).length;
  if (markers.length === 0 || (typeof text !== 'string' && markers.length < groups)) return undefined;
  return markers.length === 1 ? markers[0] : { kind: 'or', parts: markers };
}

function sourceOf(source: Table | undefined): Source {
  const type = asString(source?.['type']);
  const url = asString(source?.['url']);
  if (source === undefined || type === undefined || url === undefined) return { kind: 'index' };
  const reference = asString(source['reference']);
  const commit = asString(source['resolved_reference']);
  const subdirectory = asString(source['subdirectory']);
  if (type === 'legacy') return { kind: 'index', url: withoutCredentials(url), ...(reference && { name: reference }) };
  if (type === 'directory') return { kind: 'path', path: url, editable: false };
  if (type === 'file') return { kind: 'path', path: url, editable: false };
  if (type === 'url') return { kind: 'archive', url: withoutCredentials(url) };
  return {
    kind: 'vcs',
    vcs: type,
    url: withoutCredentials(url),
    ...(reference && { ref: reference }),
    ...(commit && { commit }),
    ...(subdirectory && { subdirectory }),
  };
}

function artifactsOf(files: unknown): Artifact[] {
  return asList(files).flatMap((item): Artifact[] => {
    if (typeof item === 'string') return [{ hash: item.includes(':') ? item : `sha256:${item}` }];
    const table = asTable(item);
    const file = asString(table?.['file']);
    const hash = asString(table?.['hash']);
    return table === undefined ? [] : [{ ...(file && { file }), ...(hash && { hash }) }];
  });
}

function edgesOf(table: Table): LockedEdge[] {
  const byExtra = new Map<string, string[]>();
  for (const [extra, list] of Object.entries(asTable(table['extras']) ?? {}))
    for (const text of asStrings(list)) {
      const requirement = parseRequirement(text.replace(/\(\s*\*\s*\)/, ''));
      const key = normalizeName(
        isRequirement(requirement) ? requirement.name : (/^[A-Za-z0-9._-]+/.exec(text)?.[0] ?? text),
      );
      byExtra.set(key, [...(byExtra.get(key) ?? []), normalizeName(extra)]);
    }
  const edges: LockedEdge[] = [];
  for (const [name, value] of Object.entries(asTable(table['dependencies']) ?? {})) {
    const key = normalizeName(name);
    for (const entry of Array.isArray(value) ? value : [value]) {
      const detail = asTable(entry);
      const specifier = asString(entry) ?? asString(detail?.['version']) ?? '';
      const parsed = parseMarker(asString(detail?.['markers']) ?? '');
      const marker = typeof parsed === 'string' ? undefined : parsed;
      const inMarker =
        marker === undefined
          ? []
          : extrasOf(marker).filter((extra) => evaluateMarker(marker, { values: {}, extras: [] }) === false && extra);
      const extras = inMarker.length > 0 ? inMarker : detail?.['optional'] === true ? (byExtra.get(key) ?? []) : [];
      const base = {
        key,
        specifier,
        extras: asStrings(detail?.['extras']).map(normalizeName),
        ...(marker && { marker }),
      };
      if (extras.length === 0) edges.push(base);
      for (const extra of extras) edges.push({ ...base, whenExtra: extra });
    }
  }
  return edges;
}
