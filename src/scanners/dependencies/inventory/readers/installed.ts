/** Installed distributions: `*.dist-info/METADATA` with direct_url.json and REQUESTED, `*.egg-info/PKG-INFO`. */
import {
  asString,
  asTable,
  evaluateMarker,
  extrasOf,
  isDataError,
  isRequirement,
  lookUp,
  normalizeName,
  parseJson,
  parseRequirement,
} from '../../../../formats/index.ts';
import { matchLicenceText } from '../../licences/match-text.ts';
import type { FileFacts, LicenceFacts, LockedEdge, Source } from '../facts.ts';
import { FactsBuilder, type InventoryReader, type SourceText, withoutCredentials } from '../source-text.ts';
import { parseCoreMetadata } from './core-metadata.ts';

export const installedReader: InventoryReader = {
  id: 'installed',
  wants: (path) => /(?:^|\/)[^/]+(?:\.dist-info\/METADATA|\.egg-info\/PKG-INFO)$/.test(path),
  read: readInstalled,
};

function readInstalled(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const metadata = parseCoreMetadata(source.text);
  if (metadata === undefined) {
    facts.issue('bad-input', 'the metadata of this installed distribution has no name');
    return facts.facts('installed');
  }
  const folder = source.path.slice(0, source.path.lastIndexOf('/'));
  const origin = originOf(source.sibling(`${folder}/direct_url.json`));
  const nameLine = source.text.search(/^Name:/m);
  facts.packages.push({
    name: metadata.name,
    key: normalizeName(metadata.name),
    ...(metadata.version !== undefined && { version: metadata.version }),
    source: origin.source,
    artifacts: origin.hash === undefined ? [] : [{ hash: origin.hash }],
    edges: metadata.requires.flatMap(({ text }) => edgesOf(text)),
    ...(metadata.requiresPython !== undefined && { requiresPython: metadata.requiresPython }),
    // An sdist or a development checkout has an egg-info folder of its own project beside its sources.
    ...(folder.endsWith('.egg-info') && !folder.includes('site-packages') && { firstParty: true }),
    ...(source.sibling(`${folder}/REQUESTED`) !== undefined && { requested: true }),
    licence: { ...metadata.licence, ...licenceTexts(source, folder, metadata.licence.files) },
    place: facts.place({ start: Math.max(0, nameLine), end: Math.max(0, nameLine) + metadata.name.length + 6 }),
  });
  return facts.facts('installed');
}

/** Names that tools gave licence files before METADATA listed them. */
const usualNames = ['LICENSE', 'LICENCE', 'COPYING'].flatMap((name) =>
  ['', '.txt', '.md', '.rst'].map((end) => name + end),
);
const maxLicenceFiles = 40;

function licenceTexts(source: SourceText, folder: string, named: readonly string[]): Pick<LicenceFacts, 'texts'> {
  const texts = (named.length > 0 ? named : usualNames)
    .filter((name) => !/(?:^|\/)(?:notice|authors?|contributors?)[^/]*$/i.test(name))
    .slice(0, maxLicenceFiles)
    .flatMap((name) => {
      for (const path of [`${folder}/licenses/${name}`, `${folder}/${name}`]) {
        const text = source.sibling(path);
        if (text === undefined) continue;
        const match = matchLicenceText(text);
        return [{ path, ...(match && { match }) }];
      }
      return [];
    });
  return texts.length > 0 ? { texts } : {};
}

function edgesOf(text: string): LockedEdge[] {
  const requirement = parseRequirement(text);
  if (!isRequirement(requirement)) return [];
  const { marker } = requirement;
  const edge: LockedEdge = {
    key: requirement.key,
    specifier: requirement.spans.specifiers
      ? text.slice(requirement.spans.specifiers.start, requirement.spans.specifiers.end)
      : '',
    extras: requirement.extras.map(normalizeName),
    ...(marker && { marker }),
  };
  const extras = marker === undefined ? [] : extrasOf(marker);
  const onlyWithExtra =
    marker !== undefined && extras.length > 0 && evaluateMarker(marker, { values: {}, extras: [] }) === false;
  return onlyWithExtra ? extras.map((extra) => ({ ...edge, whenExtra: extra })) : [edge];
}

/** PEP 610. */
function originOf(text: string | undefined): { source: Source; hash?: string } {
  const document = text === undefined ? undefined : parseJson(text, { maxLength: 100_000 });
  if (document === undefined || isDataError(document)) return { source: { kind: 'index' } };
  const url = withoutCredentials(asString(lookUp(document.data, 'url')) ?? '');
  const vcs = asTable(lookUp(document.data, 'vcs_info'));
  if (vcs !== undefined) {
    const ref = asString(vcs['requested_revision']);
    const commit = asString(vcs['commit_id']);
    return {
      source: { kind: 'vcs', vcs: asString(vcs['vcs']) ?? 'git', url, ...(ref && { ref }), ...(commit && { commit }) },
    };
  }
  if (url.startsWith('file:'))
    return {
      source: {
        kind: 'path',
        path: url.replace(/^file:\/\//, ''),
        editable: lookUp(document.data, 'dir_info', 'editable') === true,
      },
    };
  const hashes = Object.entries(asTable(lookUp(document.data, 'archive_info', 'hashes')) ?? {});
  const [first] = hashes;
  return { source: { kind: 'archive', url }, ...(first !== undefined && { hash: `${first[0]}:${String(first[1])}` }) };
}
