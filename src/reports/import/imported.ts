/** What an importer returns, and the helpers with which it makes findings. */
import type {
  Confidence,
  DraftFinding,
  FileContext,
  JsonValue,
  Location,
  ScanIssue,
  ScannerId,
  Severity,
} from '../../findings/index.ts';

export interface ImportedReport {
  /** Lower case: `bandit`, `semgrep`, `trivy` … for SARIF the driver's name. */
  readonly tool: string;
  readonly findings: readonly DraftFinding[];
  /** Records that could not be read, files the tool itself skipped. */
  readonly issues: readonly ScanIssue[];
  /** Results that are evidence, not findings: tests run, lines covered. */
  readonly evidence?: { readonly [name: string]: number };
}

export interface Importer {
  readonly name: string;
  /** True when the parsed document has this tool's shape. */
  recognises(document: JsonValue): boolean;
  read(document: JsonValue, options: ImportOptions): ImportedReport;
}

export interface ImportOptions {
  /** `bandit:B602` → `shell-command-injection`; undefined: unknown here, the foreign id stays the rule. */
  readonly ruleForAlias: (alias: string) => string | undefined;
  /** Context of a path of the repository, from the project model. */
  readonly contextOf: (path: string) => FileContext;
  /** One of `importFormats`, where the content alone does not say. */
  readonly format?: string;
}

export interface Foreign {
  readonly tool: string;
  /** The tool's own id of the rule or advisory. */
  readonly id: string;
  readonly scanner: ScannerId;
  readonly severity: string;
  readonly confidence?: string;
  readonly message: string;
  readonly path: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  readonly cwe?: readonly string[];
  /** What identifies it besides place and rule: a snippet, a package and advisory. Never a secret. */
  readonly content?: string;
  readonly remediation?: string;
  readonly properties?: { readonly [key: string]: JsonValue };
}

const severityWords: { readonly [word: string]: Severity } = {
  critical: 'critical',
  blocker: 'critical',
  high: 'high',
  error: 'high',
  important: 'high',
  major: 'medium',
  medium: 'medium',
  moderate: 'medium',
  warning: 'medium',
  minor: 'low',
  low: 'low',
  note: 'low',
  negligible: 'info',
  info: 'info',
  informational: 'info',
  none: 'info',
};

/** Our severity for a word of any tool; a CVSS score counts by its bands. Unknown words are medium. */
export function severityOf(word: string): Severity {
  const score = /^\d+(\.\d+)?$/.test(word) ? Number(word) : undefined;
  if (score !== undefined)
    return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : score > 0 ? 'low' : 'info';
  return severityWords[word.toLowerCase()] ?? 'medium';
}

function confidenceOf(word: string | undefined): Confidence {
  const lower = word?.toLowerCase() ?? '';
  return lower === 'high' || lower === 'very-high' || lower === 'certain' ? 'high' : lower === 'low' ? 'low' : 'medium';
}

/** A finding from another tool. Reports give lines and columns, not bytes: `byte` is 0 until the file is read. */
export function foreignFinding(foreign: Foreign, options: ImportOptions): DraftFinding {
  const alias = `${foreign.tool}:${foreign.id}`;
  const path = repositoryPath(foreign.path);
  return {
    rule: options.ruleForAlias(alias) ?? alias,
    scanner: foreign.scanner,
    severity: severityOf(foreign.severity),
    confidence: confidenceOf(foreign.confidence),
    message: foreign.message.trim().slice(0, 2000) || alias,
    location: { path, ...span(foreign) },
    identity: { scope: '', content: foreign.content ?? '' },
    cwe: (foreign.cwe ?? []).map(cweId).filter((id) => id !== ''),
    context: options.contextOf(path),
    ...(foreign.remediation && { remediation: foreign.remediation.slice(0, 2000) }),
    properties: { ...foreign.properties, foundBy: [foreign.tool], foreignId: alias },
  };
}

function span({ line, column, endLine, endColumn }: Foreign): Pick<Location, 'start' | 'end'> {
  const startLine = natural(line);
  const startColumn = natural(column);
  const lastLine = Math.max(startLine, natural(endLine ?? startLine));
  const lastColumn = natural(endColumn ?? (lastLine === startLine ? startColumn : 1));
  const end = lastLine === startLine ? Math.max(lastColumn, startColumn) : lastColumn;
  return {
    start: { byte: 0, line: startLine, column: startColumn, utf16Column: startColumn },
    end: { byte: 0, line: lastLine, column: end, utf16Column: end },
  };
}

function natural(value: number | undefined): number {
  return value !== undefined && Number.isInteger(value) && value > 0 && value < 2 ** 31 ? value : 1;
}

/** `CWE-89` from `89`, `CWE-089`, `CWE-89: SQL Injection`, `cwe/cwe-89`, `external/cwe/cwe-089`; '' when there is none. */
export function cweId(text: string): string {
  const digits = /(?:^|cwe[-_/ ]?)0*(\d{1,5})(?!\d)/i.exec(text.trim())?.[1];
  return digits === undefined ? '' : `CWE-${digits}`;
}

/** Relative, `/`-separated, without `./` and `file://`; what leads out of the repository keeps only its last part. */
export function repositoryPath(path: string): string {
  let text = path.replace(/^file:\/\//, '').replaceAll('\\', '/');
  try {
    if (path.startsWith('file://') || /%[0-9a-f]{2}/i.test(text)) text = decodeURIComponent(text);
  } catch {
    // Not percent-encoded after all.
  }
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/').normalize('NFC') || 'unknown';
}

/** Reads each record alone, so that one broken record costs only itself. */
export function readRecords<T>(
  records: readonly T[],
  tool: string,
  read: (record: T) => DraftFinding | readonly DraftFinding[] | undefined,
): { findings: DraftFinding[]; issues: ScanIssue[] } {
  const findings: DraftFinding[] = [];
  let broken = 0;
  for (const record of records) {
    const result = read(record);
    if (result === undefined) broken += 1;
    else if (Array.isArray(result)) findings.push(...(result as readonly DraftFinding[]));
    else findings.push(result as DraftFinding);
  }
  const issues: ScanIssue[] =
    broken === 0
      ? []
      : [
          {
            kind: 'bad-input',
            message: `${broken} of ${records.length} records of the ${tool} report could not be read.`,
            incomplete: true,
            count: broken,
          },
        ];
  return { findings, issues };
}
