/** CycloneDX 1.6 through its official library. No serial number and no time: the same repository gives the same bytes. */
import CDX from '@cyclonedx/cyclonedx-library';
import type { Finding, JsonValue } from '../../../findings/index.ts';
import type { Bill, BillComponent } from './bill.ts';
import { XmlWriter } from './xml-writer.ts';

export interface CycloneDxOptions {
  readonly format: 'json' | 'xml';
  /** Of Theriac. */
  readonly toolVersion: string;
  /** Findings of dependencies to list as vulnerabilities, with their VEX state. */
  readonly vulnerabilities?: readonly Finding[];
}

const algorithms: { readonly [name: string]: CDX.Enums.HashAlgorithm } = {
  md5: CDX.Enums.HashAlgorithm.MD5,
  sha1: CDX.Enums.HashAlgorithm['SHA-1'],
  sha256: CDX.Enums.HashAlgorithm['SHA-256'],
  sha384: CDX.Enums.HashAlgorithm['SHA-384'],
  sha512: CDX.Enums.HashAlgorithm['SHA-512'],
  blake2b: CDX.Enums.HashAlgorithm['BLAKE2b-512'],
};

export function writeCycloneDx(bill: Bill, options: CycloneDxOptions): string {
  const root = new CDX.Models.Component(CDX.Enums.ComponentType.Application, bill.name, {
    bomRef: 'root',
    ...(bill.version && { version: bill.version }),
  });
  const bom = new CDX.Models.Bom({ metadata: new CDX.Models.Metadata({ component: root }) });
  bom.metadata.tools.components.add(
    new CDX.Models.Component(CDX.Enums.ComponentType.Application, 'theriac', { version: options.toolVersion }),
  );
  for (const text of bill.unversioned.slice(0, 1000))
    bom.metadata.properties.add(new CDX.Models.Property('theriac:unversioned', text));
  const components = new Map(bill.components.map((component) => [component.ref, toComponent(component)]));
  for (const component of components.values()) bom.components.add(component);
  for (const { ref, children } of bill.components) {
    for (const child of children)
      components.get(ref)?.dependencies.add((components.get(child) as CDX.Models.Component).bomRef);
  }
  for (const ref of bill.roots) root.dependencies.add((components.get(ref) as CDX.Models.Component).bomRef);
  for (const vulnerability of toVulnerabilities(options.vulnerabilities ?? [], components))
    bom.vulnerabilities.add(vulnerability);
  if (options.format === 'xml')
    return new XmlWriter(new CDX.Serialize.XML.Normalize.Factory(CDX.Spec.Spec1dot6)).serialize(bom, {
      sortLists: true,
      space: 2,
    });
  return `${new CDX.Serialize.JsonSerializer(new CDX.Serialize.JSON.Normalize.Factory(CDX.Spec.Spec1dot6)).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function toComponent(component: BillComponent): CDX.Models.Component {
  const made = new CDX.Models.Component(CDX.Enums.ComponentType.Library, component.name, {
    bomRef: component.ref,
    purl: component.ref,
    ...(component.version !== undefined && { version: component.version }),
    scope: component.optional ? CDX.Enums.ComponentScope.Optional : CDX.Enums.ComponentScope.Required,
  });
  // A lock file lists the files of every platform; the dictionary holds one digest an algorithm, the rest are properties.
  const rest: string[] = [];
  for (const entry of component.hashes) {
    const [name = '', digest = ''] = entry.split(':');
    const algorithm = algorithms[name];
    if (algorithm === undefined || made.hashes.has(algorithm) || component.hashes.length > 1) rest.push(entry);
    else made.hashes.set(algorithm, digest);
  }
  for (const entry of rest) made.properties.add(new CDX.Models.Property('theriac:hash', entry));
  for (const group of component.groups) made.properties.add(new CDX.Models.Property('theriac:group', group));
  for (const place of component.declared) made.properties.add(new CDX.Models.Property('theriac:declared', place));
  const { expression, family } = component.licence;
  if (expression !== undefined) {
    made.licenses.add(
      / (?:AND|OR|WITH) |^LicenseRef-/.test(expression)
        ? new CDX.Models.LicenseExpression(expression)
        : new CDX.Models.SpdxLicense(expression as CDX.SPDX.SpdxId),
    );
  } else if (family !== undefined) made.licenses.add(new CDX.Models.NamedLicense(family));
  if (component.sourceUrl !== undefined) {
    made.externalReferences.add(
      new CDX.Models.ExternalReference(component.sourceUrl, CDX.Enums.ExternalReferenceType.Distribution),
    );
  }
  return made;
}

function toVulnerabilities(
  findings: readonly Finding[],
  components: ReadonlyMap<string, CDX.Models.Component>,
): CDX.Models.Vulnerability.Vulnerability[] {
  const { Vulnerability: V } = CDX.Models;
  const byId = new Map<string, CDX.Models.Vulnerability.Vulnerability>();
  for (const finding of findings) {
    const id = text(finding.properties?.['id']);
    const component = components.get(text(finding.properties?.['purl']));
    if (id === '' || !component) continue;
    const known = byId.get(id);
    if (known) {
      known.affects.add(new V.Affect(component.bomRef));
      continue;
    }
    const score = finding.properties?.['cvssScore'];
    const vector = text(finding.properties?.['cvssVector']);
    const accepted = finding.suppressions[0];
    const made = new V.Vulnerability({
      bomRef: `vulnerability/${id}`,
      id,
      description: finding.message,
      ...(finding.remediation !== undefined && { recommendation: finding.remediation }),
      affects: new V.AffectRepository([new V.Affect(component.bomRef)]),
      ratings: new V.RatingRepository([
        new V.Rating({
          severity: severityOf(finding.severity),
          ...(typeof score === 'number' && { score }),
          ...(vector !== '' && { vector, method: methodOf(vector) }),
        }),
      ]),
      ...(accepted && {
        analysis: new V.Analysis({
          state:
            accepted.kind === 'vex'
              ? CDX.Enums.Vulnerability.AnalysisState.NotAffected
              : CDX.Enums.Vulnerability.AnalysisState.Exploitable,
          detail: accepted.reason,
        }),
      }),
    });
    for (const cwe of finding.cwe) made.cwes.add(Number(cwe.replace('CWE-', '')));
    byId.set(id, made);
  }
  return [...byId.values()];
}

function severityOf(severity: Finding['severity']): CDX.Enums.Vulnerability.Severity {
  const { Severity } = CDX.Enums.Vulnerability;
  return {
    critical: Severity.Critical,
    high: Severity.High,
    medium: Severity.Medium,
    low: Severity.Low,
    info: Severity.Info,
  }[severity];
}

function methodOf(vector: string): CDX.Enums.Vulnerability.RatingMethod {
  const { RatingMethod } = CDX.Enums.Vulnerability;
  if (vector.startsWith('CVSS:4')) return RatingMethod.CVSSv4;
  if (vector.startsWith('CVSS:3.1')) return RatingMethod.CVSSv31;
  return vector.startsWith('CVSS:3') ? RatingMethod.CVSSv3 : RatingMethod.CVSSv2;
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
