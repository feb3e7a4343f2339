/** Reads every decision that a run has to respect: waivers, VEX, baseline, files of other tools, policy. */
import {
  type Baseline,
  type ForeignDecision,
  type PolicyRule,
  parseBaseline,
  parseVex,
  type RuleMeta,
  readWaivers,
  type ScanIssue,
  TheriacError,
  type VexStatement,
  type Waiver,
} from '../../findings/index.ts';
import { parseYaml } from '../../formats/index.ts';
import { readCodeOwners } from './codeowners.ts';
import { openDecisionFile, parseDecisions, type ReadDecisionFile } from './decision-file.ts';
import { looksLikeBanditReport, readBanditBaseline } from './foreign/code-tools.ts';
import { readForeignDecisions } from './foreign/index.ts';
import { readPolicy } from './policy-file.ts';

export const defaultWaivers = '.theriac/waivers.yaml';
export const defaultBaseline = '.theriac/baseline.json';
export const defaultPolicy = '.theriac/policy.yaml';

export interface DecisionSources {
  /** Reads a file relative to the root, or absolute; undefined when there is none. */
  readonly read: ReadDecisionFile;
  /** Named by flag or setting: must exist. */
  readonly baseline?: string;
  readonly waivers?: string;
  readonly vex?: readonly string[];
  readonly policy?: string;
  /** Files of the project, among which workflows are found. */
  readonly paths: readonly string[];
  readonly rules: readonly RuleMeta[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

export interface Decisions {
  readonly waivers: readonly Waiver[];
  readonly vex: readonly { readonly source: string; readonly statements: readonly VexStatement[] }[];
  readonly baseline?: { readonly path: string; readonly baseline: Baseline };
  readonly foreign: readonly ForeignDecision[];
  readonly policy?: readonly PolicyRule[];
  readonly issues: readonly ScanIssue[];
}

/** Throws a {@link TheriacError} for a named file that is missing or of the wrong kind; what is wrong inside a found file is an issue. */
export function readDecisions(sources: DecisionSources): Decisions {
  const { read } = sources;
  const issues: ScanIssue[] = [];
  const waivers = readWaiverFile(sources, issues);
  const vex = (sources.vex ?? []).map((path) => ({ source: path, statements: parseVex(required(read, path), path) }));
  const foreign = readForeignDecisions(read, sources.paths);
  for (const issue of foreign.issues) issues.push(issue);
  const decisions: ForeignDecision[] = [...foreign.decisions];
  let baseline: Decisions['baseline'];
  const baselinePath = sources.baseline ?? defaultBaseline;
  const bytes = sources.baseline === undefined ? read(defaultBaseline) : undefined;
  const text = sources.baseline === undefined ? bytes && decode(bytes) : required(read, sources.baseline);
  if (text !== undefined && looksLikeBanditReport(text)) {
    const file = openDecisionFile(read, baselinePath);
    if (file) {
      for (const decision of readBanditBaseline(file)) decisions.push(decision);
      for (const issue of file.issues) issues.push(issue);
    }
  } else if (text !== undefined) baseline = { path: baselinePath, baseline: parseBaseline(text, baselinePath) };
  const policy = readPolicyFile(sources, issues);
  return { waivers, vex, ...(baseline && { baseline }), foreign: decisions, ...(policy && { policy }), issues };
}

function readWaiverFile({ read, waivers: named }: DecisionSources, issues: ScanIssue[]): readonly Waiver[] {
  const path = named ?? defaultWaivers;
  const file = openDecisionFile(read, path);
  if (file === undefined) {
    if (named !== undefined) throw missing(named);
    return [];
  }
  const document = parseDecisions(file, parseYaml);
  for (const issue of file.issues) issues.push(issue);
  if (!document) return [];
  const result = readWaivers(document.data, (index) => {
    const span = document.at(document.data, index)?.value;
    const start = file.lines.positionAt(span?.start ?? 0);
    const firstLine = file.lines.startOf(start.line) + file.lines.text(start.line).length;
    const end = file.lines.positionAt(Math.max(span?.start ?? 0, Math.min(span?.end ?? firstLine, firstLine)));
    return { path, start, end };
  });
  for (const issue of result.issues) issues.push(issue);
  return result.waivers;
}

function readPolicyFile(sources: DecisionSources, issues: ScanIssue[]): readonly PolicyRule[] | undefined {
  const { read, rules, today, policy: named } = sources;
  const file = openDecisionFile(read, named ?? defaultPolicy);
  if (file === undefined) {
    if (named !== undefined) throw missing(named);
    return undefined;
  }
  const policy = readPolicy(file, { rules, today, ownersOf: readCodeOwners(read) });
  for (const issue of file.issues) issues.push(issue);
  if (policy === undefined && named !== undefined && file.issues.length === 0) {
    throw new TheriacError('bad-policy', `${named} has no list "gate".`);
  }
  return policy;
}

function required(read: ReadDecisionFile, path: string): string {
  const bytes = read(path);
  if (bytes === undefined) throw missing(path);
  return decode(bytes);
}

function missing(path: string): TheriacError {
  return new TheriacError('no-such-file', `${path} does not exist or cannot be read.`);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
