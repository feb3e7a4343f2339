/** pdm.lock: artefacts, PEP 508 edges, groups, markers; extras are entries of their own and are joined to their package. */
import {
  asList,
  asString,
  asStrings,
  asTable,
  isDataError,
  isRequirement,
  lookUp,
  normalizeName,
  parseMarker,
  parseRequirement,
  parseTomlTables,
  type Table,
} from '../../../../formats/index.ts';
import type { Artifact, FileFacts, LockedEdge, LockedPackage, Source } from '../facts.ts';
import { FactsBuilder, type InventoryReader, type SourceText, withoutCredentials } from '../source-text.ts';

export const pdmLockReader: InventoryReader = {
  id: 'pdm-lock',
  wants: (path) => /(?:^|\/)pdm(?:\.[\w-]+)?\.lock$/.test(path),
  read: readPdmLock,
};

function readPdmLock(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  const document = parseTomlTables(source.text);
  if (isDataError(document)) {
    facts.issue('syntax-error', document.message, document.offset);
    return facts.facts('lock', { manager: 'pdm' });
  }
  const metadata = asTable(lookUp(document.data, 'metadata'));
  // Before format 4.4 the artefacts stand together under "name version".
  const sharedFiles = asTable(metadata?.['files']);
  const packages = lookUp(document.data, 'package');
  const byIdentity = new Map<string, number>();
  for (const [index, item] of asList(packages).entries()) {
    const table = asTable(item);
    const name = asString(table?.['name']);
    const place = facts.place(document.at(packages, index)?.value);
    if (table === undefined || name === undefined) {
      facts.issue('bad-input', 'a package without name was passed over', place.start);
      continue;
    }
    const version = asString(table['version']);
    const extras = asStrings(table['extras']).map(normalizeName);
    const groups = asStrings(table['groups']).map((group) => (group === 'default' ? 'main' : normalizeName(group)));
    const parsed = parseMarker(asString(table['marker']) ?? '');
    const requiresPython = asString(table['requires_python']);
    const key = normalizeName(name);
    const entry: LockedPackage = {
      name,
      key,
      ...(version !== undefined && { version }),
      source: sourceOf(table),
      artifacts: artifactsOf(table['files'] ?? sharedFiles?.[`${name} ${version ?? ''}`]),
      edges: edgesOf(table, key, extras),
      ...(groups.length > 0 && { groups }),
      ...(typeof parsed !== 'string' && { marker: parsed }),
      ...(requiresPython !== undefined && { requiresPython }),
      place,
    };
    const identity = `${key} ${version ?? ''} ${JSON.stringify(entry.source)}`;
    const known = byIdentity.get(identity);
    if (known === undefined) byIdentity.set(identity, facts.packages.push(entry) - 1);
    else facts.packages[known] = join(facts.packages[known]!, entry, extras.length > 0);
  }
  const hash = asString(metadata?.['content_hash']);
  if (hash !== undefined)
    facts.origins.push({
      kind: 'content-hash',
      tool: 'pdm',
      hash,
      place: facts.place({ start: Math.max(0, source.text.indexOf('content_hash')), end: source.text.length }),
    });
  const indexes = asList(metadata?.['sources']);
  for (const index of indexes) {
    const url = asString(asTable(index)?.['url']);
    if (url !== undefined)
      facts.indexes.push({ url: withoutCredentials(url), role: 'extra', place: facts.place(undefined) });
  }
  return facts.facts('lock', { manager: 'pdm' });
}

function join(first: LockedPackage, second: LockedPackage, secondIsExtra: boolean): LockedPackage {
  const base = secondIsExtra ? first : second;
  return {
    ...base,
    artifacts: first.artifacts.length > 0 ? first.artifacts : second.artifacts,
    edges: [...first.edges, ...second.edges],
    groups: [...new Set([...(first.groups ?? []), ...(second.groups ?? [])])],
  };
}

function sourceOf(table: Table): Source {
  const git = asString(table['git']);
  const ref = asString(table['ref']);
  const revision = asString(table['revision']);
  const subdirectory = asString(table['subdirectory']);
  if (git !== undefined)
    return {
      kind: 'vcs',
      vcs: 'git',
      url: withoutCredentials(git),
      ...(ref && { ref }),
      ...(revision && { commit: revision }),
      ...(subdirectory && { subdirectory }),
    };
  const path = asString(table['path']);
  if (path !== undefined) return { kind: 'path', path, editable: table['editable'] === true };
  const url = asString(table['url']);
  return url === undefined ? { kind: 'index' } : { kind: 'archive', url: withoutCredentials(url) };
}

function artifactsOf(files: unknown): Artifact[] {
  return asList(files).flatMap((item) => {
    const table = asTable(item);
    if (table === undefined) return [];
    const url = asString(table['url']);
    const file = asString(table['file']) ?? url?.split('/').at(-1);
    const hash = asString(table['hash']);
    return [{ ...(file && { file }), ...(url && { url: withoutCredentials(url) }), ...(hash && { hash }) }];
  });
}

/** An entry with extras repeats its own package as a dependency; that edge says nothing. */
function edgesOf(table: Table, key: string, extras: readonly string[]): LockedEdge[] {
  return asStrings(table['dependencies']).flatMap((text) => {
    const requirement = parseRequirement(text);
    if (!isRequirement(requirement) || requirement.key === key) return [];
    const edge: LockedEdge = {
      key: requirement.key,
      specifier: requirement.spans.specifiers
        ? text.slice(requirement.spans.specifiers.start, requirement.spans.specifiers.end)
        : '',
      extras: requirement.extras.map(normalizeName),
      ...(requirement.marker && { marker: requirement.marker }),
    };
    return extras.length === 0 ? [edge] : extras.map((extra) => ({ ...edge, whenExtra: extra }));
  });
}
