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
  let at = 0;
  let block = blockAt(units, 0);
  return lineStarts.map((start) => {
    if (start - at > blockSize) block = blockAt(units, start);
    else for (; at < start; at++) roll(block, units, at);
    at = start;
    const hash = toHex(block);
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

/** A 64-bit number in two halves. */
interface Block {
  high: number;
  low: number;
}

/** 37 to the power of 100: what the unit that leaves the block has become. */
const leaving: Block = (() => {
  const power: Block = { high: 0, low: 1 };
  for (let i = 0; i < blockSize; i++) push(power, 0);
  return power;
})();

/** ×37, plus a unit. */
function push(block: Block, unit: number): void {
  const sum = block.low * multiplier + unit;
  block.high = (block.high * multiplier + Math.floor(sum / twoTo32)) % twoTo32;
  block.low = sum % twoTo32;
}

/** The block at `start`; past the end it is filled with zeros. */
function blockAt(units: Uint16Array, start: number): Block {
  const block: Block = { high: 0, low: 0 };
  for (let at = start; at < start + blockSize; at++) push(block, at < units.length ? units[at] : 0);
  return block;
}

/** From the block at `start` to the one after it. */
function roll(block: Block, units: Uint16Array, start: number): void {
  const end = start + blockSize;
  push(block, end < units.length ? units[end] : 0);
  const unit = units[start];
  const lowProduct = leaving.low * unit;
  const low = block.low - (lowProduct % twoTo32);
  const borrow = low < 0 ? 1 : 0;
  const high = block.high - ((leaving.high * unit + Math.floor(lowProduct / twoTo32)) % twoTo32) - borrow;
  block.low = low + borrow * twoTo32;
  block.high = high < 0 ? high + twoTo32 : high;
}

function toHex({ high, low }: Block): string {
  return high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
}
