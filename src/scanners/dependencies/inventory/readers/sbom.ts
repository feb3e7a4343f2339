/** SBOMs as input: CycloneDX JSON and XML, SPDX 2 JSON, with their graph, hashes and licences. */
import {
  asList,
  asString,
  asTable,
  DataBuilder,
  type DataDocument,
  isDataError,
  lookUp,
  normalizeName,
  parseJson,
  parsePurl,
  parseXml,
  type XmlElement,
} from '../../../../formats/index.ts';
import type { Artifact, FileFacts, LicenceFacts, LockedPackage } from '../facts.ts';
import { FactsBuilder, type InventoryReader, type SourceText } from '../source-text.ts';

export const sbomReader: InventoryReader = {
  id: 'sbom',
  wants: (path) => /(?:^|[./_-])(?:s?bom|cyclonedx|cdx|spdx)[^/]*\.(?:json|xml)$/i.test(path),
  accepts: (text) =>
    isCycloneXml(text) ||
    /"bomFormat"\s*:\s*"CycloneDX"|"spdxVersion"\s*:\s*"SPDX-2/.test(text.slice(0, 100_000)) ||
    text.length > 100_000,
  read: readSbom,
};

/** Reads either format; what is neither becomes an issue. */
export function readSbom(source: SourceText): FileFacts {
  const facts = new FactsBuilder(source);
  if (/^\s*</.test(source.text.slice(0, 1000))) {
    const root = parseXml(source.text);
    if ('message' in root) facts.issue('syntax-error', root.message, root.offset);
    else if (!isCycloneXml(source.text)) facts.issue('bad-input', 'not a CycloneDX document');
    else readCycloneDx(facts, documentOf(root));
    return facts.facts('sbom');
  }
  const document = parseJson(source.text, { placesToDepth: 5 });
  if (isDataError(document)) facts.issue('syntax-error', document.message, document.offset);
  else if (lookUp(document.data, 'bomFormat') === 'CycloneDX') readCycloneDx(facts, document);
  else if (String(lookUp(document.data, 'spdxVersion') ?? '').startsWith('SPDX-2')) readSpdx(facts, document);
  else facts.issue('bad-input', 'neither a CycloneDX nor an SPDX 2 document in JSON');
  return facts.facts('sbom');
}

function isCycloneXml(text: string): boolean {
  return /<(?:\w+:)?bom\s[^>]*cyclonedx\.org\/schema\/bom/.test(text.slice(0, 4000));
}

/** The parts of a CycloneDX XML document that are read, in the shape of its JSON form. */
function documentOf(root: XmlElement): DataDocument {
  const builder = new DataBuilder();
  const metadata = child(child(root, 'metadata'), 'component');
  return builder.document({
    metadata: { component: { 'bom-ref': metadata?.attributes.get('bom-ref') } },
    components: componentsOf(root, builder, 0),
    dependencies: (child(root, 'dependencies')?.children ?? []).map(({ attributes, children }) => ({
      ref: attributes.get('ref'),
      dependsOn: children.flatMap((one) => one.attributes.get('ref') ?? []),
    })),
  });
}

