/** Rules that report flows: one analysis of the project serves them all; each takes the findings of its kind. */
import type { Confidence, RuleMeta, Severity } from '../../../findings/index.ts';
import {
  analyzeFlow,
  type CompiledModels,
  defaultOptions,
  doubt,
  type FlowFinding,
  type FlowResult,
  type SourceKind,
} from '../../../flow/index.ts';
import { builtInModels, modelsWith } from '../../../models/index.ts';
import type { ProjectContext } from '../project-context.ts';
import { draftFinding } from '../report.ts';
import { type CodeRule, defineRule } from '../rule.ts';
import { reportsIn } from '../rule-context.ts';
import { outsideTests } from '../support/contexts.ts';
import { boundIssue } from './bounds.ts';
import { traceOf } from './trace.ts';

export interface FlowRuleDefinition {
  readonly meta: Omit<RuleMeta, 'scanner' | 'tier' | 'enabled' | 'confidence' | 'since'> &
    Partial<Pick<RuleMeta, 'enabled' | 'tier'>>;
  /** What happens at the sink: "runs as a shell command". */
  readonly consequence: string;
  readonly remediation: string;
}

/** A rule over the flows of one kind; its name is the kind's. */
export function flowRule({ meta, consequence, remediation }: FlowRuleDefinition): CodeRule {
  return defineRule({
    meta: { contexts: outsideTests, ...meta, confidence: 'high', since: '0.1.0' },
    checkProject(project) {
      const result = project.memo(analyzeProject, () => analyzeProject(project));
      for (const finding of result.findings) {
        if (finding.kind === meta.name) report(project, finding, consequence, remediation);
      }
    },
  });
}

/** The flows of the whole project. */
function analyzeProject(project: ProjectContext): FlowResult {
  const modules = project.paths.flatMap((path) => {
    const ctx = project.module(path);
    return ctx ? [{ path, module: ctx.module, ...nameOf(project, path) }] : [];
  });
  const models = projectModels(project);
  const kinds = new Set(models.kinds.map((kind) => kind.name).filter((name) => project.isEnabled(name)));
  const result = analyzeFlow(modules, models, { ...defaultOptions, kinds });
  for (const clamp of result.clamps) project.addIssue(boundIssue(project, clamp));
  const { steps = 0, calls = 0, roots = 0, unknownCalls = 0 } = result.counters;
  project.addCounters({ flowSteps: steps, flowCalls: calls, flowRoots: roots, flowUnknownCalls: unknownCalls });
  return result;
}

/** The built-in models and the repository's own; what is wrong with those is an issue, and the rest of them counts. */
function projectModels(project: ProjectContext): CompiledModels {
  if (project.models.length === 0) return builtInModels();
  const { models, problems } = modelsWith(project.models);
  for (const problem of problems) {
    project.addIssue({ kind: 'bad-configuration', message: `Own model not used: ${problem}`, incomplete: true });
  }
  return models;
}

function nameOf(project: ProjectContext, path: string): { readonly name?: string } {
  const root = project.project.pythonRoots
    .filter((r) => r !== '' && path.startsWith(`${r}/`))
    .sort((x, y) => y.length - x.length)[0];
  const inner = root === undefined ? path : path.slice(root.length + 1);
  return {
    name: inner
      .replace(/\.(pyi?|ipynb)$/, '')
      .replace(/(^|\/)__init__$/, '')
      .replaceAll('/', '.'),
  };
}

function report(project: ProjectContext, finding: FlowFinding, consequence: string, remediation: string): void {
  const ctx = project.module(finding.place.path);
  if (!ctx || !project.rule || !reportsIn(project.rule, ctx.file)) return;
  const { source } = finding;
  const draft = draftFinding(ctx, finding.place.node, {
    message: `${source ? capital(originOf(source.kind, source.label)) : `The constant ${finding.constant}`} reaches ${finding.sink} and ${consequence}.`,
    remediation,
    severity: severityOf(ctx.rule.meta.severity, source?.kind),
    confidence: confidenceOf(finding),
    properties: { sink: finding.sink, ...(source ? { sourceKind: source.kind, source: source.label } : {}) },
  });
  project.add({
    ...draft,
    identity: { ...draft.identity, flow: `${source?.kind ?? 'constant'} ${finding.sink}` },
    ...(source ? { trace: traceOf(project, finding) } : {}),
  });
}

const origins: Readonly<Record<SourceKind, string>> = {
  remote: 'untrusted data of a request',
  queue: 'untrusted data of a message',
  event: 'untrusted data of an event',
  cli: 'text from the command line',
  env: 'an environment variable',
  file: 'the content of a file',
  database: 'data of the database',
  secret: 'a secret',
  exception: 'the text of an exception',
  'weak-random': 'a predictable random value',
  response: 'data of a response',
};

const originOf = (kind: SourceKind, label: string): string => `${origins[kind]} (${label})`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The command line and the environment belong to whoever runs the program. */
function severityOf(severity: Severity, kind: SourceKind | undefined): Severity {
  if (kind === 'cli' || kind === 'env' || kind === 'file' || kind === 'database') return 'low';
  return severity;
}

function confidenceOf(finding: FlowFinding): Confidence {
  if ((finding.doubts & (doubt.unknownCall | doubt.nameDispatch | doubt.widened)) !== 0)
    return finding.doubts & doubt.nameDispatch ? 'low' : 'medium';
  return finding.doubts !== 0 ? 'medium' : 'high';
}
