/** One walk over a repository: ignore files of every level, excludes, limits; what is left out is counted or an issue. */
import type { FileSystem, FolderEntry } from './file-system.ts';
import { type GitFacts, readGitFacts } from './git-facts.ts';
import { compilePatterns } from './glob.ts';
import { type IgnoreChain, ignoreDecision, parseIgnoreFile } from './ignore-rules.ts';
import { comparePaths, isAscii, isInside, joinPath } from './paths.ts';

/** Folders that never hold a project's own files. Matched as whole path segments below the root. */
export const defaultExcludes: readonly string[] = [
  '.git',
  '.hg',
  '.svn',
  '.bzr',
  '.jj',
  '.venv',
  '.tox',
  '.nox',
  '.eggs',
  '.direnv',
  '.hypothesis',
  '.ipynb_checkpoints',
  '.mypy_cache',
  '.pyre',
  '.pytest_cache',
  '.pytype',
  '.ruff_cache',
  '__pycache__',
  '__pypackages__',
  'node_modules',
  'site-packages',
];

export interface WalkOptions {
  /** Absolute, without links. */
  readonly root: string;
  readonly exclude?: readonly string[];
  readonly respectGitignore?: boolean;
  /** Files and folders (relative) that are taken although an ignore rule or, unless `forceExclude`, an exclude names them. */
  readonly targets?: readonly string[];
  readonly forceExclude?: boolean;
  /** Leaves out everything that is neither a target nor on the way to one. */
  readonly onlyTargets?: boolean;
  readonly maxFiles?: number;
  readonly maxDepth?: number;
  readonly onFolder?: (path: string, files: number) => void;
}

export interface WalkedFile {
  /** Relative, `/`-separated, NFC. */
  readonly path: string;
  readonly size: number;
}

export interface WalkIssue {
  readonly kind: 'unreadable-file' | 'limit-reached' | 'link-outside-root' | 'bad-input';
  readonly message: string;
  readonly path?: string;
  readonly incomplete: boolean;
  readonly count?: number;
}

export interface WalkResult {
  /** In the order of the bytes of their path. */
  readonly files: readonly WalkedFile[];
  /** Name on disk of paths whose NFC form differs from it. */
  readonly rawPaths: ReadonlyMap<string, string>;
  readonly counts: {
    readonly folders: number;
    readonly bytes: number;
    readonly ignoredFiles: number;
    readonly ignoredFolders: number;
    readonly excludedFiles: number;
    readonly excludedFolders: number;
    readonly links: number;
    readonly special: number;
    readonly unreadable: number;
  };
  readonly issues: readonly WalkIssue[];
}

interface Folder {
  /** Relative, as on disk. */
  readonly raw: string;
  readonly depth: number;
  readonly git: IgnoreChain | undefined;
  readonly own: IgnoreChain | undefined;
  /** An ignore rule or exclude names it; only tracked files and targets below it count. */
  readonly hidden: 'no' | 'ignored' | 'excluded';
  /** A target that is looked at although it is hidden: path patterns no longer count below it. */
  readonly opened: boolean;
}

const ignoreFileLimit = 4_000_000;
const shownPerKind = 50;

