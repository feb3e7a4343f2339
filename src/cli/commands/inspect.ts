/** `theriac inspect`: what this repository is, before any finding. */
import { scanProject } from '../../scan/index.ts';
import type { Scanner } from '../../scanners/scanner.ts';
import type { DataMap } from '../../scanners/secrets/index.ts';
import { type Command, type CommandContext, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { describeProject } from '../describe-project.ts';
import { exitCodes } from '../exit-codes.ts';
import { toScanOptions } from '../scan-flags.ts';
import { describeProgress } from '../scan-progress.ts';
import { resolveTargets } from '../targets.ts';

export const command: Command = {
  arguments: [{ name: '[path]', description: 'Folder of the repository', completes: 'folder' }],
  options: [
    { flags: '--data-map', description: 'Where personal data is defined, stored, logged, sent and returned' },
    { flags: '--format <format>', description: 'Format', choices: ['text', 'json'] },
  ],
  examples: [
    ['theriac inspect', 'roots, packages, frameworks, entry points, CI, containers'],
    ['theriac inspect --data-map > data-map.md', 'table and diagram for a record of processing (GDPR Art. 30)'],
    ['theriac inspect --format json', 'the same for machines, with every file'],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const targets = resolveTargets(context.arguments, context.workingFolder);
  const { settings } = configure(context, targets.folder);
  const wantsMap = context.options['dataMap'] === true;
  let map: DataMap | undefined;
  const { project, incomplete } = await scanProject({
    // Without scanners a scan is the project model alone.
    scanners: wantsMap ? [await dataMapScanner((made) => (map = made))] : [],
    ...toScanOptions(settings),
    root: targets.folder,
    onProgress: (progress) => terminal.status(describeProgress(progress)),
  });
  const json = textOption(context, 'format') === 'json';
  if (map !== undefined) {
    const { describeDataMap } = await import('../describe-data-map.ts');
    const text = json
      ? `${JSON.stringify({ schemaVersion: '1.0', name: project.name, ...map, incomplete }, undefined, 2)}\n`
      : describeDataMap(project.name, map);
    await terminal.write(text);
    return incomplete ? exitCodes.incomplete : exitCodes.passed;
  }
  const shown = json
    ? `${JSON.stringify({ schemaVersion: '1.0', ...project }, undefined, 2)}\n`
    : describeProject(project, terminal.colors('stdout'));
  await terminal.write(shown);
  return incomplete ? exitCodes.incomplete : exitCodes.passed;
}

async function dataMapScanner(onDataMap: (map: DataMap) => void): Promise<Scanner> {
  const { createScanner } = await import('../../scanners/secrets/index.ts');
  return createScanner({ onDataMap });
}
