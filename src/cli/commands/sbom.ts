/** `theriac sbom`: write a bill of materials in CycloneDX or SPDX. */
import { assignFingerprints, type Finding, TheriacError } from '../../findings/index.ts';
import { fileName, today, writeFile } from '../../platform/index.ts';
import { scanProject } from '../../scan/index.ts';
import { createScanner } from '../../scanners/dependencies/index.ts';
import type { Inventory } from '../../scanners/dependencies/inventory/index.ts';
import { loadCycloneDx, makeBill, writeSpdx } from '../../scanners/dependencies/sbom/index.ts';
import { findVulnerabilities, openAdvisories } from '../../scanners/dependencies/vulnerabilities/index.ts';
import { type Command, type CommandContext, flag, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { absolute, finish, inventoryOptions, readInput, tellIssues } from '../inventory-input.ts';
import { scanAdvisories } from '../scan-advisories.ts';
import { scanSettings, toScanOptions } from '../scan-flags.ts';
import { resolveTargets } from '../targets.ts';
import { version } from '../version.ts';

const formats = ['cyclonedx-json', 'cyclonedx-xml', 'spdx-json'] as const;

export const command: Command = {
  arguments: [{ name: '[path]', description: 'Folder of the repository', completes: 'folder' }],
  options: [
    { flags: '--format <format>', description: 'Format', choices: formats },
    { flags: '--output <file>', description: 'Write to a file', completes: 'file' },
    { flags: '--vulnerabilities', description: 'List known vulnerabilities (CycloneDX)' },
    { flags: '--name <name>', description: 'Name of the product; default: the project, else its folder' },
    ...inventoryOptions,
    { flags: '--db <file>', description: 'The advisory store', completes: 'file' },
    { flags: '--max-db-age <days>', description: 'Older advisory data is incomplete, e.g. 7d' },
    { flags: '--osv-api <address>', description: 'Ask this OSV server instead of the store' },
    { flags: '--offline', description: 'Fetch nothing' },
  ],
  examples: [
    ['theriac sbom --output bom.json', 'CycloneDX 1.6 of this repository'],
    ['theriac sbom --vulnerabilities', 'with known vulnerabilities and what was decided about them'],
    ['theriac sbom --environment .venv --format spdx-json', 'of what is installed, with licences'],
  ],
  run: write,
};

async function write(context: CommandContext): Promise<number> {
  const format = formats.find((name) => name === textOption(context, 'format')) ?? 'cyclonedx-json';
  const withVulnerabilities = flag(context, 'vulnerabilities');
  if (withVulnerabilities && format === 'spdx-json')
    throw new TheriacError('usage', 'SPDX 2.3 has no place for vulnerabilities.', { hint: 'Use a CycloneDX format.' });
  const inventory = await readInput(context, context.arguments);
  const found = withVulnerabilities ? await vulnerabilities(context, inventory) : undefined;
  // What only tests and examples of the repository ask for is not part of the product.
  const { graph } = inventory;
  const dependencies = graph.dependencies.filter(({ unit }) => !inventory.isAside(unit));
  const bill = makeBill({ ...graph, dependencies }, productOf(context, inventory));
  let text: string;
  if (format === 'spdx-json') text = writeSpdx(bill, { toolVersion: version, date: today() });
  else {
    const { writeCycloneDx } = await loadCycloneDx();
    text = writeCycloneDx(bill, {
      format: format === 'cyclonedx-xml' ? 'xml' : 'json',
      toolVersion: version,
      ...(found && { vulnerabilities: found.findings }),
    });
  }
  const output = textOption(context, 'output');
  if (output === undefined) await context.terminal.write(text);
  else {
    const written = writeFile(absolute(context, output), new TextEncoder().encode(text));
    if (!written.ok) throw new TheriacError('cannot-write', `Cannot write ${output}: ${written.reason}.`);
    context.terminal.info(`${bill.components.length} components in ${output}.`);
  }
  if (bill.unversioned.length > 0)
    context.terminal.warn(
      `${bill.unversioned.length} dependencies have no exact version and are named only as a remark: lock them, or use --environment.`,
    );
  const issues = [...inventory.issues, ...(found?.issues ?? [])];
  tellIssues(context, issues);
  return finish({ ...inventory, issues });
}

/** Name and version: of the project at the top of the repository, else its folder. */
function productOf(context: CommandContext, inventory: Inventory): { name: string; version?: string } {
  const project = inventory.graph.units
    .filter(({ id, project: one }) => one?.name !== undefined && !inventory.isAside(id))
    .sort((a, b) => a.folder.length - b.folder.length)[0]?.project;
  const given = textOption(context, 'name');
  const input = textOption(context, 'environment') ?? textOption(context, 'sbom');
  const folder = fileName(
    input === undefined
      ? resolveTargets(context.arguments, context.workingFolder).folder
      : absolute(context, input).replace(/\/+$/, ''),
  );
  return {
    name: given ?? project?.name ?? (folder || 'project'),
    ...(given === undefined && project?.version !== undefined && { version: project.version }),
  };
}

/** Findings with what was decided about them (comments, waivers, VEX) where there is a repository to decide in. */
async function vulnerabilities(
  context: CommandContext,
  inventory: Inventory,
): Promise<{ readonly findings: readonly Finding[]; readonly issues: Inventory['issues'] }> {
  const elsewhere = textOption(context, 'environment') !== undefined || textOption(context, 'sbom') !== undefined;
  const { folder } = resolveTargets(elsewhere ? [] : context.arguments, context.workingFolder);
  const { settings } = configure(context, folder, scanSettings(context));
  const { advisories } = await scanAdvisories(context, settings);
  if (elsewhere) {
    const { store, issues } = await openAdvisories(advisories, today(), inventory);
    const drafts = store ? findVulnerabilities(inventory, store).findings : [];
    return { findings: assignFingerprints(drafts, createScanner().rules), issues };
  }
  const report = await scanProject({
    ...toScanOptions(settings),
    root: folder,
    only: ['dependencies'],
    ...(advisories && { advisories }),
  });
  const own = new Set(inventory.issues.map(({ message }) => message));
  return { findings: report.findings, issues: report.issues.filter(({ message }) => !own.has(message)) };
}
