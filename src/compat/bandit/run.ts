/** One run of `theriac bandit`: options, files, tests, baseline, report, exit code. */
import { TheriacError } from '../../findings/index.ts';
import type { FileSystem } from '../../platform/index.ts';
import { parseModule } from '../../python/index.ts';
import { baselineKey, readBaseline } from './baseline.ts';
import { ranks } from './catalogue.ts';
import { writeCsv, writeJson, writeSarif, writeXml, writeYaml } from './data-formats.ts';
import { absolute, findFiles } from './files.ts';
import { applyIni, type BanditOptions, parseCommandLine, readConfig } from './options.ts';
import { type BanditReport, type FileMetrics, noCounts } from './report.ts';
import { type BanditIssue, type ModuleResult, scanModule } from './scan-module.ts';
import { selectTests } from './selection.ts';
import { type PluginSettings, pluginSettings } from './settings.ts';
import { writeCustom, writeHtml, writeText } from './text-formats.ts';

export interface BanditSurroundings {
  readonly fs: FileSystem;
  /** Absolute, with `/`. */
  readonly workingFolder: string;
  /** Content of standard input, asked for `-` alone. */
  readonly readInput: () => Uint8Array;
  /** ISO date and time in UTC. */
  readonly generated: string;
}

export interface BanditOutcome {
  readonly exitCode: 0 | 1 | 2;
  readonly text: string;
  /** Where `-o` wants it; undefined: standard output. */
  readonly output: string | undefined;
  readonly warnings: readonly string[];
}

const largestFile = 20_000_000;
const withBaseline: readonly string[] = ['screen', 'txt', 'html', 'json', 'custom'];

/** Runs with Bandit's arguments. Throws a TheriacError for what Bandit answers with exit code 2. */
export async function runBandit(args: readonly string[], around: BanditSurroundings): Promise<BanditOutcome> {
  const options = parseCommandLine(args);
  const warnings: string[] = [];
  if (options.ini !== undefined) {
    const ignored = applyIni(options, readText(around, options.ini), { isTrusted: true });
    for (const key of ignored) warnings.push(`The option ${key} of ${options.ini} is not known.`);
  } else applyFoundIni(options, around, warnings);
  if (options.targets.length === 0)
    throw new TheriacError('usage', 'There is nothing to scan: give files, or -r and folders.');
  if (options.template !== undefined && options.format !== 'custom') {
    throw new TheriacError('usage', '--msg-template needs --format custom.');
  }
  if (options.baseline !== undefined && !withBaseline.includes(options.format)) {
    throw new TheriacError('usage', `A baseline works with these formats: ${withBaseline.join(', ')}.`);
  }
  const config =
    options.configFile === undefined ? {} : readConfig(options.configFile, readText(around, options.configFile));
  const selection = selectTests(options, config);
  warnings.push(...selection.warnings);
  const listed = (key: string): readonly string[] => (Array.isArray(config[key]) ? config[key].map(String) : []);
  const include = listed('include');
  const found = findFiles({
    fs: around.fs,
    workingFolder: around.workingFolder,
    targets: options.targets,
    recursive: options.recursive,
    excluded: [...listed('exclude_dirs'), ...options.exclude.split(',')],
    included: include.length > 0 ? include : options.configFile === undefined ? ['*.py', '*.pyw'] : ['*.py'],
  });
  warnings.push(...found.warnings);
  const scanned = scanFiles(found.files, around, options, selection.tests, pluginSettings(config));
  const report = { ...finish(scanned, options, around), excluded: found.excluded };
  return {
    exitCode: report.issues.length > 0 && !options.exitZero ? 1 : 0,
    text: await write(report),
    output: options.output,
    warnings,
  };
}

function applyFoundIni(options: BanditOptions, around: BanditSurroundings, warnings: string[]): void {
  const { iniFiles } = findFiles({
    fs: around.fs,
    workingFolder: around.workingFolder,
    targets: options.targets,
    recursive: true,
    excluded: [],
    included: [],
  });
  if (iniFiles.length > 1) {
    throw new TheriacError('usage', `There are several .bandit files; choose one with --ini: ${iniFiles.join(', ')}.`);
  }
  const [path] = iniFiles;
  if (path === undefined) return;
  for (const key of applyIni(options, readText(around, path), { isTrusted: false })) {
    warnings.push(`The option ${key} of ${path} is left out; name the file with --ini to use it.`);
  }
}

function readText({ fs, workingFolder }: BanditSurroundings, path: string): string {
  const content = fs.read(absolute(workingFolder, path), largestFile);
  if (!content.ok) throw new TheriacError('usage', `${path} cannot be read: ${content.reason}.`);
  return new TextDecoder().decode(content.value);
}

