/** Bills of materials from a real-looking lock file, against the official schemas. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { sampleFinding } from '../../../../test/support/sample-report.ts';
import { readInventory } from '../inventory/index.ts';
import { makeBill } from './bill.ts';
import { writeCycloneDx } from './cyclonedx.ts';
import { writeSpdx } from './spdx.ts';

const library = new URL('../../../../node_modules/@cyclonedx/cyclonedx-library/', import.meta.url);

const lock = `version = 1
requires-python = ">=3.10"

[[package]]
name = "shop"
version = "1.0"
source = { editable = "." }
dependencies = [{ name = "requests" }]

[[package]]
name = "requests"
version = "2.28.1"
source = { registry = "https://index.example/simple" }
dependencies = [{ name = "urllib3" }]
wheels = [{ url = "https://files.example/requests.whl", hash = "sha256:${'a'.repeat(64)}" }]

[[package]]
name = "urllib3"
version = "1.26.13"
source = { registry = "https://index.example/simple" }
wheels = [
  { url = "https://files.example/urllib3.whl", hash = "sha256:${'b'.repeat(64)}" },
  { url = "https://files.example/urllib3.tar.gz", hash = "sha256:${'c'.repeat(64)}" },
]
`;
const bytes = new TextEncoder().encode(lock);
const { graph } = readInventory({ files: [{ path: 'uv.lock', size: bytes.length }] }, () => bytes);
const bill = makeBill(graph, { name: 'shop & "co"', version: '1.0' });
const vulnerable = sampleFinding({
  scanner: 'dependencies',
  message: 'Bad <thing>',
  properties: {
    id: 'CVE-2023-1',
    purl: 'pkg:pypi/urllib3@1.26.13',
    cvssScore: 7.5,
    cvssVector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
  },
});

describe('CycloneDX', () => {
  const options = { toolVersion: '0.1.0', vulnerabilities: [vulnerable] };
  const document = writeCycloneDx(bill, { ...options, format: 'json' });

  it('holds graph, hashes, groups and vulnerabilities', () => {
    const bom = JSON.parse(document);
    expect(bom.specVersion).toBe('1.6');
    expect(bom.components.map(({ purl }: { purl: string }) => purl)).toEqual([
      'pkg:pypi/requests@2.28.1',
      'pkg:pypi/urllib3@1.26.13',
    ]);
    expect(bom.components[0].hashes).toEqual([{ alg: 'SHA-256', content: 'a'.repeat(64) }]);
    expect(bom.dependencies).toContainEqual({ ref: 'root', dependsOn: ['pkg:pypi/requests@2.28.1'] });
    expect(bom.dependencies).toContainEqual({
      ref: 'pkg:pypi/requests@2.28.1',
      dependsOn: ['pkg:pypi/urllib3@1.26.13'],
    });
    expect(bom.vulnerabilities[0]).toMatchObject({
      id: 'CVE-2023-1',
      cwes: [89],
      ratings: [{ score: 7.5, severity: 'high', method: 'CVSSv31' }],
      affects: [{ ref: 'pkg:pypi/urllib3@1.26.13' }],
    });
  });

  it('is valid by the official schema, and the same every time', () => {
    const read = (name: string) =>
      JSON.parse(readFileSync(new URL(`res/schema/${name}.SNAPSHOT.schema.json`, library), 'utf8'));
    const ajv = new Ajv({ strict: false, allErrors: true });
    for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
      ajv.addSchema({ ...read(name), $id: `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json` });
    }
    for (const format of ['iri-reference', 'idn-email', 'string']) ajv.addFormat(format, true);
    const validate = formats.default(ajv).compile(read('bom-1.6'));
    validate(JSON.parse(document));
    expect(validate.errors).toBeNull();
    expect(
      writeCycloneDx(makeBill(graph, { name: 'shop & "co"', version: '1.0' }), { ...options, format: 'json' }),
    ).toBe(document);
  });

  it('writes XML with the same components, escaped', () => {
    const xml = writeCycloneDx(bill, { ...options, format: 'xml' });
    expect(xml).toContain('<bom xmlns="http://cyclonedx.org/schema/bom/1.6"');
    expect(xml).toContain('<name>shop &amp; &quot;co&quot;</name>');
    expect(xml).toContain('Bad &lt;thing&gt;');
    expect(xml.match(/<component /g)).toHaveLength(4);
  });
});

describe('SPDX', () => {
  it('relates packages and names every purl', () => {
    const document = JSON.parse(writeSpdx(bill, { toolVersion: '0.1.0', date: '2026-11-20' }));
    expect(document.spdxVersion).toBe('SPDX-2.3');
    expect(document.packages).toHaveLength(3);
    expect(document.relationships).toHaveLength(3);
    expect(document.packages[2].checksums).toHaveLength(2);
    expect(JSON.stringify(document)).toContain('pkg:pypi/urllib3@1.26.13');
    const ids = new Set(document.packages.map(({ SPDXID }: { SPDXID: string }) => SPDXID));
    for (const { relatedSpdxElement } of document.relationships) expect(ids).toContain(relatedSpdxElement);
  });

  const schema = new URL('../../../../test/schemas/spdx-2.3.schema.json', import.meta.url);
  it('is valid by the official schema', () => {
    const validate = formats
      .default(new Ajv2019({ strict: false, allErrors: true }))
      .compile({ ...JSON.parse(readFileSync(schema, 'utf8')), $schema: undefined });
    validate(JSON.parse(writeSpdx(bill, { toolVersion: '0.1.0', date: '2026-11-20' })));
    expect(validate.errors).toBeNull();
  });
});
