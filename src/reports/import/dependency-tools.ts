/** Reports of dependency scanners: pip-audit, Safety, OSV-Scanner, Dependency-Check, Trivy, Grype, CycloneDX with vulnerabilities. */
import type { DraftFinding, JsonValue } from '../../findings/index.ts';
import { foreignFinding, type Importer, type ImportOptions, readRecords } from './imported.ts';
import { at, listAt, numberAt, textAt, textsAt } from './json-access.ts';

interface Vulnerable {
  readonly tool: string;
  readonly name: string;
  readonly version: string;
  readonly ids: readonly string[];
  readonly severity: string;
  readonly summary: string;
  readonly path: string;
  readonly fixed?: readonly string[];
  readonly cwe?: readonly string[];
}

function vulnerable(found: Vulnerable, options: ImportOptions): DraftFinding | undefined {
  const ids = [...new Set(found.ids.filter((id) => id !== ''))].sort();
  if (found.name === '' || ids.length === 0) return undefined;
  // CVE before others: the id most tools share, so that the same weakness found twice becomes one.
  const main = ids.find((id) => id.startsWith('CVE-')) ?? ids[0] ?? '';
  const fixed = (found.fixed ?? []).filter((version) => version !== '');
  const draft = foreignFinding(
    {
      tool: found.tool,
      id: main,
      scanner: 'dependencies',
      severity: found.severity,
      confidence: 'high',
      message: `${found.name} ${found.version} has ${main}. ${found.summary}`.trim(),
      path: found.path,
      cwe: found.cwe ?? [],
      content: `pkg:pypi/${normalise(found.name)} ${main}`,
      ...(fixed.length > 0 && { remediation: `Upgrade ${found.name} to ${fixed.join(' or ')}.` }),
      properties: { package: found.name, version: found.version, ids, fixed },
    },
    options,
  );
  return { ...draft, rule: options.ruleForAlias('theriac:vulnerable-dependency') ?? 'vulnerable-dependency' };
}

/** PEP 503. */
function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

export const pipAudit: Importer = {
  name: 'pip-audit',
  recognises: (document) => {
    const dependencies = listAt(document, 'dependencies');
    return dependencies.length > 0 && Array.isArray(at(document, 'fixes')) && at(dependencies[0], 'name') !== undefined;
  },
  read(document, options) {
    const records = listAt(document, 'dependencies').flatMap((dependency) =>
      listAt(dependency, 'vulns').map((vuln): [JsonValue, JsonValue] => [dependency, vuln]),
    );
    const { findings, issues } = readRecords(records, 'pip-audit', ([dependency, vuln]) =>
      vulnerable(
        {
          tool: 'pip-audit',
          name: textAt(dependency, 'name'),
          version: textAt(dependency, 'version'),
          ids: [textAt(vuln, 'id'), ...textsAt(vuln, 'aliases')],
          severity: 'high',
          summary: firstSentence(textAt(vuln, 'description')),
          path: 'requirements.txt',
          fixed: textsAt(vuln, 'fix_versions'),
        },
        options,
      ),
    );
    const skipped = listAt(document, 'dependencies').filter((dependency) => textAt(dependency, 'skip_reason') !== '');
    const more = skipped.map((dependency) => ({
      kind: 'bad-input' as const,
      message: `pip-audit skipped ${textAt(dependency, 'name')}: ${textAt(dependency, 'skip_reason')}`,
      incomplete: true,
    }));
    return { tool: 'pip-audit', findings, issues: [...issues, ...more] };
  },
};

export const safety: Importer = {
  name: 'safety',
  recognises: (document) => Array.isArray(at(document, 'vulnerabilities')) && at(document, 'report_meta') !== undefined,
  read(document, options) {
    const { findings, issues } = readRecords(listAt(document, 'vulnerabilities'), 'Safety', (vuln) =>
      vulnerable(
        {
          tool: 'safety',
          name: textAt(vuln, 'package_name'),
          version: textAt(vuln, 'analyzed_version'),
          ids: [textAt(vuln, 'CVE'), `SAFETY-${textAt(vuln, 'vulnerability_id')}`],
          severity: textAt(vuln, 'severity', 'cvssv3', 'base_score') || 'high',
          summary: firstSentence(textAt(vuln, 'advisory')),
          path: 'requirements.txt',
          fixed: textsAt(vuln, 'fixed_versions'),
        },
        options,
      ),
    );
    return { tool: 'safety', findings, issues };
  },
};

