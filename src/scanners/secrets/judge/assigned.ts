/** Judges `name = value`: does the name say credential, and does the value look like one? */
import type { Confidence } from '../../../findings/index.ts';
import { alphabetSize, relativeEntropy } from '../engine/entropy.ts';
import { placeholderReason } from './placeholder.ts';
import { isSlug, readsAsWords, splitWords, wordiness } from './wording.ts';

export type CredentialKind = 'password' | 'secret';

const passwordWords = new Set(
  'password passwd passwort pwd passphrase pass passcode pw contrasena contraseña userpass dbpass senha'.split(' '),
);
const secretWords = new Set(
  'secret token apikey credential credentials accesskey authkey secretkey privatekey creds apitoken authtoken apisecret'.split(
    ' ',
  ),
);
/** `key` alone is any dictionary key; with one of these it is a credential. */
const keyQualifiers = new Set(
  'api access auth private secret encryption encrypt signing sign master account service client session storage fernet hmac jwt license licence deploy deployment webhook integration shared security crypto cipher aes rsa db database app application admin root ssh tls ssl openai anthropic gemini mistral stripe bot'.split(
    ' ',
  ),
);
/** A name that ends in one of these describes a credential, or is about where it lies. */
const describing = new Set(
  (
    'name names url uri urls path paths file files filename dir directory id ids field fields header headers param params parameter label prefix suffix type types ' +
    'length len min max size count regex pattern patterns re format policy class backend func function fn validator validators hasher hashers hash hashed digest md5 sha1 sha256 attempts ' +
    'reset expires expiry expiration expire ttl lifetime timeout age endpoint host hint prompt message msg error errors text title help description desc ' +
    'placeholder env var variable scope scopes algorithm alg algo mode required enabled disabled options config settings manager provider store service cookie ' +
    'kind source location ref reference arn version input form view template widget element selector xpath css column table attr attribute attributes mask masked ' +
    'regexp separator sep delimiter encoding charset chars alphabet letters limit window index usage model issuer audience iss aud handler callback command cmd ' +
    'page link button icon strength entropy salt nonce iv public rotation grant flow method methods schema strategy generator factory getter reader loader parser ' +
    'check checker test tests case cases fixture mock example examples doc docs comment comments state status exists valid invalid changed confirmation confirm action event ' +
    'eos bos pad unk cls sep mask tokenizer embedding string kwarg arg keyword tag tags group info domain region bucket account user username uuid guid'
  ).split(' '),
);
/** Words after the credential word that leave it a credential. */
const neutral = new Set(
  'default value plain plaintext raw str text literal prod production dev development staging local live old new primary secondary current base64 b64 encoded hex bytes key 1 2 3 0'.split(
    ' ',
  ),
);
/** Public by design, or a place in a list of results. */
const publicWords = new Set(
  'public pub pubkey publishable anon anonymous csrf xsrf captcha site csrfmiddlewaretoken next page pagination paging continuation cursor resume sync'.split(
    ' ',
  ),
);

/** What kind of credential a value of this name would be; undefined if the name says nothing of the sort. */
export function credentialName(name: string): CredentialKind | undefined {
  const words = splitWords(name.slice(-120));
  if (words.length === 0 || words.length > 9 || words.some((word) => publicWords.has(word))) return undefined;
  let last = words.length - 1;
  while (last > 0 && neutral.has(words[last]) && !(words[last] === 'key' && isKey(words, last))) last--;
  const word = words[last];
  if (last === words.length - 1 && describing.has(word)) return undefined;
  if (passwordWords.has(word) && (word !== 'pass' || words.length > 1))
    return last === words.length - 1 && word === 'pass' && words.length > 3 ? undefined : 'password';
  if (secretWords.has(word)) return 'secret';
  if (word === 'key' && isKey(words, last)) return 'secret';
  const joined = word.replace(/[0-9]+$/, '');
  if (/(?:password|passwd|passphrase)$/.test(joined)) return 'password';
  if (/(?:apikey|secretkey|accesskey|authkey|authtoken|accesstoken|apitoken|clientsecret)$/.test(joined))
    return 'secret';
  return undefined;
}

function isKey(words: readonly string[], at: number): boolean {
  return at > 0 && (keyQualifiers.has(words[at - 1]) || secretWords.has(words[at - 1]));
}

/**
 * How sure we are that `value`, given to something named `name`, is a real credential; undefined: it is not.
 * `strict` asks for more randomness, for places where quotes and types do not help (prose, foreign languages).
 */
export function judgeAssigned(
  kind: CredentialKind,
  name: string,
  value: string,
  strict: boolean,
): Confidence | undefined {
  // A word of another language, or a sentence of it.
  if (/[\x80-\u{10ffff}]/u.test(value) && !/[0-9]/.test(value)) return undefined;
  if (value.length < (kind === 'password' ? 5 : 8) || value.length > 4096) return undefined;
  if (valueIsOtherThing(value)) return undefined;
  const placeholder = placeholderReason(value);
  if (placeholder === 'weak' && kind === 'password' && !strict) return 'low';
  if (placeholder !== undefined) return undefined;
  if (repeatsName(name, value)) return undefined;
  const classes = characterClasses(value);
  const alphabet = alphabetSize(value);
  const random = relativeEntropy(value, alphabet);
  if (kind === 'password') return judgePassword(value, classes, random, strict);
  if (value.length < 12 || random < 0.72 || readsAsWords(value) || isSlug(value)) return undefined;
  if (/^[0-9a-f-]+$/i.test(value) && /[0-9]/.test(value))
    return value.length >= 24 && value.length % 2 === 0 ? 'medium' : 'low';
  const letters = wordiness(value);
  if (classes >= 3) return value.length >= 20 && !(letters >= 5.2) ? 'high' : value.length >= 16 ? 'medium' : 'low';
  if (classes === 2 && value.length >= 20 && !(letters >= 5)) return 'medium';
  if (classes === 2 && value.length >= 16 && /[0-9]/.test(value) && !(letters >= 4.7) && !strict) return 'low';
  return undefined;
}

