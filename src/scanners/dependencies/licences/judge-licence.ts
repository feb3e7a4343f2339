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
  /** `expression`: PEP 639 or SBOM; `file`: text of licence files; `classifier`; `text`: the free licence field; `none`. */
  readonly from: 'expression' | 'file' | 'classifier' | 'text' | 'none';
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

/**
 * Evidence in order: licence expression, text of licence files, classifiers, free text. Nothing is guessed: "BSD" stays
 * "BSD, variant unknown", and the text of the GPL does not say whether later versions are allowed.
 */
export function readLicence(facts: LicenceFacts | undefined): DependencyLicence {
  if (!facts) return unknown('');
  const meanings = facts.classifiers.flatMap((classifier) => readClassifier(classifier) ?? []);
  const fromClassifiers = [...new Set(meanings.flatMap(({ expression }) => expression ?? []))];
  const text = facts.text?.trim() ?? '';
  const fromText = text.length <= 200 ? normaliseExpression(text) : undefined;
  const expression = facts.expression === undefined ? undefined : normaliseExpression(facts.expression);
  const files = filesOf(facts);
  if (expression !== undefined) {
    const named = licencesOf(parseExpression(expression) as LicenceNode);
    return {
      ...exact(expression, 'high', { from: 'expression', raw: facts.expression ?? '' }),
      ...contradiction('the licence expression says', named, [
        ['the classifiers say', fromClassifiers],
        ['the licence file is that of', files?.ids ?? []],
      ]),
    };
  }
  // A field that names one licence exactly, in several words, decides between the variants that a text leaves open.
  const stated = fromClassifiers.length > 0 ? fromClassifiers : fromText === undefined ? [] : [fromText];
  if (files !== undefined && files.ids.length === 1 && stated.length <= 1) {
    const [id] = files.ids as [string];
    const agrees = stated.length === 1 && sameFamily(id, stated[0] as string);
    const raw = files.paths.join(', ');
    const against =
      stated.length === 0 || agrees
        ? {}
        : contradiction('the licence file is that of', [id], [['the metadata say', stated]]);
    if (agrees) return exact(stated[0] as string, 'high', { from: 'file', raw });
    if (isFamily(id)) {
      const family = `${id}, only this or later versions too is not said`;
      return {
        family,
        confidence: 'medium',
        evidence: { from: 'file', raw },
        kinds: [kindOf(`${id}-only`)],
        ...against,
      };
    }
    return {
      ...exact(id, Object.keys(against).length > 0 ? 'low' : files.confidence, { from: 'file', raw }),
      ...against,
    };
  }
  if (fromClassifiers.length > 0) {
    // Several classifiers do not say whether one may choose; both is the careful reading.
    return exact([...fromClassifiers].sort().join(' AND '), fromClassifiers.length === 1 ? 'high' : 'medium', {
      from: 'classifier',
      raw: facts.classifiers.join('; '),
    });
  }
  if (fromText !== undefined) return exact(fromText, 'medium', { from: 'text', raw: text });
  if (files !== undefined && files.ids.length > 1) {
    const ids = files.ids.map((id) => (isFamily(id) ? `${id}-only` : id));
    return exact(ids.join(' AND '), 'low', { from: 'file', raw: files.paths.join(', ') });
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

function exact(expression: string, confidence: Confidence, evidence: LicenceEvidence): DependencyLicence {
  const node = parseExpression(expression);
  return { expression, confidence, evidence, kinds: node ? kindsOf(node) : ['unknown'] };
}

/** Licence files of the distribution itself; what lies deeper belongs to code that it bundles. */
function filesOf({
  texts,
}: LicenceFacts):
  | { readonly ids: readonly string[]; readonly paths: readonly string[]; readonly confidence: Confidence }
  | undefined {
  const own = (texts ?? []).filter(
    ({ path, match }) => match && !/[^/]\/[^/]+\/[^/]+$/.test(path.replace(/^.*-info\/(?:licenses\/)?/, '')),
  );
  const ids = [...new Set(own.flatMap(({ match }) => match?.ids ?? []))];
  if (ids.length === 0) return undefined;
  const first = own[0]?.match?.confidence ?? 'low';
  return { ids, paths: own.map(({ path }) => path), confidence: ids.length > 1 ? 'low' : first };
}

/** Text of these does not say whether later versions may be chosen. */
function isFamily(id: string): boolean {
  return /^[AL]?GPL-\d\.\d$/.test(id);
}

/** The first source that names no licence in common with `named`. */
function contradiction(
  words: string,
  named: readonly string[],
  others: readonly (readonly [string, readonly string[]])[],
): Pick<DependencyLicence, 'contradiction'> {
  for (const [source, ids] of others) {
    if (ids.length === 0 || ids.some((id) => named.some((own) => sameFamily(own, id)))) continue;
    return { contradiction: `${words} ${named.join(', ')}, ${source} ${ids.join(', ')}` };
  }
  return {};
}

function unknown(raw: string): DependencyLicence {
  return { confidence: 'low', evidence: { from: 'none', raw }, kinds: ['unknown'] };
}

function kindsOf(node: LicenceNode): LicenceKind[] {
  if (node.kind === 'licence') return [kindOf(node.id, node.exception)];
  return [...new Set([...kindsOf(node.left), ...kindsOf(node.right)])];
}

function sameFamily(a: string, b: string): boolean {
  const stem = (id: string) =>
    id
      .replace(/-(?:only|or-later)$|\+$/, '')
      .replace(/^(?:Python-2|PSF-2)\.0.*$/, 'PSF-2.0')
      .replace(/^MIT-CMU$/, 'HPND');
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
