/** The way of untrusted data as people read it: source, steps, sink, each with its place and a sentence. */
import type { TraceStep } from '../../../findings/index.ts';
import type { FlowFinding, Place } from '../../../flow/index.ts';
import type { ProjectContext } from '../project-context.ts';
import { draftFinding } from '../report.ts';

const stepLimit = 30;

/** Steps from source to sink; of a very long way the middle is left out. */
export function traceOf(project: ProjectContext, finding: FlowFinding): readonly TraceStep[] {
  const { source } = finding;
  if (!source) return [];
  const steps: TraceStep[] = [];
  const add = (place: Place, role: TraceStep['role'], message: string): void => {
    const step = stepAt(project, place, role, message);
    const last = steps.at(-1);
    const same =
      last &&
      step &&
      last.location.path === step.location.path &&
      last.location.start.byte === step.location.start.byte &&
      last.message === step.message;
    if (step && !same) steps.push(step);
  };
  add(source.place, 'source', `${source.label} comes from outside`);
  for (const step of finding.steps) add(step.place, 'step', `the data ${step.message}`);
  add(finding.place, 'sink', `it reaches ${finding.sink}`);
  if (steps.length <= stepLimit) return steps;
  return [...steps.slice(0, stepLimit / 2), ...steps.slice(steps.length - stepLimit / 2)];
}

function stepAt(
  project: ProjectContext,
  place: Place,
  role: TraceStep['role'],
  message: string,
): TraceStep | undefined {
  const ctx = project.module(place.path);
  if (!ctx) return undefined;
  const { location, excerpt } = draftFinding(ctx, place.node, { message });
  return { location, ...(excerpt ? { excerpt } : {}), message, role };
}
