/** `theriac doctor`: what runs here, with which configuration. Reads; changes nothing. */
import { arch, platform, release } from 'node:os';
import { disk, findGit } from '../../platform/index.ts';
import { escapeLine } from '../../reports/index.ts';
import { type Command, type CommandContext, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { exitCodes } from '../exit-codes.ts';
import { readRulePage } from '../package-files.ts';
import { allRules } from '../rule-catalogue.ts';
import { resolveTargets } from '../targets.ts';
import { version } from '../version.ts';

export const command: Command = {
  arguments: [{ name: '[path]', description: 'Folder to look from', completes: 'folder' }],
  options: [{ flags: '--format <format>', description: 'Format', choices: ['text', 'json'] }],
  run,
};

interface Check {
  readonly name: string;
  readonly value: string;
  readonly ok: boolean;
}

async function run(context: CommandContext): Promise<number> {
  const { terminal, workingFolder } = context;
  const checks = await check(context, workingFolder);
  if (textOption(context, 'format') === 'json') await terminal.write(`${JSON.stringify(checks, undefined, 2)}\n`);
  else {
    const width = Math.max(...checks.map(({ name }) => name.length));
    await terminal.write(
      checks.map(({ name, value, ok }) => `${ok ? 'ok ' : '!! '} ${name.padEnd(width)}  ${escapeLine(value)}\n`),
    );
  }
  return checks.every(({ ok }) => ok) ? exitCodes.passed : exitCodes.couldNotRun;
}

async function check(context: CommandContext, workingFolder: string): Promise<Check[]> {
  const { folder, root } = resolveTargets(context.arguments, workingFolder);
  const rules = await allRules();
  const pages = rules.filter((rule) => readRulePage(rule) === undefined);
  const git = findGit(disk, folder);
  return [
    { name: 'theriac', value: version, ok: true },
    { name: 'node', value: process.versions.node, ok: true },
    { name: 'system', value: `${platform()} ${release()} ${arch()}`, ok: true },
    { name: 'root', value: git === undefined ? `${root} (no git repository)` : root, ok: true },
    configuration(context, folder),
    {
      name: 'rules',
      value: `${rules.length}, ${rules.filter(({ enabled }) => enabled).length} on by default`,
      ok: rules.length > 0,
    },
    {
      name: 'rule pages',
      value: pages.length === 0 ? 'complete' : `${pages.length} missing: ${listFew(pages.map(({ name }) => name))}`,
      ok: pages.length === 0,
    },
  ];
}

function configuration(context: CommandContext, folder: string): Check {
  try {
    const { files } = configure(context, folder);
    return { name: 'configuration', value: files.length === 0 ? 'defaults, no file' : files.join(', '), ok: true };
  } catch (error) {
    return { name: 'configuration', value: error instanceof Error ? error.message : String(error), ok: false };
  }
}

function listFew(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} …` : names.join(', ');
}
