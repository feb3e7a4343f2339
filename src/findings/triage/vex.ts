/** VEX: statements on whether an advisory affects this product, read from and written as OpenVEX 0.2.0 and CycloneDX. */
import type { Finding, JsonValue } from '../finding.ts';
import { TheriacError } from '../theriac-error.ts';

export const vexStatuses = ['not_affected', 'affected', 'fixed', 'under_investigation'] as const;
export type VexStatus = (typeof vexStatuses)[number];

export interface VexStatement {
  /** Any id of the advisory. */
  readonly advisory: string;
  /** Other names of the same advisory. */
  readonly aliases: readonly string[];
  /** Package URLs, with or without a version; empty: every package with this advisory. */
  readonly products: readonly string[];
  readonly status: VexStatus;
  /** OpenVEX justification, e.g. `vulnerable_code_not_in_execute_path`. */
  readonly justification?: string;
  readonly statement?: string;
}

type Json = { readonly [key: string]: JsonValue };

/** Reads OpenVEX or a CycloneDX document with vulnerabilities. Throws a {@link TheriacError} for anything else. */
export function parseVex(text: string, name: string): VexStatement[] {
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch (error) {
    throw new TheriacError(
      'bad-vex',
      `${name} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  if (typeof document?.['@context'] === 'string' && document['@context'].includes('openvex'))
    return openVex(document, name);
  if (document?.['bomFormat'] === 'CycloneDX') return cycloneDx(document);
  throw new TheriacError('bad-vex', `${name} is neither OpenVEX nor CycloneDX.`);
}

function openVex(document: Json, name: string): VexStatement[] {
  return list(document['statements']).map((statement, index): VexStatement => {
    const status = vexStatuses.find((word) => word === statement['status']);
    const vulnerability = statement['vulnerability'];
    const advisory = typeof vulnerability === 'string' ? vulnerability : text(record(vulnerability)['name']);
    if (status === undefined || advisory === '') {
      throw new TheriacError(
        'bad-vex',
        `${name}: statement ${index + 1} needs a vulnerability and a status (${vexStatuses.join(', ')}).`,
      );
    }
    const justification = text(statement['justification']);
    const words =
      text(statement['impact_statement']) || text(statement['status_notes']) || text(statement['action_statement']);
    return {
      advisory,
      aliases: texts(record(vulnerability)['aliases']),
      products: list(statement['products'], true)
        .flatMap((product) => [
          text(product['@id']),
          text(record(product['identifiers'])['purl']),
          ...list(product['subcomponents'], true).map((part) => text(part['@id'])),
        ])
        .filter((purl) => purl.startsWith('pkg:')),
      status,
      ...(justification && { justification }),
      ...(words && { statement: words }),
    };
  });
}

const fromCycloneDx: { readonly [state: string]: VexStatus } = {
  not_affected: 'not_affected',
  false_positive: 'not_affected',
  exploitable: 'affected',
  in_triage: 'under_investigation',
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
};

/** CycloneDX justification → OpenVEX justification. */
const justificationOf: { readonly [word: string]: string } = {
  code_not_present: 'vulnerable_code_not_present',
  code_not_reachable: 'vulnerable_code_not_in_execute_path',
  requires_configuration: 'vulnerable_code_cannot_be_controlled_by_adversary',
  requires_environment: 'vulnerable_code_cannot_be_controlled_by_adversary',
  protected_by_mitigating_control: 'inline_mitigations_already_exist',
  protected_at_runtime: 'inline_mitigations_already_exist',
  protected_at_perimeter: 'inline_mitigations_already_exist',
  protected_by_compiler: 'inline_mitigations_already_exist',
};

function cycloneDx(document: Json): VexStatement[] {
  const purls = new Map(
    list(document['components']).map((component) => [text(component['bom-ref']), text(component['purl'])]),
  );
  return list(document['vulnerabilities']).flatMap((vulnerability): VexStatement[] => {
    const analysis = record(vulnerability['analysis']);
    const status = fromCycloneDx[text(analysis['state'])];
    const advisory = text(vulnerability['id']);
    if (status === undefined || advisory === '') return [];
    const justification = justificationOf[text(analysis['justification'])];
    return [
      {
        advisory,
        aliases: list(vulnerability['references'])
          .map((reference) => text(reference['id']))
          .filter(Boolean),
        products: list(vulnerability['affects'])
          .map(({ ref }) => purls.get(text(ref)) || text(ref))
          .filter((purl) => purl.startsWith('pkg:')),
        status,
        ...(justification && { justification }),
        ...(text(analysis['detail']) && { statement: text(analysis['detail']) }),
      },
    ];
  });
}

/** Findings of dependencies that a statement says do not affect this product get a `vex` suppression. `source` names the file. */
export function applyVex(findings: readonly Finding[], statements: readonly VexStatement[], source: string): Finding[] {
  return findings.map((finding) => {
    const statement = statements.find((candidate) => isQuieting(candidate) && covers(candidate, finding));
    if (!statement) return finding;
    const reason =
      [statement.justification?.replaceAll('_', ' '), statement.statement].filter(Boolean).join(': ') ||
      statement.status.replaceAll('_', ' ');
    return { ...finding, suppressions: [...finding.suppressions, { kind: 'vex', reason: `${reason} (${source})` }] };
  });
}

function isQuieting({ status }: VexStatement): boolean {
  return status === 'not_affected' || status === 'fixed';
}

function covers(statement: VexStatement, finding: Finding): boolean {
  const ids = texts(finding.properties?.['ids']);
  if (![statement.advisory, ...statement.aliases].some((id) => ids.includes(id))) return false;
  if (statement.products.length === 0) return true;
  const name = text(finding.properties?.['package'])
    .toLowerCase()
    .replace(/[-_.]+/g, '-');
  const version = text(finding.properties?.['version']);
  return statement.products.some((purl) => {
    const [, package_ = '', wanted] = /^pkg:pypi\/([^@?#]+)(?:@([^?#]+))?/i.exec(purl) ?? [];
    return (
      package_.toLowerCase().replace(/[-_.]+/g, '-') === name &&
      (wanted === undefined || decodeURIComponent(wanted) === version)
    );
  });
}

/** OpenVEX 0.2.0 of the decisions on dependency findings: waived as not reachable or false positive → not affected, other waived → affected, open → under investigation. */
export function formatOpenVex(
  findings: readonly Finding[],
  options: { readonly id: string; readonly author: string; readonly timestamp: string },
): string {
  const statements = findings
    .filter(({ scanner, properties }) => scanner === 'dependencies' && texts(properties?.['ids']).length > 0)
    .map((finding) => {
      const ids = texts(finding.properties?.['ids']);
      const name = ids.find((id) => id.startsWith('CVE-')) ?? ids[0] ?? '';
      const decision = finding.suppressions.find(({ kind }) => kind === 'waiver' || kind === 'vex');
      const harmless =
        decision !== undefined &&
        /^(not-reachable|false-positive)|not in execute path|not affected|not present/.test(decision.reason);
      const status: VexStatus = harmless ? 'not_affected' : decision ? 'affected' : 'under_investigation';
      return {
        vulnerability: { name, aliases: ids.filter((id) => id !== name) },
        products: [
          {
            '@id': `pkg:pypi/${text(finding.properties?.['package'])
              .toLowerCase()
              .replace(/[-_.]+/g, '-')}@${encodeURIComponent(text(finding.properties?.['version']))}`,
          },
        ],
        status,
        ...(harmless && { justification: 'vulnerable_code_not_in_execute_path', impact_statement: decision?.reason }),
        ...(status === 'affected' && { action_statement: decision?.reason ?? '' }),
      };
    });
  const document = {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': options.id,
    author: options.author,
    timestamp: options.timestamp,
    version: 1,
    statements,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function record(value: JsonValue | undefined): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

/** Objects of a list; with `ids`, plain texts count as objects that have only an id (OpenVEX allows both). */
function list(value: JsonValue | undefined, ids = false): Json[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item): Json[] =>
    typeof item === 'string' && ids
      ? [{ '@id': item }]
      : typeof item === 'object' && item !== null && !Array.isArray(item)
        ? [item as Json]
        : [],
  );
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
