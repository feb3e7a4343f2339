/** Finds repeated groups of a Python regular expression that can divide the same text in many ways. */

const longest = 2000;

/**
 * The first group `(x+)+` whose content is nothing but repetitions over characters that overlap, as it is written;
 * undefined when there is none, or when the pattern holds what this small reader does not know. Linear in the pattern.
 */
export function findNestedRepetition(pattern: string): string | undefined {
  if (pattern.length > longest) return undefined;
  const open: number[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    if (character === '\\') at++;
    else if (character === '[') at = endOfClass(pattern, at);
    else if (character === '(') open.push(at);
    else if (character === ')') {
      const start = open.pop();
      if (start === undefined) return undefined;
      const repeat = /^(?:[*+]|\{\d*,\})(?!\+)/.exec(pattern.slice(at + 1, at + 12))?.[0];
      if (repeat === undefined) continue;
      const body = pattern.slice(start + 1, at).replace(/^\?(?::|P<\w+>)/, '');
      if (isAmbiguous(body) && canFail(pattern.slice(at + 1 + repeat.length))) {
        return pattern.slice(start, at + 1 + repeat.length);
      }
    }
  }
  return undefined;
}

/** Something must follow that can refuse the text, or there is nothing to try again for. */
function canFail(rest: string): boolean {
  return !/^\??(?:\)|\.\*\??|\||$)*$/.test(rest);
}

/** The body is one repeated character or class and nothing else: nothing divides two rounds. */
function isAmbiguous(body: string): boolean {
  if (body === '' || /^[?()|^$]/.test(body)) return false;
  const end = body[0] === '\\' ? 2 : body[0] === '[' ? endOfClass(body, 0) + 1 : 1;
  return /^(?:[*+]|\{\d*,\})\??$/.test(body.slice(end));
}

function endOfClass(pattern: string, start: number): number {
  let at = start + 1;
  if (pattern[at] === '^') at++;
  if (pattern[at] === ']') at++;
  for (; at < pattern.length && pattern[at] !== ']'; at++) if (pattern[at] === '\\') at++;
  return at;
}
