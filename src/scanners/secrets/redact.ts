/** The only place that turns a value into something that may be shown or stored. */
import { scryptSync } from 'node:crypto';
import { type Excerpt, type LineIndex, lineAt } from '../../findings/index.ts';
import { byteString } from './engine/text.ts';
import { isSlug, readsAsWords } from './judge/wording.ts';

/** Short values show nothing: four characters of a password of eight are half of it. */
const shortestShown = 16;
const longestLine = 200;

/** At most the first four characters, and the length: `ghp_… (40 characters)`. Passwords show nothing but their length. */
export function preview(value: string, isToken: boolean): string {
  const length = `${value.length} characters`;
  if (!isToken || value.length < shortestShown || value.startsWith('MII')) return length;
  const head = /^[\x21-\x7e]{4}/.exec(value)?.[0];
  return head === undefined ? length : `${head}…, ${length}`;
}

/**
 * Keyed hash of a value: 24 bits of scrypt, hex. Enough to tell the secrets of one repository apart; too little to
 * confirm a guess, since of a billion guesses some sixty fit.
 */
export function secretKey(value: string, salt: string): string {
  return scryptSync(value, salt, 3, { N: 512, r: 8, p: 1 }).toString('hex');
}

/** The lines around bytes `start`…`end` with every range of `hidden` (sorted or not) blanked out. */
export function redactedExcerpt(
  index: LineIndex,
  start: number,
  end: number,
  hidden: readonly { readonly start: number; readonly end: number; readonly value: string }[],
): Excerpt {
  const { bytes, lineStarts } = index;
  const firstLine = Math.max(1, lineAt(index, start) - 1);
  const lastLine = Math.min(lineStarts.length, lineAt(index, Math.min(end, start + 4000)) + 1, firstLine + 5);
  const lines: string[] = [];
  for (let line = firstLine; line <= lastLine; line++) {
    const from = lineStarts[line - 1];
    let to = lineStarts[line] ?? bytes.length;
    while (to > from && (bytes[to - 1] === 10 || bytes[to - 1] === 13)) to--;
    lines.push(redactLine(bytes, from, to, start, hidden));
  }
  while (lines.length > 1 && lines[lines.length - 1].trim() === '') lines.pop();
  return { firstLine, lines };
}

function redactLine(
  bytes: Uint8Array,
  from: number,
  to: number,
  focus: number,
  hidden: readonly { readonly start: number; readonly end: number; readonly value: string }[],
): string {
  // A minified line is cut around the finding.
  const cutFrom = to - from > longestLine ? Math.max(from, Math.min(focus - 80, to - longestLine)) : from;
  const cutTo = Math.min(to, cutFrom + longestLine);
  const ranges = hidden.filter((range) => range.start < cutTo && range.end > cutFrom).sort((a, b) => a.start - b.start);
  let text = cutFrom > from ? '…' : '';
  let at = cutFrom;
  for (const range of ranges) {
    if (range.end <= at) continue;
    text += decode(bytes, at, Math.max(at, range.start));
    text += '*****';
    at = range.end;
  }
  if (at < cutTo) text += decode(bytes, at, cutTo);
  if (cutTo < to) text += '…';
  for (const { value } of hidden) if (value.length >= 6) text = text.replaceAll(value, '*****');
  // What no detector knows may be a secret all the same.
  return text.replace(/[A-Za-z0-9+/=_-]{16,}/g, (word) => (looksRandom(word) ? '*****' : word));
}

const looksRandom = (word: string): boolean =>
  /[0-9]/.test(word) && /[A-Za-z]/.test(word) && !readsAsWords(word) && !isSlug(word);

const decoder = new TextDecoder('utf-8');

function decode(bytes: Uint8Array, from: number, to: number): string {
  const text = decoder.decode(bytes.subarray(from, to));
  return text.includes('\ufffd') ? byteString(bytes, from, to) : text;
}
