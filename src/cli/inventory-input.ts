/** The inventory that a command asks for: of the repository, an environment, an SBOM or one file. */
import { TheriacError } from '../findings/index.ts';
import { disk, joinPath, toSlashes } from '../platform/index.ts';
import { scanProject } from '../scan/index.ts';
import { parseTarget, type Target } from '../scanners/dependencies/graph/index.ts';
import {
  type Inventory,
  type InventoryOptions,
  largestInventoryFile,
  readInventory,
  wantsForInventory,
} from '../scanners/dependencies/inventory/index.ts';
import { type CommandContext, listOption, textOption } from './command.ts';
import { configure } from './configured.ts';
import { exitCodes } from './exit-codes.ts';
import { toScanOptions } from './scan-flags.ts';
import { describeProgress } from './scan-progress.ts';
import { resolveTargets } from './targets.ts';

/** Where an inventory can come from besides the repository. */
export const inventoryOptions = [
  {
    flags: '--environment <folder>',
    description: 'Installed packages of a virtual environment instead of the repository',
    completes: 'folder',
  },
  { flags: '--sbom <file>', description: 'A CycloneDX or SPDX file instead of the repository', completes: 'file' },
] as const;

/** Reads what `--environment`, `--sbom` or the path says; `--target` evaluates markers. */
export async function readInput(context: CommandContext, paths: readonly string[]): Promise<Inventory> {
  const targets = (listOption(context, 'target') ?? []).map((text): Target => {
    const target = parseTarget(text);
    if (target === undefined)
      throw new TheriacError('bad-option', `“${text}” is no target.`, {
        hint: 'Write platform and Python version, e.g. linux-3.12.',
      });
    return target;
  });
  const environment = textOption(context, 'environment');
  if (environment !== undefined) return readEnvironment(context, environment, { targets });
  const sbom = textOption(context, 'sbom');
  if (sbom !== undefined) return readFiles(absolute(context, sbom), { targets }, true);
  return readRepository(context, paths, { targets });
}

/** The files below a folder that the configuration does not leave out. */
export async function readRepository(
  context: CommandContext,
  paths: readonly string[],
  options: InventoryOptions,
): Promise<Inventory> {
  const { folder } = resolveTargets(paths, context.workingFolder);
  const { settings } = configure(context, folder);
  const { project } = await scanProject({
    scanners: [],
    ...toScanOptions(settings),
    root: folder,
    onProgress: (progress) => context.terminal.status(describeProgress(progress)),
  });
  return readInventory(project, (file) => readBytes(joinPath(folder, file)), options);
}

/** One file as an inventory of its own. Throws when it cannot be read or its name says nothing. */
export function readFiles(path: string, options: InventoryOptions, isSbom: boolean): Inventory {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const status = disk.status(path);
  if (!status.ok) throw new TheriacError('no-such-path', `Cannot read ${path}: ${status.reason}.`);
  if (!isSbom && !wantsForInventory(name))
    throw new TheriacError('bad-option', `${name} is no manifest, lock file or SBOM by its name.`, {
      hint: 'Give it the name that its tool gives it, e.g. uv.lock, or use --sbom.',
    });
  return readInventory(
    { files: [{ path: name, size: status.value.size }] },
    () => readBytes(path),
    isSbom ? { ...options, sboms: [name] } : options,
  );
}

/** The `dist-info` folders of a virtual environment or of a site-packages folder. */
function readEnvironment(context: CommandContext, folder: string, options: InventoryOptions): Inventory {
  const root = absolute(context, folder);
  const folders = (at: string) => {
    const listed = disk.list(at);
    return listed.ok ? listed.value.filter(({ kind }) => kind === 'folder').map(({ name }) => name) : [];
  };
  const files: { path: string; size: number }[] = [];
  const addMetadata = (at: string, depth: number): void => {
    const listed = disk.list(joinPath(root, at));
    for (const { name, kind } of listed.ok ? listed.value : []) {
      const path = joinPath(at, name);
      // SBOMs inside wheels (PEP 770) list what was compiled in, mostly crates: not what the environment has installed.
      if (kind === 'folder' && depth < 6 && name !== 'sboms') addMetadata(path, depth + 1);
      const status = kind === 'file' && wantsForInventory(path) ? disk.status(joinPath(root, path)) : undefined;
      if (status?.ok === true && status.value.kind === 'file') files.push({ path, size: status.value.size });
    }
  };
  // In most environments lib64 is a link to lib.
  const libraries = ['lib', 'lib64'].filter(
    (lib) => lib === 'lib' || realPath(joinPath(root, lib)) !== realPath(joinPath(root, 'lib')),
  );
  const sites = [
    '',
    'site-packages',
    'Lib/site-packages',
    ...libraries.flatMap((lib) => folders(joinPath(root, lib)).map((python) => `${lib}/${python}/site-packages`)),
  ];
  for (const site of sites)
    for (const name of folders(joinPath(root, site))) {
      if (/\.(?:dist|egg)-info$/.test(name)) addMetadata(joinPath(site, name), 0);
    }
  if (files.length === 0)
    throw new TheriacError('no-such-path', `No installed packages in ${folder}.`, {
      hint: 'Name the folder of a virtual environment or a site-packages folder.',
    });
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return readInventory({ files }, (file) => readBytes(joinPath(root, file)), options);
}

function realPath(path: string): string {
  const resolved = disk.resolveLink(path);
  return resolved.ok ? resolved.value : path;
}

/** Bytes of a file on disk; undefined when it cannot be read. */
export function readBytes(path: string): Uint8Array | undefined {
  const result = disk.read(path, largestInventoryFile);
  return result.ok ? result.value : undefined;
}

/** A path of the command line, absolute. */
export function absolute(context: CommandContext, path: string): string {
  const slashes = toSlashes(path);
  return /^(?:\/|[A-Za-z]:\/)/.test(slashes)
    ? slashes
    : joinPath(toSlashes(context.workingFolder), slashes.replace(/^\.(?:\/|$)/, ''));
}

/** Says every issue on standard error. */
export function tellIssues(context: CommandContext, issues: Inventory['issues']): void {
  for (const { path: file, line, message } of issues)
    context.terminal.warn(`${file ?? ''}${line === undefined ? '' : `:${line}`} ${message}`.trim());
}

/** Exit code of a command that only shows: incomplete when something could not be read. */
export function finish({ issues }: Inventory): number {
  return issues.some(({ incomplete }) => incomplete) ? exitCodes.incomplete : exitCodes.passed;
}
