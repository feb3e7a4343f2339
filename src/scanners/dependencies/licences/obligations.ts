/** What licences ask, by kind, in plain words. Information for a decision, not legal advice. */

export const licenceKinds = [
  'public-domain',
  'permissive',
  'weak-copyleft',
  'strong-copyleft',
  'network-copyleft',
  'source-available',
  'non-commercial',
  'unknown',
] as const;
export type LicenceKind = (typeof licenceKinds)[number];

const kinds: readonly (readonly [LicenceKind, RegExp])[] = [
  ['public-domain', /^(?:0BSD|CC0-1\.0|Unlicense|WTFPL|PDDL-1\.0|MIT-0|blessing)$/],
  ['non-commercial', /^(?:CC-BY-NC|PolyForm-Noncommercial|CC-BY-NC-(?:SA|ND))|-NC-/],
  ['source-available', /^(?:BUSL-1\.1|SSPL-1\.0|Elastic-2\.0|PolyForm-|RSAL|Parity-|Hippocratic-)/],
  ['network-copyleft', /^(?:AGPL-|EUPL-|OSL-3\.0|CPAL-1\.0)/],
  ['strong-copyleft', /^(?:GPL-|CECILL-[12]\.?[01]?$|CC-BY-SA-|Sleepycat|QPL-|RPL-)/],
  ['weak-copyleft', /^(?:LGPL-|MPL-|EPL-|CDDL-|CPL-1\.0|MS-RL|CECILL-C|IPL-1\.0|LGPLLR|OFL-)/],
  [
    'permissive',
    /^(?:MIT|Apache-|BSD-|ISC|PSF-|Python-2|CNRI-Python|Zlib|zlib-acknowledgement|BSL-1\.0|NCSA|W3C|ZPL-|HPND|UPL-1\.0|AFL-|Artistic-|CC-BY-\d|MulanPSL-|PostgreSQL|X11|Libpng|libtiff|OpenSSL|JSON|curl|Unicode-|ICU|FTL|MS-PL|Beerware|TCL|Vim|Bitstream|Ruby|CECILL-B|ECL-|Intel|NTP|Info-ZIP|IJG|SGI-B|OLDAP)/,
  ],
];

/** Exceptions that let proprietary code link to or include copyleft code. */
const linkingExceptions =
  /^(?:Classpath-exception-2\.0|GCC-exception|LLVM-exception|Autoconf-exception|Bison-exception|Font-exception|Qt-|OCaml-LGPL|PyInstaller|Bootloader-exception|openvpn|Universal-FOSS|LGPL-3\.0-linking|GPL-3\.0-linking)/i;

/** The kind of an SPDX id; an exception that allows linking turns strong into weak copyleft. */
export function kindOf(id: string, exception?: string): LicenceKind {
  const kind = kinds.find(([, pattern]) => pattern.test(id))?.[0] ?? 'unknown';
  return kind === 'strong-copyleft' && exception !== undefined && linkingExceptions.test(exception)
    ? 'weak-copyleft'
    : kind;
}

export const obligations: Record<LicenceKind, string> = {
  'public-domain': 'Asks nothing.',
  permissive: 'Keep the copyright notice and the licence text with every copy.',
  'weak-copyleft':
    'Keep the notices; changes to the licensed files themselves stay under the licence and must be offered as source when distributed.',
  'strong-copyleft':
    'A program that includes it and is distributed must be offered as a whole, with source, under the same licence.',
  'network-copyleft': 'As strong copyleft, and already when users reach the program over a network.',
  'source-available':
    'No open-source licence: use is limited (competition, hosting, or until a date). Read it before use.',
  'non-commercial': 'Commercial use is not allowed without another agreement.',
  unknown: 'Nothing is known about what it asks; without a licence there is no right to use or pass on the code.',
};

/** How the project is used or passed on; decides which obligations bite. */
export const uses = ['application', 'service', 'library', 'distributed'] as const;
export type Use = (typeof uses)[number];

export type Verdict = 'fine' | 'look' | 'conflict';

const verdicts: Record<Use, Record<LicenceKind, Verdict>> = {
  // Runs inside the organisation and is not passed on.
  application: {
    'public-domain': 'fine',
    permissive: 'fine',
    'weak-copyleft': 'fine',
    'strong-copyleft': 'fine',
    'network-copyleft': 'look',
    'source-available': 'look',
    'non-commercial': 'conflict',
    unknown: 'look',
  },
  // Users reach it over a network.
  service: {
    'public-domain': 'fine',
    permissive: 'fine',
    'weak-copyleft': 'fine',
    'strong-copyleft': 'fine',
    'network-copyleft': 'conflict',
    'source-available': 'look',
    'non-commercial': 'conflict',
    unknown: 'look',
  },
  // Published for others to build on; a dependency is not included, but its users inherit it.
  library: {
    'public-domain': 'fine',
    permissive: 'fine',
    'weak-copyleft': 'fine',
    'strong-copyleft': 'conflict',
    'network-copyleft': 'conflict',
    'source-available': 'conflict',
    'non-commercial': 'conflict',
    unknown: 'look',
  },
  // Shipped with its dependencies, closed or under a permissive licence.
  distributed: {
    'public-domain': 'fine',
    permissive: 'fine',
    'weak-copyleft': 'look',
    'strong-copyleft': 'conflict',
    'network-copyleft': 'conflict',
    'source-available': 'conflict',
    'non-commercial': 'conflict',
    unknown: 'look',
  },
};

/** What a kind of licence means for a use. The project's own licence may turn a conflict into none (see judge-licence.ts). */
export function verdictFor(use: Use, kind: LicenceKind): Verdict {
  return verdicts[use][kind];
}
