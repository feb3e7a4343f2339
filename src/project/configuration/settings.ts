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
  secrets: v.optional(
    described(
      v.strictObject({
        salt: v.optional(
          described(
            v.pipe(v.string(), v.minLength(8)),
            'Makes the hashes of secrets comparable only within this repository; 8 characters or more.',
          ),
        ),
        detectors: v.optional(
          described(
            v.array(
              v.strictObject({
                id: described(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/)), 'Name of the detector, kebab-case.'),
                title: v.optional(described(v.string(), 'What it finds, as a noun phrase.')),
                pattern: described(v.string(), "Regular expression in RE2's syntax; its first group is the secret."),
                keywords: v.optional(described(words, 'One of these stands near the value.')),
                entropy: v.optional(described(v.number(), 'Least Shannon entropy, bits per character.')),
                path: v.optional(described(v.string(), 'Regular expression of the paths that are searched.')),
              }),
            ),
            'Detectors of your own; what they find is reported as custom-secret.',
          ),
        ),
      }),
      'Secrets: own detectors, and the salt of hashes.',
    ),
  ),
  dependencies: v.optional(
    described(
      v.strictObject({
        use: v.optional(
          described(
            v.picklist(['application', 'service', 'library', 'distributed']),
            'How the project is used or passed on, which decides which licences fit. Default: application.',
          ),
        ),
        'allow-licences': v.optional(described(words, 'SPDX ids that are fine; others are then worth a look.')),
        'deny-licences': v.optional(described(words, 'SPDX ids that may not be used.')),
        licence: v.optional(
          described(v.string(), 'SPDX expression of the project itself. Default: what its manifest says.'),
        ),
      }),
      'Dependencies: what their licences are judged by.',
    ),
  ),
  severity: v.optional(
    described(v.picklist(severities), 'Show only findings at least this severe. Decides nothing: see fail-on.'),
  ),
  'fail-on': v.optional(
    described(
      v.array(gate),
      'What makes a run fail: info … critical, secret, kev, any; each also as new:NAME; policy; or never.',
    ),
  ),
  'exit-zero': v.optional(described(v.boolean(), 'Exit 0 although the gate failed.')),
  'allow-incomplete': v.optional(described(v.boolean(), 'Exit 0 although not everything could be looked at.')),
  'require-targets': v.optional(described(v.boolean(), 'Having nothing to scan is an error.')),
  format: v.optional(described(v.string(), 'Format of the report on standard output.')),
  output: v.optional(described(words, 'Reports to write beside it, each as FORMAT=PATH.')),
  baseline: v.optional(
    described(
      v.string(),
      "Baseline of known findings, Theriac's or Bandit's. Default: .theriac/baseline.json, if there.",
    ),
  ),
  waivers: v.optional(described(v.string(), 'Waivers. Default: .theriac/waivers.yaml, if there.')),
  policy: v.optional(described(v.string(), 'Policy for "fail-on policy". Default: .theriac/policy.yaml, if there.')),
  vex: v.optional(described(words, 'VEX files (OpenVEX, CycloneDX) that count.')),
  import: v.optional(described(words, 'Reports of other tools to join with the findings.')),
  history: v.optional(described(v.string(), 'File with one line of counts a scan, for the trend chart.')),
  'record-history': v.optional(described(v.boolean(), 'Add a line for this scan to the history.')),
  offline: v.optional(described(v.boolean(), 'Fetch nothing, not even a missing advisory store.')),
  db: v.optional(described(v.string(), 'The advisory store. Default: in the user data folder.')),
  'max-db-age': v.optional(
    described(
      v.pipe(v.string(), v.regex(/^\d{1,4}d?$/, 'is not a number of days such as "7d".')),
      'Days after which the advisory store is too old and the scan incomplete: 7d.',
    ),
  ),
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
