/** `theriac config show`: every value and where it comes from. */
import { relative } from 'node:path';
import { configurationJsonSchema, type Origin, settingNames } from '../../project/configuration/index.ts';
import { escapeLine } from '../../reports/index.ts';
import { type Command, type CommandContext, textOption } from '../command.ts';
import { configure } from '../configured.ts';
import { exitCodes } from '../exit-codes.ts';
import { resolveTargets } from '../targets.ts';

export const command: Command = {
  subcommands: [
    {
      name: 'show',
      summary: 'Show each value and its origin',
      arguments: [{ name: '[path]', description: 'Where the search for configuration starts', completes: 'folder' }],
      options: [{ flags: '--format <format>', description: 'Format', choices: ['text', 'json'] }],
      run: show,
    },
    {
      name: 'schema',
      summary: 'Print the JSON Schema of the configuration, for editors',
      run: async ({ terminal }) => {
        await terminal.write(`${JSON.stringify(configurationJsonSchema(), undefined, 2)}\n`);
        return exitCodes.passed;
      },
    },
  ],
};

async function show(context: CommandContext): Promise<number> {
  const { folder } = resolveTargets(context.arguments, context.workingFolder);
  const { settings, origins } = configure(context, folder);
  const rows = settingNames
    .filter((name) => name !== 'extend')
    .map((name) => ({
      key: name,
      value: settings[name] ?? null,
      origin: origins.get(name) ?? ({ kind: 'default' } as const),
    }));
  if (textOption(context, 'format') === 'json') {
    await context.terminal.write(`${JSON.stringify(rows, undefined, 2)}\n`);
    return exitCodes.passed;
  }
  const width = Math.max(...rows.map(({ key }) => key.length));
  await context.terminal.write(
    rows.map(({ key, value, origin }) => {
      const shown = value === null ? 'not set' : JSON.stringify(value);
      return `${key.padEnd(width)}  ${escapeLine(shown)}  (${escapeLine(describeOrigin(origin, context.workingFolder))})\n`;
    }),
  );
  return exitCodes.passed;
}

function describeOrigin(origin: Origin, workingFolder: string): string {
  if (origin.kind === 'default') return 'default';
  if (origin.kind === 'environment') return origin.variable;
  if (origin.kind === 'option') return origin.option;
  return `${relative(workingFolder, origin.path)}:${origin.line}`;
}
