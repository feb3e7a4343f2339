/** Personal data written out: cards, bank accounts, official numbers, e-mail addresses and telephone numbers. Values are counted, never kept. */
import type { PersonalCategory } from './categories.ts';

export interface LiteralKind {
  readonly id: string;
  /** Plural noun: `e-mail addresses`. */
  readonly plural: string;
  readonly category: PersonalCategory;
  /** How many make a finding: one card number says much, one e-mail address nothing. */
  readonly least: number;
}

interface Matcher extends LiteralKind {
  /** Global, linear. */
  readonly pattern: RegExp;
  /** A word that must stand near (lower case), unless absent. */
  readonly context?: RegExp;
  readonly accept: (text: string) => boolean;
}

export interface LiteralCount {
  readonly kind: LiteralKind;
  readonly count: number;
  /** Offset of the first in the text. */
  readonly first: number;
  readonly length: number;
}

const digitsOf = (text: string): number[] => Array.from(text.replace(/\D/g, ''), Number);
const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * digits[i], 0);
const isVaried = (digits: readonly number[]): boolean => new Set(digits).size >= 4;

/** Luhn's check (ISO/IEC 7812-1). */
export function passesLuhn(text: string): boolean {
  const digits = digitsOf(text).reverse();
  const sum = digits.reduce(
    (total, digit, i) => total + (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return digits.length > 1 && sum % 10 === 0;
}

const issuer =
  /^(?:4\d{15}|4\d{12}|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|6(?:011|5\d\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12})$/;
/** Numbers that card networks publish for tests. */
const testCards =
  /^(?:4(?:242){3}4242|4(?:0{3}|1{3}|012).*|4111111111111111|4012888888881881|5555555555554444|5105105105105100|2223003122003222|378282246310005|371449635398431|6011111111111117|6011000990139424|3530111333300000|3056930009020004|30569309025904|38520000023237|4242424242424242|5200828282828210)$/;

export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  return issuer.test(digits) && !testCards.test(digits) && isVaried(digitsOf(digits)) && passesLuhn(digits);
}

const ibanLengths: Readonly<Record<string, number>> = {
  AT: 20,
  BE: 16,
  BG: 22,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  TR: 26,
};

/** ISO 13616: the number modulo 97 is 1. */
export function isIban(text: string): boolean {
  const iban = text.replace(/ /g, '').toUpperCase();
  if (ibanLengths[iban.slice(0, 2)] !== iban.length) return false;
  if (!isVaried(digitsOf(iban.slice(4)))) return false;
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) rest = Number(`${rest}${Number.parseInt(char, 36)}`) % 97;
  return rest === 1;
}

export function isSocialSecurityNumber(text: string): boolean {
  const [area, group, serial] = text.split('-').map(Number);
  // Known from advertisements and documentation.
  if (/^(?:078-05-1120|219-09-9999|123-45-6789|987-65-432\d)$/.test(text)) return false;
  return area > 0 && area !== 666 && area < 900 && group > 0 && serial > 0 && isVaried(digitsOf(text));
}

function isDutchBsn(text: string): boolean {
  const digits = digitsOf(text);
  return isVaried(digits) && weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
}

function isSpanishDni(text: string): boolean {
  const number = Number(text.slice(0, -1).replace(/^X/, '0').replace(/^Y/, '1').replace(/^Z/, '2'));
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === text.at(-1) && text !== '12345678Z';
}

