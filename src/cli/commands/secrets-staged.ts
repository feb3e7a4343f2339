/** `theriac secrets staged`: what the next commit would add, for a pre-commit hook. */
import { TheriacError } from '../../findings/index.ts';
import { disk, findGit, joinPath, today } from '../../platform/index.ts';
import { scanStaged } from '../../scanners/secrets/index.ts';
import type { Command, CommandContext } from '../command.ts';
import { resolveTargets } from '../targets.ts';
import { formatOption, isDefaultRule, reportSecrets } from './secrets-output.ts';

const largestSettings = 20_000_000;

export const stagedCommand: Command & { readonly name: string; readonly summary: string } = {
  name: 'staged',
  summary: 'Search what the next commit would add',
  arguments: [{ name: '[folder]', description: 'A folder of the repository', completes: 'folder' }],
  options: [formatOption],
  examples: [['theriac secrets staged', 'in a pre-commit hook: exit code 1 stops the commit']],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { folder } = resolveTargets(context.arguments.slice(0, 1), context.workingFolder);
  const root = findGit(disk, folder)?.workTree;
  if (root === undefined) throw new TheriacError('no-repository', `${folder} is not inside a git repository.`);
  const read = (path: string): Uint8Array | undefined => {
    const content = disk.read(joinPath(root, path), largestSettings);
    return content.ok ? content.value : undefined;
  };
  const { findings, issues, files } = await scanStaged(root, { today: today(), isEnabled: isDefaultRule, read });
  return reportSecrets(context, findings, issues, { files });
}
