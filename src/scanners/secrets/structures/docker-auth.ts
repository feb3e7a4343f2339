/** `"auth": "<base64 of user:password>"` in Docker's config.json and image pull secrets. */

import { directValue } from '../engine/assignment.ts';
import type { Structure } from '../engine/structures.ts';
import { placeholderReason } from '../judge/placeholder.ts';
import { decodeBase64Text } from '../validate/base64.ts';

export const dockerAuth: Structure = {
  keywords: ['"auth"', '_auth='],
  match(bytes, _start, end, _file, emit) {
    // The keyword of .npmrc holds the operator already.
    const value = directValue(bytes, bytes[end - 1] === 61 ? end - 1 : end, false);
    const decoded = value === undefined ? undefined : decodeBase64Text(value.value);
    const parts = decoded === undefined ? null : /^([^\s:]{1,200}):(\S{3,4000})$/.exec(decoded);
    if (value === undefined || parts === null || placeholderReason(parts[2]) !== undefined) return 0;
    emit({
      rule: 'registry-credentials',
      title: 'Registry user and password, base64-encoded',
      start: value.start,
      end: value.end,
      value: parts[2],
      severity: 'high',
      confidence: 'high',
      facts: ['Base64 is no encryption: it decodes to a user name and a password.'],
      rank: 0,
    });
    return value.end;
  },
};
