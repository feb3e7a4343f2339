import { defineRule, node as onNode } from '../../rule.ts';

const names: { readonly [code: number]: string } = {
  8234: 'LEFT-TO-RIGHT EMBEDDING',
  8235: 'RIGHT-TO-LEFT EMBEDDING',
  8236: 'POP DIRECTIONAL FORMATTING',
  8237: 'LEFT-TO-RIGHT OVERRIDE',
  8238: 'RIGHT-TO-LEFT OVERRIDE',
  8294: 'LEFT-TO-RIGHT ISOLATE',
  8295: 'RIGHT-TO-LEFT ISOLATE',
  8296: 'FIRST STRONG ISOLATE',
  8297: 'POP DIRECTIONAL ISOLATE',
};
const mostPerFile = 100;

export const rule = defineRule({
  meta: {
    name: 'bidirectional-characters',
    title: 'Invisible characters change the order in which the source is shown',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-1007', 'CWE-838'],
    aliases: ['bandit:B613', 'semgrep:generic.unicode.security.bidi.contains-bidirectional-characters'],
    tags: ['source', 'supply-chain'],
    since: '0.1.0',
  },
  on: onNode('Module'),
  onlyWith: ['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'],
  check(ctx, module) {
    const { source, length } = ctx.module;
    let found = 0;
    // U+202A..E are E2 80 AA..AE, U+2066..9 are E2 81 A6..A9.
    for (
      let at = source.indexOf(0xe2);
      at >= 0 && at < length - 2 && found < mostPerFile;
      at = source.indexOf(0xe2, at + 1)
    ) {
      const code = 0x2000 | ((source[at + 1] & 0x3f) << 6) | (source[at + 2] & 0x3f);
      const name = names[code];
      if (name === undefined || (source[at + 1] !== 0x80 && source[at + 1] !== 0x81)) continue;
      found++;
      ctx.report(module, {
        range: { start: at, end: at + 3 },
        message: `The invisible character U+${code.toString(16).toUpperCase()} (${name}) makes editors show other code than Python runs.`,
        remediation: `Remove it; in a string that needs it, write the escape \`\\u${code.toString(16)}\`.`,
      });
    }
  },
});