export const osvScanner: Importer = {
  name: 'osv-scanner',
  recognises: (document) =>
    listAt(document, 'results').some(
      (result) => at(result, 'source', 'path') !== undefined && Array.isArray(at(result, 'packages')),
    ),
  read(document, options) {
    const records = listAt(document, 'results').flatMap((result) =>
      listAt(result, 'packages')
        .filter((entry) => textAt(entry, 'package', 'ecosystem').startsWith('PyPI'))
        .flatMap((entry) =>
          listAt(entry, 'vulnerabilities').map((vuln): [string, JsonValue, JsonValue] => [
            textAt(result, 'source', 'path'),
            entry,
            vuln,
          ]),
        ),
    );
    const { findings, issues } = readRecords(records, 'OSV-Scanner', ([path, entry, vuln]) =>
      vulnerable(
        {
          tool: 'osv-scanner',
          name: textAt(entry, 'package', 'name'),
          version: textAt(entry, 'package', 'version'),
          ids: [textAt(vuln, 'id'), ...textsAt(vuln, 'aliases')],
          severity: textAt(vuln, 'database_specific', 'severity') || 'high',
          summary: textAt(vuln, 'summary'),
          path,
          fixed: listAt(vuln, 'affected').flatMap((affected) =>
            listAt(affected, 'ranges').flatMap((range) =>
              listAt(range, 'events').map((event) => textAt(event, 'fixed')),
            ),
          ),
          cwe: textsAt(vuln, 'database_specific', 'cwe_ids'),
        },
        options,
      ),
    );
    return { tool: 'osv-scanner', findings, issues };
  },
};

export const dependencyCheck: Importer = {
  name: 'dependency-check',
  recognises: (document) => Array.isArray(at(document, 'dependencies')) && at(document, 'scanInfo') !== undefined,
  read(document, options) {
    const records = listAt(document, 'dependencies').flatMap((dependency) =>
      listAt(dependency, 'vulnerabilities').map((vuln): [JsonValue, JsonValue] => [dependency, vuln]),
    );
    const { findings, issues } = readRecords(records, 'Dependency-Check', ([dependency, vuln]) => {
      const purl = /^pkg:[a-z]+\/(?:[^@/]+\/)?([^@/]+)@([^?]+)/.exec(textAt(dependency, 'packages', 0, 'id'));
      return vulnerable(
        {
          tool: 'dependency-check',
          name: purl?.[1] ?? textAt(dependency, 'fileName'),
          version: purl?.[2] ?? '',
          ids: [textAt(vuln, 'name')],
          severity: textAt(vuln, 'severity') || 'high',
          summary: firstSentence(textAt(vuln, 'description')),
          path: textAt(dependency, 'filePath') || textAt(dependency, 'fileName'),
          cwe: textsAt(vuln, 'cwes'),
        },
        options,
      );
    });
    return { tool: 'dependency-check', findings, issues };
  },
};