/** Walks the tree below `root`. Never throws for what it finds there. */
export function walk(fs: FileSystem, options: WalkOptions): WalkResult {
  const { root, maxFiles = 1_000_000, maxDepth = 256, respectGitignore = true } = options;
  const excludes = compilePatterns(options.exclude ?? defaultExcludes);
  const targets = options.targets ?? [];
  const targetSet = new Set(targets);
  const onTheWay = foldersAbove(targets);
  const git: GitFacts = respectGitignore
    ? readGitFacts(fs, root)
    : { chain: undefined, tracked: new Set(), issues: [] };
  const trackedFolders = foldersAbove(git.tracked);

  const files: WalkedFile[] = [];
  const rawPaths = new Map<string, string>();
  const issues = new IssueList();
  for (const message of git.issues) issues.add({ kind: 'bad-input', message, incomplete: false });
  const counts = {
    folders: 0,
    bytes: 0,
    ignoredFiles: 0,
    ignoredFolders: 0,
    excludedFiles: 0,
    excludedFolders: 0,
    links: 0,
    special: 0,
    unreadable: 0,
  };
  const stack: Folder[] = [{ raw: '', depth: 0, git: git.chain, own: undefined, hidden: 'no', opened: false }];
  let full = false;

  const isTarget = (path: string) => {
    if (targetSet.size === 0) return false;
    if (targetSet.has(path)) return true;
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      if (targetSet.has(path.slice(0, cut))) return true;
    }
    return targetSet.has('');
  };

  while (stack.length > 0 && !full) {
    const folder = stack.pop() as Folder;
    const listed = fs.list(joinPath(root, folder.raw));
    if (!listed.ok) {
      counts.unreadable++;
      issues.add({
        kind: 'unreadable-file',
        message: `The folder could not be read: ${listed.reason}.`,
        path: folder.raw.normalize('NFC') || '.',
        incomplete: true,
      });
      continue;
    }
    counts.folders++;
    options.onFolder?.(folder.raw, files.length);
    const entries = listed.value;
    const chains = addIgnoreFiles(fs, root, folder, entries, respectGitignore, issues);
    const environment = folder.raw !== '' && isEnvironment(entries);
    if (environment && !isTarget(folder.raw)) {
      counts.excludedFolders++;
      continue;
    }
    for (const entry of entries) {
      const raw = joinPath(folder.raw, entry.name);
      const path = isAscii(raw) ? raw : raw.normalize('NFC');
      if (entry.kind === 'link') {
        counts.links++;
        noteLink(fs, root, path, raw, issues);
        continue;
      }
      if (entry.kind === 'special') {
        counts.special++;
        continue;
      }
      const isFolder = entry.kind === 'folder';
      let hidden = folder.hidden;
      if (hidden === 'no') {
        if (excludes.matchesEntry(entry.name) || (!folder.opened && excludes.matchesPath(path))) hidden = 'excluded';
        else {
          const decision =
            ignoreDecision(chains.own, raw, entry.name, isFolder) ??
            ignoreDecision(chains.git, raw, entry.name, isFolder);
          if (decision === true) hidden = 'ignored';
        }
      }
      const targeted = isTarget(path);
      if (isFolder) {
        const wanted =
          hidden === 'no' ||
          (hidden === 'ignored' && trackedFolders.has(path)) ||
          ((hidden === 'ignored' || options.forceExclude !== true) && (targetSet.has(path) || onTheWay.has(path)));
        if (!wanted) {
          if (hidden === 'excluded') counts.excludedFolders++;
          else counts.ignoredFolders++;
          continue;
        }
        if (options.onlyTargets === true && !targeted && !onTheWay.has(path)) continue;
        if (folder.depth >= maxDepth) {
          issues.add({
            kind: 'limit-reached',
            message: `The folder is nested deeper than ${maxDepth} levels and was not looked at.`,
            path,
            incomplete: true,
          });
          continue;
        }
        // A named folder is looked at as if nothing hid it.
        const opened = targetSet.has(path) && hidden !== 'no';
        const rules = { git: chains.git, own: chains.own };
        stack.push({
          raw,
          depth: folder.depth + 1,
          ...rules,
          hidden: opened ? 'no' : hidden,
          opened: folder.opened || opened,
        });
        continue;
      }
      if (hidden !== 'no') {
        const named = targetSet.has(path) && (hidden === 'ignored' || options.forceExclude !== true);
        if (!named && !(hidden === 'ignored' && git.tracked.has(path))) {
          if (hidden === 'excluded') counts.excludedFiles++;
          else counts.ignoredFiles++;
          continue;
        }
      }
      if (options.onlyTargets === true && !targeted) continue;
      if (files.length >= maxFiles) {
        issues.add({
          kind: 'limit-reached',
          message: `There are more than ${maxFiles} files; the rest was not looked at.`,
          incomplete: true,
        });
        full = true;
        break;
      }
      const status = fs.status(joinPath(root, raw));
      if (!status.ok) {
        counts.unreadable++;
        issues.add({
          kind: 'unreadable-file',
          message: `The file could not be read: ${status.reason}.`,
          path,
          incomplete: true,
        });
        continue;
      }
      if (path !== raw) {
        if (rawPaths.has(path)) continue;
        rawPaths.set(path, raw);
      }
      files.push({ path, size: status.value.size });
      counts.bytes += status.value.size;
    }
  }
  files.sort((a, b) => comparePaths(a.path, b.path));
  return { files, rawPaths, counts, issues: issues.finish() };
}

