/** Every key of Theriac's configuration: its type, its default, its one-line description. One entry adds a key. */
import * as v from 'valibot';
import { defaultGate, parseGateCondition, scannerIds, severities } from '../../findings/index.ts';

const described = <const T extends v.GenericSchema>(schema: T, description: string) =>
  v.pipe(schema, v.description(description));
const words = v.array(v.string());
const gate = v.pipe(
  v.string(),
  v.check(
    (text) => typeof parseGateCondition(text) !== 'string',
    (issue) => String(parseGateCondition(String(issue.input))),
  ),
);

/** Keys as they stand in the file. Each is optional; {@link defaults} says what counts without it. */
export const settingsSchema = v.strictObject({
  extend: v.optional(
    described(
      v.string(),
      'Another configuration file to start from, relative to this one; it may not leave the repository.',
    ),
  ),
  only: v.optional(described(v.array(v.picklist(scannerIds)), 'Scanner families to run. Empty: all.')),
  select: v.optional(described(words, 'Rules, tags, tiers or families that report, instead of the default view.')),
  'extend-select': v.optional(described(words, 'Rules, tags, tiers or families that report besides the others.')),
  ignore: v.optional(described(words, 'Rules, tags, tiers or families that do not report.')),
  'per-file-ignores': v.optional(
    described(v.record(v.string(), words), 'Path pattern to rules that do not report there.'),
  ),
  exclude: v.optional(described(words, 'Replaces the default excludes: path segments or patterns.')),
  'extend-exclude': v.optional(described(words, 'Path segments or patterns that are not scanned.')),
  'respect-gitignore': v.optional(described(v.boolean(), 'Leave out what git ignores.')),
  'force-exclude': v.optional(described(v.boolean(), 'Excludes count for files named on the command line too.')),
  'max-file-size': v.optional(
    described(
      v.pipe(v.number(), v.integer(), v.minValue(1)),
      'Bytes; a larger file is not scanned and makes the scan incomplete.',
    ),
  ),
  'max-files': v.optional(
    described(v.pipe(v.number(), v.integer(), v.minValue(1)), 'Files; more make the scan incomplete.'),
  ),
  severity: v.optional(
    described(v.picklist(severities), 'Show only findings at least this severe. Decides nothing: see fail-on.'),
  ),
  'fail-on': v.optional(
    described(
      v.array(gate),
      'What makes a run fail: info … critical, secret, kev, any; each also as new:NAME; or never.',
    ),
  ),
  'exit-zero': v.optional(described(v.boolean(), 'Exit 0 although the gate failed.')),
  'allow-incomplete': v.optional(described(v.boolean(), 'Exit 0 although not everything could be looked at.')),
  'require-targets': v.optional(described(v.boolean(), 'Having nothing to scan is an error.')),
  format: v.optional(described(v.string(), 'Format of the report on standard output.')),
  output: v.optional(described(words, 'Reports to write beside it, each as FORMAT=PATH.')),
  color: v.optional(described(v.picklist(['auto', 'always', 'never']), 'Colour of terminal output.')),
});

export type Settings = v.InferOutput<typeof settingsSchema>;
export type SettingName = keyof Settings;

export const settingNames = Object.keys(settingsSchema.entries).filter(
  (name): name is SettingName => name in settingsSchema.entries,
);

/** What counts for a key that nobody sets; keys that are not here then are simply absent. */
export const defaults = {
  'respect-gitignore': true,
  'force-exclude': false,
  'fail-on': [...defaultGate],
  'exit-zero': false,
  'allow-incomplete': false,
  'require-targets': false,
  severity: 'info',
  format: 'text',
  color: 'auto',
} as const satisfies Settings;
