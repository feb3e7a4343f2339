/** The scanners there are. Each is loaded when a scan needs it. */
import { type RuleMeta, type ScannerId, scannerIds, suppressionRules, waiverRules } from '../findings/index.ts';
import type { Scanner } from '../scanners/scanner.ts';

const table: { readonly [id in ScannerId]?: () => Promise<Scanner> } = {
  code: async () => (await import('../scanners/code/index.ts')).createCodeScanner(),
  dependencies: async () => (await import('../scanners/dependencies/index.ts')).createScanner(),
  secrets: async () => (await import('../scanners/secrets/index.ts')).createScanner(),
};

/** Loads the scanners of some families (default: all), in the order of `scannerIds`. */
export async function loadScanners(only: readonly ScannerId[] = scannerIds): Promise<readonly Scanner[]> {
  const scanners: Scanner[] = [];
  for (const id of scannerIds) {
    const load = table[id];
    if (load !== undefined && only.includes(id)) scanners.push(await load());
  }
  return scanners;
}

/** Every rule of every scanner, and the rules about suppression comments and waivers; sorted by name. */
export async function loadRules(): Promise<readonly RuleMeta[]> {
  const scanners = await loadScanners();
  return allRules(scanners);
}

/** The rules of these scanners and those about suppression comments and waivers, sorted by name. */
export function allRules(scanners: readonly Scanner[]): readonly RuleMeta[] {
  return [...scanners.flatMap((scanner) => scanner.rules), ...suppressionRules, ...waiverRules].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}
