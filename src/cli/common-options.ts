/** Flags that every command has, and the terminal they make. */
import type { CommandOption } from './command.ts';
import { type ColorChoice, Terminal, type Verbosity } from './terminal.ts';

export const commonOptions: readonly CommandOption[] = [
  { flags: '-q, --quiet', description: 'Print the report and errors, nothing else' },
  { flags: '-v, --verbose', description: 'Say how long each phase took, and more' },
  { flags: '--debug', description: 'Say everything' },
  { flags: '--log-json', description: 'Write log lines as JSON' },
  { flags: '--color <when>', description: 'Colour the output', choices: ['auto', 'always', 'never'] },
  {
    flags: '--config <file|key=value>',
    description: 'Use this configuration file, or set one key',
    repeatable: true,
    completes: 'file',
  },
  { flags: '--isolated', description: 'Ignore configuration files' },
];

/** The terminal that these flags ask for. */
export function openTerminal(
  options: { readonly [name: string]: unknown },
  environment: { readonly [name: string]: string | undefined },
): Terminal {
  const asked = options['color'] ?? environment['THERIAC_COLOR'];
  const color: ColorChoice = asked === 'always' || asked === 'never' ? asked : 'auto';
  return new Terminal({ color, verbosity: verbosity(options), logJson: options['logJson'] === true, environment });
}

function verbosity(options: { readonly [name: string]: unknown }): Verbosity {
  if (options['debug'] === true) return 'debug';
  if (options['verbose'] === true) return 'verbose';
  return options['quiet'] === true ? 'quiet' : 'normal';
}
