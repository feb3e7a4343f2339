/** One pass over the bytes of a file: keyword hits, then the tests of the detectors behind each keyword. */
import type { Candidate, Emit, TextFile } from '../candidate.ts';
import { placeholderReason, tokenPlaceholderReason } from '../judge/placeholder.ts';
import { readsAsWords, splitWords } from '../judge/wording.ts';
import { runCheck } from '../validate/checks.ts';
import { type AssignedValue, nameAround, valuesAfter } from './assignment.ts';
import { STATE } from './automaton.ts';
import type { Catalogue, CompiledNamed, CompiledToken, KeywordActions } from './catalogue.ts';
import { alphabetSize, relativeEntropy, shannonEntropy } from './entropy.ts';
import type { Structure } from './structures.ts';
import { byteString, isBase64, isHex, isLetter, isWord } from './text.ts';

const longestWindow = 4096;
const interiorWindow = 400;
const contextWindow = 600;

/** Reports every credential in `bytes` that stands there as it is; see decode/ for encoded ones. */
export function matchBytes(bytes: Uint8Array, file: TextFile, catalogue: Catalogue, emit: Emit): void {
  const { next, outputs } = catalogue.automaton;
  const covered = new Map<CompiledToken | Structure, number>();
  let state = 0;
  for (let at = 0; at < bytes.length; at++) {
    state = next[(state & STATE) + bytes[at]];
    if (state >= 0) continue;
    for (const keyword of outputs.get(state & STATE) ?? []) {
      const actions = catalogue.actions[keyword];
      onKeyword(bytes, at + 1 - actions.length, at + 1, actions, covered, file, emit);
    }
  }
}

function onKeyword(
  bytes: Uint8Array,
  start: number,
  end: number,
  actions: KeywordActions,
  covered: Map<CompiledToken | Structure, number>,
  file: TextFile,
  emit: Emit,
): void {
  for (const token of actions.tokens) {
    if (token.anchored) matchAnchored(bytes, start, token, file, emit);
    else if (start >= (covered.get(token) ?? 0)) {
      const to = matchAround(bytes, start, end, token, file, emit);
      if (to > 0) covered.set(token, to);
    }
  }
  for (const structure of actions.structures) {
    if (start < (covered.get(structure) ?? 0)) continue;
    const to = structure.match(bytes, start, end, file, emit);
    if (to > 0) covered.set(structure, to);
  }
  if (actions.named.length > 0 && file.kind !== 'binary') matchNamed(bytes, start, end, actions.named, file, emit);
}

function matchAnchored(bytes: Uint8Array, start: number, token: CompiledToken, file: TextFile, emit: Emit): void {
  for (let i = 0; i < token.first.length; i++) if (token.first[i][bytes[start + i]] !== 1) return;
  if (!startsWord(bytes, start)) return;
  const text = byteString(bytes, start, Math.min(bytes.length, start + Math.min(token.reach, longestWindow) + 1));
  token.regex.lastIndex = 0;
  const found = token.regex.exec(text);
  if (found !== null && !isWithinBlob(bytes, start, start + found[0].length)) {
    report(bytes, start, found[0], token, file, emit);
  }
}

/** For keywords inside or near the value. Returns the end of the last match. */
function matchAround(
  bytes: Uint8Array,
  start: number,
  end: number,
  token: CompiledToken,
  file: TextFile,
  emit: Emit,
): number {
  // Not here: then not a few bytes further either, or a run of the keyword's letters costs a window per byte.
  if (!hasContext(bytes, start, token.detector.context, file)) return start + 64;
  const reach = token.detector.near === true ? interiorWindow : Math.min(token.reach, interiorWindow);
  const from = Math.max(0, start - (token.detector.near === true ? 160 : reach));
  const text = byteString(bytes, from, Math.min(bytes.length, end + reach + 1));
  token.regex.lastIndex = 0;
  let last = 0;
  for (let found = token.regex.exec(text); found !== null; found = token.regex.exec(text)) {
    const at = from + found.index;
    if (startsWord(bytes, at)) {
      report(bytes, at, found[0], token, file, emit);
      last = at + found[0].length;
      token.regex.lastIndex = found.index + found[0].length;
    } else token.regex.lastIndex = found.index + 1;
  }
  return last;
}

/** Whether a value may start here: not within a word, unless what stands before is an escape (`\n`, `%3D`). */
function startsWord(bytes: Uint8Array, start: number): boolean {
  if (start === 0 || !isWord(bytes[start - 1])) return true;
  if (bytes[start - 2] === 92) return 'nrtfb0'.includes(String.fromCharCode(bytes[start - 1]));
  return bytes[start - 3] === 37 && isHex(bytes[start - 2]) && isHex(bytes[start - 1]);
}

/** Part of a longer run of base64: four letters of a certificate are no prefix of a token. */
function isWithinBlob(bytes: Uint8Array, start: number, end: number): boolean {
  let from = start;
  while (from > start - 64 && isBase64Standard(bytes[from - 1])) from--;
  let to = end;
  while (to < end + 64 && isBase64Standard(bytes[to])) to++;
  return start - from + (to - end) >= 24;
}

const isBase64Standard = (byte: number): boolean => isBase64(byte) && byte !== 45 && byte !== 95;

