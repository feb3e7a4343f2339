/**
 * GitHub's `primaryLocationLineHash`. `upload-sarif` warns on every run when a tool's value differs from its own,
 * so this is exactly its hash: ×37 over the 100 characters from the line's start, blanks and tabs left out.
 */
const blockSize = 100;
const multiplier = 37;
const twoTo32 = 2 ** 32;
const endOfFile = 65_535;

/** The hash of each line of a file, `hex:occurrence`; element 0 is line 1. `bytes` is the file as it is on disk. */
export function githubLineHashes(bytes: Uint8Array): string[] {
  const { units, lineStarts } = significantUnits(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  const seen = new Map<string, number>();
  return lineStarts.map((start) => {
    const hash = hashBlock(units, start);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  });
}

/** UTF-16 units without blanks and tabs, CRLF and CR as LF, and the end-of-file mark; and where each line begins. */
function significantUnits(text: string): { readonly units: Uint16Array; readonly lineStarts: number[] } {
  const units = new Uint16Array(text.length + 1);
  const lineStarts: number[] = [];
  let length = 0;
  let atLineStart = true;
  const push = (unit: number): void => {
    if (atLineStart) lineStarts.push(length);
    atLineStart = unit === 10;
    units[length++] = unit;
  };
  let afterReturn = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const skipped: boolean = unit === 32 || unit === 9 || (afterReturn && unit === 10);
    afterReturn = !skipped && unit === 13;
    if (!skipped) push(unit === 13 ? 10 : unit);
  }
  push(endOfFile);
  return { units: units.subarray(0, length), lineStarts };
}

/** 64-bit arithmetic in two halves; past the end the block is filled with zeros. */
function hashBlock(units: Uint16Array, start: number): string {
  let high = 0;
  let low = 0;
  for (let at = start; at < start + blockSize; at++) {
    const sum = low * multiplier + (at < units.length ? units[at] : 0);
    high = (high * multiplier + Math.floor(sum / twoTo32)) % twoTo32;
    low = sum % twoTo32;
  }
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}
