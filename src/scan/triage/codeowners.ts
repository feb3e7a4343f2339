/** CODEOWNERS: who answers for a path. GitHub's and GitLab's files, patterns as in `.gitignore`; the last match wins. */
import { pathMatcher } from '../../platform/index.ts';
import type { ReadDecisionFile } from './decision-file.ts';

const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
const mostRules = 20_000;

export type OwnersOf = (path: string) => readonly string[];

/** Owners of a path, as they are written (`@team/web`, `jane@example.org`); nobody where no file says. */
export function readCodeOwners(read: ReadDecisionFile): OwnersOf {
  const bytes = places.map(read).find((content) => content !== undefined);
  if (bytes === undefined) return () => [];
  const rules: { readonly matches: (path: string) => boolean; readonly owners: readonly string[] }[] = [];
  let inherited: readonly string[] = [];
  for (const raw of new TextDecoder().decode(bytes).split('\n').slice(0, mostRules)) {
    const line = raw.replace(/(?:^|\s)#.*$/, '').trim();
    // GitLab's sections: `[Name][2] @default`.
    const section = /^\^?\[[^\]]{1,200}\](?:\[\d{1,5}\])?(.*)$/.exec(line);
    if (section) {
      inherited = words(section[1] ?? '');
      continue;
    }
    const [pattern, ...owners] = words(line);
    if (pattern === undefined) continue;
    rules.push({ matches: ownerPattern(pattern), owners: owners.length > 0 ? owners : inherited });
  }
  rules.reverse();
  return (path) => rules.find(({ matches }) => matches(path))?.owners ?? [];
}

function ownerPattern(pattern: string): (path: string) => boolean {
  if (pattern === '*') return () => true;
  const anchored = pattern.startsWith('/') || pattern.slice(0, -1).includes('/');
  const bare = pattern.replace(/^\/+/, '').replace(/\/+$/, '');
  if (!anchored || /[*?[]/.test(bare)) return pathMatcher([bare]);
  return (path) => path === bare || path.startsWith(`${bare}/`);
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}
