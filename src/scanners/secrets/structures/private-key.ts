/** Private keys in PEM, OpenSSH, PGP and PuTTY form, also inside string literals and JSON. */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { Candidate } from '../candidate.ts';
import { relativeEntropy } from '../engine/entropy.ts';
import type { Structure } from '../engine/structures.ts';
import { byteString } from '../engine/text.ts';
import { decodeBase64 } from '../validate/base64.ts';

const longestKey = 24_576;
const header = /-----BEGIN ([A-Z0-9 _-]{0,60}PRIVATE KEY(?: BLOCK)?)-----/iy;

export const privateKey: Structure = {
  keywords: ['-----begin', 'putty-user-key-file-'],
  match(bytes, start, end, _file, emit) {
    const isPem = bytes[start] === 45;
    // Certificates begin alike and are far more common.
    if (isPem && !/PRIVATE KEY/i.test(byteString(bytes, end, Math.min(bytes.length, end + 62)))) return 0;
    const text = byteString(bytes, start, Math.min(bytes.length, start + longestKey));
    const candidate = isPem ? pemKey(bytes, text, start) : puttyKey(text, start);
    if (candidate === undefined) return 0;
    emit(candidate);
    return Math.max(candidate.end, end);
  },
};

function pemKey(bytes: Uint8Array, text: string, start: number): Candidate | undefined {
  header.lastIndex = 0;
  const found = header.exec(text);
  if (found === null) return undefined;
  const bodyStart = found[0].length;
  const endMark = text.slice(bodyStart).search(/-----END/i);
  const body = endMark < 0 ? text.slice(bodyStart, bodyStart + 4096) : text.slice(bodyStart, bodyStart + endMark);
  const clean = body.replace(/\\\\?[nrt]/g, '\n').replace(/\\\n/g, '\n');
  const encoded = clean
    .split('\n')
    .filter((line) => !/^[\s"'b(]*[A-Za-z-]+:\s/.test(line))
    .map((line) =>
      line
        .trim()
        .replace(/^[\s+(,]*[bru]{0,2}["'`]/i, '')
        .replace(/["'`][\s+,;)\\]*$/, ''),
    )
    .join('')
    .replace(/=[A-Za-z0-9+/]{4}$/, '');
  const base64 = /^[A-Za-z0-9+/]*/.exec(encoded)?.[0] ?? '';
  // The shortest real key, Ed25519 in PKCS #8, has 64 characters.
  if (base64.length < 60 || relativeEntropy(base64, 64) < 0.72 || /example|x{12}/i.test(base64)) return undefined;
  const raw = decodeBase64(base64.slice(0, base64.length - (base64.length % 4)));
  const label = found[1].toUpperCase();
  const facts: string[] = [];
  const encrypted = /ENCRYPTED/.test(label) || /Proc-Type:\s*4,\s*ENCRYPTED/i.test(body) || isEncryptedOpenSsh(raw);
  if (encrypted) facts.push('It is encrypted: the passphrase is all that protects it.');
  const shaped = raw !== undefined && (raw[0] === 0x30 || raw[0] >= 0x80 || label.includes('OPENSSH'));
  if (!encrypted && !label.includes('PGP')) facts.push(...describe(label, base64));
  const account = serviceAccount(bytes, start);
  if (account !== undefined) facts.push(account);
  return {
    rule: account === undefined ? 'private-key' : 'gcp-service-account-key',
    title: account === undefined ? 'Private key' : 'Google Cloud service account key',
    start,
    end: start + bodyStart + (endMark < 0 ? body.length : endMark),
    value: base64,
    severity: encrypted ? 'medium' : 'high',
    confidence: shaped ? 'high' : 'low',
    facts,
    rank: 0,
    properties: { encrypted },
  };
}

/** Type, length and public fingerprint, when the key can be read. */
function describe(label: string, base64: string): string[] {
  try {
    const lines = base64.replace(/(.{64})/g, '$1\n');
    const padding = '='.repeat((4 - (base64.length % 4)) % 4);
    const key = createPrivateKey(`-----BEGIN ${label}-----\n${lines}${padding}\n-----END ${label}-----\n`);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? key.asymmetricKeyDetails?.namedCurve;
    const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
    const print = createHash('sha256').update(der).digest('base64').slice(0, 16);
    return [
      `It parses as a ${key.asymmetricKeyType ?? 'private'} key${bits === undefined ? '' : ` (${bits})`}; its public key's SHA-256 begins ${print}.`,
    ];
  } catch {
    return [];
  }
}

/** Key files of OpenSSH name their cipher after the magic and a length. */
function isEncryptedOpenSsh(raw: Uint8Array | undefined): boolean {
  if (raw === undefined || raw.length < 30) return false;
  const text = byteString(raw, 0, 40);
  return text.startsWith('openssh-key-v1\0') && !text.slice(19, 23).startsWith('none');
}

function serviceAccount(bytes: Uint8Array, start: number): string | undefined {
  const around = byteString(bytes, Math.max(0, start - 1500), Math.min(bytes.length, start + 4500));
  if (!/"type"\s{0,8}:\s{0,8}"service_account"/.test(around)) return undefined;
  const email = /"client_email"\s{0,8}:\s{0,8}"([\w.@-]{5,120})"/.exec(around)?.[1];
  return email === undefined ? 'It belongs to a service account.' : `It belongs to ${email}.`;
}

function puttyKey(text: string, start: number): Candidate | undefined {
  const found =
    /^putty-user-key-file-[23]: [^\n]{1,80}\n(?:[^\n]{0,400}\n){1,400}?private-lines: \d+\r?\n((?:[A-Za-z0-9+/=]{1,80}\r?\n){1,100})/i.exec(
      text,
    );
  if (found === null) return undefined;
  const encrypted = !/encryption: none/i.test(found[0]);
  return {
    rule: 'private-key',
    title: 'PuTTY private key',
    start,
    end: start + found[0].length,
    value: found[1].replace(/\s/g, ''),
    severity: encrypted ? 'medium' : 'high',
    confidence: 'high',
    facts: encrypted ? ['It is encrypted: the passphrase is all that protects it.'] : [],
    rank: 0,
    properties: { encrypted },
  };
}
