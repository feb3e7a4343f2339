/** Python's `fnmatch`: `*` and `?` match `/` too. Two pointers instead of a regular expression: patterns are foreign. */
export function matchesGlob(text: string, glob: string): boolean {
  let t = 0;
  let g = 0;
  let star = -1;
  let retry = 0;
  while (t < text.length) {
    const step = g < glob.length ? stepAt(glob, g, text[t]) : undefined;
    if (g < glob.length && glob[g] === '*') {
      star = g++;
      retry = t;
    } else if (step !== undefined) {
      g = step;
      t++;
    } else if (star >= 0) {
      g = star + 1;
      t = ++retry;
    } else return false;
  }
  while (glob[g] === '*') g++;
  return g === glob.length;
}

/** Where the pattern goes on after it matched this character; undefined when it does not. */
function stepAt(glob: string, at: number, character: string): number | undefined {
  if (glob[at] === '?') return at + 1;
  const end = glob[at] === '[' ? glob.indexOf(']', glob[at + 1] === '!' ? at + 3 : at + 2) : -1;
  if (end < 0) return glob[at] === character ? at + 1 : undefined;
  const isNegated = glob[at + 1] === '!';
  const set = glob.slice(at + (isNegated ? 2 : 1), end);
  let holds = false;
  for (let i = 0; i < set.length; i++) {
    if (set[i + 1] === '-' && i + 2 < set.length) {
      holds ||= set[i] <= character && character <= set[i + 2];
      i += 2;
    } else holds ||= set[i] === character;
  }
  return holds === isNegated ? undefined : end + 1;
}
