/** SPDX licence expressions: PEP 639's spelling is not case-sensitive, the parser's is. */

import exceptionIds from 'spdx-exceptions/index.json' with { type: 'json' };
import parseSpdx from 'spdx-expression-parse';
import deprecatedIds from 'spdx-license-ids/deprecated.json' with { type: 'json' };
import licenceIds from 'spdx-license-ids/index.json' with { type: 'json' };

const maxLength = 2000;

/** Text forms that are unambiguous names of one licence, lower case; PEP 639 does not know them, old metadata does. */
const plainNames: { readonly [name: string]: string } = {
  'apache 2': 'Apache-2.0',
  'apache 2.0': 'Apache-2.0',
  'apache-2': 'Apache-2.0',
  'apache license 2.0': 'Apache-2.0',
  'apache license, version 2.0': 'Apache-2.0',
  'apache license version 2.0': 'Apache-2.0',
  'apache software license 2.0': 'Apache-2.0',
  'bsd 2-clause': 'BSD-2-Clause',
  'bsd 3-clause': 'BSD-3-Clause',
  'bsd-3': 'BSD-3-Clause',
  '3-clause bsd': 'BSD-3-Clause',
  '3-clause bsd license': 'BSD-3-Clause',
  'new bsd license': 'BSD-3-Clause',
  'modified bsd license': 'BSD-3-Clause',
  'bsd 3-clause license': 'BSD-3-Clause',
  'bsd 2-clause license': 'BSD-2-Clause',
  'simplified bsd': 'BSD-2-Clause',
  'gplv2+': 'GPL-2.0-or-later',
  'gplv3+': 'GPL-3.0-or-later',
  'lgplv3+': 'LGPL-3.0-or-later',
  'lgplv2.1+': 'LGPL-2.1-or-later',
  'isc license': 'ISC',
  'mit license': 'MIT',
  'the mit license': 'MIT',
  'mit license (mit)': 'MIT',
  'mpl 2.0': 'MPL-2.0',
  'mozilla public license 2.0': 'MPL-2.0',
  'mozilla public license 2.0 (mpl 2.0)': 'MPL-2.0',
  'psf-2.0': 'PSF-2.0',
  unlicense: 'Unlicense',
  'the unlicense': 'Unlicense',
};

const canonical = new Map<string, string>(
  [...licenceIds, ...deprecatedIds, ...exceptionIds].map((id) => [id.toLowerCase(), id]),
);

export type LicenceNode =
  | { readonly kind: 'licence'; readonly id: string; readonly orLater: boolean; readonly exception?: string }
  | { readonly kind: 'and' | 'or'; readonly left: LicenceNode; readonly right: LicenceNode };

/** A valid expression in SPDX's own spelling; undefined when it is none. Custom `LicenseRef-…` ids are kept. */
export function normaliseExpression(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > maxLength) return undefined;
  const plain = plainNames[trimmed.toLowerCase()];
  if (plain !== undefined) return plain;
  const spelled = trimmed.replace(/[A-Za-z0-9.+-]+/g, (word) => {
    if (/^(?:and|or|with)$/i.test(word)) return word.toUpperCase();
    if (/^licenseref-/i.test(word)) return `LicenseRef-${word.slice(11)}`;
    const later = word.endsWith('+') ? '+' : '';
    const id =
      canonical.get(word.toLowerCase()) ?? canonical.get(word.slice(0, word.length - later.length).toLowerCase());
    return id === undefined ? word : id.endsWith('+') || canonical.has(word.toLowerCase()) ? id : id + later;
  });
  return parseExpression(spelled) === undefined ? undefined : spelled.replace(/\s+/g, ' ');
}

/** The tree of a normal expression; undefined when it does not parse. */
export function parseExpression(text: string): LicenceNode | undefined {
  try {
    return toNode(parseSpdx(text));
  } catch {
    return undefined;
  }
}

function toNode(info: ReturnType<typeof parseSpdx>): LicenceNode {
  if ('conjunction' in info) return { kind: info.conjunction, left: toNode(info.left), right: toNode(info.right) };
  return {
    kind: 'licence',
    id: info.license,
    orLater: info.plus === true,
    ...(info.exception !== undefined && { exception: info.exception }),
  };
}

/** Every licence that the expression names, in order, once. */
export function licencesOf(node: LicenceNode): string[] {
  return [...new Set(node.kind === 'licence' ? [node.id] : [...licencesOf(node.left), ...licencesOf(node.right)])];
}

/** Best of `or`, worst of `and`: judges each licence by `judge` (higher is better). */
export function evaluateExpression(
  node: LicenceNode,
  judge: (licence: Extract<LicenceNode, { kind: 'licence' }>) => number,
): number {
  if (node.kind === 'licence') return judge(node);
  const left = evaluateExpression(node.left, judge);
  const right = evaluateExpression(node.right, judge);
  return node.kind === 'or' ? Math.max(left, right) : Math.min(left, right);
}
