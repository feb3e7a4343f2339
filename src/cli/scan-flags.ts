/** Flags that choose what is scanned and by which rules; shared by the commands that scan. */
import { type RuleSelection, type ScannerId, scannerIds } from '../findings/index.ts';
import type { Settings } from '../project/configuration/index.ts';
import type { ScanOptions } from '../scan/index.ts';
import { type CommandContext, type CommandOption, listOption, textOption } from './command.ts';

export const scanOptions: readonly CommandOption[] = [
  {
    flags: '--only <families>',
    description: `Run only these families: ${scannerIds.join(', ')}`,
    list: true,
    choices: scannerIds,
  },
  {
    flags: '--select <rules>',
    description: 'Rules, tags, tiers or families that report, instead of the default view',
    list: true,
    completes: 'rule',
  },
  { flags: '--extend-select <rules>', description: 'Report these besides', list: true, completes: 'rule' },
  { flags: '--ignore <rules>', description: 'Do not report these', list: true, completes: 'rule' },
  { flags: '--exclude <patterns>', description: 'Replace the default excludes', list: true },
  { flags: '--extend-exclude <patterns>', description: 'Leave these out too', list: true },
  { flags: '--respect-gitignore', description: 'Leave out what git ignores (default)' },
  { flags: '--no-respect-gitignore', description: 'Scan what git ignores' },
  { flags: '--force-exclude', description: 'Excludes count for paths named here too' },
  { flags: '--no-force-exclude', description: 'Paths named here are scanned although excluded (default)' },
  { flags: '--offline', description: 'Fetch nothing' },
  { flags: '--db <file>', description: 'The advisory store', completes: 'file' },
  { flags: '--osv-api <address>', description: 'Ask this OSV server instead, e.g. https://api.osv.dev' },
  { flags: '--max-db-age <days>', description: 'An older advisory store makes the scan incomplete: 7d' },
];

/** The settings that these flags were given for. Wrong values are found by the configuration's own check. */
export function scanSettings(context: CommandContext): Settings {
  const { options } = context;
  const only = listOption(context, 'only');
  const lists = {
    select: listOption(context, 'select'),
    'extend-select': listOption(context, 'extendSelect'),
    ignore: listOption(context, 'ignore'),
    exclude: listOption(context, 'exclude'),
    'extend-exclude': listOption(context, 'extendExclude'),
  };
  const settings: Settings = {};
  for (const [name, value] of Object.entries(lists))
    if (value !== undefined) Object.assign(settings, { [name]: [...value] });
  if (only !== undefined) settings.only = only as ScannerId[];
  const db = textOption(context, 'db');
  const maxAge = textOption(context, 'maxDbAge');
  if (options['offline'] === true) settings.offline = true;
  if (db !== undefined) settings.db = db;
  if (maxAge !== undefined) settings['max-db-age'] = maxAge;
  if (options['respectGitignore'] !== undefined) settings['respect-gitignore'] = options['respectGitignore'] === true;
  if (options['forceExclude'] !== undefined) settings['force-exclude'] = options['forceExclude'] === true;
  return settings;
}

/** The configuration as the scan room reads it. */
export function toScanOptions(settings: Settings): Omit<ScanOptions, 'root'> {
  return {
    ...(settings.only && settings.only.length > 0 && { only: settings.only }),
    ...toSelection(settings),
    ...(settings['per-file-ignores'] && { perFileIgnores: settings['per-file-ignores'] }),
    ...(settings.exclude && { exclude: settings.exclude }),
    ...(settings['extend-exclude'] && { extendExclude: settings['extend-exclude'] }),
    ...(settings['respect-gitignore'] !== undefined && { respectGitignore: settings['respect-gitignore'] }),
    ...(settings['force-exclude'] !== undefined && { forceExclude: settings['force-exclude'] }),
    ...(settings['max-file-size'] !== undefined && { maxFileSize: settings['max-file-size'] }),
    ...(settings['max-files'] !== undefined && { maxFiles: settings['max-files'] }),
    ...(settings.secrets && { secrets: settings.secrets }),
    ...(settings.dependencies && { dependencies: settings.dependencies }),
  };
}

/** The rule selectors among the settings. */
export function toSelection(settings: Settings): RuleSelection {
  return {
    ...(settings.select && { select: settings.select }),
    ...(settings['extend-select'] && { extendSelect: settings['extend-select'] }),
    ...(settings.ignore && { ignore: settings.ignore }),
  };
}
