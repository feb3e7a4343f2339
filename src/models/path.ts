/** The path language of models: `flask.request.{args,form}`, `sqlite3.connect()#.cursor().execute().Argument[0,sql:]`. */

export interface ModelPath {
  /** Edge labels from the root of the automaton. */
  readonly edges: readonly string[];
  /** What the path ends in. */
  readonly end:
    | { readonly kind: 'value' }
    | { readonly kind: 'argument'; readonly selector: PathSelector }
    | {
        readonly kind: 'decorated';
        readonly part: 'parameters' | 'return' | undefined;
        readonly selector: PathSelector | undefined;
      }
    | {
        readonly kind: 'subclass';
        readonly methods: readonly string[];
        readonly part: 'parameters' | 'return' | undefined;
        readonly selector: PathSelector | undefined;
      };
}

export interface PathSelector {
  readonly positions: readonly number[];
  readonly from: number | undefined;
  readonly names: readonly string[];
  readonly anyKeyword: boolean;
  readonly self: boolean;
}

export class ModelPathError extends Error {}

/** Parses a path; `{a,b}` gives several. */
export function parseModelPath(text: string): readonly ModelPath[] {
  return expandBraces(text.trim()).map(parseOne);
}

/** `a.{b,c}.d` to `a.b.d` and `a.c.d`. */
function expandBraces(text: string): string[] {
  const open = text.indexOf('{');
  if (open < 0) return [text];
  const close = text.indexOf('}', open);
  if (close < 0) throw new ModelPathError(`"${text}": "{" is not closed`);
  const head = text.slice(0, open);
  const tail = text.slice(close + 1);
  return text
    .slice(open + 1, close)
    .split(',')
    .flatMap((choice) => expandBraces(`${head}${choice.trim()}${tail}`));
}

const token =
  /^(?:\.?(Argument|Parameter)\[([^\]]*)\]|\.(ReturnValue|decorated|Awaited|self)\b|\.?subclass\.\[([^\]]*)\]|\(\)|\.?\[\](?:key)?|#|\.?([A-Za-z_]\w*)|\.?(\*))/;

const valueEnd: ModelPath['end'] = { kind: 'value' };

function parseOne(text: string): ModelPath {
  const edges: string[] = [];
  let end = valueEnd;
  let rest = text;
  while (rest) {
    const match = token.exec(rest);
    if (!match || match[0] === '') throw new ModelPathError(`"${text}": cannot read "${rest}"`);
    rest = rest.slice(match[0].length);
    const [whole, special, list, word, methods, name] = match;
    if (special === 'Argument') end = { kind: 'argument', selector: parseSelector(list ?? '', text) };
    else if (special === 'Parameter') {
      const selector = parseSelector(list ?? '', text);
      if (end.kind === 'decorated') end = { kind: 'decorated', part: 'parameters', selector };
      else if (end.kind === 'subclass') end = { kind: 'subclass', methods: end.methods, part: 'parameters', selector };
      else throw new ModelPathError(`"${text}": Parameter stands after decorated or subclass`);
    } else if (word === 'ReturnValue') {
      if (end.kind === 'decorated') end = { kind: 'decorated', part: 'return', selector: undefined };
      else if (end.kind === 'subclass')
        end = { kind: 'subclass', methods: end.methods, part: 'return', selector: undefined };
    } else if (word === 'self') end = { kind: 'argument', selector: { ...none, self: true } };
    else if (word === 'decorated') end = { kind: 'decorated', part: undefined, selector: undefined };
    else if (word === 'Awaited') continue;
    else if (methods !== undefined)
      end = {
        kind: 'subclass',
        methods: methods.split(',').map((m) => m.trim()),
        part: undefined,
        selector: undefined,
      };
    else if (whole === '()' || whole === '#') edges.push(whole);
    else if (whole.includes('[]')) edges.push(whole.replace('.', ''));
    else if (name) edges.push(name);
    else if (whole.endsWith('*')) edges.push('*');
  }
  return { edges, end };
}

const none: PathSelector = { positions: [], from: undefined, names: [], anyKeyword: false, self: false };

/** `0,sql:` · `1..` · `*:` (any keyword) · `self`. */
export function parseSelector(text: string, path: string): PathSelector {
  const positions: number[] = [];
  const names: string[] = [];
  let from: number | undefined;
  let anyKeyword = false;
  let self = false;
  for (const raw of text.split(',')) {
    const part = raw.trim();
    if (part === '') continue;
    if (/^\d+$/.test(part)) positions.push(Number(part));
    else if (/^\d+\.\.$/.test(part)) from = Number.parseInt(part, 10);
    else if (part === '*:') anyKeyword = true;
    else if (part === '*') {
      from = 0;
      anyKeyword = true;
    } else if (part === 'self') self = true;
    else if (/^[A-Za-z_]\w*:$/.test(part)) names.push(part.slice(0, -1));
    else throw new ModelPathError(`"${path}": cannot read argument "${part}"`);
  }
  return { positions, from, names, anyKeyword, self };
}
