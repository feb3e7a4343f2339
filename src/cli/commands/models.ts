/** `theriac models`: what Theriac knows about libraries, and the check of own model files. */
import { resolve } from 'node:path';
import { TheriacError } from '../../findings/index.ts';
import { isDataError, parseYaml } from '../../formats/index.ts';
import { libraryFiles, modelsWith } from '../../models/index.ts';
import { disk, toSlashes } from '../../platform/index.ts';
import { escapeLine } from '../../reports/index.ts';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

const largestFile = 2_000_000;

export const command: Command = {
  examples: [
    ['theriac models list', 'packages that are modelled, with the number of facts'],
    ['theriac models check .theriac/models/shop.yaml', 'check an own model file'],
  ],
  subcommands: [
    { name: 'list', summary: 'List the built-in models', run: list },
    {
      name: 'check',
      summary: 'Check model files: form, paths, kinds and conditions',
      arguments: [{ name: '<files...>', description: 'YAML files', completes: 'file' }],
      run: check,
    },
  ],
};

async function list({ terminal }: CommandContext): Promise<number> {
  const rows = libraryFiles().map((file) => {
    const count = (name: 'sources' | 'sinks' | 'sanitizers' | 'guards') => `${file[name]?.length ?? 0} ${name}`;
    return `${file.package.padEnd(20)} ${(['sources', 'sinks', 'sanitizers', 'guards'] as const).map(count).join(', ')}\n`;
  });
  await terminal.write(rows);
  return exitCodes.passed;
}

async function check({ arguments: paths, workingFolder, terminal }: CommandContext): Promise<number> {
  const files = paths.map((name) => {
    const content = disk.read(toSlashes(resolve(workingFolder, name)), largestFile);
    if (!content.ok) throw new TheriacError('unreadable-file', `Cannot read ${name}: ${content.reason}.`);
    const text = new TextDecoder().decode(content.value);
    const parsed = parseYaml(text);
    if (isDataError(parsed)) {
      const line = text.slice(0, parsed.offset).split('\n').length;
      throw new TheriacError('bad-model', `${name}:${line}: ${parsed.message}.`);
    }
    return { name, data: parsed.data };
  });
  const { problems } = modelsWith(files);
  for (const problem of problems) await terminal.write(`${escapeLine(problem)}\n`);
  if (problems.length > 0) return exitCodes.failed;
  await terminal.write(`${files.length === 1 ? 'The file is' : `All ${files.length} files are`} right.\n`);
  return exitCodes.passed;
}
