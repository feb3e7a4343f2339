/** `curl -u user:password`: the command is cut into shell words instead of searched by a (backtracking) pattern. */
import type { Structure } from '../engine/structures.ts';
import { byteString, isWord } from '../engine/text.ts';
import { isTemplate, placeholderReason } from '../judge/placeholder.ts';
import { readsAsWords } from '../judge/wording.ts';

const longestCommand = 2000;

interface Word {
  readonly text: string;
  readonly start: number;
}

export const curlCredentials: Structure = {
  keywords: ['curl '],
  match(bytes, start, end, file, emit) {
    if (start > 0 && isWord(bytes[start - 1])) return 0;
    const words = shellWords(byteString(bytes, end, Math.min(bytes.length, end + longestCommand)));
    for (let i = 0; i < words.length; i++) {
      const inline = /^(?:-u|--user=|--proxy-user=)(.+)$/s.exec(words[i].text);
      const next = /^(?:-u|--user|-U|--proxy-user)$/.test(words[i].text) ? words[i + 1] : undefined;
      const pair = next?.text ?? inline?.[1];
      if (pair === undefined) continue;
      const colon = pair.indexOf(':');
      const password = pair.slice(colon + 1);
      const user = pair.slice(0, Math.max(0, colon));
      const value = password === '' ? user : password;
      if (
        colon < 0 ||
        value.length < 4 ||
        isTemplate(value) ||
        placeholderReason(value) !== undefined ||
        (value === user && password !== '')
      )
        continue;
      if (file.notation === 'prose' && readsAsWords(value)) continue;
      if (/[<>{}$]/.test(value)) continue;
      const offset = end + words[i].start + (next === undefined ? words[i].text.length - pair.length : 0);
      const from = next === undefined ? offset : end + next.start;
      const valueStart = from + (password === '' ? 0 : colon + 1);
      emit({
        rule: 'credential-in-command',
        title: 'Credential in a curl command',
        start: valueStart,
        end: valueStart + value.length,
        value,
        severity: 'high',
        confidence: readsAsWords(value) ? 'low' : 'high',
        facts: [],
        rank: 1,
      });
    }
    return end;
  },
};

/** Words of one command as a POSIX shell cuts them; offsets are of each word's first character inside its quotes. */
function shellWords(text: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    const ch = text[at];
    if (ch === '\\' && /[\r\n]/.test(text[at + 1] ?? '')) at += text.startsWith('\r\n', at + 1) ? 3 : 2;
    else if (ch === '\n' || ch === '\r' || ch === ';' || ch === '|' || ch === '&') break;
    else if (ch === ' ' || ch === '\t') at++;
    else {
      const quote = ch === '"' || ch === "'" ? ch : '';
      const start = quote === '' ? at : at + 1;
      let end = start;
      while (
        end < text.length &&
        (quote === '' ? !/[\s;|&"']/.test(text[end]) : text[end] !== quote && text[end] !== '\n')
      )
        end++;
      words.push({ text: text.slice(start, end), start });
      at = Math.max(end + (quote === '' ? 0 : 1), at + 1);
    }
  }
  return words;
}
