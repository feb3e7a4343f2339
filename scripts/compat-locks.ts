/**
 * Compares every lock reader with what the tool itself exports (`npm run compat:locks`): same packages, versions and
 * sources. The exports beside the fixtures were written by the tools; see test/fixtures/locks/README.md.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { formatMarker, parseRequirementsTxt } from '../src/formats/index.ts';
import { type Inventory, readInventory } from '../src/scanners/dependencies/inventory/index.ts';

const fixtures = new URL('../test/fixtures/locks/', import.meta.url).pathname;

export interface LockComparison {
  readonly name: string;
  readonly packages: number;
  /** `name==version` that only one side has. */
  readonly onlyOurs: readonly string[];
  readonly onlyTheirs: readonly string[];
}

/** Reads a folder of fixtures as a project. */
export function readFixture(name: string): Inventory {
  const root = join(fixtures, name);
  const files: { path: string; size: number }[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else files.push({ path, size: statSync(join(root, path)).size });
    }
  };
  walk('');
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return readInventory({ files }, (path) => readFileSync(join(root, path)));
}

/** One comparison per fixture that has an export. */
export function compareLocks(): readonly LockComparison[] {
  return readdirSync(fixtures)
    .filter((file) => file.endsWith('.exported.txt'))
    .sort()
    .map((file) => {
      const name = file.replace('.exported.txt', '');
      const ours = ownPackages(name);
      const theirs = exportedPackages(readFileSync(join(fixtures, file), 'utf8'));
      return {
        name,
        packages: theirs.size,
        onlyOurs: [...ours].filter((one) => !theirs.has(one)),
        onlyTheirs: [...theirs].filter((one) => !ours.has(one)),
      };
    });
}

function ownPackages(name: string): Set<string> {
  const { graph } = readFixture(name);
  // An export leaves out what cannot be installed together: of two conflicting extras it has the one asked for.
  const exported = graph.dependencies.filter(
    ({ evidence, firstParty, groups }) => evidence === 'locked' && !firstParty && groups.join() !== 'extra:old',
  );
  return new Set(exported.map((one) => `${one.key}==${one.version ?? one.source.kind}`));
}

function exportedPackages(text: string): Set<string> {
  const packages = new Set<string>();
  for (const entry of parseRequirementsTxt(text)) {
    if (entry.kind !== 'requirement' || entry.reference?.kind === 'path') continue;
    const { requirement } = entry;
    if (requirement === undefined)
      throw new Error(`not understood: ${entry.text} ${entry.marker ? formatMarker(entry.marker) : ''}`);
    packages.add(`${requirement.key}==${requirement.specifiers[0]?.text ?? 'index'}`);
  }
  return packages;
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(process.argv[1].split(/[\\/]/).at(-1)!)) {
  const results = compareLocks();
  for (const { name, packages, onlyOurs, onlyTheirs } of results) {
    const verdict =
      onlyOurs.length + onlyTheirs.length === 0
        ? 'same'
        : `only ours: ${onlyOurs.join(' ') || '–'}; only theirs: ${onlyTheirs.join(' ') || '–'}`;
    process.stdout.write(`${name.padEnd(14)} ${String(packages).padStart(3)} packages  ${verdict}\n`);
  }
  process.exitCode = results.some(({ onlyOurs, onlyTheirs }) => onlyOurs.length + onlyTheirs.length > 0) ? 1 : 0;
}
