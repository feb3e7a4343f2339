/** What the flow analysis could not follow to the end, one issue for each reason. */
import type { ScanIssue } from '../../../findings/index.ts';
import type { Clamp, ClampReason } from '../../../flow/index.ts';
import { lineIndexOf } from '../../../python/index.ts';
import type { ProjectContext } from '../project-context.ts';

const messages: Readonly<Record<ClampReason, string>> = {
  'step-budget': 'The data flow of a function was not followed to its end because it takes too many steps',
  'total-steps': 'The data flow of a function was not analysed because the project takes too many steps in all',
  'call-depth': 'Untrusted data was not followed into a call because the calls nest too deeply',
  contexts: 'Untrusted data was not followed into a function because it is called in too many ways',
  'stack-depth': 'The data flow of a function was not followed because its code nests too deeply',
  alternatives: 'A value had too many alternatives; the rest of them count as unknown',
  'large-structures': 'A large structure of objects was not searched to its end for untrusted data',
  'internal-error': 'The data flow of a function was not followed because of an error in Theriac; please report it',
};

/** The issue for a bound that was met. Coarser values lose no data, so they do not make the scan incomplete. */
export function boundIssue(project: ProjectContext, clamp: Clamp): ScanIssue {
  const module = clamp.place && project.module(clamp.place.path)?.module;
  return {
    kind: clamp.reason === 'internal-error' ? 'internal-error' : 'limit-reached',
    message: `${messages[clamp.reason]}${clamp.message ? `: ${clamp.message}` : ''}.`,
    ...(clamp.place && module ? { path: clamp.place.path, line: lineIndexOf(module).lineOf(clamp.place.start) } : {}),
    incomplete: clamp.reason !== 'alternatives',
    count: clamp.count,
  };
}
