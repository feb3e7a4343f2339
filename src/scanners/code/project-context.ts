/** What rules see of the whole scan: every module, the project, and facts computed once. */
import type { DraftFinding, ScanIssue } from '../../findings/index.ts';
import type { Project } from '../../project/index.ts';
import type { OwnModel } from '../scanner.ts';
import type { CodeRule } from './rule.ts';
import type { Node, RuleContext } from './rule-context.ts';

export interface ProjectContext {
  readonly project: Project;
  /** Whether a rule may report: helpers skip work for rules that may not. */
  readonly isEnabled: (rule: string) => boolean;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Own models of libraries, not yet checked. */
  readonly models: readonly OwnModel[];
  /** Paths of the Python files that were parsed, sorted. */
  readonly paths: readonly string[];
  /** The rule that is being checked. */
  readonly rule: CodeRule | undefined;
  /** The context of a module, bound on first use. */
  module(path: string): RuleContext | undefined;
  /** The context of a module by its dotted name: `shop.settings`. */
  moduleNamed(name: string): RuleContext | undefined;
  /** The module of the project that an ImportFrom leads to; undefined for others. */
  importedFrom(ctx: RuleContext, statement: Node): RuleContext | undefined;
  /** Computes once per scan: `key` is usually the function that computes. */
  memo<T>(key: unknown, compute: () => T): T;
  add(finding: DraftFinding): void;
  /** What an analysis could not do, and numbers of it for the report. */
  addIssue(issue: ScanIssue): void;
  addCounters(counters: { readonly [name: string]: number }): void;
}
