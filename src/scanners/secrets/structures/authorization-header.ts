/** `Authorization: Basic …`, `Bearer …` and their relatives, in headers, dictionaries and commands of any language. */
import { alphabetSize, relativeEntropy } from '../engine/entropy.ts';
import type { Structure } from '../engine/structures.ts';
import { byteString, isWord } from '../engine/text.ts';
import { placeholderReason } from '../judge/placeholder.ts';
import { readsAsWords } from '../judge/wording.ts';
import { decodeBase64Text } from '../validate/base64.ts';

const credential = /[A-Za-z0-9._~+/=-]{8,2048}/y;

export const authorizationHeader: Structure = {
  keywords: ['basic ', 'bearer '],
  match(bytes, start, end, _file, emit) {
    if (start > 0 && isWord(bytes[start - 1])) return 0;
    const text = byteString(bytes, end, Math.min(bytes.length, end + 2100));
    credential.lastIndex = 0;
    const value = credential.exec(text)?.[0];
    if (value === undefined) return 0;
    const basic = (bytes[start] | 32) === 98 && (bytes[start + 1] | 32) === 97;
    const common = { start: end, end: end + value.length, value, rank: 1, severity: 'high' } as const;
    if (basic) {
      const decoded = decodeBase64Text(value);
      const parts = decoded === undefined ? null : /^([^\s:]{1,100}):(\S{3,200})$/.exec(decoded);
      if (parts === null || !/^[\x20-\x7e]+$/.test(parts[0])) return 0;
      const weak = placeholderReason(parts[2]) !== undefined || parts[1] === parts[2] || readsAsWords(parts[2]);
      emit({
        ...common,
        rule: 'credential-in-header',
        title: 'Basic authentication header',
        value: parts[2],
        severity: weak ? 'low' : 'high',
        confidence: weak ? 'low' : 'high',
        facts: ['It decodes to a user name and a password.'],
      });
      return end + value.length;
    }
    if (value.length < 20 || placeholderReason(value) !== undefined || readsAsWords(value) || !/[0-9]/.test(value))
      return 0;
    if (relativeEntropy(value, alphabetSize(value)) < 0.75) return 0;
    emit({
      ...common,
      rule: 'credential-in-header',
      title: 'Bearer token in a header',
      confidence: value.length >= 32 ? 'high' : 'medium',
      facts: [],
    });
    return end + value.length;
  },
};
