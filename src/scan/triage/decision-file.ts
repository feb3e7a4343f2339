/** A file of decisions while it is read: its text, its places, and the issues that say what could not be read. */
import type { ScanIssue } from '../../findings/index.ts';
import { type DataDocument, type DataError, isDataError, type TextLines, textLines } from '../../formats/index.ts';

/** Reads a file relative to the root; undefined when there is none. */
export type ReadDecisionFile = (path: string) => Uint8Array | undefined;

export interface DecisionFile {
  readonly path: string;
  readonly text: string;
  readonly lines: TextLines;
  readonly issues: ScanIssue[];
}

export function openDecisionFile(read: ReadDecisionFile, path: string): DecisionFile | undefined {
  const bytes = read(path);
  if (bytes === undefined) return undefined;
  const text = new TextDecoder().decode(bytes);
  return { path, text, lines: textLines(text), issues: [] };
}

/** Parses the file; what is wrong with it becomes an issue with its line. */
export function parseDecisions(
  file: DecisionFile,
  parse: (text: string) => DataDocument | DataError,
): DataDocument | undefined {
  const document = parse(file.text);
  if (!isDataError(document)) return document;
  complain(file, document.message.replace(/\.$/, ''), document.offset);
  return undefined;
}

/** Adds an issue: decisions that cannot be read would otherwise be lost silently. */
export function complain(file: DecisionFile, what: string, offset?: number): void {
  file.issues.push({
    kind: 'bad-configuration',
    message: `Decision not read: ${what}.`,
    path: file.path,
    ...(offset !== undefined && { line: file.lines.lineAt(offset) }),
    incomplete: true,
  });
}

/** 1-based line of a member of a record or list of the document. */
export function lineOf(file: DecisionFile, document: DataDocument, container: unknown, key: string | number): number {
  return file.lines.lineAt(document.at(container, key)?.key.start ?? 0);
}

/** `YYYY-MM-DD` of a date or time as these files write it; undefined when it is none. */
export function dateOf(value: unknown): string | undefined {
  const text = value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : undefined;
  const found = text === undefined ? undefined : /^(\d{4}-\d{2}-\d{2})(?:$|[T ])/.exec(text.trim())?.[1];
  return found !== undefined && !Number.isNaN(Date.parse(`${found}T00:00:00Z`)) ? found : undefined;
}
