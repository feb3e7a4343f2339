/** The policy file (`.theriac/policy.yaml`): its list `gate`, checked and made into conditions. */
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import {
  compareConfidence,
  compareSeverity,
  confidences,
  type Finding,
  fileContexts,
  type PolicyCondition,
  type PolicyRule,
  type RuleMeta,
  scannerIds,
  severities,
} from '../../findings/index.ts';
import { asList, asTable, parseYaml } from '../../formats/index.ts';
import { pathMatcher } from '../../platform/index.ts';
import type { OwnersOf } from './codeowners.ts';
import { complain, type DecisionFile, lineOf, parseDecisions } from './decision-file.ts';

const described = <const T extends v.GenericSchema>(schema: T, description: string) =>
  v.pipe(schema, v.description(description));
const words = v.array(v.pipe(v.string(), v.minLength(1)));

const whenSchema = v.strictObject({
  severity: v.optional(described(v.picklist(severities), 'At least this severe.')),
  confidence: v.optional(described(v.picklist(confidences), 'At least this certain.')),
  new: v.optional(described(v.boolean(), 'Not known to the baseline or the base revision.')),
  kind: v.optional(described(v.array(v.picklist(scannerIds)), 'Scanner families, any of them.')),
  context: v.optional(described(v.array(v.picklist(fileContexts)), 'What the file is for, any of them.')),
  rule: v.optional(described(words, 'Names, aliases (bandit:B602) or tags of rules, any of them.')),
  cwe: v.optional(described(words, 'CWE numbers, any of them: CWE-89.')),
  path: v.optional(described(words, 'Path patterns, any of them.')),
  owner: v.optional(described(words, 'Owners by CODEOWNERS, any of them; "nobody" for paths without owner.')),
  licence: v.optional(described(words, 'SPDX licence ids; * stands for any text: AGPL-*.')),
  age: v.optional(described(v.pipe(v.number(), v.minValue(0)), 'Known to the baseline for at least so many days.')),
  kev: v.optional(described(v.boolean(), 'Known to be exploited.')),
  epss: v.optional(
    described(v.pipe(v.number(), v.minValue(0), v.maxValue(1)), 'Probability of exploitation of at least.'),
  ),
});

const ruleSchema = v.strictObject({
  name: described(v.pipe(v.string(), v.minLength(1)), 'What the rule is called in reports.'),
  when: described(whenSchema, 'All conditions must hold.'),
  // biome-ignore lint/suspicious/noThenProperty: the word of the file format.
  then: described(v.picklist(['fail', 'warn']), 'What the rule does when more findings meet it than allowed.'),
  because: v.optional(described(v.string(), 'Why; shown with the result.')),
  'at-most': v.optional(
    described(v.pipe(v.number(), v.integer(), v.minValue(0)), 'So many findings are allowed. Default 0.'),
  ),
});

export const policySchema = v.looseObject({ gate: described(v.array(ruleSchema), 'Rules that decide a run.') });

/** Published as `schemas/theriac-policy.schema.json`; other keys of the file belong to compliance. */
export function policyJsonSchema(): object {
  return {
    ...toJsonSchema(policySchema),
    $id: 'theriac-policy.schema.json',
    title: 'Policy of Theriac: .theriac/policy.yaml',
  };
}

