/** `theriac suppressions`: every suppression comment, what it hides, and whether it still should. */
import type { MarkerUse } from '../../findings/index.ts';
import { escapeLine } from '../../reports/index.ts';
import { scanProject } from '../../scan/index.ts';
import { type Command, type CommandContext, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { exitCodes } from '../exit-codes.ts';
import { checkSelection } from '../rule-catalogue.ts';
import { scanOptions, scanSettings, toScanOptions } from '../scan-flags.ts';
import { describeProgress } from '../scan-progress.ts';
import { resolveTargets } from '../targets.ts';

export const command: Command = {
  arguments: [{ name: '[paths...]', description: 'Files and folders', completes: 'file' }],
  options: [{ flags: '--format <format>', description: 'Format', choices: ['text', 'json'] }, ...scanOptions],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const targets = resolveTargets(context.arguments, context.workingFolder);
  const { settings } = configure(context, targets.folder, scanSettings(context));
  await checkSelection(settings);
  const report = await scanProject({
    root: targets.root,
    ...(targets.paths && { targets: targets.paths }),
    ...toScanOptions(settings),
    onProgress: (progress) => terminal.status(describeProgress(progress)),
  });
  const uses = report.suppressionComments;
  if (textOption(context, 'format') === 'json') {
    await terminal.write(`${JSON.stringify(uses.map(toJson), undefined, 2)}\n`);
    return exitCodes.passed;
  }
  await terminal.write(uses.map((use) => `${escapeLine(describe(use))}\n`));
  const used = uses.filter(({ state }) => state === 'used').length;
  await terminal.write(`${uses.length} suppression comments, ${used} of them hide a finding.\n`);
  return exitCodes.passed;
}

function describe({ marker, rules, state, hides }: MarkerUse): string {
  const { path, start, cell } = marker.location;
  const place = `${path}:${cell === undefined ? '' : `cell ${cell}:`}${start.line}`;
  const what = rules.length > 0 ? ` (${rules.join(', ')})` : '';
  const count = hides.length > 1 ? `, ${hides.length} findings` : '';
  const until = marker.until === undefined ? '' : `, until ${marker.until}`;
  const owner = marker.owner === undefined ? '' : `, ${marker.owner}`;
  return `${place}: ${state}${count}${until}${owner}: ${marker.text}${what}: ${marker.reason === '' ? 'no reason given' : marker.reason}`;
}

function toJson({ marker, rules, state, hides }: MarkerUse): object {
  const { coveredLine: _, ...rest } = marker;
  return { ...rest, rules, state, hides };
}
