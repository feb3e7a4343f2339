/** Flags of the commands that end in a report and a gate, and the settings they stand for. */
import { severities } from '../findings/index.ts';
import type { Settings } from '../project/configuration/index.ts';
import { reportFormats } from '../reports/index.ts';
import { type CommandContext, type CommandOption, flag, listOption, textOption } from './command.ts';

const formatNames = reportFormats.map(({ name }) => name);

export const reportOptions: readonly CommandOption[] = [
  {
    flags: '--format <format>',
    description: `Report on standard output: ${formatNames.join(', ')}`,
    suggestions: formatNames,
  },
  { flags: '--output <format=path>', description: 'Write this report too', repeatable: true, completes: 'file' },
  {
    flags: '--severity <severity>',
    description: 'Show only findings at least this severe (decides nothing)',
    choices: severities,
  },
  {
    flags: '--fail-on <conditions>',
    description: 'What fails the run: a severity, secret, kev, any; new:…; policy; never',
    list: true,
  },
  { flags: '--exit-zero', description: 'Exit 0 although the gate failed' },
  { flags: '--allow-incomplete', description: 'Exit 0 although not everything could be looked at' },
];

export function reportSettings(context: CommandContext): Settings {
  const settings: Settings = {};
  const format = textOption(context, 'format');
  const severity = severities.find((name) => name === context.options['severity']);
  const failOn = listOption(context, 'failOn');
  const output = listOption(context, 'output');
  if (format !== undefined) settings.format = format;
  if (severity !== undefined) settings.severity = severity;
  if (failOn !== undefined) settings['fail-on'] = [...failOn];
  if (output !== undefined) settings.output = [...output];
  if (flag(context, 'exitZero')) settings['exit-zero'] = true;
  if (flag(context, 'allowIncomplete')) settings['allow-incomplete'] = true;
  return settings;
}
