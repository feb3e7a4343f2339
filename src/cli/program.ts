/** Builds commander's program from the command table; only the command that runs is loaded. */
import { Argument, Option, Command as Program } from 'commander';
import type { Command, CommandArgument, CommandEntry, CommandOption } from './command.ts';
import { commonOptions, openTerminal } from './common-options.ts';
import type { Terminal } from './terminal.ts';

export interface Run {
  exitCode: number;
  terminal: Terminal | undefined;
}

interface Surroundings {
  readonly environment: { readonly [name: string]: string | undefined };
  readonly workingFolder: string;
  readonly run: Run;
}

/** The program for these arguments. Its actions store the exit code and the terminal in `run`. */
export async function buildProgram(
  table: readonly CommandEntry[],
  chosen: string | undefined,
  surroundings: Surroundings,
): Promise<Program> {
  const program = new Program('theriac');
  program
    .description('Audits a Python repository: code, data flow, secrets, dependencies, licences, CI and settings.')
    .option('-V, --version', 'Print the version')
    .helpOption('-h, --help', 'Show help')
    .helpCommand('help [command]', 'Show help for a command')
    .showSuggestionAfterError(true)
    .exitOverride()
    .addHelpText(
      'after',
      '\nStart with "theriac scan". Every command has --help. Exit codes: 0 passed, 1 gate failed, 2 could not run, 3 incomplete.',
    );
  for (const entry of table) {
    const sub = program.command(entry.name).summary(entry.summary).description(`${entry.summary}.`);
    if (entry.name === chosen) addCommand(sub, await entry.load(), surroundings);
  }
  return program;
}

function addCommand(program: Program, command: Command, surroundings: Surroundings): void {
  program.helpOption('-h, --help', 'Show help');
  if (command.passThrough) {
    program.allowUnknownOption().helpOption(false).argument('[arguments...]');
  } else {
    for (const argument of command.arguments ?? []) program.addArgument(toArgument(argument));
    program.allowExcessArguments(false);
    // A command that only groups others would take their flags away from them.
    const common = command.run === undefined ? [] : commonOptions;
    for (const option of [...(command.options ?? []), ...common]) program.addOption(toOption(option));
  }
  for (const sub of command.subcommands ?? []) {
    addCommand(program.command(sub.name).summary(sub.summary).description(`${sub.summary}.`), sub, surroundings);
  }
  if (command.examples) {
    const width = Math.max(...command.examples.map(([line]) => line.length));
    const lines = command.examples.map(([line, meaning]) => `  ${line.padEnd(width)}  ${meaning}`);
    program.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
  }
  const { run } = command;
  if (run === undefined) return;
  program.action(async () => {
    const options = command.passThrough ? {} : program.opts();
    const terminal = openTerminal(options, surroundings.environment);
    surroundings.run.terminal = terminal;
    const { environment, workingFolder } = surroundings;
    surroundings.run.exitCode = await run({ arguments: program.args, options, terminal, environment, workingFolder });
  });
}

function toArgument({ name, description, choices }: CommandArgument): Argument {
  const argument = new Argument(name, description);
  return choices === undefined ? argument : argument.choices(choices);
}

function toOption({ flags, description, choices, repeatable, list }: CommandOption): Option {
  const option = new Option(flags, description);
  if (choices !== undefined && !list) option.choices(choices);
  if (list) {
    option.argParser<string[]>((value, previous) => [
      ...(Array.isArray(previous) ? previous : []),
      ...value
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ]);
  } else if (repeatable) {
    option.argParser<string[]>((value, previous) => [...(Array.isArray(previous) ? previous : []), value]);
  }
  return option;
}
