/** uv.lock: every package with artefacts and upload times, forks, workspace members, extras, groups, conflicts. */
import {
  asList,
  asString,
  asStrings,
  asTable,
  isDataError,
  lookUp,
  type Marker,
  normalizeName,
  parseMarker,
  parseTomlTables,
  type Table,
} from '../../../../formats/index.ts';
import type { Artifact, FileFacts, LockedEdge, OriginRequirement, Scope, Source } from '../facts.ts';
import {
  extraScope,
  FactsBuilder,
  groupScope,
  type InventoryReader,
  main,
  type SourceText,
  withoutCredentials,
} from '../source-text.ts';

export const uvLockReader: InventoryReader = {
  id: 'uv-lock',
  wants: (path) => /(?:^|\/)uv\.lock$|\.py\.lock$/.test(path),
  read: readUvLock,
};

function readUvLock(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseTomlTables(source.text);
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return facts.facts('lock', { manager: 'uv' });
  }
  const version = lookUp(document.data, 'version');
  if (version !== 1)
    facts.issue(
      'bad-input',
      `uv.lock has the unknown format version ${String(version)}; what could be understood was read`,
    );
  const members = new Set(asStrings(lookUp(document.data, 'manifest', 'members')).map(normalizeName));
  const packages = lookUp(document.data, 'package');
  for (const [index, item] of asList(packages).entries()) {
    const table = asTable(item);
    const name = asString(table?.['name']);
    const place = facts.place(document.at(packages, index)?.value);
    if (table === undefined || name === undefined) {
      facts.issue('bad-input', 'a package without name was passed over', place.start);
      continue;
    }
    const key = normalizeName(name);
    const origin = uvSource(asTable(table['source']));
    const local = origin.kind === 'path';
    const firstParty =
      members.has(key) ||
      (local &&
        (origin.path === '.' ||
          lookUp(table, 'metadata', 'requires-dist') !== undefined ||
          lookUp(table, 'source', 'virtual') !== undefined));
    const forks = asStrings(table['resolution-markers']).flatMap(markerOf);
    const versionText = asString(table['version']);
    facts.packages.push({
      name,
      key,
      ...(versionText !== undefined && { version: versionText }),
      source: origin,
      artifacts: [table['sdist'], ...asList(table['wheels'])].flatMap((entry) => artifact(asTable(entry))),
      edges: [
        ...edges(table['dependencies'], {}),
        ...Object.entries(asTable(table['optional-dependencies']) ?? {}).flatMap(([extra, list]) =>
          edges(list, { whenExtra: normalizeName(extra) }),
        ),
        ...Object.entries(asTable(table['dev-dependencies']) ?? {}).flatMap(([group, list]) =>
          edges(list, { group: normalizeName(group) }),
        ),
      ],
      ...(forks.length > 0 && { forks }),
      ...(firstParty && { firstParty }),
      place,
    });
    const metadata = asTable(table['metadata']);
    if (firstParty && metadata !== undefined)
      facts.origins.push({
        kind: 'requirements',
        member: name,
        folder: local ? (origin as { path: string }).path : '',
        requirements: originRequirements(metadata),
        place,
      });
  }
  return facts.facts('lock', {
    manager: 'uv',
    project: { ...requiresPython(document.data), workspaceMembers: [...members] },
  });
}

function requiresPython(data: unknown): { requiresPython?: string } {
  const text = asString(lookUp(data, 'requires-python'));
  return text === undefined ? {} : { requiresPython: text };
}

function uvSource(source: Table | undefined): Source {
  if (source === undefined) return { kind: 'unknown' };
  const text = (key: string) => asString(source[key]);
  const registry = text('registry');
  if (registry !== undefined) return { kind: 'index', url: withoutCredentials(registry) };
  const git = text('git');
  if (git !== undefined) return gitSource(git);
  const url = text('url');
  if (url !== undefined) return { kind: 'archive', url: withoutCredentials(url) };
  const editable = text('editable');
  const path = editable ?? text('virtual') ?? text('directory') ?? text('path');
  return path === undefined ? { kind: 'unknown' } : { kind: 'path', path, editable: editable !== undefined };
}

/** `https://host/repo?rev=v1&subdirectory=x#commit`. */
function gitSource(text: string): Source {
  const [address = '', commit] = text.split('#', 2);
  const [url = '', query = ''] = address.split('?', 2);
  const options = new URLSearchParams(query);
  const ref = options.get('rev') ?? options.get('tag') ?? options.get('branch');
  const subdirectory = options.get('subdirectory');
  return {
    kind: 'vcs',
    vcs: 'git',
    url: withoutCredentials(url),
    ...(ref && { ref }),
    ...(commit && { commit }),
    ...(subdirectory && { subdirectory }),
  };
}

function artifact(table: Table | undefined): Artifact[] {
  if (table === undefined) return [];
  const url = asString(table['url']) ?? asString(table['path']);
  const hash = asString(table['hash']);
  const uploadTime = asString(table['upload-time']);
  const file =
    asString(table['filename']) ??
    url
      ?.replace(/[?#].*$/, '')
      .split('/')
      .at(-1);
  return [
    {
      ...(file && { file }),
      ...(url && { url: withoutCredentials(url) }),
      ...(hash && { hash }),
      ...(typeof table['size'] === 'number' && { size: table['size'] }),
      ...(uploadTime && { uploadTime }),
    },
  ];
}

function edges(list: unknown, owner: { whenExtra?: string; group?: string }): LockedEdge[] {
  return asList(list).flatMap((item) => {
    const table = asTable(item);
    const name = asString(table?.['name']);
    if (table === undefined || name === undefined) return [];
    const version = asString(table['version']);
    const marker = markerOf(asString(table['marker']))[0];
    return [
      {
        key: normalizeName(name),
        extras: asStrings(table['extra']).map(normalizeName),
        ...(version !== undefined && { version }),
        ...(marker && { marker }),
        ...owner,
      },
    ];
  });
}

function markerOf(text: string | undefined): Marker[] {
  if (text === undefined) return [];
  const marker = parseMarker(text);
  return typeof marker === 'string' ? [] : [marker];
}

function originRequirements(metadata: Table): OriginRequirement[] {
  const read = (list: unknown, scope: Scope): OriginRequirement[] =>
    asList(list).flatMap((item) => {
      const table = asTable(item);
      const name = asString(table?.['name']);
      if (table === undefined || name === undefined) return [];
      const marker = asString(table['marker']) ?? '';
      const extra = /\bextra == '([^']*)'/.exec(marker)?.[1];
      return [
        {
          key: normalizeName(name),
          specifier: asString(table['specifier']) ?? '',
          extras: asStrings(table['extras']).map(normalizeName),
          marker: marker.replace(/^\((.*)\) and extra == '[^']*'$/, '$1').replace(/(?:^| and )extra == '[^']*'$/, ''),
          scope: extra !== undefined && scope.kind === 'main' ? extraScope(extra) : scope,
        },
      ];
    });
  return [
    ...read(metadata['requires-dist'], main),
    ...Object.entries(asTable(metadata['requires-dev']) ?? {}).flatMap(([group, list]) =>
      read(list, groupScope(group)),
    ),
  ];
}
