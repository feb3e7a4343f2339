/** `theriac inspect`: what this repository is, before any finding. */
import { scanProject } from '../../scan/index.ts';
import { type Command, type CommandContext, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { describeProject } from '../describe-project.ts';
import { exitCodes } from '../exit-codes.ts';
import { toScanOptions } from '../scan-flags.ts';
import { describeProgress } from '../scan-progress.ts';
import { resolveTargets } from '../targets.ts';

export const command: Command = {
  arguments: [{ name: '[path]', description: 'Folder of the repository', completes: 'folder' }],
  options: [{ flags: '--format <format>', description: 'Format', choices: ['text', 'json'] }],
  examples: [
    ['theriac inspect', 'roots, packages, frameworks, entry points, CI, containers'],
    ['theriac inspect --format json', 'the same for machines, with every file'],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const targets = resolveTargets(context.arguments, context.workingFolder);
  const { settings } = configure(context, targets.folder);
  const { project, incomplete } = await scanProject({
    // Without scanners a scan is the project model alone.
    scanners: [],
    ...toScanOptions(settings),
    root: targets.folder,
    onProgress: (progress) => terminal.status(describeProgress(progress)),
  });
  const json = textOption(context, 'format') === 'json';
  const shown = json
    ? `${JSON.stringify({ schemaVersion: '1.0', ...project }, undefined, 2)}\n`
    : describeProject(project, terminal.colors('stdout'));
  await terminal.write(shown);
  return incomplete ? exitCodes.incomplete : exitCodes.passed;
}
