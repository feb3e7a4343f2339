/** JSON Web Tokens (RFC 7519): three base64url parts of which the first two decode to JSON. */
import type { Candidate } from '../candidate.ts';
import type { Structure } from '../engine/structures.ts';
import { byteString, isWord } from '../engine/text.ts';
import { decodeBase64Json } from '../validate/base64.ts';

const token = /eyJ[A-Za-z0-9_-]{10,2000}\.(eyJ[A-Za-z0-9_-]{4,4000})\.([A-Za-z0-9_-]{10,1000})?/y;

export const jsonWebToken: Structure = {
  keywords: ['eyj'],
  match(bytes, start, _end, file, emit) {
    if (start > 0 && (isWord(bytes[start - 1]) || bytes[start - 1] === 46)) return 0;
    const text = byteString(bytes, start, Math.min(bytes.length, start + 7100));
    token.lastIndex = 0;
    const found = token.exec(text);
    if (found === null) return 0;
    const candidate = judge(found[0], start, file.today);
    if (candidate !== undefined) emit(candidate);
    return start + found[0].length;
  },
};

function judge(value: string, start: number, today: string): Candidate | undefined {
  const [head, body, signature] = value.split('.');
  const header = decodeBase64Json(head);
  const payload = decodeBase64Json(body);
  if (header === undefined || payload === undefined || typeof header['alg'] !== 'string') return undefined;
  const facts = [`It is signed with ${plain(header['alg'])}.`];
  let severity: Candidate['severity'] = 'medium';
  const issuer = payload['iss'];
  if (typeof issuer === 'string') facts.push(`Its issuer is ${plain(issuer)}.`);
  const role = payload['role'];
  if (role === 'service_role') {
    severity = 'critical';
    facts.push('It carries the service_role claim.');
  } else if (role === 'anon') {
    severity = 'info';
    facts.push('It carries the anon role, which is meant to be public.');
  }
  const expires = payload['exp'];
  if (typeof expires === 'number' && Number.isFinite(expires) && Math.abs(expires) < 8e12) {
    const day = new Date(expires * 1000).toISOString().slice(0, 10);
    if (day < today) severity = 'info';
    facts.push(day < today ? `It expired on ${day}.` : `It expires on ${day}.`);
  } else if (role === undefined) facts.push('It has no expiry.');
  if (signature === '' || signature === undefined || header['alg'].toLowerCase() === 'none') {
    severity = 'info';
    facts.push('It has no signature.');
  }
  return {
    rule: 'json-web-token',
    title: 'JSON Web Token',
    start,
    end: start + value.length,
    value,
    severity,
    confidence: severity === 'info' ? 'low' : 'medium',
    facts,
    rank: 0,
    properties: { algorithm: plain(header['alg']) },
  };
}

function plain(text: string): string {
  return text.replace(/[^\w.:/@ -]/g, '').slice(0, 80);
}
