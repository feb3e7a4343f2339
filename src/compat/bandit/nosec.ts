/** `# nosec` comments with Bandit's meaning: bare ones hide everything, named ones hide the tests they name. */
import { idOf } from './catalogue.ts';
import type { ModuleView } from './module-view.ts';

/** By line: the ids a comment names; empty hides everything. */
export type NosecLines = ReadonlyMap<number, ReadonlySet<string>>;

const form = /#\s*nosec:?\s*([^#]+)?/;

export function readNosec(view: ModuleView): NosecLines {
  const { comments, source } = view.module;
  const lines = new Map<number, ReadonlySet<string>>();
  const decoder = new TextDecoder();
  for (let at = 0; at < comments.length; at += 2) {
    // Long comments hold no list of ids.
    const text = decoder.decode(source.subarray(comments[at], Math.min(comments[at + 1], comments[at] + 2000)));
    const ids = nosecIds(text);
    if (ids !== undefined) lines.set(view.lines.position(comments[at]).line, ids);
  }
  return lines;
}

/** The ids of a comment; undefined when it is no `nosec`. Words that are no test are dropped, as Bandit does. */
export function nosecIds(comment: string): ReadonlySet<string> | undefined {
  const match = form.exec(comment);
  if (match === null) return undefined;
  // Of ids with nothing but a comma between them, Bandit sees the last one.
  const words = ((match[1] ?? '').match(/[A-Za-z0-9_]+(?:,[A-Za-z0-9_]+)*/g) ?? []).map((list) =>
    list.slice(list.lastIndexOf(',') + 1),
  );
  return new Set(words.map(idOf).filter((id) => id !== undefined));
}

/** What becomes of a finding on `line` whose node spans `lines`. */
export function decideNosec(
  nosec: NosecLines,
  id: string,
  line: number,
  lines: readonly [number, number],
): 'blanket' | 'named' | 'reported' {
  if (nosec.size === 0) return 'reported';
  const own = nosec.get(line);
  const around = firstWithin(nosec, lines);
  if (own === undefined && around === undefined) return 'reported';
  const ids = new Set([...(own ?? []), ...(around ?? [])]);
  if (ids.size === 0) return 'blanket';
  return ids.has(id) ? 'named' : 'reported';
}

function firstWithin(nosec: NosecLines, [first, last]: readonly [number, number]): ReadonlySet<string> | undefined {
  // Entries are in the order of lines.
  for (const [line, ids] of nosec) {
    if (line > last) return undefined;
    if (line >= first) return ids;
  }
  return undefined;
}
