/** Where in a piece of SQL, XPath, HTML, shell or URL text a hole stands, and whether its characters can break out. */
import {
  alnum,
  type Charset,
  charRange,
  charsOf,
  dotDot,
  isSubset,
  mayContain,
  numeric,
  wordChars,
} from './charset.ts';
import type { Parts } from './shapes.ts';
import type { UnknownAtom } from './values.ts';

/** Literal text before a part, holes left out. */
function before(parts: Parts, index: number): string {
  let text = '';
  for (let i = 0; i < index; i++) {
    const part = parts[i]!;
    if (typeof part === 'string') text += part;
  }
  return text;
}

/** The quote that is open at the end of a text. Doubled quotes stay inside, so parity decides. */
function openQuote(text: string, quotes: string, backslash: boolean): string | undefined {
  let open: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (backslash && c === '\\') i++;
    else if (open) {
      if (c === open) open = undefined;
    } else if (quotes.includes(c)) open = c;
  }
  return open;
}

const identifierSafe = wordChars | charRange('.-');

/** SQL: inside quotes the quote (and the backslash, which some databases honour) must be excluded. */
export function breaksSql(parts: Parts, index: number, hole: UnknownAtom): boolean {
  const quote = openQuote(before(parts, index), '\'"`', false);
  if (quote) return mayContain(hole.chars, charsOf(quote));
  return !isSubset(hole.chars, identifierSafe);
}

export function breaksXpath(parts: Parts, index: number, hole: UnknownAtom): boolean {
  const quote = openQuote(before(parts, index), '\'"', false);
  if (quote) return mayContain(hole.chars, charsOf(quote));
  return !isSubset(hole.chars, identifierSafe);
}

const shellWord = alnum | charRange('_./:=@,%+-');

/** A shell line: words without special characters, or a quoted word, stay words. */
export function breaksShell(parts: Parts, index: number, hole: UnknownAtom): boolean {
  const quote = openQuote(before(parts, index), '\'"', true);
  if (hole.via?.op === 'shell-quote') return quote !== undefined;
  if (quote === "'") return mayContain(hole.chars, charsOf("'"));
  if (quote === '"') return mayContain(hole.chars, charsOf('"$`\\'));
  return !isSubset(hole.chars, shellWord);
}

/** HTML: text needs `<`, a quoted attribute its quote, an unquoted one or a script anything but word characters. */
export function breaksHtml(parts: Parts, index: number, hole: UnknownAtom): boolean {
  const text = before(parts, index);
  const script = /<script\b[^>]*>(?:(?!<\/script)[\s\S])*$/i.test(text);
  if (script) {
    const quote = openQuote(text.slice(text.lastIndexOf('<script')), '\'"`', true);
    return quote ? mayContain(hole.chars, charsOf(`${quote}\\<`)) : !isSubset(hole.chars, wordChars | numeric);
  }
  const tag = text.lastIndexOf('<');
  const inTag = tag > text.lastIndexOf('>');
  if (!inTag) return mayContain(hole.chars, charsOf('<'));
  const quote = openQuote(text.slice(tag), '\'"', false);
  if (quote) return mayContain(hole.chars, charsOf(quote));
  return !isSubset(hole.chars, wordChars | charRange('.-'));
}

const fixedHost = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]+[/?#]/i;
const openHost = /^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#\\]*$/i;
const hostBreakers = charsOf('/\\?#@:');

/** A URL whose scheme and host are literal text is not steered by what follows. */
export function steersUrl(parts: Parts, index: number, hole: UnknownAtom): boolean {
  const first = typeof parts[0] === 'string' ? parts[0] : '';
  if (index > 0 && fixedHost.test(first)) return false;
  // A label in front of a fixed domain: `https://{x}.example.com/`.
  const next = parts[index + 1];
  if (index === 1 && openHost.test(first) && typeof next === 'string' && /^\.[\w-]+/.test(next)) {
    return mayContain(hole.chars, hostBreakers);
  }
  // An untainted hole in front: a base address from configuration.
  if (index > 0 && parts.slice(0, index).some((p) => typeof p !== 'string' && p.taints.length === 0)) {
    const text = before(parts, index);
    return !/[/?#]$/.test(text) && !/[/?#=&]/.test(text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, ''));
  }
  return !isSubset(hole.chars, alnum | charRange('_-'));
}

/** A redirect target: also `//host` after a single slash, and relative targets are fine. */
export function steersRedirect(parts: Parts, index: number, hole: UnknownAtom): boolean {
  const first = typeof parts[0] === 'string' ? parts[0] : '';
  if (index > 0 && /^\/[^/\\]/.test(first)) return false;
  if (index > 0 && /^[?#]/.test(first)) return false;
  if (index > 0 && first === '/') return mayContain(hole.chars, charsOf('/\\'));
  return steersUrl(parts, index, hole);
}

const separators = charsOf('/\\');

/** A path: with a fixed directory in front it takes `..` and a separator to leave, alone either is enough. */
export function escapesPath(parts: Parts, index: number, hole: UnknownAtom): boolean {
  const prefix = parts.slice(0, index).some((p) => typeof p !== 'string' || p !== '');
  if (!mayContain(hole.chars, separators)) return false;
  if (prefix) return mayContain(hole.chars, dotDot);
  return true;
}

const ldapSpecial = charsOf('*()\\\u0000');
export const breaksLdap = (_parts: Parts, _index: number, hole: UnknownAtom): boolean =>
  mayContain(hole.chars, ldapSpecial);
const lineBreaks = charsOf('\r\n');
export const breaksLine = (_parts: Parts, _index: number, hole: UnknownAtom): boolean =>
  mayContain(hole.chars, lineBreaks);
const formulaStart = charsOf('=+-@\t\r');
export const startsFormula = (_parts: Parts, index: number, hole: UnknownAtom): boolean =>
  // A negative number starts with a sign and is no formula.
  index === 0 && mayContain(hole.chars, formulaStart) && !isSubset(hole.chars, numeric);
const codeSafe: Charset = numeric | charRange('()*/ ');
export const runsCode = (_parts: Parts, _index: number, hole: UnknownAtom): boolean => !isSubset(hole.chars, codeSafe);
const regexSafe: Charset = wordChars | charRange(' -');
export const breaksRegex = (_parts: Parts, _index: number, hole: UnknownAtom): boolean =>
  hole.via?.op !== 'regex-quote' && !isSubset(hole.chars, regexSafe);
const templateSpecial = charsOf('{%#$');
export const breaksTemplate = (_parts: Parts, _index: number, hole: UnknownAtom): boolean =>
  mayContain(hole.chars, templateSpecial);
export const formatsFields = (_parts: Parts, _index: number, hole: UnknownAtom): boolean =>
  mayContain(hole.chars, charsOf('{'));
export const nonNumeric = (_parts: Parts, _index: number, hole: UnknownAtom): boolean => !isSubset(hole.chars, numeric);
export const always = (): boolean => true;

export type Judge = (parts: Parts, index: number, hole: UnknownAtom) => boolean;
