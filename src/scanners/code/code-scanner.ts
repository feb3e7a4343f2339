/** The code scanner: keeps the parsed modules it is shown, links them, and walks each once with all rules. */
import type { DraftFinding, RuleMeta, ScanIssue } from '../../findings/index.ts';
import type { Project, ProjectFile } from '../../project/index.ts';
import { ImportFrom, type ParsedModule } from '../../python/index.ts';
import { lazyModuleGraph, type ModuleGraph } from '../../python/modules/index.ts';
import type { ScanContext, Scanner, ScannerResult, ScannerRun } from '../scanner.ts';
import { type FileFacts, factsOf } from './file-facts.ts';
import { subsumePatterns } from './flow/subsume.ts';
import { ownModules } from './own-modules.ts';
import type { ProjectContext } from './project-context.ts';
import type { CodeRule } from './rule.ts';
import { type Node, RuleContext, reportsIn } from './rule-context.ts';
import { type Entry, indexRules, isCallInterest, type RuleIndex } from './rule-index.ts';
import { codeRules } from './rules.generated.ts';
import { walkModule } from './walk-module.ts';

/** `rules` replaces the built-in ones (tests). */
export function createCodeScanner(rules: readonly CodeRule[] = codeRules): Scanner {
  return {
    id: 'code',
    rules: rules.map(({ meta }): RuleMeta => meta),
    wants: (file) => file.kind === 'python' || file.kind === 'notebook',
    start: (project, context) => startRun(rules, project, context),
  };
}

interface ModuleRecord {
  readonly file: ProjectFile;
  readonly module: ParsedModule;
  facts: FileFacts | undefined;
  context: RuleContext | undefined;
}

function startRun(rules: readonly CodeRule[], project: Project, scan: ScanContext): ScannerRun {
  const enabled = rules.filter(({ meta }) => scan.isEnabled(meta.name));
  const index = indexRules(enabled);
  const records = new Map<string, ModuleRecord>();
  return {
    visit(source) {
      const module = source.python();
      if (module !== undefined && enabled.length > 0) {
        records.set(source.file.path, { file: source.file, module, facts: undefined, context: undefined });
      }
    },
    finish: () => (enabled.length === 0 ? { findings: [], issues: [] } : checkModules(index, records, project, scan)),
  };
}

function checkModules(
  index: RuleIndex,
  unsorted: ReadonlyMap<string, ModuleRecord>,
  project: Project,
  scan: ScanContext,
): ScannerResult {
  const paths = [...unsorted.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const records = new Map(paths.map((path) => [path, unsorted.get(path)!]));
  const findings = new Map<string, DraftFinding>();
  const issues: ScanIssue[] = [];
  const load = (path: string): ParsedModule | undefined => records.get(path)?.module;
  const graph = lazyModuleGraph({ paths, roots: project.pythonRoots, load });
  const own = ownModules(graph, load, (name) => isCallInterest(index, name));
  const factsOfRecord = (record: ModuleRecord): FileFacts => {
    record.facts ??= factsOf(record.file.path, record.module, index, own);
    return record.facts;
  };
  const counters: Record<string, number> = {};
  const results: Results = { findings, issues, counters };
  const scanned = makeProjectContext(records, graph, project, scan, results, factsOfRecord);
  const projectRoots = new Set<number>();
  for (const record of records.values()) for (const root of factsOfRecord(record).roots) projectRoots.add(root);

  let resolved = 0;
  let checks = 0;
  let bound = 0;
  for (const record of records.values()) {
    const { file } = record;
    const run = (entry: Entry, node: Node, path: string): void => {
      const { rule } = entry;
      if (rule.check === undefined || !reportsIn(rule, file)) return;
      scanned.rule = rule;
      try {
        rule.check(scanned.contextOf(record), node, path);
      } catch (error) {
        issues.push(ruleFailed(rule, file.path, error));
      }
    };
    const counts = walkModule({
      module: record.module,
      facts: factsOfRecord(record),
      index,
      projectRoots,
      context: () => scanned.contextOf(record),
      run,
    });
    resolved += counts.resolved;
    checks += counts.checks;
    if (record.context?.isBound === true) bound++;
  }
  for (const rule of index.projectRules) {
    scanned.rule = rule;
    try {
      rule.checkProject?.(scanned);
    } catch (error) {
      issues.push(ruleFailed(rule, undefined, error));
    }
  }
  return {
    findings: subsumePatterns([...findings.values()]),
    issues,
    counters: { modules: records.size, boundModules: bound, resolvedNames: resolved, ruleChecks: checks, ...counters },
  };
}

/** A broken rule never ends a scan, and never looks like "nothing found". */
function ruleFailed(rule: CodeRule, path: string | undefined, error: unknown): ScanIssue {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    kind: 'internal-error',
    message: `The rule ${rule.meta.name} failed: ${reason}. Please report this.`,
    ...(path === undefined ? {} : { path }),
    incomplete: true,
  };
}

interface Results {
  readonly findings: Map<string, DraftFinding>;
  readonly issues: ScanIssue[];
  readonly counters: Record<string, number>;
}

interface RunningProject extends ProjectContext {
  rule: CodeRule | undefined;
  contextOf(record: ModuleRecord): RuleContext;
}

function makeProjectContext(
  records: ReadonlyMap<string, ModuleRecord>,
  graph: ModuleGraph,
  project: Project,
  scan: ScanContext,
  { findings, issues, counters }: Results,
  factsOfRecord: (record: ModuleRecord) => FileFacts,
): RunningProject {
  const memos = new Map<unknown, unknown>();
  const context: RunningProject = {
    rule: undefined,
    project,
    isEnabled: scan.isEnabled,
    today: scan.today,
    models: scan.models ?? [],
    paths: [...records.keys()],
    module(path) {
      const record = records.get(path);
      return record === undefined ? undefined : context.contextOf(record);
    },
    moduleNamed(name) {
      const path = graph.pathOf(name);
      return path === undefined ? undefined : context.module(path);
    },
    importedFrom(from, statement) {
      const dotted = from.name(ImportFrom.module(from.words, statement));
      const target = graph.resolveImport(from.file.path, dotted, ImportFrom.level(from.words, statement));
      return target.kind === 'module' ? context.module(target.path) : undefined;
    },
    memo<T>(key: unknown, compute: () => T): T {
      if (!memos.has(key)) memos.set(key, compute());
      return memos.get(key) as T;
    },
    add(finding) {
      const { start, end } = finding.location;
      const key = `${finding.rule}\0${finding.location.path}\0${start.byte}\0${end.byte}`;
      if (!findings.has(key)) findings.set(key, finding);
    },
    addIssue(issue) {
      issues.push(issue);
    },
    addCounters(more) {
      Object.assign(counters, more);
    },
    contextOf(record) {
      record.context ??= new RuleContext(
        record.file,
        record.module,
        context,
        () => factsOfRecord(record),
        () => graph.bind(record.file.path, record.module),
      );
      return record.context;
    },
  };
  return context;
}
