/** `theriac doctor`: what runs here, with which configuration and data. Reads; changes nothing. */
import { arch, platform, release } from 'node:os';
import pico from 'picocolors';
import { readStoreHeader } from '../../advisories/index.ts';
import { dataFolder, disk, findGit, joinPath } from '../../platform/index.ts';
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
  /** `problem`: a scan could not run, or not as it should. */
  readonly state: 'ok' | 'note' | 'problem';
}

const largestStore = 256 * 1024 * 1024;

async function run(context: CommandContext): Promise<number> {
  const { terminal } = context;
  const checks = await check(context);
  if (textOption(context, 'format') === 'json') await terminal.write(`${JSON.stringify(checks, undefined, 2)}\n`);
  else {
    const colors = pico.createColors(terminal.colors('stdout'));
    const paint = { ok: colors.green, note: colors.yellow, problem: colors.red };
    const width = Math.max(...checks.map(({ name }) => name.length));
    const lines = checks.map(
      ({ name, value, state }) => `${paint[state](state.padEnd(7))}  ${name.padEnd(width)}  ${escapeLine(value)}\n`,
    );
    await terminal.write(lines);
  }
  return checks.some(({ state }) => state === 'problem') ? exitCodes.couldNotRun : exitCodes.passed;
}

async function check(context: CommandContext): Promise<Check[]> {
  const { folder, root } = resolveTargets(context.arguments, context.workingFolder);
  const git = findGit(disk, folder);
  return [
    { name: 'theriac', value: version, state: 'ok' },
    { name: 'node', value: process.versions.node, state: 'ok' },
    { name: 'system', value: `${platform()} ${release()} ${arch()}`, state: 'ok' },
    { name: 'root', value: git === undefined ? `${root} (no git repository)` : root, state: 'ok' },
    checkConfiguration(context, folder),
    ...(await checkRules()),
    checkAdvisories(context),
  ];
}

async function checkRules(): Promise<Check[]> {
  const rules = await allRules();
  const missing = rules.filter((rule) => readRulePage(rule) === undefined).map(({ name }) => name);
  const few = missing.length > 5 ? `${missing.slice(0, 5).join(', ')} …` : missing.join(', ');
  const on = rules.filter(({ enabled }) => enabled).length;
  return [
    { name: 'rules', value: `${rules.length}, ${on} on by default`, state: rules.length > 0 ? 'ok' : 'problem' },
    {
      name: 'rule pages',
      value: missing.length === 0 ? 'complete' : `${missing.length} missing: ${few}`,
      state: missing.length === 0 ? 'ok' : 'problem',
    },
  ];
}

function checkConfiguration(context: CommandContext, folder: string): Check {
  try {
    const { files } = configure(context, folder);
    return { name: 'configuration', value: files.length === 0 ? 'defaults, no file' : files.join(', '), state: 'ok' };
  } catch (error) {
    return { name: 'configuration', value: messageOf(error), state: 'problem' };
  }
}

function checkAdvisories({ environment }: CommandContext): Check {
  const bytes = disk.read(joinPath(dataFolder(environment), 'advisories.theriac'), largestStore);
  if (!bytes.ok) return { name: 'advisories', value: 'no store yet; "theriac db update" fetches it', state: 'note' };
  try {
    const { advisories, packages, date } = readStoreHeader(bytes.value);
    return { name: 'advisories', value: `${advisories} for ${packages} packages, newest of ${date}`, state: 'ok' };
  } catch (error) {
    return { name: 'advisories', value: messageOf(error), state: 'problem' };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
