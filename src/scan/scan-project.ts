/** A scan from start to report: walk, project model, pass over the files, findings made final. */
import {
  assignFingerprints,
  compareFindings,
  compareScanIssues,
  type DraftFinding,
  mergeFindings,
  type ScanIssue,
  selectRules,
} from '../findings/index.ts';
import { breathe, disk, type FileSystem, isInside, monotonic, today } from '../platform/index.ts';
import { type ProjectFile, startProject } from '../project/index.ts';
import type { ScanContext, Scanner } from '../scanners/scanner.ts';
import { filterDrafts } from './draft-filter.ts';
import { type Parse, passFiles, pythonKinds } from './file-pass.ts';
import type { ScanOptions } from './options.ts';
import { readOwnModels } from './own-models.ts';
import type { ScannerSummary, ScanReport, ScanTimings } from './report.ts';
import { allRules, loadScanners } from './scanner-table.ts';
import { ScannerWork } from './scanner-work.ts';
import { createSuppressions } from './suppressions.ts';

/** Wall-clock limits, far beyond what steps and sizes allow: only for what should not happen. */
const fileTimeLimit = 30_000;
const finishTimeLimit = 1_800_000;

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
  const ownModels = readOwnModels(fileSystem, root, issues);
  const context: ScanContext = {
    ...(ownModels.length > 0 && { models: ownModels }),
    isEnabled: (rule) => selection.enabled.has(rule),
    today: options.today ?? today(),
    ...(options.advisories && { advisories: options.advisories }),
    ...(options.secrets && { secrets: options.secrets }),
    ...(options.dependencies && { dependencies: options.dependencies }),
  };
  const comments = createSuppressions(rules, context);
  const suppressions = options.suppression ?? comments;
  const parse = await loadParser(scanners, builder.files.files);
  const workers = scanners.map((scanner) => new ScannerWork(scanner, builder.project, context, issues));
  clock.lap('load scanners');

  const counts = await passFiles({
    builder,
    files: builder.files.files.filter(targetFilter(options)),
    workers,
    suppressions,
    parse,
    issues,
    fileTimeLimit: options.fileTimeLimit ?? fileTimeLimit,
    onProgress: options.onProgress,
    signal: options.signal,
  });
  clock.lap('read, parse, visit');

  options.onProgress?.({ phase: 'finish', done: counts.scanned, total: counts.scanned });
  await breathe();
  const drafts: DraftFinding[] = [];
  const summaries: ScannerSummary[] = [];
  for (const worker of workers) {
    const { findings, summary } = await worker.finish(finishTimeLimit);
    for (const draft of findings) drafts.push(draft);
    summaries.push(summary);
    clock.lap(`finish ${worker.id}`);
  }

  const project = builder.finish();
  const filtered = filterDrafts(drafts, rules, context.isEnabled, options.perFileIgnores);
  const imported = options.imported?.({
    rules,
    contextOf: (path) => project.file(path)?.context ?? 'application',
  });
  for (const issue of imported?.issues ?? []) issues.push(issue);
  const merged = imported ? mergeFindings([...filtered.kept, ...imported.findings]) : filtered.kept;
  const applied = suppressions.apply(assignFingerprints(merged, rules));
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

async function loadParser(scanners: readonly Scanner[], files: readonly ProjectFile[]): Promise<Parse | undefined> {
  if (scanners.length === 0 || !files.some((file) => pythonKinds.has(file.kind))) return undefined;
  return (await import('../python/index.ts')).parseModule;
}

function targetFilter({ targets, stdin }: ScanOptions): (file: ProjectFile) => boolean {
  if (stdin !== undefined) return (file) => file.path === stdin.path;
  if (targets === undefined) return () => true;
  const exact = new Set(targets);
  const folders = targets.map((target) => target.replace(/\/+$/, ''));
  return (file) => exact.has(file.path) || folders.some((folder) => isInside(folder, file.path));
}

function uniqueIssues(issues: readonly ScanIssue[]): ScanIssue[] {
  const sorted = issues.toSorted(compareScanIssues);
  return sorted.filter((issue, i) => i === 0 || compareScanIssues(sorted[i - 1] as ScanIssue, issue) !== 0);
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
