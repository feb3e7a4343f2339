/** Files that ship with Theriac: rule pages and the HTML report's page. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RuleMeta } from '../findings/index.ts';
import { disk, toSlashes } from '../platform/index.ts';

const largestFile = 4_000_000;
const pageFolders = ['src/scanners', 'src/findings'];

/** Folder of Theriac's own `package.json`; the bundle and the sources stand at different depths below it. */
function packageRoot(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    if (disk.status(join(at, 'package.json')).ok || dirname(at) === at) return toSlashes(at);
  }
}

/** A built file of `dist/assets`; throws a sentence for people when the build lacks it. */
export function readAsset(name: string): string {
  const content = disk.read(join(packageRoot(), 'dist/assets', name), largestFile);
  if (!content.ok) throw new Error(`dist/assets/${name} is missing from this installation: ${content.reason}`);
  return new TextDecoder().decode(content.value);
}

let sourcePages: Map<string, string> | undefined;

/** The Markdown page of a rule; undefined when it has none. */
export function readRulePage(meta: Pick<RuleMeta, 'name' | 'page'>): string | undefined {
  const page = meta.page ?? meta.name;
  if (!/^[a-z0-9-]+$/.test(page)) return undefined;
  const root = packageRoot();
  const built = disk.read(join(root, 'dist/pages', `${page}.md`), largestFile);
  if (built.ok) return new TextDecoder().decode(built.value);
  sourcePages ??= findSourcePages(root);
  const path = sourcePages.get(page);
  const content = path === undefined ? undefined : disk.read(path, largestFile);
  return content?.ok ? new TextDecoder().decode(content.value) : undefined;
}

/** In a checkout the pages stand beside their rules. */
function findSourcePages(root: string): Map<string, string> {
  const pages = new Map<string, string>();
  const folders = pageFolders.map((folder) => join(root, folder));
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = disk.list(folder);
    for (const { name, kind } of entries.ok ? entries.value : []) {
      if (kind === 'folder') folders.push(join(folder, name));
      else if (name.endsWith('.md')) pages.set(name.slice(0, -3), join(folder, name));
    }
  }
  return pages;
}
