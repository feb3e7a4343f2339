/** Who decides: the name git would write into a commit, read from its files without starting git. */
import { disk, findGit, joinPath } from '../platform/index.ts';

const largestConfig = 1_000_000;

/** `user.name` of the repository, else of the user; '' when neither says. */
export function gitAuthor(root: string, environment: { readonly [name: string]: string | undefined }): string {
  const named = environment['GIT_AUTHOR_NAME'];
  if (named) return named;
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  const git = findGit(disk, root);
  const settings = environment['XDG_CONFIG_HOME'] ?? (home === undefined ? undefined : joinPath(home, '.config'));
  const files = [
    git && joinPath(git.commonFolder, 'config'),
    home === undefined ? undefined : joinPath(home, '.gitconfig'),
    settings === undefined ? undefined : joinPath(settings, 'git/config'),
  ];
  for (const file of files) {
    const name = file === undefined ? undefined : userName(file);
    if (name !== undefined) return name;
  }
  return '';
}

function userName(file: string): string | undefined {
  const content = disk.read(file, largestConfig);
  if (!content.ok) return undefined;
  let inUser = false;
  let name: string | undefined;
  for (const line of new TextDecoder().decode(content.value).split('\n')) {
    const section = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (section !== undefined) inUser = section.trim().toLowerCase() === 'user';
    const value = inUser ? /^\s*name\s*=\s*(.*)$/i.exec(line.replace(/^\s*\[[^\]]*\]/, ''))?.[1] : undefined;
    if (value !== undefined)
      name = value
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .slice(0, 200);
  }
  return name || undefined;
}
