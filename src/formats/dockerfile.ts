/** Dockerfiles and Containerfiles as a list of instructions: continuations, parser directives, here-documents, each with its place. */
import type { Span } from './text-lines.ts';

export interface DockerInstruction {
  /** Upper case, e.g. `RUN`; for `ONBUILD RUN …` the inner one. */
  readonly keyword: string;
  readonly onBuild: boolean;
  /** `--mount=…` and such, as written. */
  readonly flags: readonly string[];
  /** What follows keyword and flags; continued lines are joined with the line break kept as a space. */
  readonly args: string;
  /** Offset in the file for every offset in `args`. */
  readonly offsetAt: (argsOffset: number) => number;
  /** The list of the JSON (exec) form. */
  readonly exec?: readonly string[];
  readonly heredocs: readonly {
    readonly name: string;
    readonly text: string;
    readonly start: number;
    readonly expands: boolean;
  }[];
  readonly span: Span;
}

/** Reads every instruction; anything may stand in their arguments. Never throws. */
export function parseDockerfile(text: string): readonly DockerInstruction[] {
  const instructions: DockerInstruction[] = [];
  const escapeMark =
    /^(?:#[ \t]*[a-z]+[ \t]*=.*\r?\n)*?#[ \t]*escape[ \t]*=[ \t]*(`|\\)[ \t]*\r?\n/i.exec(text.slice(0, 2000))?.[1] ??
    '\\';
  const unclosed = { count: 0 };
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const line = readLine(text, at);
    if (/^\s*(?:#.*)?$/.test(line.text)) {
      at = line.next;
      continue;
    }
    const logical = joinLines(text, at, escapeMark);
    const docs = readHeredocs(text, logical.text, logical.next, unclosed);
    instructions.push(instruction(logical, docs));
    at = docs.next;
  }
  return instructions;
}

interface Logical {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly next: number;
  /** Pairs: offset in `text`, offset in the file. */
  readonly map: readonly (readonly [number, number])[];
}

function joinLines(text: string, start: number, escapeMark: string): Logical {
  const parts: string[] = [];
  const map: [number, number][] = [];
  let length = 0;
  let at = start;
  let end = start;
  while (at < text.length) {
    const line = readLine(text, at);
    const comment = parts.length > 0 && /^\s*(?:#.*)?$/.test(line.text);
    if (!comment) {
      const continued = line.text.trimEnd().endsWith(escapeMark);
      const body = continued ? `${line.text.trimEnd().slice(0, -1)} ` : line.text;
      map.push([length, at]);
      parts.push(body);
      length += body.length;
      end = at + line.text.length;
      at = line.next;
      if (!continued) break;
    } else at = line.next;
  }
  return { text: parts.join(''), start, end, next: at, map };
}

function readHeredocs(
  text: string,
  line: string,
  from: number,
  unclosed: { count: number },
): { list: DockerInstruction['heredocs']; next: number; end: number } {
  const list: { name: string; text: string; start: number; expands: boolean }[] = [];
  let at = from;
  let end = -1;
  // A here-document that never ends makes its search read to the end of the file: allowed a few times only.
  if (unclosed.count > 20 || !/^\s*(?:ONBUILD\s+)?(?:RUN|COPY|ADD)\b/i.test(line)) return { list, next: at, end };
  for (const match of line.matchAll(/(?:^|[^<])<<(-?)(["']?)([A-Za-z_][A-Za-z0-9_]*)\2/g)) {
    const start = at;
    let close: ReturnType<typeof readLine> | undefined;
    let cursor = at;
    while (cursor < text.length) {
      const next = readLine(text, cursor);
      const candidate = match[1] === '-' ? next.text.replace(/^\t+/, '') : next.text;
      if (candidate === match[3]) {
        close = next;
        break;
      }
      cursor = next.next;
    }
    if (close === undefined) {
      unclosed.count += 1;
      break;
    }
    list.push({ name: match[3]!, text: text.slice(start, cursor), start, expands: match[2] === '' });
    at = close.next;
    end = cursor + close.text.length;
    if (list.length >= 50) break;
  }
  return { list, next: at, end };
}

function instruction(logical: Logical, docs: ReturnType<typeof readHeredocs>): DockerInstruction {
  const head = /^\s*(?:(ONBUILD)\s+)?([A-Za-z]+)(?:\s+|$)/i.exec(logical.text);
  let at = head?.[0].length ?? 0;
  const flags: string[] = [];
  const flag = /--[a-z][a-z0-9-]*(?:=\S*)?(?:\s+|$)/y;
  for (;;) {
    flag.lastIndex = at;
    const match = flag.exec(logical.text);
    if (match === null) break;
    flags.push(match[0].trim());
    at = flag.lastIndex;
  }
  const args = logical.text.slice(at).trimEnd();
  const exec = execForm(args);
  return {
    keyword: (head?.[2] ?? '').toUpperCase(),
    onBuild: head?.[1] !== undefined,
    flags,
    args,
    offsetAt(offset) {
      const wanted = offset + at;
      const [from, to] = lastUpTo(logical.map, wanted) ?? [0, logical.start];
      return Math.min(to + (wanted - from), logical.end);
    },
    ...(exec && { exec }),
    heredocs: docs.list,
    span: { start: logical.start, end: Math.max(logical.end, docs.end) },
  };
}

function lastUpTo(map: Logical['map'], wanted: number): readonly [number, number] | undefined {
  let low = 0;
  let high = map.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (map[middle]![0] <= wanted) low = middle + 1;
    else high = middle;
  }
  return map[low - 1];
}

function execForm(args: string): readonly string[] | undefined {
  if (!args.startsWith('[')) return undefined;
  try {
    const list: unknown = JSON.parse(args);
    return Array.isArray(list) && list.every((item) => typeof item === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

function readLine(text: string, at: number): { text: string; next: number } {
  const newline = text.indexOf('\n', at);
  const end = newline === -1 ? text.length : newline;
  return { text: text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end), next: end + 1 };
}