function hasContext(bytes: Uint8Array, at: number, words: readonly string[] | undefined, file: TextFile): boolean {
  if (words === undefined) return true;
  const around = byteString(
    bytes,
    Math.max(0, at - contextWindow),
    Math.min(bytes.length, at + contextWindow),
  ).toLowerCase();
  const path = file.path.toLowerCase();
  return words.some((word) => around.includes(word) || path.includes(word));
}

function report(
  bytes: Uint8Array,
  at: number,
  matched: string,
  token: CompiledToken,
  file: TextFile,
  emit: Emit,
): void {
  const { detector, provider } = token;
  if (token.anchored && !hasContext(bytes, at, detector.context, file)) return;
  let start = at;
  let value = matched;
  if (detector.secretAfter !== undefined) {
    const skip = matched.toLowerCase().indexOf(detector.secretAfter.toLowerCase()) + detector.secretAfter.length;
    start += skip;
    value = matched.slice(skip).replace(/"$/, '');
  }
  const check = runCheck(detector.check, value);
  if (check.rejected === true) return;
  if (check.proven !== true) {
    if (tokenPlaceholderReason(value, token.alphabet) !== undefined) return;
    if (detector.entropy !== undefined && shannonEntropy(value) < detector.entropy) return;
    // Upper case alone (base 32) reads as words too often to tell.
    if (
      detector.entropy !== undefined &&
      (/[a-z]/.test(value) ? readsAsWords(value) : value.length >= 25 && !/[0-9]/.test(value))
    )
      return;
  }
  if (detector.mixed === true && !isMixed(value)) return;
  emit({
    rule: detector.rule,
    title: detector.title,
    start,
    end: start + value.length,
    value,
    severity: detector.severity ?? (detector.identifier === true ? 'info' : 'high'),
    confidence: check.confidence ?? detector.confidence ?? 'high',
    facts: check.facts,
    rank: 0,
    remediation: provider.revoke,
    ...optional(detector.pair, detector.identifier, check.properties),
  });
}

function optional(
  pair: string | undefined,
  identifier: boolean | undefined,
  properties: Candidate['properties'],
): Pick<Candidate, 'pair' | 'identifier' | 'properties'> {
  return {
    ...(pair === undefined ? {} : { pair }),
    ...(identifier === undefined ? {} : { identifier }),
    ...(properties === undefined ? {} : { properties }),
  };
}

const notCredentials =
  /^(?:hash|hashes|sha|sha1|sha224|sha256|sha384|sha512|md5|commit|commits|rev|revision|digest|checksum|checksums|etag|integrity|version|uuid|guid|ref|refs|tag|branch|fingerprint|thumbprint|path|url|uri|hex|color|cid)$/;

function matchNamed(
  bytes: Uint8Array,
  start: number,
  end: number,
  detectors: readonly CompiledNamed[],
  file: TextFile,
  emit: Emit,
): void {
  // `ibm` in `libmagic` is no name; `myIbmKey` is one.
  const camel = bytes[start] >= 65 && bytes[start] <= 90 && bytes[start - 1] >= 97;
  if (start > 0 && isLetter(bytes[start]) && isLetter(bytes[start - 1]) && !camel) return;
  let values: readonly AssignedValue[] | undefined;
  for (const named of detectors) {
    values ??= valuesAfter(bytes, end);
    for (const given of values) {
      if (!named.regex.test(given.value)) continue;
      if (!given.quoted && file.notation === 'code') continue;
      if (isNamedSecret(bytes, start, end, given, named)) emitNamed(given, named, bytes, start, end, emit);
    }
  }
}

function isNamedSecret(
  bytes: Uint8Array,
  start: number,
  end: number,
  given: AssignedValue,
  named: CompiledNamed,
): boolean {
  const { value } = given;
  const { detector } = named;
  if (placeholderReason(value) !== undefined || tokenPlaceholderReason(value, named.alphabet) !== undefined)
    return false;
  const random =
    named.alphabet <= 10 ||
    (relativeEntropy(value, Math.min(named.alphabet, alphabetSize(value))) >= 0.74 &&
      /[0-9]/.test(value) &&
      !readsAsWords(value));
  if (!random)
    return (
      named.alphabet > 10 &&
      /\[a-z\]\{/.test(detector.pattern) &&
      relativeEntropy(value, 26) > 0.8 &&
      !readsAsWords(value)
    );
  if (detector.entropy !== undefined && shannonEntropy(value) < detector.entropy) return false;
  if (detector.mixed === true && !isMixed(value)) return false;
  const between = byteString(bytes, nameAround(bytes, start, end).start, given.start);
  return !splitWords(between).some((word) => notCredentials.test(word));
}

function emitNamed(
  given: AssignedValue,
  named: CompiledNamed,
  bytes: Uint8Array,
  start: number,
  end: number,
  emit: Emit,
): void {
  const { detector, provider } = named;
  const check = runCheck(detector.check, given.value);
  if (check.rejected === true) return;
  const name = nameAround(bytes, start, end);
  emit({
    rule: detector.rule,
    title: detector.title,
    start: given.start,
    end: given.end,
    value: given.value,
    severity: detector.severity ?? (detector.identifier === true ? 'info' : 'high'),
    confidence: check.confidence ?? detector.confidence ?? 'medium',
    facts: check.facts,
    rank: 1,
    remediation: provider.revoke,
    name: byteString(bytes, name.start, name.end),
    ...optional(detector.pair, detector.identifier, check.properties),
  });
}

const isMixed = (value: string): boolean => /[a-z]/.test(value) && /[A-Z]/.test(value) && /[0-9]/.test(value);