function componentsOf(parent: XmlElement, builder: DataBuilder, depth: number): unknown[] {
  const elements = (child(parent, 'components')?.children ?? []).filter(({ name }) => name === 'component');
  const text = (element: XmlElement, name: string) => child(element, name)?.text || undefined;
  const list = elements.map((element) => ({
    type: element.attributes.get('type'),
    'bom-ref': element.attributes.get('bom-ref'),
    group: text(element, 'group'),
    name: text(element, 'name'),
    version: text(element, 'version'),
    purl: text(element, 'purl'),
    hashes: (child(element, 'hashes')?.children ?? []).map((hash) => ({
      alg: hash.attributes.get('alg'),
      content: hash.text,
    })),
    licenses: (child(element, 'licenses')?.children ?? []).map((licence) =>
      licence.name === 'expression'
        ? { expression: licence.text }
        : { license: { id: text(licence, 'id'), name: text(licence, 'name') } },
    ),
    components: depth < 20 ? componentsOf(element, builder, depth + 1) : [],
  }));
  for (const [index, { span }] of elements.entries()) builder.locate(list, index, { key: span, value: span });
  return list;
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

interface Entry {
  readonly ref: string;
  readonly entry: LockedPackage;
}

function readCycloneDx(facts: FactsBuilder, document: DataDocument): void {
  const entries: Entry[] = [];
  const open: { list: unknown; depth: number }[] = [{ list: lookUp(document.data, 'components'), depth: 0 }];
  while (open.length > 0) {
    const { list, depth } = open.pop()!;
    for (const [index, item] of asList(list).entries()) {
      const component = asTable(item);
      if (component === undefined) continue;
      if (depth < 20) open.push({ list: component['components'], depth: depth + 1 });
      const name = asString(component['name']);
      if (name === undefined || ['file', 'data', 'cryptographic-asset'].includes(asString(component['type']) ?? ''))
        continue;
      const hashes = asList(component['hashes']).flatMap((hash): Artifact[] => {
        const algorithm = asString(lookUp(hash, 'alg'));
        const content = asString(lookUp(hash, 'content'));
        return algorithm === undefined || content === undefined
          ? []
          : [{ hash: `${hashName(algorithm)}:${content.toLowerCase()}` }];
      });
      entries.push({
        ref: asString(component['bom-ref']) ?? `#${entries.length}`,
        entry: packageOf(facts, {
          name,
          group: asString(component['group']),
          version: asString(component['version']),
          purl: asString(component['purl']),
          artifacts: hashes,
          licence: cycloneLicences(component['licenses']),
          span: document.at(list, index)?.value,
        }),
      });
    }
  }
  const root = asString(lookUp(document.data, 'metadata', 'component', 'bom-ref'));
  const edges = new Map<string, readonly string[]>();
  for (const item of asList(lookUp(document.data, 'dependencies'))) {
    const ref = asString(lookUp(item, 'ref'));
    if (ref !== undefined)
      edges.set(
        ref,
        asList(lookUp(item, 'dependsOn')).filter((one) => typeof one === 'string'),
      );
  }
  connect(facts, entries, edges, root === undefined ? [] : [root]);
}

function cycloneLicences(list: unknown): LicenceFacts {
  const texts: string[] = [];
  let expression: string | undefined;
  for (const item of asList(list)) {
    expression ??= asString(lookUp(item, 'expression'));
    const text = asString(lookUp(item, 'license', 'id')) ?? asString(lookUp(item, 'license', 'name'));
    if (text !== undefined) texts.push(text);
  }
  return {
    ...(expression !== undefined && { expression }),
    ...(texts.length > 0 && { text: texts.join(' AND ') }),
    classifiers: [],
    files: [],
  };
}

function readSpdx(facts: FactsBuilder, document: DataDocument): void {
  const entries: Entry[] = [];
  const list = lookUp(document.data, 'packages');
  for (const [index, item] of asList(list).entries()) {
    const table = asTable(item);
    const name = asString(table?.['name']);
    if (table === undefined || name === undefined) continue;
    const purl = asList(table['externalRefs'])
      .map((ref) => (lookUp(ref, 'referenceType') === 'purl' ? asString(lookUp(ref, 'referenceLocator')) : undefined))
      .find((one) => one !== undefined);
    const artifacts = asList(table['checksums']).flatMap((sum): Artifact[] => {
      const algorithm = asString(lookUp(sum, 'algorithm'));
      const value = asString(lookUp(sum, 'checksumValue'));
      return algorithm === undefined || value === undefined
        ? []
        : [{ hash: `${hashName(algorithm)}:${value.toLowerCase()}` }];
    });
    const declared = [table['licenseDeclared'], table['licenseConcluded']]
      .map(asString)
      .find((text) => text !== undefined && text !== 'NOASSERTION' && text !== 'NONE');
    entries.push({
      ref: asString(table['SPDXID']) ?? `#${index}`,
      entry: packageOf(facts, {
        name,
        group: undefined,
        version: asString(table['versionInfo']),
        purl,
        artifacts,
        licence: { ...(declared !== undefined && { expression: declared }), classifiers: [], files: [] },
        span: document.at(list, index)?.value,
      }),
    });
  }
  const edges = new Map<string, string[]>();
  const roots = asList(lookUp(document.data, 'documentDescribes')).filter((one) => typeof one === 'string');
  for (const item of asList(lookUp(document.data, 'relationships'))) {
    const type = asString(lookUp(item, 'relationshipType'));
    let from = asString(lookUp(item, 'spdxElementId'));
    let to = asString(lookUp(item, 'relatedSpdxElement'));
    if (from === undefined || to === undefined) continue;
    if (type === 'DESCRIBES') roots.push(to);
    if (type === 'DESCRIBED_BY') roots.push(from);
    if (type === 'DEPENDENCY_OF' || type === 'RUNTIME_DEPENDENCY_OF' || type === 'DEV_DEPENDENCY_OF')
      [from, to] = [to, from];
    else if (type !== 'DEPENDS_ON') continue;
    edges.set(from, [...(edges.get(from) ?? []), to]);
  }
  connect(facts, entries, edges, roots);
}

interface Described {
  readonly name: string;
  readonly group: string | undefined;
  readonly version: string | undefined;
  readonly purl: string | undefined;
  readonly artifacts: readonly Artifact[];
  readonly licence: LicenceFacts;
  readonly span: Parameters<FactsBuilder['place']>[0];
}

function packageOf(
  facts: FactsBuilder,
  { name, group, version, purl, artifacts, licence, span }: Described,
): LockedPackage {
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  const isPython = parsed === undefined ? purl === undefined && group === undefined : parsed.type === 'pypi';
  const exact = version ?? parsed?.version;
  return {
    name: isPython ? name : group === undefined ? name : `${group}/${name}`,
    key: isPython && parsed !== undefined ? parsed.name : normalizeName(name),
    ...(exact !== undefined && exact !== '' && { version: exact }),
    source:
      parsed === undefined
        ? { kind: 'unknown' }
        : { kind: 'index', ...(parsed.qualifiers['repository_url'] && { url: parsed.qualifiers['repository_url'] }) },
    artifacts,
    edges: [],
    licence,
    ...(!isPython && { foreignPurl: purl ?? '' }),
    place: facts.place(span && { start: span.start, end: Math.min(span.end, span.start + 200) }),
  };
}

/** Turns references into edges; what the root depends on is direct, the root itself first-party. */
function connect(
  facts: FactsBuilder,
  entries: readonly Entry[],
  edges: ReadonlyMap<string, readonly string[]>,
  roots: readonly string[],
): void {
  const byRef = new Map(entries.map(({ ref, entry }) => [ref, entry]));
  const direct = new Set(roots.flatMap((root) => edges.get(root) ?? []));
  for (const { ref, entry } of entries) {
    facts.packages.push({
      ...entry,
      reference: ref,
      edges: (edges.get(ref) ?? []).flatMap((to) => {
        const target = byRef.get(to);
        return target === undefined || target === entry ? [] : [{ key: target.key, extras: [], reference: to }];
      }),
      ...(roots.includes(ref) && { firstParty: true }),
      ...(direct.has(ref) && { requested: true }),
    });
  }
}

function hashName(algorithm: string): string {
  return algorithm.toLowerCase().replace(/^sha-(?=\d)/, 'sha');
}
