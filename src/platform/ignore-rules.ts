/** Ignore files (`.gitignore` format): many rules compiled so that most paths cost two map look-ups. */
import { type Glob, matchesGlob, matchesName, parseGlob } from './glob.ts';
import { isAscii } from './paths.ts';

interface Rule {
  readonly index: number;
  readonly negated: boolean;
  readonly folderOnly: boolean;
  /** The path from the ignore file's folder is matched, not just the name. */
  readonly anchored: boolean;
  readonly glob: Glob;
}

/** One ignore file, and how to see a path of the walk from its folder: cut `base` characters off, or put `above` before. */
export interface IgnoreFile {
  readonly base: number;
  readonly above: string;
  readonly byName: ReadonlyMap<string, readonly Rule[]>;
  readonly byExtension: ReadonlyMap<string, readonly Rule[]>;
  /** Highest index first. */
  readonly others: readonly Rule[];
}

/** Ignore files that apply to a folder, nearest first. */
export interface IgnoreChain {
  readonly file: IgnoreFile;
  readonly above: IgnoreChain | undefined;
}

/**
 * Reads an ignore file's text. `place`: for a folder of the walk the length in bytes of its relative path with the trailing `/`;
 * for a folder above, what leads from it to the root of the walk (`''` or `a/b/`). At most 100,000 lines are read.
 */
export function parseIgnoreFile(
  text: string,
  place: number | string,
): { readonly file: IgnoreFile; readonly truncated: boolean } {
  const base = typeof place === 'number' ? place : 0;
  const above = typeof place === 'string' ? byteString(place) : '';
  const byName = new Map<string, Rule[]>();
  const byExtension = new Map<string, Rule[]>();
  const others: Rule[] = [];
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const count = Math.min(lines.length, 100_000);
  for (let index = 0; index < count; index++) {
    const rule = parseRule(lines[index] as string, index);
    if (rule === undefined) continue;
    const only = rule.glob.segments[0];
    if (!rule.anchored && only?.kind === 'literal') append(byName, only.text, rule);
    else if (!rule.anchored && only?.kind === 'suffix' && /^\.[^.]+$/.test(only.text))
      append(byExtension, only.text, rule);
    else others.push(rule);
  }
  others.reverse();
  return { file: { base, above, byName, byExtension, others }, truncated: lines.length > count };
}

/** Whether the chain ignores (`true`) or re-includes (`false`) the path; undefined when no rule speaks about it. */
export function ignoreDecision(
  chain: IgnoreChain | undefined,
  path: string,
  name: string,
  isFolder: boolean,
): boolean | undefined {
  if (chain === undefined) return undefined;
  const pathBytes = byteString(path);
  const nameBytes = byteString(name);
  for (let level: IgnoreChain | undefined = chain; level !== undefined; level = level.above) {
    const decision = decide(level.file, pathBytes, nameBytes, isFolder);
    if (decision !== undefined) return decision;
  }
  return undefined;
}

function decide(file: IgnoreFile, path: string, name: string, isFolder: boolean): boolean | undefined {
  let best: Rule | undefined;
  const consider = (rules: readonly Rule[] | undefined) => {
    for (const rule of rules ?? []) {
      if ((isFolder || !rule.folderOnly) && (best === undefined || rule.index > best.index)) best = rule;
    }
  };
  consider(file.byName.get(name));
  if (file.byExtension.size > 0) {
    const dot = name.lastIndexOf('.');
    if (dot >= 0) consider(file.byExtension.get(name.slice(dot)));
  }
  let relative: string | undefined;
  for (const rule of file.others) {
    if (best !== undefined && rule.index < best.index) break;
    if (rule.folderOnly && !isFolder) continue;
    if (rule.anchored) {
      relative ??= file.above === '' ? path.slice(file.base) : file.above + path;
      if (!matchesGlob(rule.glob, relative)) continue;
    } else if (!matchesName(rule.glob, name)) continue;
    best = rule;
    break;
  }
  return best === undefined ? undefined : !best.negated;
}

function append(map: Map<string, Rule[]>, key: string, rule: Rule): void {
  const rules = map.get(key);
  if (rules === undefined) map.set(key, [rule]);
  else rules.push(rule);
}

function parseRule(line: string, index: number): Rule | undefined {
  let text = byteString(trimEnd(line.endsWith('\r') ? line.slice(0, -1) : line));
  if (text === '' || text.startsWith('#')) return undefined;
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const folderOnly = text.endsWith('/');
  if (folderOnly) text = text.slice(0, -1);
  // git calls a pattern anchored when a slash is left after the trailing one is gone, wherever it stands.
  const anchored = text.includes('/');
  if (text.startsWith('/')) text = text.slice(1);
  if (text === '' || text.length > 4096) return undefined;
  const glob = parseGlob(text);
  return glob === undefined ? undefined : { index, negated, folderOnly, anchored, glob };
}

/** Trailing spaces go unless escaped. */
function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') {
    let slashes = 0;
    while (end - 2 - slashes >= 0 && line[end - 2 - slashes] === '\\') slashes++;
    if (slashes % 2 === 1) break;
    end--;
  }
  return line.slice(0, end);
}

/** git matches bytes: `?` is one byte of `é`. One character per byte gives the same answer. */
function byteString(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
}