function judgePassword(value: string, classes: number, random: number, strict: boolean): Confidence | undefined {
  if (/\s/.test(value) && (value.length > 40 || readsAsWords(value) || strict)) return undefined;
  if (random < 0.5) return undefined;
  if (readsAsWords(value) && classes < 3)
    return /[0-9]/.test(value) && !/[\s_.-]/.test(value) && !strict ? 'low' : undefined;
  if (classes >= 3 && value.length >= 8) return value.length >= 12 && !readsAsWords(value) ? 'high' : 'medium';
  if (classes === 2 && value.length >= 8) return strict && value.length < 12 ? 'low' : 'medium';
  if (classes === 1 && (strict || value.length < 8)) return undefined;
  return 'low';
}

/** Lower case, upper case, digits, and the rest: how many of these four occur. */
function characterClasses(value: string): number {
  return (
    Number(/[a-z]/.test(value)) +
    Number(/[A-Z]/.test(value)) +
    Number(/[0-9]/.test(value)) +
    Number(/[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]/.test(value))
  );
}

const uuid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;
const otherThings: readonly RegExp[] = [
  uuid,
  // Locations.
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /^(?:\.{0,2}|~)\/[\w./-]*$/,
  /^[A-Za-z]:\\/,
  /^\/[\w.-]+\/[\w./ -]*$/,
  /\.(?:py|json|ya?ml|toml|txt|pem|key|crt|cer|html?|js|css|md|csv|ini|cfg|conf|sql|sh|env|png|svg|xml|db|sqlite3?|log|so|zip|gz|whl|pub|com|org|net|io)(?:$|[:?#])/i,
  // Numbers, versions, dates, addresses.
  /^[-+]?[0-9][0-9_.,:/ -]*$/,
  /^v?[0-9]+(?:\.[0-9]+)+/,
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}/,
  /^[\w.+-]+@[\w-]+\.[\w.-]+$/,
  /^(?:text|application|image|audio|video|multipart)\/[\w.+-]+/,
  // Code: calls, subscripts, attribute chains, references, comparisons.
  /^[A-Za-z_][\w.]*\s*\(/,
  /^[A-Za-z_][\w.]*\[.*\]$/,
  /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/,
  /^(?:self|this|cls|os|env|process|request|settings|config|args|secrets|vars|var|local|data|module|resource|vault|ssm|secretsmanager|keyring|file|ref|arn|op|sops|gcp|azure)[.:[]/i,
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/,
  /^[a-z]+(?:_[a-z]+)+$/,
  /^--?[a-z]/,
  /[\\][wdsbAZ(]|\(\?[:P<]|\[\^|\]\+|\]\*|\.\*|\)\$$|^\^/,
  // Entry points and module paths: a.b.c:Name
  /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?::[\w.]+)?(?:\s*\[.*\])?$/,
  // A piece of code or of a pattern.
  /[;{}]\s*\w+\s*[=(]|\)\s*[;,.]\w|=>|===|^\[[A-Za-z0-9^\\-]+-/,
  // Public or one-way: hashes in their storage forms, public keys, certificates, integrity digests.
  /^(?:sha(?:1|224|256|384|512)|md5|blake2[bs]?|blake3)[-:=~]/i,
  /^\$(?:2[abxy]?|5|6|y|argon2\w*|pbkdf2\w*|scrypt|apr1|1)\$/,
  /^(?:pbkdf2_|argon2|bcrypt|scrypt|md5\$|sha1\$|\{SSHA\}|\{SHA\})/,
  /^ssh-(?:rsa|ed25519|dss)|^ecdsa-sha2|BEGIN (?:PUBLIC|CERTIFICATE|RSA PUBLIC)/,
  /^(?:projects|arn|urn|secret|vault|op|ssm|env|file|ref|kms|ENC|AQICAH)[:/[(]/,
  /^ENC\[|^age1|^vault:v[0-9]|^gAAAAAB|^\$ANSIBLE_VAULT/,
];

function valueIsOtherThing(value: string): boolean {
  if (/^[\x00-\x1f]/.test(value)) return true;
  if (!/[A-Za-z0-9]/.test(value)) return true;
  return otherThings.some((pattern) => pattern.test(value));
}

/** `my_secret`, `aws_key`, `the password`: the value only says what it stands for. */
export function saysCredential(value: string): boolean {
  return repeatsName('', value);
}

/** `password = "the_password"`, `token: "MyToken"`: the value only says the name again. */
function repeatsName(name: string, value: string): boolean {
  const nameWords = new Set(splitWords(name));
  const words = splitWords(value);
  if (words.length === 0) return false;
  const flat = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (flat === [...nameWords].join('')) return true;
  const said = words.filter(
    (word) =>
      nameWords.has(word) ||
      passwordWords.has(word) ||
      secretWords.has(word) ||
      describing.has(word) ||
      word === 'key' ||
      word === 'my' ||
      word === 'the' ||
      word === 'test',
  );
  return said.reduce((sum, word) => sum + word.length, 0) >= words.reduce((sum, word) => sum + word.length, 0) * 0.6;
}
