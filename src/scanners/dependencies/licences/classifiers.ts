/** Trove classifiers → SPDX. Ambiguous ones (no version, no variant) name a family and are never guessed into one licence. */

export interface ClassifierMeaning {
  /** SPDX expression, when the classifier means exactly one. */
  readonly expression?: string;
  /** Otherwise the family, in words. */
  readonly family?: string;
}

const exact: { readonly [classifier: string]: string } = {
  'BSD 2-Clause License': 'BSD-2-Clause',
  'BSD 3-Clause License': 'BSD-3-Clause',
  'Boost Software License 1.0 (BSL-1.0)': 'BSL-1.0',
  'CEA CNRS Inria Logiciel Libre License, version 2.1 (CeCILL-2.1)': 'CECILL-2.1',
  'CEA CNRS Inria Logiciel Libre License, Version 2.1 (CeCILL-2.1)': 'CECILL-2.1',
  'Common Development and Distribution License 1.0 (CDDL-1.0)': 'CDDL-1.0',
  'Eclipse Public License 1.0 (EPL-1.0)': 'EPL-1.0',
  'Eclipse Public License 2.0 (EPL-2.0)': 'EPL-2.0',
  'European Union Public Licence 1.1 (EUPL 1.1)': 'EUPL-1.1',
  'European Union Public Licence 1.2 (EUPL 1.2)': 'EUPL-1.2',
  'GNU Affero General Public License v3': 'AGPL-3.0-only',
  'GNU Affero General Public License v3 or later (AGPLv3+)': 'AGPL-3.0-or-later',
  'GNU General Public License v2 (GPLv2)': 'GPL-2.0-only',
  'GNU General Public License v2 or later (GPLv2+)': 'GPL-2.0-or-later',
  'GNU General Public License v3 (GPLv3)': 'GPL-3.0-only',
  'GNU General Public License v3 or later (GPLv3+)': 'GPL-3.0-or-later',
  'GNU Lesser General Public License v2 (LGPLv2)': 'LGPL-2.0-only',
  'GNU Lesser General Public License v2 or later (LGPLv2+)': 'LGPL-2.0-or-later',
  'GNU Lesser General Public License v3 (LGPLv3)': 'LGPL-3.0-only',
  'GNU Lesser General Public License v3 or later (LGPLv3+)': 'LGPL-3.0-or-later',
  'Historical Permission Notice and Disclaimer (HPND)': 'HPND',
  'ISC License (ISCL)': 'ISC',
  'MIT License': 'MIT',
  'MIT No Attribution License (MIT-0)': 'MIT-0',
  'Mozilla Public License 1.0 (MPL)': 'MPL-1.0',
  'Mozilla Public License 1.1 (MPL 1.1)': 'MPL-1.1',
  'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
  'Mulan Permissive Software License v2 (MulanPSL-2.0)': 'MulanPSL-2.0',
  'Python Software Foundation License': 'PSF-2.0',
  'The Unlicense (Unlicense)': 'Unlicense',
  'Universal Permissive License (UPL)': 'UPL-1.0',
  'University of Illinois/NCSA Open Source License': 'NCSA',
  'W3C License': 'W3C',
  'Zero-Clause BSD (0BSD)': '0BSD',
  'zlib/libpng License': 'Zlib',
  'Zope Public License': 'ZPL-2.1',
  'CC0 1.0 Universal (CC0 1.0) Public Domain Dedication': 'CC0-1.0',
};

const families: { readonly [classifier: string]: string } = {
  'Apache Software License': 'Apache, version unknown',
  'Artistic License': 'Artistic, version unknown',
  'BSD License': 'BSD, variant unknown',
  'GNU General Public License (GPL)': 'GPL, version unknown',
  'GNU Library or Lesser General Public License (LGPL)': 'LGPL, version unknown',
  'GNU Affero General Public License': 'AGPL, version unknown',
  'Other/Proprietary License': 'proprietary',
  'Public Domain': 'public domain',
  'Eclipse Public License': 'EPL, version unknown',
};

/** Undefined: no licence classifier, or one that says nothing (`OSI Approved`). */
export function readClassifier(classifier: string): ClassifierMeaning | undefined {
  const parts = classifier.split('::').map((part) => part.trim());
  if (parts[0] !== 'License') return undefined;
  const last = parts.at(-1) ?? '';
  if (Object.hasOwn(exact, last)) return { expression: exact[last] as string };
  if (Object.hasOwn(families, last)) return { family: families[last] as string };
  if (last === 'License' || last === 'OSI Approved' || last === 'DFSG approved') return undefined;
  return { family: last };
}
