/** Shannon entropy, and how random a value looks for its alphabet. */

/** Bits per character; 0 for the empty string. */
export function shannonEntropy(value: string): number {
  const counts = new Map<string, number>();
  for (const ch of value) counts.set(ch, (counts.get(ch) ?? 0) + 1);
  let total = 0;
  for (const count of counts.values()) total += count;
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits;
}

/**
 * Entropy as a share of what a random value of this length and alphabet reaches: about 0.9 for random values of any
 * alphabet, below 0.7 for repetition. Makes one limit serve hex, base32, base64 and digits alike.
 */
export function relativeEntropy(value: string, alphabet: number): number {
  if (value.length < 2) return 0;
  return shannonEntropy(value) / Math.log2(Math.min(alphabet, value.length));
}

/** Size of the smallest usual alphabet that holds the value: digits, hex, base32, letters, base62, base64, printable. */
export function alphabetSize(value: string): number {
  if (/^[0-9]+$/.test(value)) return 10;
  if (/^[0-9a-f-]+$/.test(value) || /^[0-9A-F-]+$/.test(value)) return 16;
  if (/^[a-z]+$/.test(value) || /^[A-Z]+$/.test(value)) return 26;
  if (/^[a-z0-9]+$/.test(value) || /^[A-Z0-9]+$/.test(value)) return 36;
  if (/^[A-Za-z0-9]+$/.test(value)) return 62;
  if (/^[A-Za-z0-9+/=_-]+$/.test(value)) return 64;
  return 90;
}
