/** Which advisory store a scan matches against; fetched on the first run, when the network may be used. */
import { resolve } from 'node:path';
import { TheriacError } from '../findings/index.ts';
import { dataFolder, disk, joinPath, toSlashes } from '../platform/index.ts';
import type { Settings } from '../project/configuration/index.ts';
import type { ScanOptions } from '../scan/index.ts';
import { type CommandContext, textOption } from './command.ts';

/** The store for the scan's options. Never fails: without a store the scan says what it could not look at. */
export async function scanAdvisories(
  context: CommandContext,
  settings: Settings,
): Promise<Pick<ScanOptions, 'advisories'>> {
  const osvApi = textOption(context, 'osvApi');
  if (osvApi !== undefined) {
    if (settings.offline) throw new TheriacError('usage', '--osv-api needs the network that --offline forbids.');
    return { advisories: { osvApi } };
  }
  const path = settings.db === undefined ? undefined : toSlashes(resolve(context.workingFolder, settings.db));
  const days = settings['max-db-age'];
  const source = {
    ...(path !== undefined && { path }),
    ...(days !== undefined && { maxAgeDays: Number.parseInt(days, 10) }),
  };
  const wanted = settings.only === undefined || settings.only.length === 0 || settings.only.includes('dependencies');
  const stored = path ?? joinPath(dataFolder(context.environment), 'advisories.theriac');
  if (wanted && !settings.offline && !disk.status(stored).ok) await fetchStore(context, stored);
  return { advisories: source };
}

async function fetchStore({ terminal }: CommandContext, path: string): Promise<void> {
  terminal.info('There is no advisory store yet; fetching it once ("--offline" does without).');
  try {
    const { updateStore } = await import('../advisories/index.ts');
    const { warnings } = await updateStore({ path, impatient: true, onProgress: (text) => terminal.status(text) });
    for (const warning of warnings) terminal.verbose(warning);
  } catch (error) {
    if (!(error instanceof TheriacError)) throw error;
    terminal.warn(`The advisory store was not fetched: ${error.message} The scan goes on without it.`);
  } finally {
    terminal.clearStatus();
  }
}
