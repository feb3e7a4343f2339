/** Bandit's command line, `.bandit` files and configuration files. */
import { TheriacError } from '../../findings/index.ts';
import { isDataError, parseIni, parseToml, parseYaml } from '../../formats/index.ts';
import { isRecord } from './records.ts';

export const formats = ['csv', 'custom', 'html', 'json', 'sarif', 'screen', 'txt', 'xml', 'yaml'] as const;
export type Format = (typeof formats)[number];

export interface BanditOptions {
  targets: string[];
  recursive: boolean;
  aggregate: 'file' | 'vuln';
  contextLines: number;
  configFile: string | undefined;
  profile: string | undefined;
  tests: string | undefined;
  skips: string | undefined;
  /** Index in {@link ranks}: 1 shows everything, 4 only high. */
  severity: number;
  confidence: number;
  format: Format;
  template: string | undefined;
  output: string | undefined;
  verbose: boolean;
  quiet: boolean;
  ignoreNosec: boolean;
  exclude: string;
  baseline: string | undefined;
  ini: string | undefined;
  exitZero: boolean;
  action: 'scan' | 'help' | 'version';
}

export const defaultExclude = '.svn,CVS,.bzr,.hg,.git,__pycache__,.tox,.eggs,*.egg';
const levels = ['all', 'low', 'medium', 'high'];

const withValue: Readonly<Record<string, string>> = {
  '-a': '--aggregate',
  '-n': '--number',
  '-c': '--configfile',
  '-p': '--profile',
  '-t': '--tests',
  '-s': '--skip',
  '-f': '--format',
  '-x': '--exclude',
  '-b': '--baseline',
  '-o': '--output',
};
const valued = new Set([
  ...Object.values(withValue),
  '--msg-template',
  '--severity-level',
  '--confidence-level',
  '--ini',
]);
const flags: Readonly<Record<string, string>> = {
  '-r': '--recursive',
  '-l': '--level',
  '-i': '--confidence',
  '-v': '--verbose',
  '-d': '--debug',
  '-q': '--quiet',
  '-h': '--help',
};
const longFlags = new Set([...Object.values(flags), '--silent', '--ignore-nosec', '--exit-zero', '--version']);

export function parseCommandLine(args: readonly string[]): BanditOptions {
  const options: BanditOptions = {
    targets: [],
    recursive: false,
    aggregate: 'vuln',
    contextLines: 3,
    configFile: undefined,
    profile: undefined,
    tests: undefined,
    skips: undefined,
    severity: 1,
    confidence: 1,
    format: 'screen',
    template: undefined,
    output: undefined,
    verbose: false,
    quiet: false,
    ignoreNosec: false,
    exclude: defaultExclude,
    baseline: undefined,
    ini: undefined,
    exitZero: false,
    action: 'scan',
  };
  const rest = [...args];
  let onlyTargets = false;
  while (rest.length > 0) {
    const word = rest.shift()!;
    if (onlyTargets || word === '-' || !word.startsWith('-')) options.targets.push(word);
    else if (word === '--') onlyTargets = true;
    else if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const name = equals < 0 ? word : word.slice(0, equals);
      if (valued.has(name)) applyValue(options, name, equals < 0 ? take(rest, name) : word.slice(equals + 1));
      else if (longFlags.has(word)) applyFlag(options, word);
      else throw usage(`there is no option ${word}`);
    } else applyShort(options, word, rest);
  }
  return options;
}

/** `-lll`, `-rq`, `-t B101`, `-tB101`. */
function applyShort(options: BanditOptions, word: string, rest: string[]): void {
  for (let at = 1; at < word.length; at++) {
    const short = `-${word[at]}`;
    const name = withValue[short];
    if (name !== undefined) {
      const value = word.slice(at + 1).replace(/^=/, '');
      applyValue(options, name, value === '' ? take(rest, short) : value);
      return;
    }
    const flag = flags[short];
    if (flag === undefined) throw usage(`there is no option ${short}`);
    applyFlag(options, flag);
  }
}

function take(rest: string[], name: string): string {
  const value = rest.shift();
  if (value === undefined) throw usage(`${name} needs a value`);
  return value;
}

function applyFlag(options: BanditOptions, flag: string): void {
  if (flag === '--recursive') options.recursive = true;
  else if (flag === '--level') options.severity = Math.min(options.severity + 1, 4);
  else if (flag === '--confidence') options.confidence = Math.min(options.confidence + 1, 4);
  else if (flag === '--verbose' || flag === '--debug') options.verbose = true;
  else if (flag === '--quiet' || flag === '--silent') options.quiet = true;
  else if (flag === '--ignore-nosec') options.ignoreNosec = true;
  else if (flag === '--exit-zero') options.exitZero = true;
  else options.action = flag === '--help' ? 'help' : 'version';
}

