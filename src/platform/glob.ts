/**
 * Glob patterns as git reads them (gitignore(5), wildmatch). Own matcher because patterns and paths both come from
 * hostile repositories: a regular expression made from `*a*a*a*…` backtracks for hours, this one is O(pattern × text).
 */

type Token =
  | { readonly kind: 'char'; readonly code: number }
  | { readonly kind: 'any' }
  | { readonly kind: 'star' }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly number[] };

/** One path segment of a pattern. `doubleStar` stands for any number of segments. */
type Segment =
  | { readonly kind: 'doubleStar' }
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'suffix'; readonly text: string }
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[] };

export interface Glob {
  readonly segments: readonly Segment[];
}

/** Parses a pattern without leading or trailing `/`; undefined for one that can never match (`[a`, trailing `\`). */
export function parseGlob(pattern: string): Glob | undefined {
  const segments: Segment[] = [];
  let tokens: Token[] = [];
  let stars = 0;
  const close = () => {
    segments.push(stars === 2 && tokens.length === 1 ? { kind: 'doubleStar' } : simplify(tokens));
    tokens = [];
    stars = 0;
  };
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] as string;
    if (char === '/') {
      close();
    } else if (char === '*') {
      stars++;
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') {
      tokens.push({ kind: 'any' });
    } else if (char === '[') {
      const parsed = parseClass(pattern, i + 1);
      if (parsed === undefined) return undefined;
      tokens.push(parsed.token);
      i = parsed.end;
    } else if (char === '\\') {
      if (++i >= pattern.length) return undefined;
      if (pattern[i] === '/') close();
      else tokens.push({ kind: 'char', code: pattern.charCodeAt(i) });
    } else {
      tokens.push({ kind: 'char', code: char.charCodeAt(0) });
    }
  }
  close();
  return { segments };
}

/** Whether the glob matches the whole of `path` (`/`-separated, relative). A trailing `**` needs at least one segment. */
export function matchesGlob(glob: Glob, path: string): boolean {
  return matchesSegments(glob.segments, path.split('/'));
}

/** Whether a glob of one segment matches a file name. */
export function matchesName(glob: Glob, name: string): boolean {
  const segment = glob.segments[0];
  return glob.segments.length === 1 && segment !== undefined && matchesSegment(segment, name);
}

function matchesSegments(pattern: readonly Segment[], path: readonly string[]): boolean {
  let p = 0;
  let t = 0;
  let retryP = -1;
  let retryT = -1;
  while (t < path.length) {
    const segment = pattern[p];
    if (segment?.kind === 'doubleStar') {
      if (p === pattern.length - 1) return true;
      retryP = ++p;
      retryT = t;
    } else if (segment !== undefined && matchesSegment(segment, path[t] as string)) {
      p++;
      t++;
    } else if (retryP >= 0) {
      p = retryP;
      t = ++retryT;
    } else {
      return false;
    }
  }
  return p === pattern.length;
}

function matchesSegment(segment: Segment, name: string): boolean {
  switch (segment.kind) {
    case 'literal':
      return name === segment.text;
    case 'suffix':
      return name.endsWith(segment.text);
    case 'doubleStar':
      return true;
    case 'tokens':
      return matchesTokens(segment.tokens, name);
  }
}

function matchesTokens(tokens: readonly Token[], text: string): boolean {
  let p = 0;
  let t = 0;
  let retryP = -1;
  let retryT = -1;
  while (t < text.length) {
    const token = tokens[p];
    if (token?.kind === 'star') {
      retryP = ++p;
      retryT = t;
    } else if (token !== undefined && matchesChar(token, text.charCodeAt(t))) {
      p++;
      t++;
    } else if (retryP >= 0) {
      p = retryP;
      t = ++retryT;
    } else {
      return false;
    }
  }
  while (tokens[p]?.kind === 'star') p++;
  return p === tokens.length;
}

function matchesChar(token: Token, code: number): boolean {
  if (token.kind === 'char') return token.code === code;
  if (token.kind !== 'class') return true;
  let inside = false;
  for (let i = 0; i < token.ranges.length; i += 2) {
    if (code >= (token.ranges[i] as number) && code <= (token.ranges[i + 1] as number)) {
      inside = true;
      break;
    }
  }
  return inside !== token.negated;
}

function simplify(tokens: readonly Token[]): Segment {
  const first = tokens[0];
  const rest = first?.kind === 'star' ? tokens.slice(1) : tokens;
  let text = '';
  for (const token of rest) {
    if (token.kind !== 'char') return { kind: 'tokens', tokens };
    text += String.fromCharCode(token.code);
  }
  return first?.kind === 'star' ? { kind: 'suffix', text } : { kind: 'literal', text };
}

