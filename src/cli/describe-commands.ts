/** The command table with every option and argument, flat: what completion is made of. */
import type { Command, CommandArgument, CommandEntry, CommandOption } from './command.ts';
import { commonOptions } from './common-options.ts';

export interface DescribedOption {
  /** `-q`, `--quiet`; long form last. */
  readonly names: readonly string[];
  readonly takesValue: boolean;
  readonly description: string;
  readonly choices: readonly string[];
  readonly completes: CommandOption['completes'];
}

export interface DescribedCommand {
  /** `['config', 'show']`. */
  readonly path: readonly string[];
  readonly summary: string;
  readonly options: readonly DescribedOption[];
  readonly arguments: readonly CommandArgument[];
}

/** Loads every command; parents come before their subcommands. */
export async function describeCommands(table: readonly CommandEntry[]): Promise<DescribedCommand[]> {
  const loaded = await Promise.all(table.map(async (entry) => ({ entry, command: await entry.load() })));
  return loaded.flatMap(({ entry, command }) => describe([entry.name], entry.summary, command));
}

function describe(path: readonly string[], summary: string, command: Command): DescribedCommand[] {
  const own: DescribedCommand = {
    path,
    summary,
    options:
      command.passThrough || command.run === undefined
        ? []
        : [...(command.options ?? []), ...commonOptions].map(describeOption),
    arguments: command.arguments ?? [],
  };
  const below = (command.subcommands ?? []).flatMap((sub) => describe([...path, sub.name], sub.summary, sub));
  return [own, ...below];
}

function describeOption({ flags, description, choices, suggestions, completes }: CommandOption): DescribedOption {
  const names = flags.match(/--?[a-z][a-z0-9-]*/gi) ?? [];
  return { names, takesValue: /[<[]/.test(flags), description, choices: choices ?? suggestions ?? [], completes };
}