/** A virtual or conda environment, whatever its name is. */
function isEnvironment(entries: readonly FolderEntry[]): boolean {
  return entries.some(
    (entry) =>
      (entry.name === 'pyvenv.cfg' && entry.kind === 'file') ||
      (entry.name === 'conda-meta' && entry.kind === 'folder'),
  );
}

function addIgnoreFiles(
  fs: FileSystem,
  root: string,
  folder: Folder,
  entries: readonly FolderEntry[],
  respectGitignore: boolean,
  issues: IssueList,
): { readonly git: IgnoreChain | undefined; readonly own: IgnoreChain | undefined } {
  let { git, own } = folder;
  for (const entry of entries) {
    const isOwn = entry.name === '.theriacignore';
    if (entry.kind !== 'file' || !(isOwn || (respectGitignore && entry.name === '.gitignore'))) continue;
    const path = joinPath(folder.raw, entry.name);
    const content = fs.read(joinPath(root, path), ignoreFileLimit);
    if (!content.ok) {
      issues.add({
        kind: 'unreadable-file',
        message: `The ignore file could not be read, so its rules did not apply: ${content.reason}.`,
        path: path.normalize('NFC'),
        incomplete: false,
      });
      continue;
    }
    const base = folder.raw === '' ? 0 : Buffer.byteLength(folder.raw) + 1;
    const parsed = parseIgnoreFile(new TextDecoder().decode(content.value), base);
    if (parsed.truncated) {
      issues.add({
        kind: 'limit-reached',
        message: 'Only the first 100,000 lines of the ignore file were read.',
        path: path.normalize('NFC'),
        incomplete: false,
      });
    }
    if (isOwn) own = { file: parsed.file, above: own };
    else git = { file: parsed.file, above: git };
  }
  return { git, own };
}

function noteLink(fs: FileSystem, root: string, path: string, raw: string, issues: IssueList): void {
  const target = fs.resolveLink(joinPath(root, raw));
  if (!target.ok || isInside(root, target.value)) return;
  issues.add({
    kind: 'link-outside-root',
    message: 'The link leads out of the scanned folder and was not followed.',
    path,
    incomplete: false,
  });
}

/** Every folder above one of the paths, and '' if there is any. */
function foldersAbove(paths: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
      const folder = path.slice(0, cut);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** Keeps the first issues of a kind in path order and sums up the rest. */
class IssueList {
  readonly #issues: WalkIssue[] = [];

  add(issue: WalkIssue): void {
    this.#issues.push(issue);
  }

  finish(): readonly WalkIssue[] {
    const result: WalkIssue[] = [];
    const byKind = Map.groupBy(this.#issues, (issue) => issue.kind);
    for (const [kind, all] of byKind) {
      all.sort((a, b) => comparePaths(a.path ?? '', b.path ?? ''));
      const [shown, rest] = [all.slice(0, shownPerKind), all.slice(shownPerKind)];
      result.push(...shown);
      if (rest.length > 0) {
        result.push({
          kind,
          message: `${rest.length} more places like ${shown.at(-1)?.path ?? 'this'} are not listed one by one.`,
          incomplete: rest.some((issue) => issue.incomplete),
          count: rest.length,
        });
      }
    }
    return result;
  }
}
