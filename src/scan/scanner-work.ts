/** A scanner at work: whatever it throws becomes an issue and never ends the scan. */
import type { DraftFinding, ScanIssue } from '../findings/index.ts';
import { runWithin } from '../platform/index.ts';
import type { Project, ProjectFile } from '../project/index.ts';
import type { ScanContext, Scanner, ScannerResult, ScannerRun, SourceFile } from '../scanners/scanner.ts';
import type { ScannerSummary } from './report.ts';

const mostCrashIssues = 20;
const nothing: ScannerResult = { findings: [], issues: [] };

/** One scanner, its run, and what it has been shown. */
export class ScannerWork {
  readonly #scanner: Scanner;
  readonly #issues: ScanIssue[];
  #run: ScannerRun | undefined;
  #files = 0;
  #bytes = 0;
  #crashes = 0;

  constructor(scanner: Scanner, project: Project, context: ScanContext, issues: ScanIssue[]) {
    this.#scanner = scanner;
    this.#issues = issues;
    this.#attempt(() => {
      this.#run = scanner.start(project, context);
    });
  }

  get id(): Scanner['id'] {
    return this.#scanner.id;
  }

  wants(file: ProjectFile): boolean {
    let wanted = false;
    if (this.#run !== undefined) {
      this.#attempt(() => {
        wanted = this.#scanner.wants(file);
      }, file.path);
    }
    return wanted;
  }

  visit(source: SourceFile): void {
    this.#files++;
    this.#bytes += source.bytes.length;
    this.#attempt(() => this.#run?.visit(source), source.file.path);
  }

  /** Ends the run; its synchronous part has `milliseconds`. */
  async finish(
    milliseconds: number,
  ): Promise<{ readonly findings: readonly DraftFinding[]; readonly summary: ScannerSummary }> {
    let result = nothing;
    try {
      const done = runWithin(milliseconds, () => this.#run?.finish() ?? nothing);
      if (done.finished) result = await done.value;
      else this.#issues.push(stopped(`The scanner "${this.id}" did not come to an end`, milliseconds));
    } catch (error) {
      this.#crashed(error);
    }
    if (this.#crashes > mostCrashIssues) this.#issues.push(this.#moreCrashes());
    for (const issue of result.issues) this.#issues.push(issue);
    const summary = { id: this.id, files: this.#files, bytes: this.#bytes, counters: result.counters ?? {} };
    return { findings: result.findings, summary };
  }

  #attempt(action: () => void, path?: string): void {
    try {
      action();
    } catch (error) {
      this.#crashed(error, path);
    }
  }

  #crashed(error: unknown, path?: string): void {
    if (this.#crashes++ < mostCrashIssues) this.#issues.push(internalError(`The scanner "${this.id}"`, error, path));
  }

  #moreCrashes(): ScanIssue {
    const count = this.#crashes - mostCrashIssues;
    return {
      kind: 'internal-error',
      message: `The scanner "${this.id}" failed in ${count} more places.`,
      incomplete: true,
      count,
    };
  }
}

/** Only the kind of error and its first line: a stack would name this machine's paths. */
export function internalError(who: string, error: unknown, path?: string): ScanIssue {
  const reason =
    error instanceof Error ? `${error.name}: ${error.message.split('\n', 1)[0]?.slice(0, 200)}` : 'unknown';
  return {
    kind: 'internal-error',
    message: `${who} failed here (${reason}). Please report this.`,
    ...(path === undefined ? {} : { path }),
    incomplete: true,
  };
}

/** The wall-clock guard ended something. */
export function stopped(what: string, milliseconds: number, path?: string): ScanIssue {
  return {
    kind: 'limit-reached',
    message: `${what} within ${milliseconds / 1000} s and was stopped. Please report this.`,
    ...(path === undefined ? {} : { path }),
    incomplete: true,
  };
}
