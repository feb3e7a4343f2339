/** What a caller can ask of a scan. Everything has a default but the root. */
import type { DraftFinding, FileContext, Finding, RuleMeta, ScanIssue, ScannerId } from '../findings/index.ts';
import type { FileSystem } from '../platform/index.ts';
import type { AdvisorySource, DependencySettings, Scanner, SecretSettings, SourceFile } from '../scanners/scanner.ts';
import type { ScanTimings } from './report.ts';

export interface ScanProgress {
  readonly phase: 'walk' | 'project' | 'files' | 'finish';
  /** Files done and to do in this phase. */
  readonly done: number;
  readonly total: number;
  readonly path?: string;
}

/** Replaces the scan's own handling of suppression comments. */
export interface SuppressionHook {
  /** Every file that a scanner wanted, in path order. */
  visit(source: SourceFile): void;
  apply(findings: readonly Finding[]): { readonly findings: readonly Finding[]; readonly issues: readonly ScanIssue[] };
}

/** What reports of other tools are read against. */
export interface ImportSurroundings {
  readonly rules: readonly RuleMeta[];
  /** Context of a path, by the project model. */
  readonly contextOf: (path: string) => FileContext;
}

export interface ImportedFindings {
  readonly findings: readonly DraftFinding[];
  readonly issues: readonly ScanIssue[];
}

export interface ScanOptions {
  /** Absolute folder the project model is built from; paths in the report are relative to it. */
  readonly root: string;
  /** Defaults to the disk. */
  readonly fileSystem?: FileSystem;
  /** Files and folders to scan, relative to the root. Absent: everything. The project model always covers the root. */
  readonly targets?: readonly string[];
  /** Replaces the default excludes (`.git`, `.venv`, `node_modules` … see `defaultExcludes`). A bare name matches a whole path segment; with `/`, `*` or `?` it is a glob on the path. */
  readonly exclude?: readonly string[];
  readonly extendExclude?: readonly string[];
  /** Default true. */
  readonly respectGitignore?: boolean;
  /** Excludes count for files named in `targets` too. Default false. */
  readonly forceExclude?: boolean;
  /** Scanner families. Absent: all. */
  readonly only?: readonly ScannerId[];
  /** Rule names, former names, aliases, families, tags, `cwe-79`, `all`, tiers (`inventory`). Absent: the default view. */
  readonly select?: readonly string[];
  readonly extendSelect?: readonly string[];
  readonly ignore?: readonly string[];
  /** Glob on the path → selectors that do not report there. */
  readonly perFileIgnores?: { readonly [glob: string]: readonly string[] };
  /** Content of one file, scanned instead of what the disk has under that path (which need not exist). Implies `targets: [path]`. */
  readonly stdin?: { readonly path: string; readonly bytes: Uint8Array };
  /** Bytes; larger files become `too-large` issues. Default 10 MB. */
  readonly maxFileSize?: number;
  /** Default 1,000,000. */
  readonly maxFiles?: number;
  /** Milliseconds after which the analysis of one file is stopped and said. A last resort; default 30,000. */
  readonly fileTimeLimit?: number;
  /** `YYYY-MM-DD`; defaults to the clock's date (UTC). */
  readonly today?: string;
  readonly suppression?: SuppressionHook;
  /** The advisory store to match against; absent: the user's own. */
  readonly advisories?: AdvisorySource;
  /** Own detectors and the salt of the repository. */
  readonly secrets?: SecretSettings;
  readonly dependencies?: DependencySettings;
  /** Findings of other tools: joined with those of the scan before suppression comments count. */
  readonly imported?: (surroundings: ImportSurroundings) => ImportedFindings;
  /** Replaces the table of scanners (tests, editor). Empty: only the project model is made. */
  readonly scanners?: readonly Scanner[];
  readonly onProgress?: (progress: ScanProgress) => void;
  readonly onTimings?: (timings: ScanTimings) => void;
  /** Ends the scan early; the report then is incomplete. */
  readonly signal?: AbortSignal;
}
