/** The dependencies scanner: inventory of every manifest and lock file, judged by what the advisory store knows. */
import type { RuleMeta, ScanIssue } from '../../findings/index.ts';
import type { Project, ProjectFile } from '../../project/index.ts';
import type { ParsedModule } from '../../python/index.ts';
import type { ScanContext, Scanner, ScannerRun, SourceFile } from '../scanner.ts';
import { largestInventoryFile, readInventory, wantsForInventory } from './inventory/index.ts';
import { maliciousDependency } from './rules/malicious-dependency.ts';
import { vulnerableDependency } from './rules/vulnerable-dependency.ts';
import { looseRequirement, vulnerableRequirement } from './rules/vulnerable-requirement.ts';
import { findVulnerabilities } from './vulnerabilities/find-vulnerabilities.ts';
import { loadStore } from './vulnerabilities/load-store.ts';

const rules: readonly RuleMeta[] = [maliciousDependency, vulnerableDependency, vulnerableRequirement, looseRequirement];

export function createScanner(): Scanner {
  return {
    id: 'dependencies',
    rules,
    wants: (file: ProjectFile) => file.size <= largestInventoryFile && wantsForInventory(file.path),
    start,
  };
}

function start(project: Project, context: ScanContext): ScannerRun {
  const bytes = new Map<string, Uint8Array>();
  const modules = new Map<string, ParsedModule>();
  return {
    visit(source: SourceFile) {
      bytes.set(source.file.path, source.bytes);
      const module = source.python();
      if (module) modules.set(source.file.path, module);
    },
    finish() {
      // Only what this scan was asked to look at: the project model also lists files outside its targets.
      const files = project.files.filter(({ path }) => bytes.has(path));
      const inventory = readInventory({ files }, (path) => bytes.get(path), { python: (path) => modules.get(path) });
      const issues: ScanIssue[] = [...inventory.issues];
      const packages = inventory.graph.dependencies.filter(({ firstParty }) => !firstParty).length;
      // Without dependencies there is nothing that the store could say.
      if (packages === 0) return { findings: [], issues, counters: { packages } };
      const { store, issues: storeIssues } = loadStore(context.advisories, context.today);
      issues.push(...storeIssues);
      if (!store) return { findings: [], issues, counters: { packages } };
      const { findings, counters } = findVulnerabilities(inventory, store);
      return { findings, issues, counters: { packages, ...counters } };
    },
  };
}
