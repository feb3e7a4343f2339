/**
 * What a scanner is. The scan room reads every wanted file once and shows it to each scanner that wants it;
 * a scanner keeps what it needs and reports at the end (ADR 0003: one read, one parse, many scanners).
 */
import type { DraftFinding, RuleMeta, ScanIssue, ScannerId } from '../findings/index.ts';
import type { Project, ProjectFile } from '../project/index.ts';
import type { ParsedModule } from '../python/index.ts';

/** A file while it is scanned. `bytes` and `python()` are valid only during `visit` unless the scanner keeps them. */
export interface SourceFile {
  readonly file: ProjectFile;
  readonly bytes: Uint8Array;
  /** The parsed module, made once for all scanners; undefined when the file is not Python. */
  python(): ParsedModule | undefined;
}

export interface ScanContext {
  /** Names of the rules that may report; scanners skip work for the others. */
  readonly isEnabled: (rule: string) => boolean;
  /** The scan's date, `YYYY-MM-DD`: scanners never read the clock. */
  readonly today: string;
  /** The advisory store to match against; absent: the user's own (`dataFolder()`), at most 30 days old. */
  readonly advisories?: AdvisorySource;
  /** Own models of libraries (`.theriac/models/*.yaml`), parsed but not yet checked. */
  readonly models?: readonly OwnModel[];
  /** `[tool.theriac.secrets]`. */
  readonly secrets?: SecretSettings;
  /** `[tool.theriac.dependencies]`. */
  readonly dependencies?: DependencySettings;
}

export interface OwnModel {
  /** Path of the file, relative to the root. */
  readonly name: string;
  readonly data: unknown;
}

/** What a repository's configuration says about its dependencies. */
export interface DependencySettings {
  /** How the project is used or passed on; decides which licences fit. Default `application`. */
  readonly use?: 'application' | 'service' | 'library' | 'distributed' | undefined;
  /** SPDX ids; with any, other licences are at most worth a look. */
  readonly 'allow-licences'?: readonly string[] | undefined;
  readonly 'deny-licences'?: readonly string[] | undefined;
  /** SPDX expression of the project itself; default: what its manifest says. */
  readonly licence?: string | undefined;
}

/** What a repository's configuration says about secrets. */
export interface SecretSettings {
  /** Makes the hashes of values comparable only within this repository. */
  readonly salt?: string | undefined;
  readonly detectors?: readonly CustomDetector[] | undefined;
  /** Asks providers whether tokens still work; only ever set by a person on the command line. `origins`: by provider. */
  readonly verify?: { readonly origins?: { readonly [provider: string]: string } | undefined } | undefined;
}

export interface CustomDetector {
  readonly id: string;
  readonly title?: string | undefined;
  /** In RE2's syntax; the first group, if there is one, is the secret. */
  readonly pattern: string;
  /** One of these stands near the value; any case. Without them the whole file is searched. */
  readonly keywords?: readonly string[] | undefined;
  /** The value's Shannon entropy lies above this; bits per character. */
  readonly entropy?: number | undefined;
  /** Pattern of the paths that are searched. */
  readonly path?: string | undefined;
}

export interface AdvisorySource {
  /** Absolute path of the store. */
  readonly path?: string;
  /** A store whose newest record is older than this makes the scan incomplete. */
  readonly maxAgeDays?: number;
  /** Base address of an OSV server to ask instead of a store. */
  readonly osvApi?: string;
}

export interface ScannerResult {
  readonly findings: readonly DraftFinding[];
  readonly issues: readonly ScanIssue[];
  /** Numbers for `--format json` and `-v`: files, functions, steps, unknown calls … */
  readonly counters?: { readonly [name: string]: number };
}

export interface ScannerRun {
  visit(source: SourceFile): void;
  finish(): ScannerResult | Promise<ScannerResult>;
}

export interface Scanner {
  readonly id: ScannerId;
  readonly rules: readonly RuleMeta[];
  wants(file: ProjectFile): boolean;
  start(project: Project, context: ScanContext): ScannerRun;
}
