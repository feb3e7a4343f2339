/** `theriac explain ID`: one finding with its path, its rank and how to accept it. */
import { TheriacError } from '../../findings/index.ts';
import { renderExplanation } from '../../reports/index.ts';
import { scanProject } from '../../scan/index.ts';
import type { Command, CommandContext } from '../command.ts';
import { configure } from '../configured.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkSelection } from '../rule-catalogue.ts';
import { scanOptions, scanSettings, toScanOptions } from '../scan-flags.ts';
import { describeProgress } from '../scan-progress.ts';
import { resolveTargets } from '../targets.ts';

const shortestId = 6;

export const command: Command = {
  arguments: [
    { name: '<id>', description: 'Fingerprint of a finding, or its first characters as the report shows them' },
    { name: '[paths...]', description: 'Files and folders to scan', completes: 'file' },
  ],
  options: scanOptions,
  examples: [['theriac explain 1f3a9c0d2b47', 'everything about the finding with this id']],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const [given, ...paths] = context.arguments;
  const id = given.toLowerCase();
  if (!/^[0-9a-f]+$/.test(id) || id.length < shortestId) {
    throw new TheriacError(
      'bad-id',
      `"${given}" is no id of a finding: at least ${shortestId} characters of its fingerprint.`,
      {
        hint: '"theriac scan" shows the id of each finding behind its place.',
      },
    );
  }
  const targets = resolveTargets(paths, context.workingFolder);
  const { settings } = configure(context, targets.folder, scanSettings(context));
  await checkSelection(settings);
  const report = await scanProject({
    root: targets.root,
    ...(targets.paths && { targets: targets.paths }),
    ...toScanOptions(settings),
    onProgress: (progress) => terminal.status(describeProgress(progress)),
  });
  const found = report.findings.filter(({ fingerprints }) => fingerprints.primary.startsWith(id));
  if (found.length === 0) {
    throw new TheriacError('unknown-finding', `No finding here has an id that starts with ${id}.`, {
      hint: 'It may be fixed, or belong to other paths or rules.',
    });
  }
  const style = { color: terminal.colors('stdout'), width: terminal.width };
  await terminal.write(found.map((finding) => renderExplanation(report, finding, style)).join('\n'));
  return exitCodes.passed;
}
