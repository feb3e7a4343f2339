/** pylock.toml (PEP 751): markers with extras and groups, artefacts, attestations, direct sources. */
import {
  asList,
  asString,
  asStrings,
  asTable,
  evaluateMarker,
  extrasOf,
  groupsOf,
  isDataError,
  lookUp,
  normalizeName,
  parseMarker,
  parseTomlTables,
  type Table,
} from '../../../../formats/index.ts';
import type { Artifact, FileFacts, Source } from '../facts.ts';
import { FactsBuilder, type InventoryReader, type SourceText, withoutCredentials } from '../source-text.ts';

export const pylockReader: InventoryReader = {
  id: 'pylock',
  wants: (path) => /(?:^|\/)pylock(?:\.[^./]+)?\.toml$/.test(path),
  read: readPylock,
};

function readPylock(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseTomlTables(source.text);
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return facts.facts('lock', { manager: 'pylock' });
  }
  const version = asString(lookUp(document.data, 'lock-version'));
  if (version === undefined || !version.startsWith('1.'))
    facts.issue(
      'bad-input',
      `pylock.toml has the unknown lock-version ${version ?? '(none)'}; what could be understood was read`,
    );
  const packages = lookUp(document.data, 'packages');
  const defaults = asStrings(lookUp(document.data, 'default-groups')).map(normalizeName);
  for (const [index, item] of asList(packages).entries()) {
    const table = asTable(item);
    const name = asString(table?.['name']);
    const place = facts.place(document.at(packages, index)?.value);
    if (table === undefined || name === undefined) {
      facts.issue('bad-input', 'a package without name was passed over', place.start);
      continue;
    }
    const parsed = parseMarker(asString(table['marker']) ?? '');
    const marker = typeof parsed === 'string' ? undefined : parsed;
    // Installed without any group or extra: then it is for production, whatever else the marker names.
    const isDefault =
      marker === undefined || evaluateMarker(marker, { values: {}, extras: [], groups: defaults }) !== false;
    const packageVersion = asString(table['version']);
    const requiresPython = asString(table['requires-python']);
    facts.packages.push({
      name,
      key: normalizeName(name),
      ...(packageVersion !== undefined && { version: packageVersion }),
      source: sourceOf(table),
      artifacts: [table['sdist'], table['archive'], ...asList(table['wheels'])].flatMap((entry) =>
        artifactsOf(asTable(entry)),
      ),
      edges: asList(table['dependencies']).flatMap((entry) => {
        const key = asString(asTable(entry)?.['name']);
        const edgeVersion = asString(asTable(entry)?.['version']);
        return key === undefined
          ? []
          : [{ key: normalizeName(key), extras: [], ...(edgeVersion !== undefined && { version: edgeVersion }) }];
      }),
      groups: [...(isDefault ? ['main'] : []), ...(marker === undefined ? [] : groupsOf(marker))],
      ...(marker !== undefined && { marker, ...(extrasOf(marker).length > 0 && { underExtras: extrasOf(marker) }) }),
      ...(requiresPython !== undefined && { requiresPython }),
      place,
    });
  }
  const requires = asString(lookUp(document.data, 'requires-python'));
  return facts.facts('lock', {
    manager: 'pylock',
    ...(requires !== undefined && { project: { requiresPython: requires } }),
  });
}

function sourceOf(table: Table): Source {
  const vcs = asTable(table['vcs']);
  if (vcs !== undefined) {
    const ref = asString(vcs['requested-revision']);
    const commit = asString(vcs['commit-id']);
    const subdirectory = asString(vcs['subdirectory']);
    return {
      kind: 'vcs',
      vcs: asString(vcs['type']) ?? 'git',
      url: withoutCredentials(asString(vcs['url']) ?? asString(vcs['path']) ?? ''),
      ...(ref && { ref }),
      ...(commit && { commit }),
      ...(subdirectory && { subdirectory }),
    };
  }
  const directory = asTable(table['directory']);
  if (directory !== undefined)
    return { kind: 'path', path: asString(directory['path']) ?? '', editable: directory['editable'] === true };
  const archive = asTable(table['archive']);
  if (archive !== undefined) {
    const url = asString(archive['url']);
    return url === undefined
      ? { kind: 'path', path: asString(archive['path']) ?? '', editable: false }
      : { kind: 'archive', url: withoutCredentials(url) };
  }
  const index = asString(table['index']);
  return { kind: 'index', ...(index && { url: withoutCredentials(index) }) };
}

function artifactsOf(table: Table | undefined): Artifact[] {
  if (table === undefined) return [];
  const url = asString(table['url']) ?? asString(table['path']);
  const file =
    asString(table['name']) ??
    url
      ?.replace(/[?#].*$/, '')
      .split('/')
      .at(-1);
  const uploadTime = asString(table['upload-time']);
  const base = {
    ...(file && { file }),
    ...(url && { url: withoutCredentials(url) }),
    ...(typeof table['size'] === 'number' && { size: table['size'] }),
    ...(uploadTime && { uploadTime }),
  };
  const hashes = Object.entries(asTable(table['hashes']) ?? {}).flatMap(([algorithm, digest]) =>
    typeof digest === 'string' ? [`${algorithm}:${digest}`] : [],
  );
  return hashes.length === 0 ? [base] : hashes.map((hash) => ({ ...base, hash }));
}
