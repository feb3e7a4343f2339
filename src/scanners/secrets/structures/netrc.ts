/** `machine HOST login USER password VALUE` of .netrc, on one line or several; `host:port:db:user:password` of .pgpass. */
import type { Structure } from '../engine/structures.ts';
import { byteString } from '../engine/text.ts';
import { placeholderReason } from '../judge/placeholder.ts';

const entry = /machine\s{1,20}(\S{1,253})\s{1,40}login\s{1,20}\S{1,200}\s{1,40}password\s{1,20}(\S{3,500})/iy;

export const netrc: Structure = {
  keywords: ['machine '],
  match(bytes, start, _end, _file, emit) {
    const text = byteString(bytes, start, Math.min(bytes.length, start + 1200));
    entry.lastIndex = 0;
    const found = entry.exec(text);
    if (found === null || placeholderReason(found[2]) !== undefined || /[{}<>$]/.test(found[2])) return 0;
    const end = start + found[0].length;
    emit({
      rule: 'netrc-password',
      title: 'Password in netrc form',
      start: end - found[2].length,
      end,
      value: found[2],
      severity: 'high',
      confidence: 'high',
      facts: [`It is for ${found[1].replace(/[^\w.-]/g, '').slice(0, 80)}.`],
      rank: 0,
    });
    return end;
  },
};