function isPolishPesel(text: string): boolean {
  const digits = digitsOf(text);
  return isVaried(digits) && (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === digits[10];
}

function isBrazilianCpf(text: string): boolean {
  const digits = digitsOf(text);
  const check = (length: number): number => {
    const rest = (digits.slice(0, length).reduce((sum, digit, i) => sum + digit * (length + 1 - i), 0) * 10) % 11;
    return rest === 10 ? 0 : rest;
  };
  return isVaried(digits) && check(9) === digits[9] && check(10) === digits[10] && text !== '123.456.789-09';
}

function isNhsNumber(text: string): boolean {
  const digits = digitsOf(text);
  const check = (11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return isVaried(digits) && check === digits[9];
}

function isFrenchNir(text: string): boolean {
  const plain = text.replace(/ /g, '').replace('2A', '19').replace('2B', '18');
  return 97 - Number(BigInt(plain.slice(0, 13)) % 97n) === Number(plain.slice(13));
}

/** RFC 2606 and RFC 6761 names, addresses of roles and machines, and what only looks like an address. */
const noPerson =
  /@(?:.*\.)?(?:example|test|invalid|localhost|local|internal)$|@(?:.*\.)?(?:example|test|foo|bar|baz|domain|email|mail|company|acme|yourdomain|mydomain|mycompany|sample|dummy|fake|host|server|site|x|xx|xxx|a|b|c|abc|users\.noreply\.github|noreply\.github)\.\w+$|^(?:no-?reply|info|support|admin|administrator|root|webmaster|postmaster|hostmaster|security|sales|contact|help|hello|team|press|abuse|office|dev|developers?|test\w*|user\d*|example|sample|dummy|fake|foo|bar|someone|somebody|nobody|me|you|your?[._-]?\w*|my|first\.last|name|email|john\.?doe|jane\.?doe|john\.?smith|git|hg|svn|ubuntu|ec2-user|[a-z]|a+|x+)(?:\+[^@]*)?@|\.(?:png|jpe?g|gif|svg|webp|css|js|py|so|dll|html?|json|ya?ml|toml|whl|gz)$/i;

export function isPersonsEmail(text: string): boolean {
  return !noPerson.test(text) && !/@.*\d+x\./.test(text);
}

function isTelephone(text: string): boolean {
  const digits = digitsOf(text);
  if (digits.length < 9 || digits.length > 15 || !isVaried(digits)) return false;
  const joined = digits.join('');
  // 555-01xx in North America, 7700 900xxx and others in Britain are for fiction.
  return !/5550\d|1234567|7700900|0{6}|9{6}|1{6}/.test(joined);
}

const matchers: readonly Matcher[] = [
  {
    id: 'card',
    plural: 'card numbers',
    category: 'finance',
    least: 1,
    pattern: /(?<![\w.+/=-])[2-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,4}(?![\w/=-]|\.\d)/g,
    context: /card|visa|master|amex|credit|debit|cc_?num|payment|\bpan\b/,
    accept: isCardNumber,
  },
  {
    id: 'amex',
    plural: 'card numbers',
    category: 'finance',
    least: 1,
    pattern: /(?<![\w.+/=-])3[47]\d{2}[ -]?\d{6}[ -]?\d{5}(?![\w/=-]|\.\d)/g,
    context: /card|amex|credit|payment|\bpan\b/,
    accept: isCardNumber,
  },
  {
    id: 'iban',
    plural: 'bank account numbers (IBAN)',
    category: 'finance',
    least: 1,
    pattern: /(?<![\w/+=-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w/+=-])/g,
    accept: isIban,
  },
  {
    id: 'ssn',
    plural: 'US social security numbers',
    category: 'government',
    least: 1,
    pattern: /(?<![\w.-])\d{3}-\d{2}-\d{4}(?![\w-])/g,
    context: /ssn|social|\btin\b|itin|taxpayer/,
    accept: isSocialSecurityNumber,
  },
  {
    id: 'bsn',
    plural: 'Dutch citizen service numbers',
    category: 'government',
    least: 1,
    pattern: /(?<![\w.-])\d{9}(?![\w.-])/g,
    context: /\bbsn\b|burgerservice/,
    accept: isDutchBsn,
  },
  {
    id: 'dni',
    plural: 'Spanish identity numbers',
    category: 'government',
    least: 1,
    pattern: /(?<![\w.-])(?:\d{8}|[XYZ]\d{7})[A-HJ-NP-TV-Z](?![\w.-])/g,
    context: /\b(?:dni|nie|nif)\b/,
    accept: isSpanishDni,
  },
  {
    id: 'pesel',
    plural: 'Polish PESEL numbers',
    category: 'government',
    least: 1,
    pattern: /(?<![\w.-])\d{11}(?![\w.-])/g,
    context: /pesel/,
    accept: isPolishPesel,
  },
  {
    id: 'cpf',
    plural: 'Brazilian CPF numbers',
    category: 'government',
    least: 1,
    pattern: /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])/g,
    accept: isBrazilianCpf,
  },
  {
    id: 'nhs',
    plural: 'NHS numbers',
    category: 'special',
    least: 1,
    pattern: /(?<![\w.-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])/g,
    context: /\bnhs/,
    accept: isNhsNumber,
  },
  {
    id: 'nir',
    plural: 'French social security numbers',
    category: 'government',
    least: 1,
    pattern: /(?<![\w.-])[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?![\w-])/g,
    context: /\bnir\b|insee|s[ée]curit[ée]/,
    accept: isFrenchNir,
  },
  {
    id: 'email',
    plural: 'e-mail addresses',
    category: 'contact',
    least: 10,
    pattern: /(?<![\w.%+/:=@-])[A-Za-z0-9][\w.%+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,18}(?![\w@-])/g,
    accept: isPersonsEmail,
  },
  {
    id: 'phone',
    plural: 'telephone numbers',
    category: 'contact',
    least: 10,
    pattern: /(?<![\w.+/-])\+[1-9]\d{0,2}[ .-]?(?:\(\d{1,4}\)[ .-]?)?\d{2,4}(?:[ .-]?\d{2,4}){1,4}(?![\w/-])/g,
    accept: isTelephone,
  },
];

const contextBefore = 160;
const mostOfAKind = 1_000_000;

/**
 * Distinct values of each kind in `text`. A context word counts within a line's reach before the value, or in `header`
 * (a table's first line, the name of the file).
 */
export function countLiterals(text: string, header: string): LiteralCount[] {
  const found: LiteralCount[] = [];
  for (const matcher of matchers) {
    // Cheap tests of what must be there at all.
    if (matcher.id === 'email' && !text.includes('@')) continue;
    if (matcher.id === 'phone' && !text.includes('+')) continue;
    const inHeader = matcher.context === undefined || matcher.context.test(header.toLowerCase());
    if (!inHeader && !new RegExp(matcher.context ?? '', 'i').test(text)) continue;
    const values = new Set<string>();
    let first = -1;
    let length = 0;
    matcher.pattern.lastIndex = 0;
    for (let match = matcher.pattern.exec(text); match !== null; match = matcher.pattern.exec(text)) {
      if (
        !inHeader &&
        !matcher.context?.test(text.slice(Math.max(0, match.index - contextBefore), match.index).toLowerCase())
      )
        continue;
      if (!matcher.accept(match[0])) continue;
      if (first < 0) {
        first = match.index;
        length = match[0].length;
      }
      values.add(match[0]);
      if (values.size >= mostOfAKind) break;
    }
    if (values.size >= matcher.least) {
      const { id, plural, category, least } = matcher;
      found.push({ kind: { id, plural, category, least }, count: values.size, first, length });
    }
  }
  return found;
}
