/** What a running scan tells the person who waits, and how that person ends it. */
import type { ScanProgress } from '../scan/index.ts';

const phases: Record<ScanProgress['phase'], string> = {
  walk: 'Finding files',
  project: 'Reading the project',
  files: 'Scanning',
  finish: 'Joining results',
};

/** One line for the status line. */
export function describeProgress({ phase, done, total, path }: ScanProgress): string {
  const count = total > 0 ? ` ${done}/${total}` : '';
  return `${phases[phase]}${count}${path === undefined ? '' : ` ${path}`}`;
}

export interface Interruption {
  readonly signal: AbortSignal;
  /** Gives the signal back to Node. */
  readonly stop: () => void;
}

/** The first Ctrl-C ends the scan in order; the second one, or a scan that does not listen, ends the process. */
export function interruption(): Interruption {
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort();
    process.removeListener('SIGINT', interrupt);
  };
  process.on('SIGINT', interrupt);
  return { signal: controller.signal, stop: () => process.removeListener('SIGINT', interrupt) };
}