interface Scanned {
  readonly issues: readonly BanditIssue[];
  readonly metrics: ReadonlyMap<string, FileMetrics>;
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

function scanFiles(
  files: readonly string[],
  around: BanditSurroundings,
  options: BanditOptions,
  tests: ReadonlySet<string>,
  settings: PluginSettings,
): Scanned {
  const issues: BanditIssue[] = [];
  const metrics = new Map<string, FileMetrics>();
  const skipped: { path: string; reason: string }[] = [];
  for (const file of files) {
    const content =
      file === '-'
        ? ({ ok: true, value: around.readInput() } as const)
        : around.fs.read(absolute(around.workingFolder, file), largestFile);
    const path = file === '-' ? '<stdin>' : file;
    if (!content.ok) {
      skipped.push({ path, reason: content.reason });
      continue;
    }
    const loc = countLines(content.value);
    const module = parseModule(content.value, { path: 'module.py' });
    if (module.errors.length > 0) {
      skipped.push({ path, reason: 'syntax error while parsing AST from file' });
      metrics.set(path, { loc, nosec: 0, skippedTests: 0, severity: noCounts(), confidence: noCounts() });
      continue;
    }
    const result = scanModule(module, { path, tests, settings, ignoreNosec: options.ignoreNosec });
    for (const issue of result.issues) issues.push(issue);
    metrics.set(path, countIssues(loc, result));
  }
  return { issues, metrics, skipped };
}

function countIssues(loc: number, { issues, nosec, skippedTests }: ModuleResult): FileMetrics {
  const metrics = { loc, nosec, skippedTests, severity: noCounts(), confidence: noCounts() };
  for (const { severity, confidence } of issues) {
    metrics.severity[severity]++;
    metrics.confidence[confidence]++;
  }
  return metrics;
}

/** Lines that are neither empty nor a comment alone. */
function countLines(bytes: Uint8Array): number {
  let count = 0;
  let atStart = true;
  for (const byte of bytes) {
    if (byte === 10 || byte === 13) atStart = true;
    else if (atStart && byte !== 32 && byte !== 9 && byte !== 12 && byte !== 11) {
      atStart = false;
      if (byte !== 35) count++;
    }
  }
  return count;
}

function finish(scanned: Scanned, options: BanditOptions, around: BanditSurroundings): Omit<BanditReport, 'excluded'> {
  const shown = scanned.issues.filter(
    ({ severity, confidence }) =>
      ranks.indexOf(severity) >= options.severity - 1 && ranks.indexOf(confidence) >= options.confidence - 1,
  );
  let issues: readonly BanditIssue[] = shown;
  let candidates: Map<BanditIssue, readonly BanditIssue[]> | undefined;
  if (options.baseline !== undefined) {
    const known = readBaseline(options.baseline, readText(around, options.baseline));
    const fresh = shown.filter((issue) => !known.has(baselineKey(issue)));
    candidates = new Map();
    const seen = new Set<string>();
    for (const issue of fresh) {
      const key = baselineKey(issue);
      const alike = fresh.filter((other) => baselineKey(other) === key);
      if (alike.length > 1 && !seen.has(key)) candidates.set(issue, alike);
      seen.add(key);
    }
    issues = fresh;
  }
  const sources = new Map<string, readonly string[]>();
  const source = (path: string): readonly string[] => {
    const kept = sources.get(path);
    if (kept !== undefined) return kept;
    const content =
      path === '<stdin>'
        ? ({ ok: true, value: around.readInput() } as const)
        : around.fs.read(absolute(around.workingFolder, path), largestFile);
    const lines = content.ok ? new TextDecoder().decode(content.value).split(/\r\n|\r|\n/) : [];
    sources.set(path, lines);
    return lines;
  };
  const order = options.format === 'json' || options.format === 'yaml';
  return {
    issues: order ? sorted(issues, options.aggregate) : issues,
    candidates,
    metrics: scanned.metrics,
    skipped: scanned.skipped,
    source,
    options,
    generated: around.generated,
    workingFolder: around.workingFolder,
  };
}

/** Stable: within a test (or a file) the order of the scan stays. */
function sorted(issues: readonly BanditIssue[], by: 'file' | 'vuln'): readonly BanditIssue[] {
  const key = (issue: BanditIssue): string => (by === 'vuln' ? issue.test : issue.path);
  return [...issues].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function write(report: BanditReport): string | Promise<string> {
  switch (report.options.format) {
    case 'json':
      return writeJson(report);
    case 'yaml':
      return writeYaml(report);
    case 'csv':
      return writeCsv(report);
    case 'xml':
      return writeXml(report);
    case 'sarif':
      return writeSarif(report);
    case 'html':
      return writeHtml(report);
    case 'custom':
      return writeCustom(report);
    default:
      return writeText(report);
  }
}
