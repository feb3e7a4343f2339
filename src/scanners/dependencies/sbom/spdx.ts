/** SPDX 2.3 JSON. The creation time is the scan's date and the namespace a hash of the content, so that the same repository gives the same bytes. */
import { createHash } from 'node:crypto';
import type { Bill, BillComponent } from './bill.ts';

export interface SpdxOptions {
  /** Of Theriac. */
  readonly toolVersion: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

const checksumNames: { readonly [name: string]: string } = {
  md5: 'MD5',
  sha1: 'SHA1',
  sha256: 'SHA256',
  sha384: 'SHA384',
  sha512: 'SHA512',
  blake2b: 'BLAKE2b-512',
};

export function writeSpdx(bill: Bill, options: SpdxOptions): string {
  const ids = new Map(
    bill.components.map(({ ref }) => [
      ref,
      `SPDXRef-Package-${createHash('sha256').update(ref).digest('hex').slice(0, 16)}`,
    ]),
  );
  const packages = bill.components.map((component) => toPackage(component, ids.get(component.ref) as string));
  const root = {
    SPDXID: 'SPDXRef-Root',
    name: bill.name,
    ...(bill.version && { versionInfo: bill.version }),
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: 'NOASSERTION',
    copyrightText: 'NOASSERTION',
    primaryPackagePurpose: 'APPLICATION',
  };
  const relationships = [
    { spdxElementId: 'SPDXRef-DOCUMENT', relationshipType: 'DESCRIBES', relatedSpdxElement: 'SPDXRef-Root' },
    ...bill.roots.map((ref) => ({
      spdxElementId: 'SPDXRef-Root',
      relationshipType: 'DEPENDS_ON',
      relatedSpdxElement: ids.get(ref),
    })),
    ...bill.components.flatMap(({ ref, children }) =>
      children.map((child) => ({
        spdxElementId: ids.get(ref),
        relationshipType: 'DEPENDS_ON',
        relatedSpdxElement: ids.get(child),
      })),
    ),
  ];
  const body = { packages: [root, ...packages], relationships };
  const custom = [
    ...new Set(bill.components.flatMap(({ licence }) => licence.expression?.match(/LicenseRef-[A-Za-z0-9.-]+/g) ?? [])),
  ].sort();
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: bill.name,
    documentNamespace: `urn:theriac:spdx:${createHash('sha256').update(JSON.stringify(body)).digest('hex')}`,
    creationInfo: { created: `${options.date}T00:00:00Z`, creators: [`Tool: theriac-${options.toolVersion}`] },
    documentDescribes: ['SPDXRef-Root'],
    ...(custom.length > 0 && {
      hasExtractedLicensingInfos: custom.map((licenseId) => ({
        licenseId,
        extractedText: 'The text stands in the package.',
      })),
    }),
    ...(bill.unversioned.length > 0 && {
      comment: `Without an exact version and therefore not listed: ${bill.unversioned.join(', ')}`,
    }),
    ...body,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toPackage(component: BillComponent, id: string): object {
  const checksums = component.hashes.flatMap((entry) => {
    const [name = '', checksumValue = ''] = entry.split(':');
    const algorithm = checksumNames[name];
    return algorithm === undefined ? [] : [{ algorithm, checksumValue }];
  });
  return {
    SPDXID: id,
    name: component.name,
    ...(component.version !== undefined && { versionInfo: component.version }),
    downloadLocation: component.sourceUrl ?? 'NOASSERTION',
    filesAnalyzed: false,
    licenseConcluded: 'NOASSERTION',
    licenseDeclared: component.licence.expression ?? 'NOASSERTION',
    ...(component.licence.family !== undefined && { licenseComments: component.licence.family }),
    copyrightText: 'NOASSERTION',
    // A lock file lists one digest for each file of a release; SPDX allows several of one algorithm.
    ...(checksums.length > 0 && { checksums }),
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: component.ref }],
    ...(component.declared.length > 0 && {
      comment: `Stated in ${component.declared.join(', ')}; groups: ${component.groups.join(', ') || 'none'}`,
    }),
  };
}
