/** The scan loop: one walk, one read per file, one parse shared by all scanners; what fails costs one file and is said. */
import {
  assignFingerprints,
  compareFindings,
  compareScanIssues,
  type DraftFinding,
  type RuleMeta,
  type ScanIssue,
  selectRules,
} from '../findings/index.ts';
import { breathe, disk, type FileSystem, isInside, monotonic, pathMatcher, today } from '../platform/index.ts';
import { type Project, type ProjectFile, readIssue, startProject } from '../project/index.ts';
import type { ParsedModule } from '../python/index.ts';
import type { ScanContext, Scanner, ScannerRun, SourceFile } from '../scanners/scanner.ts';
import type { ScanOptions } from './options.ts';
import type { ScannerSummary, ScanReport, ScanTimings } from './report.ts';
import { allRules, loadScanners } from './scanner-table.ts';
import { createSuppressions } from './suppressions.ts';
import { syntaxIssue } from './syntax-issue.ts';

/** A scanner at work, and what it has seen. */
interface Worker {
  readonly scanner: Scanner;
  readonly run: ScannerRun | undefined;
  files: number;
  bytes: number;
  crashes: number;
}

const pythonKinds: ReadonlySet<ProjectFile['kind']> = new Set(['python', 'stub', 'notebook']);
const pauseEvery = 50;
const mostCrashIssues = 20;

/**
 * Scans the tree below `options.root`. Never throws for what is in the tree; an unknown rule in `select` or `ignore`
 * is a `bad-configuration` issue (the command line refuses it before).
 */
export async function scanProject(options: ScanOptions): Promise<ScanReport> {
  const clock = stopWatch();
  const fileSystem = options.fileSystem ?? disk;
  const issues: ScanIssue[] = [];
  const root = resolveRoot(fileSystem, options.root, issues);
  const builder = startProject(fileSystem, root, {
    ...options,
    ...(options.stdin === undefined ? {} : { overlay: options.stdin }),
    onFolder: (path, files) => options.onProgress?.({ phase: 'walk', done: files, total: files, path }),
  });
  clock.lap('walk and manifests');

  const scanners = options.scanners ?? (await loadScanners(options.only));
  const rules = allRules(scanners);
  const selection = selectRules(rules, options);
  for (const error of selection.errors) {
    issues.push({ kind: 'bad-configuration', message: `${capital(error)}.`, incomplete: true });
  }
  const context: ScanContext = { isEnabled: (rule) => selection.enabled.has(rule), today: options.today ?? today() };
  const comments = createSuppressions(rules, context);
  const suppressions = options.suppression ?? comments;
  const parse = await loadParser(scanners, builder.files.files);
  const workers = scanners.map((scanner) => startWorker(scanner, builder.project, context, issues));
  clock.lap('load scanners');

  const wanted = builder.files.files.filter(targetFilter(options));
  const counts = { scanned: 0, scannedBytes: 0, failed: 0, unwanted: 0 };
  let lastPause = monotonic();
  for (let i = 0; i < wanted.length; i++) {
    const file = wanted[i] as ProjectFile;
    if (monotonic() - lastPause > pauseEvery) {
      options.onProgress?.({ phase: 'files', done: i, total: wanted.length, path: file.path });
      await breathe();
      lastPause = monotonic();
      if (options.signal?.aborted === true) {
        issues.push(interrupted(wanted.length - i));
        break;
      }
    }
    const interested = workers.filter((worker) => wants(worker, file, issues));
    // Without scanners a scan is the project model alone, which wants to see the Python files.
    if (interested.length === 0 && !(workers.length === 0 && pythonKinds.has(file.kind))) {
      counts.unwanted++;
      continue;
    }
    const content = builder.files.read(file.path);
    if (!content.ok) {
      counts.failed++;
      issues.push(readIssue(file, content));
      continue;
    }
    const bytes = content.value;
    counts.scanned++;
    counts.scannedBytes += bytes.length;
    const source = sharedSource(builder.see(file, bytes), bytes, parse, issues);
    for (const worker of interested) {
      worker.files++;
      worker.bytes += bytes.length;
      try {
        worker.run?.visit(source);
      } catch (error) {
        addCrash(worker, issues, error, file.path);
      }
    }
    suppressions.visit(source);
    if (source.module !== undefined) {
      const issue = syntaxIssue(source.file, source.module);
      if (issue !== undefined) issues.push(issue);
    }
  }
  clock.lap('read, parse, visit');

  options.onProgress?.({ phase: 'finish', done: wanted.length, total: wanted.length });
  await breathe();
  const drafts: DraftFinding[] = [];
  const summaries: ScannerSummary[] = [];
  for (const worker of workers) {
    const { scanner } = worker;
    let counters: ScannerSummary['counters'] = {};
    try {
      const result = await worker.run?.finish();
      for (const draft of result?.findings ?? []) drafts.push(draft);
      for (const issue of result?.issues ?? []) issues.push(issue);
      counters = result?.counters ?? {};
    } catch (error) {
      addCrash(worker, issues, error);
    }
    if (worker.crashes > mostCrashIssues) issues.push(moreCrashes(worker));
    summaries.push({ id: scanner.id, files: worker.files, bytes: worker.bytes, counters });
    clock.lap(`finish ${scanner.id}`);
  }

  const project = builder.finish();
  const filtered = filterDrafts(drafts, rules, context, options.perFileIgnores);
  const applied = suppressions.apply(assignFingerprints(filtered.kept, rules));
  const all = uniqueIssues([...project.issues, ...issues, ...applied.issues]);
  const report: ScanReport = {
    project,
    findings: [...applied.findings].sort(compareFindings),
    issues: all,
    files: { found: project.files.length, ...counts, byKind: { ...project.filesByKind } },
    scanners: summaries,
    suppressionComments: comments.uses(),
    leftOutByPath: filtered.leftOut,
    rules: rules.filter((rule) => selection.enabled.has(rule.name)),
    incomplete: all.some((issue) => issue.incomplete),
    today: context.today,
  };
  clock.lap('findings');
  options.onTimings?.(clock.laps());
  return report;
}

