/** AWS access key ids carry the account number: base 32 after the four letters, ten bytes, shifted by seven bits. */
import type { CheckResult } from './checks.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Decodes the account of an access key id (AKIA… and ASIA…). */
export function awsKeyId(keyId: string): CheckResult {
  const account = awsAccount(keyId);
  return account === undefined
    ? { facts: [] }
    : { facts: [`It belongs to AWS account ${account}.`], properties: { awsAccount: account } };
}

/** Twelve digits, or undefined for ids made before the account was part of them. */
export function awsAccount(keyId: string): string | undefined {
  // Ids whose fifth character sorts below `I`'s successor predate the scheme and decode to nonsense.
  if (!/^A[KS]IA[A-Z2-7]{16}$/.test(keyId)) return undefined;
  let bits = 0n;
  for (const ch of keyId.slice(4, 14)) bits = (bits << 5n) | BigInt(alphabet.indexOf(ch));
  // 50 bits read; the account is bits 1 to 40 of the first 48.
  const account = (bits >> 9n) & 0xffffffffffn;
  return account < 1_000_000_000_000n ? account.toString().padStart(12, '0') : undefined;
}
