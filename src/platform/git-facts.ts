/** What the walk needs from a repository's `.git`: ignore rules outside the tree, and which files are tracked. No process. */
import type { FileSystem } from './file-system.ts';
import { readGitIndex } from './git-index.ts';
import { type IgnoreChain, parseIgnoreFile } from './ignore-rules.ts';
import { isInside, joinPath, parentFolder } from './paths.ts';

export interface GitFacts {
  /** Rules that hold in the whole tree: folders above the root, then `info/exclude`. */
  readonly chain: IgnoreChain | undefined;
  /** Relative to the root of the walk, NFC. */
  readonly tracked: ReadonlySet<string>;
  /** Sentences about what could not be read. */
  readonly issues: readonly string[];
}

export interface GitFolders {
  readonly workTree: string;
  /** Holds the index. */
  readonly gitFolder: string;
  /** Holds `info/`, `objects/`, shared by linked work trees. */
  readonly commonFolder: string;
}

const indexLimit = 512_000_000;

/** The repository that `folder` belongs to; undefined outside of one. */
export function findGit(fs: FileSystem, folder: string): GitFolders | undefined {
  for (let current = folder; ; ) {
    const dotGit = joinPath(current, '.git');
    const status = fs.status(dotGit);
    if (status.ok && status.value.kind === 'folder') {
      // An empty `.git` folder is not a repository to git either.
      if (fs.status(joinPath(dotGit, 'HEAD')).ok) {
        return { workTree: current, gitFolder: dotGit, commonFolder: dotGit };
      }
    } else if (status.ok && status.value.kind === 'file') {
      const gitFolder = pointedFolder(fs, current, dotGit, /^gitdir: (.+)$/m);
      if (gitFolder !== undefined) {
        const common = pointedFolder(fs, gitFolder, joinPath(gitFolder, 'commondir'), /^(.+)$/m);
        return { workTree: current, gitFolder, commonFolder: common ?? gitFolder };
      }
    }
    if (current === '/' || !current.includes('/')) return undefined;
    current = parentFolder(current) || '/';
  }
}

/** Ignore rules from above and beside the tree, and the tracked files below `root`. */
export function readGitFacts(fs: FileSystem, root: string): GitFacts {
  const git = findGit(fs, root);
  if (git === undefined) return { chain: undefined, tracked: new Set(), issues: [] };
  const issues: string[] = [];
  const prefix = root === git.workTree ? '' : `${root.slice(git.workTree === '/' ? 1 : git.workTree.length + 1)}/`;
  let chain: IgnoreChain | undefined;
  const add = (file: string, above: string) => {
    const content = fs.read(file, 4_000_000);
    if (!content.ok) return;
    chain = { file: parseIgnoreFile(new TextDecoder().decode(content.value), above).file, above: chain };
  };
  add(joinPath(git.commonFolder, 'info/exclude'), prefix);
  const steps = prefix.split('/').slice(0, -1);
  for (let depth = 0; depth < steps.length; depth++) {
    const folder = joinPath(git.workTree, steps.slice(0, depth).join('/'));
    add(joinPath(folder, '.gitignore'), `${steps.slice(depth).join('/')}/`);
  }
  return { chain, tracked: readTracked(fs, git, prefix, issues), issues };
}

function readTracked(fs: FileSystem, git: GitFolders, prefix: string, issues: string[]): ReadonlySet<string> {
  const tracked = new Set<string>();
  const path = joinPath(git.gitFolder, 'index');
  if (!fs.status(path).ok) return tracked;
  const content = fs.read(path, indexLimit);
  const config = fs.read(joinPath(git.commonFolder, 'config'), 1_000_000);
  const sha256 = config.ok && /^\s*objectformat\s*=\s*sha256\s*$/im.test(new TextDecoder().decode(config.value));
  const index = content.ok ? readGitIndex(content.value, sha256 ? 32 : 20) : content;
  if (!index.ok) {
    issues.push(
      `The git index could not be read, so tracked files that an ignore rule names were left out: ${index.reason}.`,
    );
    return tracked;
  }
  for (const name of index.paths) {
    if (name.startsWith(prefix)) tracked.add(name.slice(prefix.length).normalize('NFC'));
  }
  return tracked;
}

function pointedFolder(fs: FileSystem, base: string, file: string, pattern: RegExp): string | undefined {
  const content = fs.read(file, 10_000);
  const written = content.ok ? pattern.exec(new TextDecoder().decode(content.value))?.[1]?.trim() : undefined;
  if (written === undefined) return undefined;
  const path = written.startsWith('/') || /^[A-Za-z]:\//.test(written) ? written : joinPath(base, written);
  const resolved = fs.resolveLink(path);
  return resolved.ok && !isInside(resolved.value, base) ? resolved.value : undefined;
}