function applyValue(options: BanditOptions, name: string, value: string): void {
  if (name === '--tests') options.tests = value;
  else if (name === '--skip') options.skips = value;
  else if (name === '--exclude') options.exclude = value;
  else if (name === '--baseline') options.baseline = value;
  else if (name === '--output') options.output = value;
  else if (name === '--ini') options.ini = value;
  else if (name === '--configfile') options.configFile = value;
  else if (name === '--profile') options.profile = value;
  else if (name === '--msg-template') options.template = value;
  else if (name === '--number') options.contextLines = wholeNumber(value);
  else if (name === '--format') options.format = oneOf(formats, value, name);
  else if (name === '--aggregate') options.aggregate = oneOf(['file', 'vuln'] as const, value, name);
  else if (name === '--severity-level') options.severity = levels.indexOf(oneOf(levels, value, name)) + 1;
  else options.confidence = levels.indexOf(oneOf(levels, value, name)) + 1;
}

function wholeNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw usage(`${value} is no number of lines`);
  return Number(value);
}

function oneOf<T extends string>(choices: readonly T[], value: string, name: string): T {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw usage(`${name} is one of ${choices.join(', ')}`);
  return found;
}

function usage(message: string): TheriacError {
  return new TheriacError('usage', `${message[0].toUpperCase()}${message.slice(1)}.`);
}

/** Keys that let a file of the scanned project read or write elsewhere: only where a person named the file. */
const ofPersonsOnly = new Set(['output', 'targets', 'configfile', 'baseline']);

/**
 * Puts the `[bandit]` section of an INI file where the command line left the default. Returns what it ignored.
 * `isTrusted`: the file was named with `--ini`.
 */
export function applyIni(
  options: BanditOptions,
  text: string,
  { isTrusted }: { readonly isTrusted: boolean },
): readonly string[] {
  const section = parseIni(text).sections.find(({ name }) => name === 'bandit');
  const ignored: string[] = [];
  for (const { key, value } of section?.entries ?? []) {
    if (value === '') continue;
    if (ofPersonsOnly.has(key) && !isTrusted) ignored.push(key);
    else if (key === 'targets') {
      if (options.targets.length === 0) options.targets = value.split(',');
    } else if (key === 'exclude') {
      if (options.exclude === defaultExclude) options.exclude = value;
    } else if (key === 'skips') options.skips ??= value;
    else if (key === 'tests') options.tests ??= value;
    else if (key === 'configfile') options.configFile ??= value;
    else if (key === 'baseline') options.baseline ??= value;
    else if (key === 'output') options.output ??= value;
    else if (key === 'profile') options.profile ??= value;
    else if (key === 'msg-template') options.template ??= value;
    else if (key === 'recursive') options.recursive = true;
    else if (key === 'verbose' || key === 'debug') options.verbose = true;
    else if (key === 'quiet') options.quiet = true;
    else if (key === 'ignore-nosec') options.ignoreNosec = true;
    else if (key === 'number' && options.contextLines === 3) options.contextLines = wholeNumber(value);
    else if (key === 'aggregate' && options.aggregate === 'vuln')
      options.aggregate = oneOf(['file', 'vuln'], value, key);
    else if (key === 'format' && options.format === 'screen') options.format = oneOf(formats, value, key);
    else if (key === 'level' && options.severity === 1) options.severity = Math.min(Math.max(wholeNumber(value), 1), 4);
    else if (key === 'confidence' && options.confidence === 1) {
      options.confidence = Math.min(Math.max(wholeNumber(value), 1), 4);
    } else if (!knownKeys.has(key)) ignored.push(key);
  }
  return ignored;
}
const knownKeys = new Set(['number', 'aggregate', 'format', 'level', 'confidence']);

/** A configuration file for `-c`: TOML with `[tool.bandit]`, or YAML. */
export function readConfig(path: string, text: string): Readonly<Record<string, unknown>> {
  const document = path.endsWith('.toml') ? parseToml(text) : parseYaml(text);
  if (isDataError(document)) throw new TheriacError('usage', `${path} cannot be read: ${document.message}.`);
  let config: unknown = document.data;
  if (path.endsWith('.toml')) {
    const tool = isRecord(config) ? config['tool'] : undefined;
    config = (isRecord(tool) ? tool['bandit'] : undefined) ?? {};
  }
  if (!isRecord(config)) throw new TheriacError('usage', `${path} holds no table of options.`);
  return config;
}
