/** Values of a Kubernetes `kind: Secret`: base64 under `data`, plain under `stringData`. */
import type { Structure } from '../engine/structures.ts';
import { byteString } from '../engine/text.ts';
import { placeholderReason } from '../judge/placeholder.ts';
import { decodeBase64Text } from '../validate/base64.ts';

const longestManifest = 16_384;
const publicKeys = /^(?:ca\.crt|tls\.crt|username|user|login|host|port|url|namespace|database|db|name|email)$/i;

export const kubernetesSecret: Structure = {
  keywords: ['kind: secret', '"kind": "secret"'],
  match(bytes, start, _end, file, emit) {
    if (file.notation !== 'config') return 0;
    const from = Math.max(0, start - 2000);
    const text = byteString(bytes, from, Math.min(bytes.length, start + longestManifest));
    const before = text.slice(0, start - from);
    const first = Math.max(before.lastIndexOf('\n---') + 1, 0);
    const after = text.indexOf('\n---', start - from);
    const manifest = text.slice(first, after < 0 ? undefined : after);
    let section: 'data' | 'stringData' | undefined;
    let indent = 0;
    let offset = from + first;
    for (const line of manifest.split('\n')) {
      const head = /^(\s*)"?(data|stringData)"?\s*:/.exec(line);
      const pair = /^(\s*)"?([\w.-]{1,100})"?\s*:\s*["']?([^\s"',}]{6,8000})/.exec(line);
      if (head !== null) {
        section = head[2] === 'data' ? 'data' : 'stringData';
        indent = head[1].length;
      } else if (pair !== null && pair[1].length <= indent) section = undefined;
      else if (pair !== null && section !== undefined && !publicKeys.test(pair[2])) {
        const value = section === 'data' ? decodeBase64Text(pair[3]) : pair[3];
        const at = offset + line.indexOf(pair[3], pair[0].length - pair[3].length);
        if (
          value !== undefined &&
          value.length >= 4 &&
          value.length < 2000 &&
          placeholderReason(value.trim()) === undefined &&
          !/^[a-z]{1,8}$|[{}<>$]/.test(value)
        ) {
          emit({
            rule: 'kubernetes-secret',
            title: 'Value of a Kubernetes Secret',
            start: at,
            end: at + pair[3].length,
            value: value.trim(),
            severity: 'high',
            confidence: 'medium',
            facts: section === 'data' ? ['Base64 is no encryption.'] : [],
            rank: 1,
            name: pair[2],
          });
        }
      }
      offset += line.length + 1;
    }
    return start + manifest.length - (start - from - first);
  },
};
