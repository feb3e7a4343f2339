/** PyPI tokens are macaroons (version 2): their location names the index, their identifier the token. */
import { byteString } from '../engine/text.ts';
import { decodeBase64 } from './base64.ts';
import type { CheckResult } from './checks.ts';

/** Reads location, token id and whether the token is limited to projects. */
export function pypiMacaroon(token: string): CheckResult {
  const bytes = decodeBase64(token.slice('pypi-'.length));
  // Version byte 2, then packets of type, length, content; type 1 is the location, 2 the identifier.
  if (bytes === undefined || bytes[0] !== 2 || bytes[1] !== 1) return { facts: [], rejected: true };
  const location = byteString(bytes, 3, 3 + bytes[2]);
  if (!/^[a-z0-9.-]{4,60}$/.test(location)) return { facts: [], rejected: true };
  const identifierAt = 3 + bytes[2];
  const facts = [`It is for ${location}.`];
  if (bytes[identifierAt] === 2) {
    const identifier = byteString(
      bytes,
      identifierAt + 2,
      Math.min(bytes.length, identifierAt + 2 + (bytes[identifierAt + 1] & 0x7f)),
    );
    const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/.exec(identifier)?.[0];
    if (id !== undefined) facts.push(`Its id is ${id}: look for that one to revoke.`);
  }
  const text = byteString(bytes, 0, Math.min(bytes.length, 2000));
  const scope = /"projects"\s*:\s*\[([^\]]{0,400})\]/.exec(text)?.[1];
  if (scope !== undefined) facts.push(`It may publish ${scope.replace(/[^\w", .-]/g, '')}.`);
  else if (/"permissions"\s*:\s*"user"/.test(text) || text.includes('user'))
    facts.push('It may publish every project of its user.');
  return { facts, confidence: 'high', proven: true, properties: { index: location } };
}
