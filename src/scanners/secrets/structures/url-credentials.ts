/** User and password inside a URL: connection strings, index URLs, remotes. */
import type { Candidate, TextFile } from '../candidate.ts';
import { alphabetSize, relativeEntropy } from '../engine/entropy.ts';
import type { Structure } from '../engine/structures.ts';
import { byteString } from '../engine/text.ts';
import { saysCredential } from '../judge/assigned.ts';
import { isTranslation } from '../judge/context.ts';
import { isTemplate, isWeakValue, placeholderReason } from '../judge/placeholder.ts';
import { readsAsWords } from '../judge/wording.ts';

const longestUserInfo = 512;
const localHost =
  /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal|.*\.(?:example|test|invalid|localhost|local)$|(?:.*\.)?example\.(?:com|org|net|edu)$|(?:host|hostname|server|domain|domain\.(?:com|tld)|your.*|my.*host.*|db_host|foo(?:\..*)?|bar(?:\..*)?|a|b|h|x|site\.com|some.*|test.*|(?:.*[-_.])?(?:host|hostname|server|server_?name)|db_?host)$)/i;
const databaseScheme =
  /^(?:postgres|postgresql|mysql|mariadb|mongodb|redis|rediss|amqp|amqps|mssql|oracle|cockroach|clickhouse|snowflake|redshift|trino|presto|hive|ldap|ldaps|smtp|smtps|imap|imaps|ftp|ftps|sftp|ssh|mqtt|kafka|nats|couchdb|neo4j|bolt|celery|sqlserver|jdbc|vertica|db2|sybase|firebird)/;

export const urlCredentials: Structure = {
  keywords: ['://'],
  match(bytes, start, end, file, emit) {
    const at = endOfUserInfo(bytes, end);
    if (at < 0) return 0;
    const scheme = /[a-z][a-z0-9+.-]*$/i.exec(byteString(bytes, Math.max(0, start - 40), start))?.[0].toLowerCase();
    if (scheme === undefined) return 0;
    const candidate = judge(byteString(bytes, end, at), scheme, hostAfter(bytes, at + 1), end, file);
    if (candidate !== undefined) emit(candidate);
    return at;
  },
};

/** The byte of the `@` that ends the user part, or -1. The last one before the path counts: passwords hold `@` too. */
function endOfUserInfo(bytes: Uint8Array, from: number): number {
  const limit = Math.min(bytes.length, from + longestUserInfo);
  let found = -1;
  for (let at = from; at < limit; at++) {
    const byte = bytes[at];
    // Blank, quote, `<`, `>`, backtick, `\`, `/`, `?`, `#`, `,`, `)`, `|` end the authority.
    if (byte <= 32 || byte === 34 || byte === 39 || byte === 60 || byte === 62 || byte === 96 || byte === 92) break;
    if (byte === 47 || byte === 63 || byte === 35 || byte === 44) {
      // An unescaped `/`, `?` or `#` may be part of a password when an `@` follows a `:` later on; too rare to guess.
      break;
    }
    if (byte === 64) found = at;
  }
  return found;
}

function hostAfter(bytes: Uint8Array, from: number): string {
  return /^[^\s/:?#"'`<>\\,;)]*/.exec(byteString(bytes, from, Math.min(bytes.length, from + 253)))?.[0] ?? '';
}

function judge(userInfo: string, scheme: string, host: string, start: number, file: TextFile): Candidate | undefined {
  const colon = userInfo.indexOf(':');
  const user = colon < 0 ? userInfo : userInfo.slice(0, colon);
  const password = colon < 0 ? '' : userInfo.slice(colon + 1);
  if (host === '' || isTemplate(host) || /[{}$%<>]/.test(host))
    if (isTemplate(password) || password === '') return undefined;
  if (/^[*.x…]+$/i.test(password)) return undefined;
  const value = colon < 0 ? user : password;
  const valueStart = colon < 0 ? start : start + colon + 1;
  if (colon < 0) {
    // A lone user part is a token only if nothing else could be: `git@host` and `name@host` are everywhere.
    const random = value.length >= 20 && /[0-9]/.test(value) && /[a-z]/i.test(value) && !readsAsWords(value);
    if (!random || relativeEntropy(value, alphabetSize(value)) < 0.75 || !/^(?:git\+)?https?$/.test(scheme))
      return undefined;
  }
  if (value.length < 2 || isTemplate(value) || /[{}<>]|^\$|%s|%\(/.test(value)) return undefined;
  const database = databaseScheme.test(scheme);
  const plain = readable(value);
  const guessable = isWeakValue(plain) || plain.toLowerCase() === user.toLowerCase();
  const reason =
    placeholderReason(plain) ??
    (saysCredential(plain) || /^[a-z]*(?:pass|pw|secret|token)[a-z]*$/i.test(plain) ? 'placeholder' : undefined);
  // `user:password@host` explains the form of a URL; `postgres:postgres@db` opens a database.
  if (
    reason !== undefined &&
    !(guessable && reason === 'weak') &&
    !(guessable && database && plain.toLowerCase() === user.toLowerCase())
  )
    return undefined;
  if (guessable && (!database || !isAccount(user))) return undefined;
  const local = localHost.test(host);
  const wordy = readsAsWords(plain) && !/[0-9]/.test(plain);
  if (wordy && !usualScheme.test(scheme)) return undefined;
  if (local && (!database || wordy) && file.notation !== 'config') return undefined;
  const weak = guessable || local || plain.length < 5 || wordy;
  if (isTranslation(file.path)) return undefined;
  if (weak && (file.notation === 'prose' || file.context === 'documentation')) return undefined;
  const shownHost = host.replace(/[^\w.-]/g, '').slice(0, 80);
  return {
    rule: !database && isIndexUrl(file) ? 'credentials-in-index-url' : 'credentials-in-url',
    title: database ? 'Connection string with a password' : 'URL with a credential',
    start: valueStart,
    end: valueStart + value.length,
    value,
    severity: !weak ? 'high' : local ? 'low' : 'medium',
    confidence: !weak ? 'high' : 'low',
    facts: [
      `It opens ${scheme.slice(0, 30)}${shownHost === '' ? '' : ` on ${shownHost}`}${local ? ', a local host' : ''}.`,
      ...(guessable ? ['It is easy to guess.'] : []),
    ],
    rank: 0,
    properties: { scheme: scheme.slice(0, 30), host: shownHost },
  };
}

const usualScheme =
  /^(?:git\+|svn\+|hg\+)?(?:https?|ssh|git)$|^(?:postgres|mysql|mariadb|mongodb|redis|amqp|mssql|oracle|ldap|smtp|imap|ftp|sftp)/;

/** Percent-decoded where that is possible: `a%20secret` is two words. */
function readable(value: string): string {
  return value.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const isAccount = (user: string): boolean =>
  !/^(?:user|username|usr|u|name|login|my_?user|<.*|.*\{.*|foo|id|me|.*_user|.*_?username)$/i.test(user) && user !== '';

function isIndexUrl(file: TextFile): boolean {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1).toLowerCase();
  return (
    file.kind === 'requirements' ||
    /^(?:pip\.conf|pip\.ini|pyproject\.toml|uv\.toml|pipfile|\.pypirc|poetry\.toml|pdm\.toml|setup\.cfg|tox\.ini|constraints.*\.txt|\.npmrc|\.yarnrc.*)$/.test(
      name,
    )
  );
}
