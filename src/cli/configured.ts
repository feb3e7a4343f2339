/** The configuration of a run, or a sentence for every mistake in it. */
import { relative } from 'node:path';
import { TheriacError } from '../findings/index.ts';
import { disk } from '../platform/index.ts';
import { type Configuration, loadConfiguration, type Settings } from '../project/configuration/index.ts';
import { type CommandContext, flag, listOption, textOption } from './command.ts';

/** Loads the configuration for `folder`. Throws when any part of it is wrong: a run with half a policy is worse than none. */
export function configure(context: CommandContext, folder: string, flags: Settings = {}): Configuration {
  const configuration = loadConfiguration({
    folder,
    fileSystem: disk,
    environment: context.environment,
    workingFolder: context.workingFolder,
    options: listOption(context, 'config') ?? [],
    isolated: flag(context, 'isolated'),
    flags,
  });
  if (configuration.errors.length === 0) {
    if (textOption(context, 'color') === undefined) context.terminal.color = configuration.settings.color;
    return configuration;
  }
  const lines = configuration.errors.map(({ message, path, line }) => {
    if (path === undefined) return message;
    const shown = relative(context.workingFolder, path);
    return `${shown.startsWith('..') ? path : shown}${line === undefined ? '' : `:${line}`}: ${message}`;
  });
  throw new TheriacError('bad-configuration', lines.join('\n'));
}
