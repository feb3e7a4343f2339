/**
 * Reads the regular-expression subset of detector patterns: literals, escapes, classes, `{n}`, `{n,m}`, `?`, groups
 * and alternatives. From one tree come the prefilter's literals, the byte test of the first positions, and (in tests)
 * generated examples. No star or plus: every shape is bounded, so matching is linear.
 */
export type ShapeNode =
  | { readonly kind: 'class'; readonly chars: readonly number[]; readonly min: number; readonly max: number }
  | { readonly kind: 'group'; readonly options: readonly Shape[]; readonly min: number; readonly max: number };
export type Shape = readonly ShapeNode[];

/** Parses a pattern. Throws on anything outside the subset: patterns are ours, never the repository's. */
export function parseShape(pattern: string): Shape {
  let at = 0;

  function alternatives(): Shape[] {
    const options = [sequence()];
    while (pattern[at] === '|') {
      at++;
      options.push(sequence());
    }
    return options;
  }

  function sequence(): Shape {
    const nodes: ShapeNode[] = [];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') nodes.push(repeated());
    return nodes;
  }

  function repeated(): ShapeNode {
    const ch = pattern[at];
    if (ch === '(') {
      if (!pattern.startsWith('(?:', at)) throw new Error(`capturing group in shape ${pattern}`);
      at += 3;
      const options = alternatives();
      at++;
      return { kind: 'group', options, ...count() };
    }
    const chars = ch === '[' ? classChars() : [literal()];
    return { kind: 'class', chars, ...count() };
  }

  function literal(): number {
    if (pattern[at] === '\\') at++;
    else if ('*+^$.'.includes(pattern[at])) throw new Error(`${pattern[at]} in shape ${pattern}`);
    return pattern.charCodeAt(at++);
  }

  function classChars(): number[] {
    at++;
    const negated = pattern[at] === '^';
    if (negated) at++;
    const set = new Set<number>();
    while (pattern[at] !== ']') {
      if (pattern[at] === '\\' && pattern[at + 1] === 's') {
        for (const space of [9, 10, 11, 12, 13, 32]) set.add(space);
        at += 2;
        continue;
      }
      if (pattern[at] === '\\') at++;
      const from = pattern.charCodeAt(at++);
      if (pattern[at] === '-' && pattern[at + 1] !== ']') {
        at++;
        const to = pattern.charCodeAt(at++);
        for (let code = from; code <= to; code++) set.add(code);
      } else set.add(from);
    }
    at++;
    if (!negated) return [...set];
    const others: number[] = [];
    for (let code = 33; code < 127; code++) if (!set.has(code)) others.push(code);
    return others;
  }

  function count(): { min: number; max: number } {
    if (pattern[at] === '?') {
      at++;
      return { min: 0, max: 1 };
    }
    const braces = /\{(\d+)(?:,(\d+))?\}/y;
    braces.lastIndex = at;
    const found = braces.exec(pattern);
    if (found === null) return { min: 1, max: 1 };
    at = braces.lastIndex;
    return { min: Number(found[1]), max: Number(found[2] ?? found[1]) };
  }

  const options = alternatives();
  if (at !== pattern.length) throw new Error(`unbalanced shape ${pattern}`);
  return options.length === 1 ? options[0] : [{ kind: 'group', options, min: 1, max: 1 }];
}

/** Every literal the shape can start with, as long as it stays literal; small classes are spelled out. */
export function literalPrefixes(shape: Shape): string[] {
  let prefixes = [''];
  for (const node of shape) {
    if (node.kind === 'class') {
      const fixed = node.min === node.max && node.chars.length ** node.min * prefixes.length <= 8;
      if (!fixed) {
        // One more character makes a very short prefix worth looking for.
        const spell = prefixes[0].length < 3 && node.min > 0 && node.chars.length <= 16;
        return spell
          ? prefixes.flatMap((prefix) => node.chars.map((code) => prefix + String.fromCharCode(code)))
          : prefixes;
      }
      for (let i = 0; i < node.min; i++) {
        prefixes = prefixes.flatMap((prefix) => node.chars.map((code) => prefix + String.fromCharCode(code)));
      }
      continue;
    }
    if (node.min !== 1 || node.max !== 1) return prefixes;
    const inner = node.options.map((option) => literalPrefixes(option));
    if (inner.some((list) => list.includes(''))) return prefixes;
    prefixes = prefixes.flatMap((prefix) => inner.flat().map((rest) => prefix + rest));
    // What follows a group stays literal only if every option was literal throughout.
    if (!node.options.every(isLiteral)) return prefixes;
  }
  return prefixes;
}

function isLiteral(shape: Shape): boolean {
  return shape.every((node) => node.kind === 'class' && node.chars.length === 1 && node.min === node.max);
}

/** Which bytes may stand at the first positions of a match: one 256-entry table per position, at most `limit`. */
export function firstBytes(shape: Shape, limit: number, ignoreCase: boolean): Uint8Array[] {
  const tables: Uint8Array[] = [];
  collect(shape, 0);
  return tables;

  /** Returns the position after the shape, or -1 when it is no longer fixed. */
  function collect(nodes: Shape, from: number): number {
    let position = from;
    for (const node of nodes) {
      if (node.kind === 'group') {
        if (node.min !== 1 || node.max !== 1) return stopAt(position);
        const ends = node.options.map((option) => collect(option, position));
        if (!ends.every((end) => end === ends[0]) || ends[0] === -1)
          return stopAt(Math.min(...lengths(node.options, position)));
        position = ends[0];
        continue;
      }
      for (let i = 0; i < node.min; i++, position++) {
        if (position >= limit) return -1;
        add(position, node.chars);
      }
      if (node.max !== node.min) return stopAt(position);
    }
    return position;
  }

  function lengths(options: readonly Shape[], from: number): number[] {
    return options.map((option) => from + fixedLength(option));
  }

  /** Later positions vary: forget what was noted for them. */
  function stopAt(position: number): number {
    tables.length = Math.min(tables.length, position);
    return -1;
  }

  function add(position: number, chars: readonly number[]): void {
    tables[position] ??= new Uint8Array(256);
    for (const code of chars) {
      tables[position][code] = 1;
      if (ignoreCase) {
        tables[position][String.fromCharCode(code).toLowerCase().charCodeAt(0)] = 1;
        tables[position][String.fromCharCode(code).toUpperCase().charCodeAt(0)] = 1;
      }
    }
  }
}

/** Bytes from the start of the shape that every match has in the same place. */
function fixedLength(shape: Shape): number {
  let length = 0;
  for (const node of shape) {
    if (node.kind === 'group') return length;
    length += node.min;
    if (node.max !== node.min) return length;
  }
  return length;
}

/** Longest possible match, in bytes. */
export function longestMatch(shape: Shape): number {
  let length = 0;
  for (const node of shape) {
    length += node.max * (node.kind === 'class' ? 1 : Math.max(...node.options.map(longestMatch)));
  }
  return length;
}

/** Distinct characters that the shape's widest class allows: the alphabet that entropy is measured against. */
export function widestAlphabet(shape: Shape): number {
  let widest = 0;
  for (const node of shape) {
    widest = Math.max(
      widest,
      node.kind === 'class' ? node.chars.length : Math.max(...node.options.map(widestAlphabet)),
    );
  }
  return widest;
}
