/** The checksum that GitHub and npm put at the end of their tokens: CRC-32 of the rest, six characters of base 62. */
import { crc32 } from 'node:zlib';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Whether the last six characters are the checksum of what stands between the prefix (to the last `_`) and them. */
export function hasCrc32Suffix(token: string): boolean {
  const body = token.slice(0, -6);
  const sum = token.slice(-6);
  const secret = body.slice(body.lastIndexOf('_') + 1);
  // Fine-grained tokens sum the text from the end of the prefix; classic ones have one part only.
  return (
    checksumBase62(secret) === sum ||
    checksumBase62(body) === sum ||
    checksumBase62(body.replace(/^github_pat_/, '')) === sum
  );
}

/** Six base-62 digits of the CRC-32 of `text`. */
export function checksumBase62(text: string): string {
  let rest = crc32(text) >>> 0;
  let out = '';
  for (let i = 0; i < 6; i++) {
    out = digits[rest % 62] + out;
    rest = Math.floor(rest / 62);
  }
  return out;
}
