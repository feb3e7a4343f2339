/** `theriac secrets audit`: a person labels the entries of a detect-secrets baseline, one by one. */
import { isCancel, note, select } from '@clack/prompts';
import { indexLines, lineText, TheriacError } from '../../findings/index.ts';
import { disk, joinPath, writeFile } from '../../platform/index.ts';
import { escapeLine } from '../../reports/index.ts';
import {
  type Baseline,
  type BaselineEntry,
  formatBaseline,
  labelEntry,
  parseBaseline,
} from '../../scanners/secrets/index.ts';
import { type Command, type CommandContext, flag, textOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { resolveTargets } from '../targets.ts';

const largestFile = 50_000_000;

export const auditCommand: Command & { readonly name: string; readonly summary: string } = {
  name: 'audit',
  summary: 'Label the entries of .secrets.baseline as real or not',
  arguments: [{ name: '[folder]', description: 'The repository', completes: 'folder' }],
  options: [
    { flags: '--file <path>', description: 'The baseline (default: .secrets.baseline)', completes: 'file' },
    { flags: '--stats', description: 'Only count the labels' },
    { flags: '--all', description: 'Ask again for entries that have a label' },
  ],
  run,
};

interface Place {
  readonly path: string;
  readonly entry: BaselineEntry;
}

async function run(context: CommandContext): Promise<number> {
  const { root } = resolveTargets(context.arguments.slice(0, 1), context.workingFolder);
  const path = joinPath(root, textOption(context, 'file') ?? '.secrets.baseline');
  const stored = disk.read(path, largestFile);
  if (!stored.ok) throw new TheriacError('no-baseline', `${path} could not be read: ${stored.reason}.`);
  const parsed = parseBaseline(new TextDecoder().decode(stored.value));
  if (!parsed.ok) throw new TheriacError('bad-baseline', `${path} cannot be audited: ${parsed.reason}.`);
  let baseline = parsed.value;
  const ask = !flag(context, 'stats') && process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (ask) {
    baseline = await review(baseline, root, flag(context, 'all'));
    const written = writeFile(path, formatBaseline(baseline));
    if (!written.ok) throw new TheriacError('cannot-write', `${path} could not be written: ${written.reason}.`);
  } else if (!flag(context, 'stats')) context.terminal.warn('No terminal to ask on: only the counts are shown.');
  const labels = placesOf(baseline).map(({ entry }) => entry.is_secret);
  const count = (label: boolean | undefined): number => labels.filter((one) => one === label).length;
  await context.terminal.write(
    `${labels.length} entries: ${count(true)} real, ${count(false)} no secrets, ${count(undefined)} without a label.\n`,
  );
  return count(true) > 0 ? exitCodes.failed : exitCodes.passed;
}

function placesOf(baseline: Baseline): Place[] {
  return Object.entries(baseline.results).flatMap(([path, entries]) => entries.map((entry) => ({ path, entry })));
}

async function review(start: Baseline, root: string, all: boolean): Promise<Baseline> {
  let baseline = start;
  const places = placesOf(start).filter(({ entry }) => all || entry.is_secret === undefined);
  for (let i = 0; i >= 0 && i < places.length; ) {
    const { path, entry } = places[i];
    note(
      showLine(root, path, entry.line_number),
      `${i + 1} of ${places.length}: ${escapeLine(entry.type)} in ${escapeLine(path)}:${entry.line_number ?? '?'}`,
    );
    const answer = await select({
      message: 'Is this a real secret?',
      options: [
        { value: 'yes', label: 'Yes: it must be revoked; the gate fails until it is gone' },
        { value: 'no', label: 'No: accept it' },
        { value: 'skip', label: 'Skip' },
        { value: 'back', label: 'Back' },
        { value: 'quit', label: 'Save and quit' },
      ],
    });
    if (isCancel(answer) || answer === 'quit') break;
    if (answer === 'back') i = Math.max(0, i - 1);
    else {
      if (answer === 'yes' || answer === 'no')
        baseline = labelEntry(baseline, path, entry.hashed_secret, answer === 'yes');
      i++;
    }
  }
  return baseline;
}

/** The line with every long word cut to its first four characters: enough to recognise, too little to use. */
function showLine(root: string, path: string, line: number | undefined): string {
  // The path comes from a file of the repository: it may not lead out of it.
  if (line === undefined || path.startsWith('/') || path.split(/[\\/]/).includes('..')) return 'The line is not known.';
  const status = disk.status(joinPath(root, path));
  const content = status.ok && status.value.kind === 'file' ? disk.read(joinPath(root, path), largestFile) : undefined;
  if (content?.ok !== true) return 'The file could not be read.';
  const text = lineText(indexLines(content.value), line);
  return escapeLine(text.replace(/[^\s"'`=:,;()[\]{}<>]{8,}/g, (word) => `${word.slice(0, 4)}…`));
}
