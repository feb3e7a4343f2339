/** The licence of a dependency: from the strongest evidence there is, with what it asks and whether that fits the use. */
import type { Confidence } from '../../../findings/index.ts';
import type { LicenceFacts } from '../inventory/facts.ts';
import { readClassifier } from './classifiers.ts';
import {
  evaluateExpression,
  type LicenceNode,
  licencesOf,
  normaliseExpression,
  parseExpression,
} from './expression.ts';
import { kindOf, type LicenceKind, type Use, type Verdict, verdictFor } from './obligations.ts';

export interface LicenceEvidence {
  /** `expression`: PEP 639 or SBOM; `classifier`; `text`: the free licence field; `none`. */
  readonly from: 'expression' | 'classifier' | 'text' | 'none';
  /** As written. */
  readonly raw: string;
}

export interface DependencyLicence {
  /** Normal SPDX expression, when one is known. */
  readonly expression?: string;
  /** Words for what is known without an expression: `BSD, variant unknown`. */
  readonly family?: string;
  readonly confidence: Confidence;
  readonly evidence: LicenceEvidence;
  /** Kinds of the licences that the expression names. */
  readonly kinds: readonly LicenceKind[];
  /** Sources that say different things, in words. */
  readonly contradiction?: string;
}

/** Evidence in order: licence expression, classifiers, free text. Nothing is guessed: "BSD" stays "BSD, variant unknown". */
export function readLicence(facts: LicenceFacts | undefined): DependencyLicence {
  if (!facts) return unknown('');
  const meanings = facts.classifiers.flatMap((classifier) => readClassifier(classifier) ?? []);
  const fromClassifiers = [...new Set(meanings.flatMap(({ expression }) => expression ?? []))];
  const expression = facts.expression === undefined ? undefined : normaliseExpression(facts.expression);
  if (expression !== undefined) {
    const node = parseExpression(expression) as LicenceNode;
    const named = licencesOf(node);
    const other = fromClassifiers.filter((id) => !named.includes(id) && !named.some((own) => sameFamily(own, id)));
    return {
      expression,
      confidence: 'high',
      evidence: { from: 'expression', raw: facts.expression ?? '' },
      kinds: kindsOf(node),
      ...(other.length > 0 && {
        contradiction: `the licence expression says ${expression}, the classifiers say ${other.join(', ')}`,
      }),
    };
  }
  if (fromClassifiers.length > 0) {
    // Several classifiers do not say whether one may choose; both is the careful reading.
    const joined = [...fromClassifiers].sort().join(' AND ');
    const node = parseExpression(joined);
    return {
      expression: joined,
      confidence: fromClassifiers.length === 1 ? 'high' : 'medium',
      evidence: { from: 'classifier', raw: facts.classifiers.join('; ') },
      kinds: node ? kindsOf(node) : ['unknown'],
    };
  }
  const text = facts.text?.trim() ?? '';
  const fromText = text.length <= 200 ? normaliseExpression(text) : undefined;
  if (fromText !== undefined) {
    return {
      expression: fromText,
      confidence: 'medium',
      evidence: { from: 'text', raw: text },
      kinds: kindsOf(parseExpression(fromText) as LicenceNode),
    };
  }
  const family = meanings.map((meaning) => meaning.family).find((words) => words !== undefined) ?? familyOf(text);
  if (family !== undefined) {
    return {
      family,
      confidence: 'low',
      evidence: {
        from: meanings.length > 0 ? 'classifier' : 'text',
        raw: meanings.length > 0 ? facts.classifiers.join('; ') : text,
      },
      kinds: [kindOfFamily(family)],
    };
  }
  return unknown(text.slice(0, 200));
}

function unknown(raw: string): DependencyLicence {
  return { confidence: 'low', evidence: { from: 'none', raw }, kinds: ['unknown'] };
}

function kindsOf(node: LicenceNode): LicenceKind[] {
  if (node.kind === 'licence') return [kindOf(node.id, node.exception)];
  return [...new Set([...kindsOf(node.left), ...kindsOf(node.right)])];
}

function sameFamily(a: string, b: string): boolean {
  const stem = (id: string) => id.replace(/-(?:only|or-later)$/, '');
  return stem(a) === stem(b);
}

/** Families of old free-text fields; a family says what kind it is, never which licence. */
function familyOf(text: string): string | undefined {
  if (/^bsd(?:[ -]?(?:like|style))?(?: licen[cs]e)?$/i.test(text)) return 'BSD, variant unknown';
  if (/^apache(?: (?:software )?licen[cs]e)?$/i.test(text)) return 'Apache, version unknown';
  if (/^(?:gnu )?lgpl|^gnu lesser/i.test(text)) return 'LGPL, version unknown';
  if (/^(?:gnu )?agpl|^gnu affero/i.test(text)) return 'AGPL, version unknown';
  if (/^(?:gnu )?gpl|^gnu general/i.test(text)) return 'GPL, version unknown';
  if (/proprietary|commercial|all rights reserved/i.test(text)) return 'proprietary';
  if (/^public domain$/i.test(text)) return 'public domain';
  return undefined;
}

function kindOfFamily(family: string): LicenceKind {
  if (/^(?:BSD|Apache|Artistic)/.test(family)) return 'permissive';
  if (/^(?:LGPL|EPL)/.test(family)) return 'weak-copyleft';
  if (/^AGPL/.test(family)) return 'network-copyleft';
  if (/^GPL/.test(family)) return 'strong-copyleft';
  if (family === 'public domain') return 'public-domain';
  return family === 'proprietary' ? 'source-available' : 'unknown';
}

export interface LicencePolicy {
  readonly use: Use;
  /** SPDX ids that are always fine, and never. Empty allow list: every kind that fits the use. */
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  /** SPDX expression of the project itself: copyleft under the same licence is no conflict. */
  readonly own?: string;
}

const order: readonly Verdict[] = ['conflict', 'look', 'fine'];

/** Whether the licence fits. `or` takes the best choice, `and` the worst part. */
export function judgeLicence(licence: DependencyLicence, policy: LicencePolicy): Verdict {
  const node = licence.expression === undefined ? undefined : parseExpression(licence.expression);
  if (!node) return worst(licence.kinds.map((kind) => verdictFor(policy.use, kind)));
  const own =
    policy.own === undefined
      ? []
      : licencesOf(parseExpression(policy.own) ?? { kind: 'licence', id: policy.own, orLater: false });
  const best = evaluateExpression(node, ({ id, exception }) => {
    if (policy.deny.includes(id)) return order.indexOf('conflict');
    if (policy.allow.includes(id)) return order.indexOf('fine');
    if (policy.allow.length > 0) return order.indexOf('look');
    if (own.some((mine) => sameFamily(mine, id))) return order.indexOf('fine');
    return order.indexOf(verdictFor(policy.use, kindOf(id, exception)));
  });
  return order[best] as Verdict;
}

function worst(verdicts: readonly Verdict[]): Verdict {
  return order.find((verdict) => verdicts.includes(verdict)) ?? 'look';
}