export interface PolicySurroundings {
  readonly rules: readonly RuleMeta[];
  readonly ownersOf: OwnersOf;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Reads the list `gate`; undefined when the file has none. A wrong entry is an issue, and the policy then cannot pass silently. */
export function readPolicy(file: DecisionFile, surroundings: PolicySurroundings): PolicyRule[] | undefined {
  const document = parseDecisions(file, parseYaml);
  const table = asTable(document?.data);
  if (!document || table?.['gate'] === undefined) return undefined;
  const list = asList(table['gate']);
  if (!Array.isArray(table['gate']))
    complain(file, '"gate" must be a list of rules', document.at(table, 'gate')?.key.start);
  return list.flatMap((item, index): PolicyRule[] => {
    const result = v.safeParse(ruleSchema, item);
    if (result.success) return [toRule(result.output, surroundings)];
    const offset = file.lines.startOf(lineOf(file, document, list, index));
    for (const issue of result.issues) {
      const where = (issue.path ?? []).map(({ key }) => String(key)).join('.');
      complain(file, `"${where}": expected ${issue.expected ?? 'another value'}, found ${issue.received}`, offset);
    }
    return [];
  });
}

function toRule(written: v.InferOutput<typeof ruleSchema>, surroundings: PolicySurroundings): PolicyRule {
  return {
    name: written.name,
    action: written.then,
    ...(written.because !== undefined && { because: written.because }),
    onlyNew: written.when.new === true,
    atMost: written['at-most'] ?? 0,
    conditions: conditionsOf(written.when, surroundings),
  };
}

function conditionsOf(
  when: v.InferOutput<typeof whenSchema>,
  { rules, ownersOf, today }: PolicySurroundings,
): PolicyCondition[] {
  const conditions: PolicyCondition[] = [];
  const add = (text: string, holds: (finding: Finding) => boolean) => conditions.push({ text, holds });
  const { severity, confidence, kind, context, rule, cwe, path, owner, licence, age, kev, epss } = when;
  if (severity) add(`severity at least ${severity}`, (finding) => compareSeverity(finding.severity, severity) >= 0);
  if (confidence)
    add(`confidence at least ${confidence}`, (finding) => compareConfidence(finding.confidence, confidence) >= 0);
  if (when.new === false) add('known', ({ suppressions }) => suppressions.some((one) => one.kind === 'baseline'));
  if (kind) add(`kind ${kind.join(' or ')}`, ({ scanner }) => kind.includes(scanner));
  if (context) add(`${context.join(' or ')} code`, (finding) => context.includes(finding.context));
  if (rule) {
    const named = new Set(rule.flatMap((word) => [word, ...rulesFor(word, rules)]));
    add(`rule ${rule.join(' or ')}`, (finding) => named.has(finding.rule));
  }
  if (cwe) {
    const ids = cwe.map((id) => (/^\d+$/.test(id) ? `CWE-${id}` : id.toUpperCase()));
    add(ids.join(' or '), (finding) => finding.cwe.some((id) => ids.includes(id)));
  }
  if (path) {
    const matches = pathMatcher(path);
    add(`path ${path.join(' or ')}`, ({ location }) => matches(location.path));
  }
  if (owner) {
    add(`owner ${owner.join(' or ')}`, ({ location }) => {
      const own = ownersOf(location.path);
      return own.length === 0 ? owner.includes('nobody') : own.some((name) => owner.includes(name));
    });
  }
  if (licence)
    add(`licence ${licence.join(' or ')}`, (finding) => licencesOf(finding).some((id) => matchesAny(id, licence)));
  if (age !== undefined) {
    add(`known for at least ${age} days`, ({ suppressions }) =>
      suppressions.some(
        ({ kind: how, since }) => how === 'baseline' && since !== undefined && daysBetween(since, today) >= age,
      ),
    );
  }
  if (kev !== undefined)
    add(kev ? 'known exploited' : 'not known exploited', ({ properties }) => (properties?.['kev'] === true) === kev);
  if (epss !== undefined) {
    add(
      `EPSS at least ${epss}`,
      ({ properties }) => typeof properties?.['epss'] === 'number' && properties['epss'] >= epss,
    );
  }
  return conditions;
}

function rulesFor(word: string, rules: readonly RuleMeta[]): string[] {
  const wanted = word.toLowerCase();
  return rules
    .filter(({ aliases, tags, formerNames }) =>
      [...aliases, ...tags, ...(formerNames ?? [])].some((name) => name.toLowerCase() === wanted),
    )
    .map(({ name }) => name);
}

function licencesOf({ properties }: Finding): string[] {
  const found = properties?.['licence'] ?? properties?.['licences'] ?? properties?.['license'];
  const list = Array.isArray(found) ? found : [found];
  return list
    .flatMap((item) => (typeof item === 'string' ? item.split(/\s+(?:AND|OR|WITH)\s+|[()]/) : []))
    .filter(Boolean);
}

/** `*` stands for any text; compared piece by piece, so no pattern can be slow. */
function matchesAny(id: string, patterns: readonly string[]): boolean {
  const text = id.toLowerCase();
  return patterns.some((pattern) => {
    const [head = '', ...rest] = pattern.toLowerCase().split('*');
    if (!text.startsWith(head)) return false;
    if (rest.length === 0) return text === head;
    let at = head.length;
    const tail = rest.pop() ?? '';
    for (const piece of rest) {
      const found = text.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return text.length - tail.length >= at && text.endsWith(tail);
  });
}

function daysBetween(from: string, to: string): number {
  return Math.floor((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
