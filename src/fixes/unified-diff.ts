/** Unified diffs, as `git apply` reads them. Made for small edits in files that are otherwise equal. */

const context = 3;
/** Lines of a changed region that are compared pair by pair; larger regions are shown as removed and added whole. */
const maxCompared = 2000;

/** The diff of one file, or '' when both texts are equal. `path` is relative to the root, `/`-separated. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const a = splitLines(before);
  const b = splitLines(after);
  const hunks = groupChanges(changes(a, b));
  const name = quote(path);
  const lines = [`--- ${name.replace(/^("?)/, '$1a/')}`, `+++ ${name.replace(/^("?)/, '$1b/')}`];
  for (const hunk of hunks) lines.push(...printHunk(hunk, a, b));
  return `${lines.join('\n')}\n`;
}

/** Lines `aStart`…`aEnd` of the old text became `bStart`…`bEnd` of the new one (0-based, exclusive ends). */
interface Change {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/** Lines with their ends; the last may have none. */
function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function changes(a: readonly string[], b: readonly string[]): Change[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const region = { aStart: start, aEnd: a.length - end, bStart: start, bEnd: b.length - end };
  const rows = region.aEnd - region.aStart;
  const columns = region.bEnd - region.bStart;
  if (rows > maxCompared || columns > maxCompared) return [region];
  return longestCommon(a, b, region);
}

/** Classic dynamic programming over the changed region only. */
function longestCommon(a: readonly string[], b: readonly string[], { aStart, aEnd, bStart, bEnd }: Change): Change[] {
  const rows = aEnd - aStart;
  const columns = bEnd - bStart;
  const width = columns + 1;
  const table = new Uint16Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      const here = i * width + j;
      table[here] =
        a[aStart + i] === b[bStart + j]
          ? (table[here + width + 1] as number) + 1
          : Math.max(table[here + width] as number, table[here + 1] as number);
    }
  }
  const found: Change[] = [];
  let [i, j] = [0, 0];
  let open: [number, number] | undefined;
  const close = (): void => {
    if (open) found.push({ aStart: aStart + open[0], aEnd: aStart + i, bStart: bStart + open[1], bEnd: bStart + j });
    open = undefined;
  };
  while (i < rows || j < columns) {
    if (i < rows && j < columns && a[aStart + i] === b[bStart + j]) {
      close();
      i += 1;
      j += 1;
      continue;
    }
    open ??= [i, j];
    if (j >= columns || (i < rows && (table[(i + 1) * width + j] as number) >= (table[i * width + j + 1] as number)))
      i += 1;
    else j += 1;
  }
  close();
  return found;
}

/** Changes whose surroundings overlap share a hunk. */
function groupChanges(list: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of list) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.aStart - last.aEnd <= 2 * context) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  return groups;
}

function printHunk(hunk: readonly Change[], a: readonly string[], b: readonly string[]): string[] {
  const first = hunk[0] as Change;
  const last = hunk.at(-1) as Change;
  const aFrom = Math.max(0, first.aStart - context);
  const aTo = Math.min(a.length, last.aEnd + context);
  const bFrom = first.bStart - (first.aStart - aFrom);
  const bTo = last.bEnd + (aTo - last.aEnd);
  const lines = [`@@ -${range(aFrom, aTo)} +${range(bFrom, bTo)} @@`];
  let at = aFrom;
  for (const { aStart, aEnd, bStart, bEnd } of hunk) {
    for (; at < aStart; at += 1) lines.push(...printLine(' ', a[at] as string));
    for (; at < aEnd; at += 1) lines.push(...printLine('-', a[at] as string));
    for (let index = bStart; index < bEnd; index += 1) lines.push(...printLine('+', b[index] as string));
  }
  for (; at < aTo; at += 1) lines.push(...printLine(' ', a[at] as string));
  return lines;
}

function range(from: number, to: number): string {
  const count = to - from;
  const start = count === 0 ? from : from + 1;
  return count === 1 ? String(start) : `${start},${count}`;
}

function printLine(sign: string, line: string): string[] {
  return line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, '\\ No newline at end of file'];
}

/** git's C-style quoting of names with control characters, quotes or backslashes. */
function quote(path: string): string {
  if (!/[\u0000-\u001f"\\\u007f]/.test(path)) return path;
  const escaped = [...path]
    .map((sign) =>
      sign === '"' || sign === '\\'
        ? `\\${sign}`
        : sign < ' ' || sign === '\u007f'
          ? `\\${sign.charCodeAt(0).toString(8).padStart(3, '0')}`
          : sign,
    )
    .join('');
  return `"${escaped}"`;
}