const posixClasses: { readonly [name: string]: readonly number[] } = {
  alnum: [48, 57, 65, 90, 97, 122],
  alpha: [65, 90, 97, 122],
  blank: [9, 9, 32, 32],
  cntrl: [0, 31, 127, 127],
  digit: [48, 57],
  graph: [33, 126],
  lower: [97, 122],
  print: [32, 126],
  punct: [33, 47, 58, 64, 91, 96, 123, 126],
  space: [9, 13, 32, 32],
  upper: [65, 90],
  xdigit: [48, 57, 65, 70, 97, 102],
};

/** Reads a bracket expression; `start` is behind `[`, `end` is at the closing `]`. */
function parseClass(pattern: string, start: number): { readonly token: Token; readonly end: number } | undefined {
  let i = start;
  const negated = pattern[i] === '!' || pattern[i] === '^';
  if (negated) i++;
  const ranges: number[] = [];
  let previous = -1;
  let first = true;
  for (; ; i++, first = false) {
    if (i >= pattern.length) return undefined;
    let char = pattern[i] as string;
    if (char === ']' && !first) return { token: { kind: 'class', negated, ranges }, end: i };
    if (char === '-' && previous >= 0 && i + 1 < pattern.length && pattern[i + 1] !== ']') {
      if (pattern[++i] === '\\') i++;
      if (i >= pattern.length) return undefined;
      ranges.push(previous, pattern.charCodeAt(i));
      previous = -1;
    } else if (char === '[' && pattern[i + 1] === ':') {
      const close = pattern.indexOf(']', i + 2);
      if (close < 0) return undefined;
      if (pattern[close - 1] === ':' && close - 1 >= i + 2) {
        const named = posixClasses[pattern.slice(i + 2, close - 1)];
        if (named === undefined) return undefined;
        ranges.push(...named);
        previous = -1;
        i = close;
      } else {
        ranges.push(91, 91);
        previous = 91;
      }
    } else {
      if (char === '\\') {
        if (++i >= pattern.length) return undefined;
        char = pattern[i] as string;
      }
      previous = char.charCodeAt(0);
      ranges.push(previous, previous);
    }
  }
}

/**
 * A predicate for the globs of options and configuration. A bare name matches any whole path segment (`tests` covers
 * `a/tests/b.py`, not `mytests`); a pattern with `/` matches the path from its start and everything below a folder
 * it names; `*`, `?` and `[…]` stay within a segment, `**` crosses them; `{a,b}` is expanded (at most 64 ways).
 */
export function pathMatcher(patterns: readonly string[]): (path: string) => boolean {
  const { matchesEntry, matchesPath } = compilePatterns(patterns);
  return (path) => matchesPath(path) || path.split('/').some((segment) => matchesEntry(segment));
}

export interface PathPatterns {
  /** Patterns without `/`, against the name of one file or folder. */
  matchesEntry(name: string): boolean;
  /** Patterns with `/`, against a whole path. */
  matchesPath(path: string): boolean;
}

/** The patterns of {@link pathMatcher} in two parts, for a walk that has already looked at the folders above. */
export function compilePatterns(patterns: readonly string[]): PathPatterns {
  const names = new Set<string>();
  const nameGlobs: Glob[] = [];
  const pathGlobs: Glob[] = [];
  for (const written of patterns) {
    for (const pattern of expandBraces(written)) {
      const trimmed = pattern.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
      if (trimmed === '') continue;
      if (!trimmed.includes('/') && !/[*?[\\]/.test(trimmed)) names.add(trimmed);
      else if (!trimmed.includes('/')) addGlob(nameGlobs, trimmed);
      else for (const variant of ['', '/**']) addGlob(pathGlobs, trimmed.replace(/^\/+/, '') + variant);
    }
  }
  return {
    matchesEntry: (name) => names.has(name) || nameGlobs.some((glob) => matchesName(glob, name)),
    matchesPath: (path) => pathGlobs.some((glob) => matchesGlob(glob, path)),
  };
}

function addGlob(globs: Glob[], pattern: string): void {
  const glob = parseGlob(pattern);
  if (glob !== undefined) globs.push(glob);
}

function expandBraces(pattern: string): string[] {
  let done: string[] = [];
  let todo = [pattern];
  while (todo.length > 0) {
    const next: string[] = [];
    for (const item of todo) {
      const match = /\{([^{}]*,[^{}]*)\}/.exec(item);
      if (match === null) {
        done.push(item);
        continue;
      }
      for (const choice of (match[1] as string).split(',')) {
        next.push(item.slice(0, match.index) + choice + item.slice(match.index + match[0].length));
      }
    }
    if (done.length + next.length > 64) {
      done = [...done, ...next].slice(0, 64);
      break;
    }
    todo = next;
  }
  return done;
}
