/** `theriac secrets history`: every blob that any commit ever held, read once. */
import { TheriacError } from '../../findings/index.ts';
import { disk, findGit, today } from '../../platform/index.ts';
import { openCleanBlobs, scanHistory } from '../../scanners/secrets/index.ts';
import { type Command, type CommandContext, flag, textOption } from '../command.ts';
import { resolveTargets } from '../targets.ts';
import { formatOption, isDefaultRule, reportSecrets } from './secrets-output.ts';

export const historyCommand: Command & { readonly name: string; readonly summary: string } = {
  name: 'history',
  summary: 'Search the whole git history, each version of a file once',
  arguments: [{ name: '[folder]', description: 'A folder of the repository', completes: 'folder' }],
  options: [
    formatOption,
    { flags: '--range <revisions>', description: 'Only these commits, as in git log (default: all refs, stashes too)' },
    { flags: '--all-objects', description: 'Also what no branch, tag or stash reaches any more' },
    { flags: '--no-cache', description: 'Read blobs again that were clean in an earlier run' },
  ],
  examples: [
    ['theriac secrets history', 'all branches, tags and stashes'],
    ['theriac secrets history --range main..topic', 'what a branch adds'],
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { folder } = resolveTargets(context.arguments.slice(0, 1), context.workingFolder);
  const root = findGit(disk, folder)?.workTree;
  if (root === undefined) throw new TheriacError('no-repository', `${folder} is not inside a git repository.`);
  const range = textOption(context, 'range');
  if (range?.startsWith('-') === true) throw new TheriacError('bad-range', `"${range}" is no range of commits.`);
  const cached = context.options['cache'] !== false && range === undefined;
  const result = await scanHistory(root, {
    today: today(),
    isEnabled: isDefaultRule,
    allObjects: flag(context, 'allObjects'),
    ...(range === undefined ? {} : { range: [range] }),
    ...(cached ? { clean: openCleanBlobs(root, context.environment) } : {}),
    onProgress: (done, total) => context.terminal.status(`History: ${done} of ${total} blobs`),
  });
  return reportSecrets(context, result.findings, result.issues, result.counters);
}
