/** Findings about licences of what production uses. They need evidence: without metadata there is one note and no finding. */
import type { DraftFinding, RuleMeta, ScanIssue } from '../../../findings/index.ts';
import { type CheckHit, type CheckSubject, inventoryFinding } from '../checks/check.ts';
import { isProduction, placeOf, whyPaths } from '../graph/index.ts';
import { contradictingLicence } from '../rules/contradicting-licence.ts';
import { copyleftDependency } from '../rules/copyleft-dependency.ts';
import { licenceConflictWithProject } from '../rules/licence-conflict-with-project.ts';
import { restrictedLicence } from '../rules/restricted-licence.ts';
import { unknownLicence } from '../rules/unknown-licence.ts';
import { type AssessedLicence, assessLicences } from './assess.ts';
import type { LicencePolicy } from './judge-licence.ts';

export const licenceRules: readonly RuleMeta[] = [
  copyleftDependency,
  restrictedLicence,
  unknownLicence,
  contradictingLicence,
  licenceConflictWithProject,
];

export function checkLicences(
  subject: CheckSubject,
  policy: LicencePolicy,
  isEnabled: (rule: string) => boolean,
): { readonly findings: readonly DraftFinding[]; readonly issues: readonly ScanIssue[] } {
  const { assessed, withoutMetadata } = assessLicences(subject.inventory, policy);
  const findings = assessed.flatMap((one): DraftFinding[] => {
    const rule = isProduction(one.dependency) ? ruleFor(one, policy) : undefined;
    const place = placeOf(one.dependency);
    if (rule === undefined || place === undefined || !isEnabled(rule.name)) return [];
    return [inventoryFinding(rule, subject, hitOf(one, rule, place, policy, subject))];
  });
  if (withoutMetadata.length === 0) return { findings, issues: [] };
  const count = withoutMetadata.length;
  return {
    findings,
    issues: [
      {
        kind: 'missing-data',
        message: `The licences of ${count} ${count === 1 ? 'dependency' : 'dependencies'} were not assessed: lock files and manifests do not state them. "theriac licences --environment .venv" reads those that are installed.`,
        incomplete: false,
      },
    ],
  };
}

function ruleFor({ licence, verdict, incompatible }: AssessedLicence, policy: LicencePolicy): RuleMeta | undefined {
  if (incompatible !== undefined) return licenceConflictWithProject;
  if (licence.kinds.every((kind) => kind === 'unknown')) return unknownLicence;
  const denied = policy.deny.some((id) => licence.expression?.includes(id));
  if (verdict === 'conflict')
    return denied || licence.kinds.some((kind) => kind === 'source-available' || kind === 'non-commercial')
      ? restrictedLicence
      : copyleftDependency;
  if (verdict === 'look' && licence.kinds.some((kind) => kind === 'source-available' || kind === 'non-commercial'))
    return restrictedLicence;
  return licence.contradiction === undefined ? undefined : contradictingLicence;
}

const useWords = {
  application: 'used inside the organisation',
  service: 'offered over a network',
  library: 'published for others to build on',
  distributed: 'passed on with its dependencies',
} as const;

function hitOf(
  { dependency, licence, asks, incompatible }: AssessedLicence,
  rule: RuleMeta,
  place: CheckHit['place'],
  policy: LicencePolicy,
  { inventory }: CheckSubject,
): CheckHit {
  const who = `${dependency.name}${dependency.version === undefined ? '' : ` ${dependency.version}`}`;
  const terms = licence.expression ?? licence.family ?? 'nothing that is known';
  const source = {
    expression: 'its licence expression',
    file: 'its licence file',
    classifier: 'its classifiers',
    text: 'its licence field',
    none: 'its metadata',
  }[licence.evidence.from];
  const message: { readonly [rule: string]: string } = {
    [copyleftDependency.name]: `${who} is under ${terms} (${source}), which does not fit a project that is ${useWords[policy.use]}: ${asks.join(' ')}`,
    [restrictedLicence.name]: `${who} is under ${terms} (${source}): ${asks.join(' ')}`,
    [unknownLicence.name]: `${who} states no licence that is known here${licence.evidence.raw === '' ? '' : ` (“${licence.evidence.raw.replace(/\s+/g, ' ').slice(0, 80)}”)`}: without one there is no right to use or pass on its code.`,
    [contradictingLicence.name]: `${who} says two things about its licence: ${licence.contradiction}.`,
    [licenceConflictWithProject.name]: `${who} is under ${terms} (${source}): ${incompatible}.`,
  };
  return {
    place,
    message: message[rule.name] ?? '',
    content: `pkg:pypi/${dependency.key} ${terms}`,
    remediation:
      rule === unknownLicence || rule === contradictingLicence
        ? 'Look into the package or ask its authors, and record the answer as a waiver.'
        : `Replace ${dependency.name}, get another licence from its authors, or record as a waiver why this use is allowed.`,
    properties: {
      package: dependency.name,
      ...(dependency.version !== undefined && { version: dependency.version }),
      ...(licence.expression !== undefined && { licence: licence.expression }),
      ...(licence.family !== undefined && { licenceFamily: licence.family }),
      licenceKinds: [...licence.kinds],
      evidence: licence.evidence.from,
      use: policy.use,
      paths: whyPaths(inventory.graph, dependency, 8).map((chain) => chain.map(({ name }) => name)),
    },
  };
}
