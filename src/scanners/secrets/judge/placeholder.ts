/** Values that stand for a secret without being one. */
import { alphabetSize, relativeEntropy } from '../engine/entropy.ts';

const placeholderWords =
  /example|sample|change[-_ ]?(?:me|it|this)|place[-_ ]?holder|your[-_ ]|^your|my[-_](?:secret|token|key|pass|api)|dummy|fake|^mock|foo[-_]?bar|foobar|xxxx|\bx{3,}\b|to[-_ ]?do|redact|replace|insert[-_ ]|removed|hidden|masked|censored|not[-_ ]?(?:a[-_ ]?)?(?:real|secret|set|used|needed)|lorem|ipsum|undefined|goes[-_ ]?here|here$|_here\b|<[^>]*>|\.\.\.|…|\*{3,}|-{4,}$|^-+$|^_+$|some[-_](?:secret|token|key|pass|random|api|value)|any[-_]?thing|secret[-_ ]?(?:key|token|value|password|here)$|deadbeef|cafebabe|cafe1234|qwerty|asdf/i;

const wholeWords = new Set(
  (
    'none null nil true false default optional required empty unset unknown disabled enabled changeme password passwd pass pwd pw secret ' +
    'token key apikey api_key api-key auth user username admin root test testing tests tester demo guest value string str bytes text ' +
    'basic bearer digest oauth oauth2 jwt hidden private public hello world abc passphrase invalid wrong valid bad good old new'
  ).split(' '),
);

/** Values that people really use and attackers try first. */
const weakWords =
  /^(?:letmein|hunter2|abc123|s[3e]cr[3e]t[0-9!]*|t0ken|p[a4@][s5$]{2}w[0o]rd[0-9!]*|admin[0-9!@]{1,4}|root[0-9!@]{1,4}|welcome[0-9!]*|qwerty[0-9]*|my[-_]?(?:password|pass|secret|token)[0-9!]*|secret[-_]?key|super[-_]?secret.*|very[-_]?secret.*|dev|development)$/i;

/** A weak, guessable value: worth a report only where the place says that it is used as a credential. */
export function isWeakValue(value: string): boolean {
  return weakWords.test(value);
}

/** Text that is filled in later: templates, shell variables, format fields. */
export function isTemplate(value: string): boolean {
  return templates.some((pattern) => pattern.test(value));
}

const templates: readonly RegExp[] = [
  // ${NAME}, $(command), {{ name }}, <% name %>, #{name}, %(name)s, {name!r:>10}
  /\$\{[A-Za-z_!]|\$\([A-Za-z_]+[ )]|\{\{[\s\w.'"|-]+\}\}|<%.*%>|#\{[a-z_]|%\([A-Za-z_]\w*\)[sdr]/i,
  /\{[A-Za-z_][\w.[\]]*(?:![rsa])?(?::[^{}]*)?\}/,
  // The whole value: $NAME, %NAME%, %s, <name>, [name], {…}, @NAME@, !tag, ::name
  /^(?:\$[A-Za-z_]\w*|%[A-Za-z_]+%|%[sdr]|<[^<>]*>|\[[^\]]*\]|\{[^{}]*\}|@[A-Za-z_.]+@?|![A-Za-z]\w* .*|::.*)$/,
];

/** Counting up or down, or one group repeated: `abcdef…`, `12345678`, `0123456789abcdef`. */
export function isSequence(value: string): boolean {
  if (value.length < 4) return false;
  let steps = 0;
  for (let i = 1; i < value.length; i++) {
    const step = value.charCodeAt(i) - value.charCodeAt(i - 1);
    const wraps = /^(?:9a|9A|90|zA|Za|z0|Z0|fF|f0|F0)$/.test(value.slice(i - 1, i + 1));
    if (step === 1 || step === -1 || step === 0 || wraps) steps++;
  }
  if (steps >= (value.length - 1) * 0.7) return true;
  for (let size = 1; size <= 10 && size * 3 <= value.length; size++) {
    let same = true;
    for (let i = size; same && i < value.length; i++) same = value[i] === value[i - size];
    if (same) return true;
  }
  return false;
}

/** Why the value is no secret, in a word; undefined if it may be one. For values of any shape. */
export function placeholderReason(value: string): string | undefined {
  if (isTemplate(value)) return 'template';
  if (wholeWords.has(value.toLowerCase())) return 'word';
  if (isWeakValue(value)) return 'weak';
  if (placeholderWords.test(value)) return 'placeholder';
  if (isSequence(value)) return 'sequence';
  return undefined;
}

/**
 * The same for a value that a provider's pattern has matched: its shape is evidence already, so only what no
 * generator produces counts.
 */
export function tokenPlaceholderReason(value: string, alphabet: number): string | undefined {
  const body = value.length > 12 ? value.slice(-Math.max(10, Math.floor(value.length * 0.7))) : value;
  if (
    /example|x{5,}|placeholder|your[-_]|redacted|\*{3,}|\.{3,}|dummy|changeme|abcdefgh|12345678|deadbeef|(?:0123456789)|fake|(?:abc123){2}|a1b2c3d4|1a2b3c4d/i.test(
      body,
    )
  ) {
    return 'placeholder';
  }
  if (isSequence(body)) return 'sequence';
  if (relativeEntropy(body, Math.min(alphabet, alphabetSize(body))) < 0.7) return 'repetition';
  return undefined;
}