function resolveRoot(fileSystem: FileSystem, root: string, issues: ScanIssue[]): string {
  const resolved = fileSystem.resolveLink(root);
  if (resolved.ok) return resolved.value;
  issues.push({
    kind: 'unreadable-file',
    message: `The folder to scan could not be opened: ${resolved.reason}.`,
    incomplete: true,
  });
  return root;
}

type Parse = (bytes: Uint8Array, options: { readonly path: string }) => ParsedModule;

/** The front end is loaded once, and only for a scan that has something to parse. */
async function loadParser(scanners: readonly Scanner[], files: readonly ProjectFile[]): Promise<Parse | undefined> {
  if (scanners.length === 0 || !files.some((file) => pythonKinds.has(file.kind))) return undefined;
  return (await import('../python/index.ts')).parseModule;
}

function startWorker(scanner: Scanner, project: Project, context: ScanContext, issues: ScanIssue[]): Worker {
  const base = { scanner, files: 0, bytes: 0, crashes: 0 };
  try {
    return { ...base, run: scanner.start(project, context) };
  } catch (error) {
    const worker: Worker = { ...base, run: undefined };
    addCrash(worker, issues, error);
    return worker;
  }
}

function wants(worker: Worker, file: ProjectFile, issues: ScanIssue[]): boolean {
  try {
    return worker.run !== undefined && worker.scanner.wants(file);
  } catch (error) {
    addCrash(worker, issues, error, file.path);
    return false;
  }
}

/** The file as all scanners see it; parsed on the first call of `python()`. */
function sharedSource(
  file: ProjectFile,
  bytes: Uint8Array,
  parse: Parse | undefined,
  issues: ScanIssue[],
): SourceFile & { readonly module: ParsedModule | undefined } {
  let parsed = parse === undefined || !pythonKinds.has(file.kind);
  let module: ParsedModule | undefined;
  return {
    file,
    bytes,
    python() {
      if (parsed) return module;
      parsed = true;
      try {
        module = parse?.(bytes, { path: file.path });
      } catch (error) {
        issues.push(internalError('The Python front end', error, file.path));
      }
      return module;
    },
    get module() {
      return module;
    },
  };
}

