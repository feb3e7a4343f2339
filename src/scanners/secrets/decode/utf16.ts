/** UTF-16 and UTF-32 text made readable for a matcher that works on bytes. */

export interface Narrowed {
  /** One byte per character; characters above 255 become `?`. */
  readonly bytes: Uint8Array;
  /** Byte of the original file at which character 0 stands, and bytes per character. */
  readonly offset: number;
  readonly width: number;
}

/** Narrows UTF-16 or UTF-32 by its byte-order mark, or UTF-16 without one by its pattern of zero bytes; else undefined. */
export function narrowWideText(bytes: Uint8Array): Narrowed | undefined {
  if (bytes.length < 4) return undefined;
  const mark =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'little' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'big' : undefined;
  if (mark === 'little' && bytes[2] === 0 && bytes[3] === 0) return narrow(bytes, 4, 4, 0);
  if (mark !== undefined) return narrow(bytes, 2, 2, mark === 'little' ? 0 : 1);
  const sample = Math.min(bytes.length & ~1, 512);
  let evenZeros = 0;
  let oddZeros = 0;
  for (let at = 0; at < sample; at += 2) {
    if (bytes[at] === 0) evenZeros++;
    if (bytes[at + 1] === 0) oddZeros++;
  }
  if (oddZeros > sample * 0.4 && evenZeros < sample * 0.02) return narrow(bytes, 0, 2, 0);
  if (evenZeros > sample * 0.4 && oddZeros < sample * 0.02) return narrow(bytes, 0, 2, 1);
  return undefined;
}

/** `low` is the place of the lowest byte within a character. */
function narrow(bytes: Uint8Array, offset: number, width: number, low: number): Narrowed {
  const length = Math.floor((bytes.length - offset) / width);
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const at = offset + i * width;
    let high = 0;
    for (let k = 0; k < width; k++) if (k !== low) high |= bytes[at + k];
    out[i] = high === 0 ? bytes[at + low] : 63;
  }
  return { bytes: out, offset, width };
}