export const trivy: Importer = {
  name: 'trivy',
  recognises: (document) => at(document, 'SchemaVersion') !== undefined && at(document, 'ArtifactName') !== undefined,
  read(document, options) {
    const results = listAt(document, 'Results');
    const vulnerabilities = results.flatMap((result) =>
      listAt(result, 'Vulnerabilities').map((vuln): [string, JsonValue] => [textAt(result, 'Target'), vuln]),
    );
    const first = readRecords(vulnerabilities, 'Trivy', ([target, vuln]) =>
      vulnerable(
        {
          tool: 'trivy',
          name: textAt(vuln, 'PkgName'),
          version: textAt(vuln, 'InstalledVersion'),
          ids: [textAt(vuln, 'VulnerabilityID'), ...textsAt(vuln, 'VendorIDs')],
          severity: textAt(vuln, 'Severity'),
          summary: textAt(vuln, 'Title'),
          path: textAt(vuln, 'PkgPath') || target,
          fixed: textAt(vuln, 'FixedVersion').split(/,\s*/),
          cwe: textsAt(vuln, 'CweIDs'),
        },
        options,
      ),
    );
    const misconfigurations = results.flatMap((result) =>
      listAt(result, 'Misconfigurations').map((found): [string, JsonValue] => [textAt(result, 'Target'), found]),
    );
    const second = readRecords(misconfigurations, 'Trivy', ([target, found]) => {
      const id = textAt(found, 'ID');
      if (id === '' || target === '') return undefined;
      return foreignFinding(
        {
          tool: 'trivy',
          id,
          scanner: 'pipeline',
          severity: textAt(found, 'Severity'),
          message: textAt(found, 'Message') || textAt(found, 'Title'),
          path: target,
          line: numberAt(found, 'CauseMetadata', 'StartLine'),
          endLine: numberAt(found, 'CauseMetadata', 'EndLine'),
          content: id,
          remediation: textAt(found, 'Resolution'),
        },
        options,
      );
    });
    return {
      tool: 'trivy',
      findings: [...first.findings, ...second.findings],
      issues: [...first.issues, ...second.issues],
    };
  },
};

export const grype: Importer = {
  name: 'grype',
  recognises: (document) => Array.isArray(at(document, 'matches')) && at(document, 'descriptor', 'name') === 'grype',
  read(document, options) {
    const { findings, issues } = readRecords(listAt(document, 'matches'), 'Grype', (match) =>
      vulnerable(
        {
          tool: 'grype',
          name: textAt(match, 'artifact', 'name'),
          version: textAt(match, 'artifact', 'version'),
          ids: [
            textAt(match, 'vulnerability', 'id'),
            ...listAt(match, 'relatedVulnerabilities').map((related) => textAt(related, 'id')),
          ],
          severity: textAt(match, 'vulnerability', 'severity'),
          summary: firstSentence(textAt(match, 'vulnerability', 'description')),
          path: textAt(match, 'artifact', 'locations', 0, 'path'),
          fixed: textsAt(match, 'vulnerability', 'fix', 'versions'),
        },
        options,
      ),
    );
    return { tool: 'grype', findings, issues };
  },
};

export const cyclonedx: Importer = {
  name: 'cyclonedx',
  recognises: (document) => at(document, 'bomFormat') === 'CycloneDX',
  read(document, options) {
    const components = new Map(
      listAt(document, 'components').map((component) => [textAt(component, 'bom-ref'), component]),
    );
    const records = listAt(document, 'vulnerabilities').flatMap((vuln) =>
      listAt(vuln, 'affects').map((affects): [JsonValue, string] => [vuln, textAt(affects, 'ref')]),
    );
    const { findings, issues } = readRecords(records, 'CycloneDX', ([vuln, ref]) => {
      const component = components.get(ref);
      return vulnerable(
        {
          tool: 'cyclonedx',
          name: textAt(component, 'name') || (/pkg:pypi\/([^@]+)/.exec(ref)?.[1] ?? ''),
          version: textAt(component, 'version'),
          ids: [textAt(vuln, 'id'), ...listAt(vuln, 'references').map((reference) => textAt(reference, 'id'))],
          severity: textAt(vuln, 'ratings', 0, 'severity') || 'high',
          summary: firstSentence(textAt(vuln, 'description')),
          path: 'bom.json',
          cwe: listAt(vuln, 'cwes').map((cwe) => (typeof cwe === 'number' ? String(cwe) : '')),
        },
        options,
      );
    });
    return { tool: 'cyclonedx', findings, issues, evidence: { components: components.size } };
  },
};

function firstSentence(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const end = flat.search(/\. [A-Z]/);
  return end > 0 ? flat.slice(0, Math.min(end + 1, 300)) : flat.slice(0, 300);
}

export const dependencyTools: readonly Importer[] = [
  pipAudit,
  safety,
  osvScanner,
  dependencyCheck,
  trivy,
  grype,
  cyclonedx,
];