function targetFilter({ targets, stdin }: ScanOptions): (file: ProjectFile) => boolean {
  if (stdin !== undefined) return (file) => file.path === stdin.path;
  if (targets === undefined) return () => true;
  const exact = new Set(targets);
  const folders = targets.map((target) => target.replace(/\/+$/, ''));
  return (file) => exact.has(file.path) || folders.some((folder) => isInside(folder, file.path));
}

/** Drops what may not report: rules that are off, contexts a rule leaves out, and `per-file-ignores`. */
function filterDrafts(
  drafts: readonly DraftFinding[],
  rules: readonly RuleMeta[],
  context: ScanContext,
  perFileIgnores: ScanOptions['perFileIgnores'],
): { readonly kept: readonly DraftFinding[]; readonly leftOut: number } {
  const contexts = new Map(rules.map((rule) => [rule.name, rule.contexts]));
  const ignores = Object.entries(perFileIgnores ?? {}).map(([glob, selectors]) => ({
    matches: pathMatcher([glob]),
    rules: ignoredRules(rules, selectors),
  }));
  let leftOut = 0;
  const kept = drafts.filter((draft) => {
    if (!context.isEnabled(draft.rule) || contexts.get(draft.rule)?.includes(draft.context) === false) return false;
    if (!ignores.some((ignore) => ignore.rules.has(draft.rule) && ignore.matches(draft.location.path))) return true;
    leftOut++;
    return false;
  });
  return { kept, leftOut };
}

/** What `selectors` name, as `ignore` understands them: all rules without those left when they are ignored. */
function ignoredRules(rules: readonly RuleMeta[], selectors: readonly string[]): ReadonlySet<string> {
  const everything = rules.map((rule) => ({ ...rule, enabled: true }));
  const { enabled } = selectRules(everything, { ignore: selectors });
  return new Set(rules.map((rule) => rule.name).filter((name) => !enabled.has(name)));
}

function uniqueIssues(issues: readonly ScanIssue[]): ScanIssue[] {
  const sorted = issues.toSorted(compareScanIssues);
  return sorted.filter((issue, i) => i === 0 || compareScanIssues(sorted[i - 1] as ScanIssue, issue) !== 0);
}

function addCrash(worker: Worker, issues: ScanIssue[], error: unknown, path?: string): void {
  if (worker.crashes++ < mostCrashIssues) issues.push(internalError(`The scanner "${worker.scanner.id}"`, error, path));
}

function moreCrashes(worker: Worker): ScanIssue {
  const count = worker.crashes - mostCrashIssues;
  return {
    kind: 'internal-error',
    message: `The scanner "${worker.scanner.id}" failed in ${count} more files.`,
    incomplete: true,
    count,
  };
}

/** Only the kind of error and its first line: a stack would name this machine's paths. */
function internalError(who: string, error: unknown, path?: string): ScanIssue {
  const reason =
    error instanceof Error ? `${error.name}: ${error.message.split('\n', 1)[0]?.slice(0, 200)}` : 'unknown';
  return {
    kind: 'internal-error',
    message: `${who} failed here (${reason}). Please report this.`,
    ...(path === undefined ? {} : { path }),
    incomplete: true,
  };
}

function interrupted(left: number): ScanIssue {
  return {
    kind: 'limit-reached',
    message: `The scan was interrupted; ${left} files were not looked at.`,
    incomplete: true,
  };
}

function stopWatch(): { lap(phase: string): void; laps(): ScanTimings } {
  const laps: { [phase: string]: number } = {};
  let last = monotonic();
  return {
    lap(phase) {
      const now = monotonic();
      laps[phase] = (laps[phase] ?? 0) + now - last;
      last = now;
    },
    laps: () => laps,
  };
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1).replace(/\.$/, '');
}
