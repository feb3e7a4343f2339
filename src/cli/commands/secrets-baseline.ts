/** `theriac secrets baseline`: writes `.secrets.baseline` in detect-secrets' format and keeps the labels of its audit. */
import { TheriacError } from '../../findings/index.ts';
import { disk, joinPath, writeFile } from '../../platform/index.ts';
import { scanProject } from '../../scan/index.ts';
import {
  type BaselineFind,
  createScanner,
  formatBaseline,
  parseBaseline,
  updateBaseline,
} from '../../scanners/secrets/index.ts';
import { type Command, type CommandContext, textOption } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { resolveTargets } from '../targets.ts';

const largestBaseline = 50_000_000;

export const baselineCommand: Command & { readonly name: string; readonly summary: string } = {
  name: 'baseline',
  summary: "Write or update .secrets.baseline in detect-secrets' format",
  arguments: [{ name: '[folder]', description: 'The repository', completes: 'folder' }],
  options: [{ flags: '--file <path>', description: 'The baseline (default: .secrets.baseline)', completes: 'file' }],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { root } = resolveTargets(context.arguments.slice(0, 1), context.workingFolder);
  const path = joinPath(root, textOption(context, 'file') ?? '.secrets.baseline');
  const stored = disk.read(path, largestBaseline);
  const previous = stored.ok ? parseBaseline(new TextDecoder().decode(stored.value)) : undefined;
  if (previous?.ok === false) throw new TheriacError('bad-baseline', `${path} cannot be updated: ${previous.reason}.`);
  const finds: BaselineFind[] = [];
  const scanner = createScanner({ onFind: (find) => finds.push(find) });
  const report = await scanProject({ root, scanners: [scanner] });
  const baseline = updateBaseline(
    finds,
    previous?.ok ? previous.value : undefined,
    new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  );
  const written = writeFile(path, formatBaseline(baseline));
  if (!written.ok) throw new TheriacError('cannot-write', `${path} could not be written: ${written.reason}.`);
  const count = Object.values(baseline.results).reduce((sum, entries) => sum + entries.length, 0);
  await context.terminal.write(
    `${count} entries of ${Object.keys(baseline.results).length} files written to ${path}.\n`,
  );
  return report.incomplete ? exitCodes.incomplete : exitCodes.passed;
}
