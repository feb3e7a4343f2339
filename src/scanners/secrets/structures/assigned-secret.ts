/** `password: …`, `API_KEY=…`, `"client_secret": "…"`: a credential by its name, in files without a tree of their own. */
import type { Notation } from '../candidate.ts';
import { type AssignedValue, directValue, nameAround, readValue } from '../engine/assignment.ts';
import type { Structure } from '../engine/structures.ts';
import { byteString } from '../engine/text.ts';
import { credentialName, judgeAssigned } from '../judge/assigned.ts';
import { isCommentLine, isMachineLine, isTranslation } from '../judge/context.ts';

export const assignedSecret: Structure = {
  keywords:
    'passw passphrase pwd _pass dbpass contrase secret token api_key apikey api-key access_key access-key accesskey auth_key authkey auth-key private_key privatekey encryption_key encryptionkey signing_key signingkey master_key masterkey account_key accountkey service_key servicekey storage_key fernet_key license_key credential'.split(
      ' ',
    ),
  match(bytes, start, end, file, emit) {
    if (file.notation === 'python') return 0;
    const name = nameAround(bytes, start, end);
    const text = byteString(bytes, name.start, name.end);
    const kind = credentialName(text);
    if (kind === undefined || isTranslation(file.path)) return name.end;
    // `arn:…:secret:NAME`, `"…?access_token=" + value`: part of a longer text.
    const before = bytes[name.start - 1];
    if (before === 58 || before === 63 || before === 38) return name.end;
    const given = directValue(bytes, name.end, file.kind === 'dockerfile') ?? valueOfEntry(bytes, name.end);
    if (given === undefined || endsString(bytes, name.start, given) || !isWholeValue(bytes, given, file.notation))
      return name.end;
    const strict = file.notation !== 'config' && !given.quoted;
    if (strict && file.notation === 'code') return name.end;
    const confidence = judgeAssigned(kind, text, given.value, strict || file.notation === 'prose');
    if (confidence === undefined) return name.end;
    if (file.notation === 'code' && (confidence === 'low' || isMachineLine(bytes, given.start))) return name.end;
    if (confidence !== 'high' && isCommentLine(bytes, name.start)) return name.end;
    emit({
      rule: kind === 'password' ? 'hardcoded-password' : 'hardcoded-secret',
      title: kind === 'password' ? 'Hard-coded password' : 'Hard-coded secret',
      start: given.start,
      end: given.end,
      value: given.value,
      severity: confidence === 'low' ? 'medium' : 'high',
      confidence,
      facts: [],
      rank: 3,
      name: text.replace(/^[.-]+/, ''),
    });
    return given.end;
  },
};

/** `"token=" + x`: the quote after the operator ends the string that holds the name. */
function endsString(bytes: Uint8Array, nameStart: number, given: AssignedValue): boolean {
  const quote = bytes[given.start - 1];
  return given.quoted && bytes[nameStart - 1] === quote && bytes[given.start - 2] === 61;
}

/** Kubernetes, ECS and compose write `name: DB_PASSWORD` and, as the next key, `value: …`. */
function valueOfEntry(bytes: Uint8Array, from: number): AssignedValue | undefined {
  const text = byteString(bytes, from, Math.min(bytes.length, from + 80));
  const found = /^["']?,?\s{1,60}["']?value["']?[ \t]{0,8}:/.exec(text);
  return found === null ? undefined : readValue(bytes, from + found[0].length);
}

/** A bare value must be all that stands on its line, or it is the first word of a sentence or expression. */
function isWholeValue(bytes: Uint8Array, given: AssignedValue, notation: Notation): boolean {
  if (given.quoted) return true;
  let at = given.end;
  while (bytes[at] === 32 || bytes[at] === 9) at++;
  const byte = bytes[at];
  if (at >= bytes.length || byte === 10 || byte === 13) return true;
  if (byte === 44 || byte === 59 || byte === 125 || byte === 38) return notation === 'config';
  // A comment after a blank; a continued command line.
  return (
    notation === 'config' &&
    at > given.end &&
    (byte === 35 || byte === 92 || (/[A-Za-z-]/.test(String.fromCharCode(byte)) && bytes[given.start - 1] === 61))
  );
}
