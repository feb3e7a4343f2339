/** The pass over the files: each is read once, parsed at most once, and shown to every scanner that wants it. */
import type { ScanIssue } from '../findings/index.ts';
import { breathe, monotonic, runWithin } from '../platform/index.ts';
import { type ProjectBuilder, type ProjectFile, readIssue } from '../project/index.ts';
import type { ParsedModule } from '../python/index.ts';
import type { SourceFile } from '../scanners/scanner.ts';
import type { ScanOptions, SuppressionHook } from './options.ts';
import { internalError, type ScannerWork, stopped } from './scanner-work.ts';
import { syntaxIssue } from './syntax-issue.ts';

/** The front end's entry, loaded only for a scan that has something to parse. */
export type Parse = (bytes: Uint8Array, options: { readonly path: string }) => ParsedModule;

export interface FilePass {
  readonly builder: ProjectBuilder;
  readonly files: readonly ProjectFile[];
  readonly workers: readonly ScannerWork[];
  readonly suppressions: SuppressionHook;
  readonly parse: Parse | undefined;
  readonly issues: ScanIssue[];
  readonly fileTimeLimit: number;
  readonly onProgress: ScanOptions['onProgress'];
  readonly signal: AbortSignal | undefined;
}

export interface PassCounts {
  scanned: number;
  scannedBytes: number;
  failed: number;
  unwanted: number;
}

export const pythonKinds: ReadonlySet<ProjectFile['kind']> = new Set(['python', 'stub', 'notebook']);
/** Between two chances for signals and the progress line, in milliseconds. */
const batch = 50;

/** Runs the pass. A file whose analysis does not come to an end is stopped by the clock, said, and left behind. */
export async function passFiles(pass: FilePass): Promise<PassCounts> {
  const { files, issues, fileTimeLimit } = pass;
  const counts: PassCounts = { scanned: 0, scannedBytes: 0, failed: 0, unwanted: 0 };
  let next = 0;
  while (next < files.length) {
    const end = monotonic() + batch;
    const done = runWithin(batch + fileTimeLimit, () => {
      while (next < files.length && monotonic() < end) {
        passFile(pass, files[next] as ProjectFile, counts);
        next++;
      }
    });
    if (!done.finished) {
      const { path } = files[next] as ProjectFile;
      issues.push(stopped('The analysis of this file did not come to an end', fileTimeLimit, path));
      next++;
    }
    pass.onProgress?.({ phase: 'files', done: next, total: files.length, path: files[next - 1]?.path ?? '' });
    await breathe();
    if (pass.signal?.aborted === true && next < files.length) {
      const left = files.length - next;
      issues.push({
        kind: 'limit-reached',
        message: `The scan was interrupted; ${left} files were not looked at.`,
        incomplete: true,
      });
      break;
    }
  }
  return counts;
}

function passFile(pass: FilePass, file: ProjectFile, counts: PassCounts): void {
  const { builder, workers, issues } = pass;
  const interested = workers.filter((worker) => worker.wants(file));
  // Without scanners a scan is the project model alone, which wants to see the Python files.
  if (interested.length === 0 && !(workers.length === 0 && pythonKinds.has(file.kind))) {
    counts.unwanted++;
    return;
  }
  const content = builder.files.read(file.path);
  if (!content.ok) {
    counts.failed++;
    issues.push(readIssue(file, content));
    return;
  }
  counts.scanned++;
  counts.scannedBytes += content.value.length;
  const source = new SharedSource(builder.see(file, content.value), content.value, pass.parse, issues);
  for (const worker of interested) worker.visit(source);
  pass.suppressions.visit(source);
  const issue = source.module === undefined ? undefined : syntaxIssue(source.file, source.module);
  if (issue !== undefined) issues.push(issue);
}

/** The file as all scanners see it; parsed on the first call of `python()`. */
class SharedSource implements SourceFile {
  readonly file: ProjectFile;
  readonly bytes: Uint8Array;
  /** Defined once a scanner has asked for it. */
  module: ParsedModule | undefined;
  #parse: Parse | undefined;
  readonly #issues: ScanIssue[];

  constructor(file: ProjectFile, bytes: Uint8Array, parse: Parse | undefined, issues: ScanIssue[]) {
    this.file = file;
    this.bytes = bytes;
    this.#parse = pythonKinds.has(file.kind) ? parse : undefined;
    this.#issues = issues;
  }

  python(): ParsedModule | undefined {
    const parse = this.#parse;
    if (parse === undefined) return this.module;
    this.#parse = undefined;
    try {
      this.module = parse(this.bytes, { path: this.file.path });
    } catch (error) {
      this.#issues.push(internalError('The Python front end', error, this.file.path));
    }
    return this.module;
  }
}
