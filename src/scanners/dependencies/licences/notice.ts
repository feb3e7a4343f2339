/** The notices that have to go with every copy: each package with its licence and, where it was read, the text of its licence files. */
import type { AssessedLicence } from './assess.ts';

/** Plain text, sorted by package; equal licence files are printed once. `textOf` gives the text of a licence file. */
export function writeNotice(
  assessed: readonly AssessedLicence[],
  textOf: (path: string) => string | undefined,
): string {
  const parts = ['This product contains the following packages.\n'];
  const owners = new Map<string, string[]>();
  for (const { dependency, licence } of assessed) {
    const name = `${dependency.name}${dependency.version === undefined ? '' : ` ${dependency.version}`}`;
    const texts = (dependency.licence?.texts ?? []).flatMap(({ path }) => textOf(path)?.trim() ?? []);
    parts.push(
      `${name}: ${licence.expression ?? licence.family ?? 'licence unknown'}${texts.length > 0 ? '' : ' (licence text not at hand: see the package)'}`,
    );
    for (const text of texts) owners.set(text, [...(owners.get(text) ?? []), name]);
  }
  for (const [text, names] of owners)
    parts.push(`\n${'-'.repeat(80)}\n${[...new Set(names)].join(', ')}\n${'-'.repeat(80)}\n\n${text}`);
  return `${parts.join('\n')}\n`;
}
