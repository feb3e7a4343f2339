/** The dependencies scanner: inventory of every manifest and lock file, judged by what the advisory store knows. */
import type { RuleMeta, ScanIssue } from '../../findings/index.ts';
import type { Project, ProjectFile } from '../../project/index.ts';
import type { ParsedModule } from '../../python/index.ts';
import type { ScanContext, Scanner, ScannerRun, SourceFile } from '../scanner.ts';
import { checkInventory, inventoryRules } from './checks/index.ts';
import { keepsForInventory, largestInventoryFile, readInventory, wantsForInventory } from './inventory/index.ts';
import { checkLicences, licenceRules } from './licences/find-licences.ts';
import { policyOf } from './licences/policy.ts';
import { maliciousDependency } from './rules/malicious-dependency.ts';
import { vulnerableDependency } from './rules/vulnerable-dependency.ts';
import { looseRequirement, vulnerableRequirement } from './rules/vulnerable-requirement.ts';
import { findVulnerabilities } from './vulnerabilities/find-vulnerabilities.ts';
import { openAdvisories } from './vulnerabilities/load-store.ts';

const rules: readonly RuleMeta[] = [
  maliciousDependency,
  vulnerableDependency,
  vulnerableRequirement,
  looseRequirement,
  ...inventoryRules,
  ...licenceRules,
];

export interface DependenciesOptions {
  /** Paths that are SBOMs whatever their name. */
  readonly sboms?: readonly string[];
}

export function createScanner(options: DependenciesOptions = {}): Scanner {
  return {
    id: 'dependencies',
    rules,
    wants: ({ path, size }: ProjectFile) =>
      size <= largestInventoryFile && (wantsForInventory(path) || options.sboms?.includes(path) === true),
    start: (project, context) => start(project, context, options),
  };
}

function start(project: Project, context: ScanContext, { sboms = [] }: DependenciesOptions): ScannerRun {
  const bytes = new Map<string, Uint8Array>();
  const modules = new Map<string, ParsedModule>();
  return {
    visit(source: SourceFile) {
      const { path } = source.file;
      if (!sboms.includes(path) && !keepsForInventory(path, source.bytes)) return;
      bytes.set(path, source.bytes);
      // Only these are read as Python; other scripts speak in a comment.
      const module = /(?:^|\/)(?:setup|noxfile)\.py$/.test(path) ? source.python() : undefined;
      if (module) modules.set(path, module);
    },
    async finish() {
      // Only what this scan was asked to look at: the project model also lists files outside its targets.
      const files = project.files.filter(({ path }) => bytes.has(path));
      const inventory = readInventory({ files }, (path) => bytes.get(path), {
        python: (path) => modules.get(path),
        sboms,
      });
      const issues: ScanIssue[] = [...inventory.issues];
      const packages = inventory.graph.dependencies.filter(({ firstParty }) => !firstParty).length;
      // Without dependencies there is nothing that the store could say.
      if (packages === 0) return { findings: [], issues, counters: { packages } };
      const contexts = new Map(files.map(({ path, context: place }) => [path, place]));
      const subject = { inventory, contextOf: (path: string) => contexts.get(path) ?? 'application' };
      const checked = [...checkInventory(subject, context.isEnabled)];
      const { store, issues: storeIssues } = await openAdvisories(context.advisories, context.today, inventory);
      issues.push(...storeIssues);
      const licences = checkLicences(subject, policyOf(context.dependencies), context.isEnabled);
      checked.push(...licences.findings);
      issues.push(...licences.issues);
      if (!store) return { findings: checked, issues, counters: { packages } };
      const { findings, counters } = findVulnerabilities(inventory, store);
      return { findings: [...checked, ...findings], issues, counters: { packages, ...counters } };
    },
  };
}
