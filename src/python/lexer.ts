/**
 * The tokeniser: bytes to token arrays, one logical line at a time, so that the arrays stay small and a broken line
 * ends where the next begins. No strings are made; identifiers are hashed and interned while they are scanned.
 */
import { finishHash, symbols } from './symbols.ts';
import {
  augmentedOffset,
  keywordBase,
  startsStatement,
  tAmpersand,
  tArrow,
  tAt,
  tBang,
  tBytes,
  tCaret,
  tColon,
  tColonEqual,
  tComma,
  tComplex,
  tDedent,
  tDot,
  tDoubleSlash,
  tDoubleStar,
  tEllipsis,
  tEnd,
  tEqual,
  tEqualEqual,
  tError,
  tFloat,
  tFormatEnd,
  tFormatStart,
  tFormatText,
  tGreater,
  tGreaterEqual,
  tIndent,
  tInt,
  tLeftBrace,
  tLeftBracket,
  tLeftParen,
  tLeftShift,
  tLess,
  tLessEqual,
  tMinus,
  tName,
  tNewline,
  tNotEqual,
  tPercent,
  tPipe,
  tPlus,
  tRightBrace,
  tRightBracket,
  tRightParen,
  tRightShift,
  tSemicolon,
  tSlash,
  tStar,
  tString,
  tTilde,
} from './tokens.ts';

/** CPython's own limits. */
const maxBrackets = 200;
const maxIndents = 100;
const maxFormatStrings = 150;
const maxFieldDepth = 3;
const maxIntDigits = 4300;
/** Ours: tokens of one logical line (13 bytes each). */
const maxLineTokens = 1 << 24;
export const tooManyTokens = 'the statement has too many tokens to be analysed';
/** How often the tokeniser goes back after an unclosed bracket or string: keeps hostile files linear. */
const maxRewinds = 16;

/** How a piece of f-string text is decoded: bits of the value of a `tFormatText` token. */
export const textRaw = 1;
export const textTriple = 2;
export const textDouble = 4;
export const textSpec = 8;

// Classes of bytes.
const cName = 1;
const cDigit = 2;
const cSpace = 3;
const cNewline = 4;
const cComment = 5;
const cQuote = 6;
const cOpen = 7;
const cClose = 8;
const cSingle = 9;
const cOperator = 10;
const cNul = 11;

const classes = new Uint8Array(256);
const singleTokens = new Uint8Array(128);
/** 1: ASCII identifier byte, 2: byte of a non-ASCII character. */
const nameBytes = new Uint8Array(256);
/** Bytes at which the scan of a one-line string looks up. */
const stringStops = new Uint8Array(256);
/** 1 raw, 2 bytes, 4 formatted, 8 template, 16 u; 0 is no prefix. By `lower(first) * 128 + lower(second)`. */
const prefixes = new Map<number, number>();
/** Operator characters that may be followed by `=` or be doubled. */
const operatorTokens = new Uint8Array(128);

function fillTables(): void {
  const code = (character: string) => character.charCodeAt(0);
  for (let byte = 0x80; byte < 256; byte++) {
    classes[byte] = cName;
    nameBytes[byte] = 2;
  }
  for (let byte = 0; byte < 128; byte++) {
    const character = String.fromCharCode(byte);
    if (/[A-Za-z_]/.test(character)) classes[byte] = cName;
    if (/[0-9]/.test(character)) classes[byte] = cDigit;
    if (/[A-Za-z_0-9]/.test(character)) nameBytes[byte] = 1;
  }
  for (const character of ' \t\f') classes[code(character)] = cSpace;
  for (const character of '\n\r') classes[code(character)] = cNewline;
  classes[code('#')] = cComment;
  for (const character of '\'"') classes[code(character)] = cQuote;
  for (const character of '([{') classes[code(character)] = cOpen;
  for (const character of ')]}') classes[code(character)] = cClose;
  classes[0] = cNul;
  const singles: readonly (readonly [string, number])[] = [
    ['(', tLeftParen],
    [')', tRightParen],
    ['[', tLeftBracket],
    [']', tRightBracket],
    ['{', tLeftBrace],
    ['}', tRightBrace],
    [',', tComma],
    [';', tSemicolon],
    ['~', tTilde],
  ];
  for (const [character, token] of singles) singleTokens[code(character)] = token;
  for (const character of ',;~') classes[code(character)] = cSingle;
  const operators: readonly (readonly [string, number])[] = [
    ['+', tPlus],
    ['-', tMinus],
    ['*', tStar],
    ['/', tSlash],
    ['%', tPercent],
    ['@', tAt],
    ['&', tAmpersand],
    ['|', tPipe],
    ['^', tCaret],
    ['<', tLess],
    ['>', tGreater],
    ['=', tEqual],
    [':', tColon],
    ['.', tDot],
    ['!', tBang],
  ];
  for (const [character, token] of operators) {
    operatorTokens[code(character)] = token;
    classes[code(character)] = cOperator;
  }
  for (const character of '\'"\\\n\r\0') stringStops[code(character)] = 1;
  const flags: Readonly<Record<string, number>> = { r: 1, b: 2, f: 4, t: 8, u: 16 };
  for (const prefix of ['r', 'b', 'f', 't', 'u', 'rb', 'br', 'rf', 'fr', 'rt', 'tr']) {
    let value = 0;
    for (const letter of prefix) value |= flags[letter]!;
    prefixes.set(prefix.length === 1 ? code(prefix) : code(prefix[0]!) * 128 + code(prefix[1]!), value);
  }
}
fillTables();

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A soft error: the tokens go on as if nothing had happened. */
export type Report = (message: string, byte: number) => void;

export class Lexer {
  source: Uint8Array = new Uint8Array(8);
  length = 0;
  at = 0;
  /** Tokens of the current logical line. */
  kinds = new Uint8Array(1 << 12);
  starts = new Int32Array(1 << 12);
  ends = new Int32Array(1 << 12);
  values = new Int32Array(1 << 12);
  count = 0;
  comments = new Int32Array(1 << 10);
  commentCount = 0;
  messages: string[] = [];
  /** Start of the first triple-quoted string that is never closed; -1 when there is none. */
  openTriple = -1;
  private report: Report = () => {};
  private finished = false;
  private rewinds = 0;
  private readonly indents = new Int32Array(maxIndents + 1);
  private readonly tabIndents = new Int32Array(maxIndents + 1);
  private indentTop = 0;
  private readonly brackets = new Uint8Array(maxBrackets + 1);
  private readonly bracketStarts = new Int32Array(maxBrackets + 1);
  private level = 0;
  // Open f-strings and t-strings.
  private readonly stringQuote = new Uint8Array(maxFormatStrings + 1);
  private readonly stringFlags = new Uint8Array(maxFormatStrings + 1);
  private readonly stringStart = new Int32Array(maxFormatStrings + 1);
  private readonly stringFields = new Uint8Array(maxFormatStrings + 1);
  private stringTop = 0;
  // Open replacement fields; a field is a bracket too.
  private readonly fieldLevel = new Uint8Array(maxBrackets + 1);
  private readonly fieldString = new Uint8Array(maxBrackets + 1);
  private readonly fieldSpec = new Uint8Array(maxBrackets + 1);
  private fieldTop = 0;

  /** `source` must be valid UTF-8 without zeros before `length` and with at least four behind it. */
  start(source: Uint8Array, length: number, report: Report): void {
    this.source = source;
    this.length = length;
    this.at = source[0] === 0xef && source[1] === 0xbb && source[2] === 0xbf ? 3 : 0;
    this.count = 0;
    this.commentCount = 0;
    this.messages = [];
    this.openTriple = -1;
    this.report = report;
    this.finished = false;
    this.rewinds = 0;
    this.indentTop = 0;
    this.level = 0;
    this.stringTop = 0;
    this.fieldTop = 0;
  }

  /** Gives back the arrays that a huge file made grow. */
  release(): void {
    this.source = new Uint8Array(8);
    if (this.kinds.length > 1 << 20) {
      this.kinds = new Uint8Array(1 << 12);
      this.starts = new Int32Array(1 << 12);
      this.ends = new Int32Array(1 << 12);
      this.values = new Int32Array(1 << 12);
    }
    if (this.comments.length > 1 << 20) this.comments = new Int32Array(1 << 10);
  }

  /** Fills the token arrays with the next logical line: dedents or an indent, tokens, a newline. At the end `tEnd`. */
  nextLine(): void {
    this.count = 0;
    if (this.finished || !this.indentation()) {
      this.finishFile();
      return;
    }
    const first = this.count;
    const { source, length } = this;
    let { kinds, starts, ends, values } = this;
    let capacity = kinds.length - 8;
    let at = this.at;
    let count = this.count;
    /** Tokens before this index are on earlier physical lines. */
    let lineToken = count;
    let lineStart = at;
    for (;;) {
      if (count > capacity) {
        if (count >= maxLineTokens - 16) {
          this.at = at;
          this.tooLong(first);
          return;
        }
        this.growTokens();
        ({ kinds, starts, ends, values } = this);
        capacity = kinds.length - 8;
      }
      const byte = source[at];
      switch (classes[byte]) {
        case cSpace:
          at++;
          continue;
        case cName: {
          const start = at;
          let hash = 0;
          let next = byte;
          while (nameBytes[next] === 1) {
            hash = Math.imul(hash ^ next, 0x01000193);
            next = source[++at];
          }
          if (next >= 0x80) {
            this.at = at;
            this.count = count;
            this.unicodeName(start);
            at = this.at;
            count = this.count;
            continue;
          }
          if ((next === 0x22 || next === 0x27) && at - start <= 2) {
            const flags = prefixOf(source, start, at);
            if (flags !== 0) {
              this.at = at;
              this.count = count;
              this.string(start, flags);
              at = this.at;
              count = this.count;
              ({ kinds, starts, ends, values } = this);
              capacity = kinds.length - 8;
              continue;
            }
          }
          const symbol = symbols.internBytes(source, start, at, finishHash(hash));
          let kind = tName;
          if (symbol <= 35) {
            kind = keywordBase + symbol;
            if (this.level > 0 && startsStatement[kind] === 1 && count === lineToken && count > first) {
              // A statement begins inside brackets: the bracket was left open.
              this.at = lineStart;
              this.count = count;
              this.unclosed();
              return;
            }
          }
          kinds[count] = kind;
          starts[count] = start;
          ends[count] = at;
          values[count] = symbol;
          count++;
          continue;
        }
        case cNewline:
          if (this.level > 0) {
            at += byte === 0x0d && source[at + 1] === 0x0a ? 2 : 1;
            lineToken = count;
            lineStart = at;
            continue;
          }
          kinds[count] = tNewline;
          starts[count] = at;
          ends[count] = at;
          this.count = count + 1;
          this.at = at + (byte === 0x0d && source[at + 1] === 0x0a ? 2 : 1);
          return;
        case cDigit: {
          const start = at;
          // Most numbers are a few decimal digits.
          let next = source[++at];
          if (byte !== 0x30) while (classes[next] === cDigit) next = source[++at];
          if (nameBytes[next] !== 0 || next === 0x2e || at - start > maxIntDigits) {
            this.at = start;
            this.count = count;
            this.number();
            at = this.at;
            count = this.count;
            continue;
          }
          kinds[count] = tInt;
          starts[count] = start;
          ends[count] = at;
          count++;
          continue;
        }
        case cQuote: {
          this.at = at;
          this.count = count;
          this.string(at, 0);
          at = this.at;
          count = this.count;
          continue;
        }
        case cOpen: {
          kinds[count] = singleTokens[byte];
          starts[count] = at;
          ends[count] = at + 1;
          if (this.level >= maxBrackets) {
            kinds[count] = tError;
            values[count] = this.message('too many nested parentheses');
          } else {
            this.brackets[this.level] = byte;
            this.bracketStarts[this.level] = at;
            this.level++;
          }
          at++;
          count++;
          continue;
        }
        case cClose: {
          this.at = at;
          this.count = count;
          if (this.close(byte)) {
            // The end of a replacement field: the text of the string goes on.
            this.formatText();
            ({ kinds, starts, ends, values } = this);
            capacity = kinds.length - 8;
          }
          at = this.at;
          count = this.count;
          continue;
        }
        case cSingle:
          kinds[count] = singleTokens[byte];
          starts[count] = at;
          ends[count] = ++at;
          count++;
          continue;
        case cOperator: {
          const next = source[at + 1];
          let kind = operatorTokens[byte];
          let size = 1;
          if (byte === 0x2e) {
            if (classes[next] === cDigit) {
              this.at = at;
              this.count = count;
              this.number();
              at = this.at;
              count = this.count;
              continue;
            }
            if (next === 0x2e && source[at + 2] === 0x2e) {
              kind = tEllipsis;
              size = 3;
            }
          } else if (this.fieldTop > 0 && this.fieldLevel[this.fieldTop - 1] === this.level && isFieldEnd(byte, next)) {
            // `:` begins the format specification, `!` the conversion.
            kinds[count] = kind;
            starts[count] = at;
            ends[count] = ++at;
            count++;
            if (byte === 0x3a && this.fieldSpec[this.fieldTop - 1] === 0) {
              this.fieldSpec[this.fieldTop - 1] = 1;
              this.at = at;
              this.count = count;
              this.formatText();
              at = this.at;
              count = this.count;
              ({ kinds, starts, ends, values } = this);
              capacity = kinds.length - 8;
            }
            continue;
          } else if (next === 0x3d) {
            size = 2;
            if (byte === 0x3d) kind = tEqualEqual;
            else if (byte === 0x21) kind = tNotEqual;
            else if (byte === 0x3c) kind = tLessEqual;
            else if (byte === 0x3e) kind = tGreaterEqual;
            else if (byte === 0x3a) kind = tColonEqual;
            else kind += augmentedOffset;
          } else if (next === byte) {
            if (byte === 0x2a) kind = tDoubleStar;
            else if (byte === 0x2f) kind = tDoubleSlash;
            else if (byte === 0x3c) kind = tLeftShift;
            else if (byte === 0x3e) kind = tRightShift;
            if (kind !== operatorTokens[byte]) {
              size = 2;
              if (source[at + 2] === 0x3d) {
                kind += augmentedOffset;
                size = 3;
              }
            }
          } else if (byte === 0x2d && next === 0x3e) {
            kind = tArrow;
            size = 2;
          } else if (byte === 0x3c && next === 0x3e) {
            kind = tError;
            size = 2;
            values[count] = this.message('invalid syntax: <> is not an operator');
          }
          if (kind === tBang) {
            kind = tError;
            values[count] = this.message("invalid character '!'");
          }
          kinds[count] = kind;
          starts[count] = at;
          at += size;
          ends[count] = at;
          count++;
          continue;
        }
        case cComment: {
          const start = at;
          let next = byte;
          while (next !== 0x0a && next !== 0x0d && next !== 0) next = source[++at];
          this.comment(start, at);
          continue;
        }
        case cNul:
          this.at = at;
          this.count = count;
          if (at < length) {
            // The caller replaces zeros; this is a belt.
            at++;
            continue;
          }
          if (this.level > 0) {
            this.unclosedAtEnd(first);
            return;
          }
          this.push(tNewline, at, at, 0);
          this.finished = true;
          return;
        default: {
          this.at = at;
          this.count = count;
          if (byte === 0x5c) this.continuation();
          else this.badCharacter();
          at = this.at;
          count = this.count;
        }
      }
    }
  }

  // Layout

  /** Skips blank lines, compares the indentation of the next line; false at the end of the file. */
  private indentation(): boolean {
    const { source, length } = this;
    let at = this.at;
    for (;;) {
      let column = 0;
      let tabColumn = 0;
      let continued = -1;
      let continuedTab = 0;
      let byte = source[at];
      for (;;) {
        if (byte === 0x20) {
          column++;
          tabColumn++;
        } else if (byte === 0x09) {
          column = (column & ~7) + 8;
          tabColumn++;
        } else if (byte === 0x0c) {
          column = 0;
          tabColumn = 0;
        } else if (byte === 0x5c && (source[at + 1] === 0x0a || source[at + 1] === 0x0d)) {
          // Only the first line of a continued indentation counts.
          if (continued <= 0) {
            continued = column;
            continuedTab = tabColumn;
          }
          if (source[at + 1] === 0x0d && source[at + 2] === 0x0a) at++;
          at++;
          if (at + 1 >= length) this.report('unexpected end of file after a line continuation', at);
        } else break;
        byte = source[++at];
      }
      if (byte === 0x23) {
        const start = at;
        while (byte !== 0x0a && byte !== 0x0d && byte !== 0) byte = source[++at];
        this.comment(start, at);
      }
      if (byte === 0x0a || byte === 0x0d) {
        at++;
        continue;
      }
      this.at = at;
      if (at >= length) return false;
      if (continued > 0) this.compareIndent(continued, continuedTab, at);
      else this.compareIndent(column, tabColumn, at);
      return true;
    }
  }

  private compareIndent(column: number, tabColumn: number, at: number): void {
    const { indents, tabIndents } = this;
    const current = indents[this.indentTop];
    if (column === current) {
      if (tabColumn !== tabIndents[this.indentTop]) this.tabError(at);
      return;
    }
    if (column > current) {
      if (this.indentTop + 1 >= maxIndents) {
        this.report('too many levels of indentation', at);
        return;
      }
      if (tabColumn <= tabIndents[this.indentTop]) this.tabError(at);
      this.indentTop++;
      indents[this.indentTop] = column;
      tabIndents[this.indentTop] = tabColumn;
      this.push(tIndent, at, at, 0);
      return;
    }
    while (this.indentTop > 0 && column < indents[this.indentTop]) {
      this.indentTop--;
      this.push(tDedent, at, at, 0);
    }
    if (column !== indents[this.indentTop]) this.report('unindent does not match any outer indentation level', at);
    else if (tabColumn !== tabIndents[this.indentTop]) this.tabError(at);
  }

  private tabError(at: number): void {
    this.report('inconsistent use of tabs and spaces in indentation', at);
  }

  private finishFile(): void {
    this.finished = true;
    for (; this.indentTop > 0; this.indentTop--) this.push(tDedent, this.length, this.length, 0);
    this.push(tEnd, this.length, this.length, 0);
  }

  private continuation(): void {
    const { source } = this;
    let next = this.at + 1;
    if (source[next] === 0x0d && source[next + 1] === 0x0a) next++;
    if (source[next] === 0x0a || source[next] === 0x0d) {
      this.at = next + 1;
      if (this.at < this.length) return;
      this.error('unexpected end of file after a line continuation', next, next);
    } else {
      this.error('unexpected character after line continuation character', this.at, next);
      this.at = next;
    }
  }

  // Brackets

  /** A closing bracket; true when it ends a replacement field. */
  private close(byte: number): boolean {
    const at = this.at;
    this.at = at + 1;
    if (this.level === 0) {
      this.error(`unmatched '${String.fromCharCode(byte)}'`, at, at + 1);
      return false;
    }
    const open = this.brackets[this.level - 1];
    const inField = this.fieldTop > 0 && this.fieldLevel[this.fieldTop - 1] === this.level;
    // '(' is 0x28 and ')' 0x29; the other pairs are two apart.
    if (byte !== (open === 0x28 ? 0x29 : open + 2)) {
      const message = `closing bracket '${String.fromCharCode(byte)}' does not match opening '${String.fromCharCode(open)}'`;
      this.error(message, at, at + 1);
      if (!inField) this.level--;
      return false;
    }
    this.push(singleTokens[byte], at, at + 1, 0);
    this.level--;
    if (!inField) return false;
    this.fieldTop--;
    const string = this.fieldString[this.fieldTop];
    this.stringFields[string]--;
    // After a field inside a specification CPython no longer knows that it is in one: `{{` is a brace again.
    if (this.stringFields[string] > 0 && this.fieldSpec[this.fieldTop - 1] === 1) this.fieldSpec[this.fieldTop - 1] = 3;
    return true;
  }

  private unclosed(): void {
    const open = String.fromCharCode(this.brackets[0]);
    this.dropStrings(0);
    this.level = 0;
    this.error(`'${open}' was never closed`, this.bracketStarts[0], this.bracketStarts[0] + 1);
    this.push(tNewline, this.at, this.at, 0);
  }

  /** The file ended inside brackets: look again from the line after the bracket, so that the rest is not lost. */
  private unclosedAtEnd(first: number): void {
    if (this.rewinds++ < maxRewinds) {
      this.count = first;
      this.rewindTo(this.bracketStarts[0]);
    } else this.finished = true;
    this.unclosed();
  }

  private rewindTo(byte: number): void {
    const { source } = this;
    let at = byte;
    while (source[at] !== 0x0a && source[at] !== 0x0d && source[at] !== 0) at++;
    if (source[at] === 0x0d && source[at + 1] === 0x0a) at++;
    this.at = Math.min(at + 1, this.length);
    while (this.commentCount > 0 && this.comments[this.commentCount * 2 - 2] >= this.at) this.commentCount--;
  }

  private tooLong(first: number): void {
    this.count = first;
    this.error(tooManyTokens, this.at, this.at);
    this.dropStrings(0);
    this.level = 0;
    const { source } = this;
    while (source[this.at] !== 0x0a && source[this.at] !== 0x0d && source[this.at] !== 0) this.at++;
    this.push(tNewline, this.at, this.at, 0);
  }

  // Names and numbers

  /** An identifier with non-ASCII characters: checked, and normalised as PEP 3131 says. */
  private unicodeName(start: number): void {
    const { source } = this;
    let at = this.at;
    while (nameBytes[source[at]] !== 0) at++;
    this.at = at;
    const text = decoder.decode(source.subarray(start, at));
    const name = text.normalize('NFKC');
    if (/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name)) {
      const symbol = symbols.intern(name);
      // CPython compares keywords before it normalises.
      this.push(tName, start, at, symbol);
      return;
    }
    const bad = /^[^\p{XID_Start}_]/u.exec(name) ?? /[^\p{XID_Continue}]/u.exec(name);
    const character = bad?.[0] ?? '?';
    const point = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    this.error(`invalid character U+${point}`, start, at);
  }

  private badCharacter(): void {
    const at = this.at;
    const byte = this.source[at];
    this.at = at + 1;
    if (byte < 0x20 || byte === 0x7f) {
      this.error(`invalid non-printable character U+${byte.toString(16).toUpperCase().padStart(4, '0')}`, at, at + 1);
    } else this.error('invalid syntax', at, at + 1);
  }

  /** Any number that is not a plain run of decimal digits. */
  private number(): void {
    const { source } = this;
    const start = this.at;
    let at = start;
    let kind = tInt;
    let bad = '';
    const digits = (isDigit: (byte: number) => boolean): void => {
      for (;;) {
        while (isDigit(source[at])) at++;
        if (source[at] !== 0x5f) return;
        if (!isDigit(source[at + 1])) {
          bad ||= 'invalid number: an underscore must stand between digits';
          at++;
          return;
        }
        at++;
      }
    };
    const marker = source[start] === 0x30 ? source[start + 1] | 0x20 : 0;
    if (marker === 0x78 || marker === 0x6f || marker === 0x62) {
      const isDigit = marker === 0x78 ? isHexDigit : marker === 0x6f ? isOctalDigit : isBinaryDigit;
      at += 2;
      if (source[at] === 0x5f) at++;
      if (!isDigit(source[at])) bad = 'invalid number: digits are missing';
      else digits(isDigit);
      if (!bad && isDecimalDigit(source[at])) bad = 'invalid digit in number';
    } else {
      if (source[at] !== 0x2e) digits(isDecimalDigit);
      const wholeEnd = at;
      if (source[at] === 0x2e && !bad) {
        kind = tFloat;
        at++;
        if (source[at] === 0x5f) bad = 'invalid decimal literal';
        else if (isDecimalDigit(source[at])) digits(isDecimalDigit);
      }
      if ((source[at] | 0x20) === 0x65 && !bad) {
        const sign = source[at + 1] === 0x2b || source[at + 1] === 0x2d ? 1 : 0;
        if (isDecimalDigit(source[at + 1 + sign])) {
          kind = tFloat;
          at += 1 + sign;
          digits(isDecimalDigit);
        } else if (sign) bad = 'invalid decimal literal';
      }
      if ((source[at] | 0x20) === 0x6a && !bad) {
        kind = tComplex;
        at++;
      }
      if (kind === tInt && !bad) {
        if (source[start] === 0x30 && !isZero(source, start, wholeEnd)) {
          bad = 'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers';
        } else if (wholeEnd - start > maxIntDigits && countDigits(source, start, wholeEnd) > maxIntDigits) {
          bad = `integer literal has more than ${maxIntDigits} digits`;
        }
      }
    }
    if (!bad && nameBytes[source[at]] !== 0 && !startsAllowedKeyword(source, at)) bad = 'invalid number';
    if (bad) {
      while (nameBytes[source[at]] !== 0) at++;
      this.error(bad, start, at);
    } else this.push(kind, start, at, 0);
    this.at = at;
  }

  // Strings

  /** A string whose prefix starts at `start` and whose quote is at `this.at`. */
  private string(start: number, flags: number): void {
    const { source, length } = this;
    let at = this.at;
    const quote = source[at];
    const triple = source[at + 1] === quote && source[at + 2] === quote;
    if ((flags & 12) !== 0) {
      this.openFormat(start, quote, triple, flags);
      return;
    }
    at += triple ? 3 : 1;
    const raw = (flags & 1) !== 0;
    const kind = (flags & 2) !== 0 ? tBytes : tString;
    let bad = '';
    let badAt = 0;
    for (;;) {
      let byte = source[at];
      while (stringStops[byte] === 0) byte = source[++at];
      if (byte === quote) {
        if (!triple) {
          at++;
          break;
        }
        if (source[at + 1] === quote && source[at + 2] === quote) {
          at += 3;
          break;
        }
        at++;
      } else if (byte === 0x5c) {
        if (!raw && !bad) {
          bad = escapeError(source, at, kind === tBytes);
          if (bad) badAt = at;
        }
        at++;
        if (source[at] === 0x0d && source[at + 1] === 0x0a) at++;
        if (at < length) at++;
      } else if (byte === 0 ? at >= length : !triple && (byte === 0x0a || byte === 0x0d)) {
        this.unterminated(start, at, triple);
        return;
      } else at++;
    }
    this.at = at;
    if (kind === tBytes && !bad) {
      for (let index = start; index < at; index++) {
        if (source[index] >= 0x80) {
          bad = 'bytes can only contain ASCII literal characters';
          badAt = index;
          break;
        }
      }
    }
    if (bad) this.error(bad, badAt, at);
    else {
      const { count } = this;
      this.kinds[count] = kind;
      this.starts[count] = start;
      this.ends[count] = at;
      this.values[count] = flags;
      this.count = count + 1;
    }
  }

  private unterminated(start: number, at: number, triple: boolean): void {
    this.at = at;
    if (triple && this.openTriple < 0) this.openTriple = start;
    if (triple && this.rewinds++ < maxRewinds) this.rewindTo(start);
    this.error(triple ? 'unterminated triple-quoted string literal' : 'unterminated string literal', start, start + 1);
    if (triple) {
      // The line ends here; otherwise the text of the string would join the statement.
      this.dropStrings(0);
      this.level = 0;
      if (this.at < this.length)
        this.at = this.source[this.at - 1] === 0x0a || this.source[this.at - 1] === 0x0d ? this.at - 1 : this.at;
    }
  }

  private openFormat(start: number, quote: number, triple: boolean, flags: number): void {
    this.at += triple ? 3 : 1;
    if (this.stringTop >= maxFormatStrings) {
      this.error('too many nested f-strings', start, this.at);
      return;
    }
    this.push(tFormatStart, start, this.at, (flags & 8) !== 0 ? 1 : 0);
    this.stringQuote[this.stringTop] = quote;
    this.stringFlags[this.stringTop] =
      ((flags & 1) !== 0 ? textRaw : 0) | (triple ? textTriple : 0) | (quote === 0x22 ? textDouble : 0);
    this.stringStart[this.stringTop] = start;
    this.stringFields[this.stringTop] = 0;
    this.stringTop++;
    this.formatText();
  }

  /** Text of the innermost f-string up to its end or the next replacement field. */
  private formatText(): void {
    const { source, length } = this;
    const top = this.stringTop - 1;
    const quote = this.stringQuote[top];
    const flags = this.stringFlags[top];
    const triple = (flags & textTriple) !== 0;
    const raw = (flags & textRaw) !== 0;
    const inField = this.fieldTop > 0 && this.fieldString[this.fieldTop - 1] === top && this.stringFields[top] > 0;
    const spec = inField && this.fieldSpec[this.fieldTop - 1] === 1;
    const closable = inField && this.fieldSpec[this.fieldTop - 1] !== 0;
    const value = flags | (spec ? textSpec : 0);
    let at = this.at;
    let start = at;
    for (;;) {
      const byte = source[at];
      if (byte === quote && (!triple || (source[at + 1] === quote && source[at + 2] === quote))) {
        if (at > start) this.push(tFormatText, start, at, value);
        const end = at + (triple ? 3 : 1);
        if (closable) {
          this.error("f-string: expecting '}'", at, at + 1);
          this.closeFields(top);
        }
        this.push(tFormatEnd, at, end, 0);
        this.stringTop = top;
        this.at = end;
        return;
      }
      if (byte === 0x7b) {
        if (source[at + 1] === 0x7b && !spec) {
          at += 2;
          this.push(tFormatText, start, at, value);
          start = at;
          continue;
        }
        if (at > start) this.push(tFormatText, start, at, value);
        this.at = at + 1;
        this.openField(top, at);
        return;
      }
      if (byte === 0x7d) {
        if (closable) {
          if (at > start) this.push(tFormatText, start, at, value);
          this.at = at;
          return;
        }
        if (source[at + 1] === 0x7d) {
          at += 2;
          this.push(tFormatText, start, at, value);
          start = at;
          continue;
        }
        this.error("f-string: single '}' is not allowed", at, at + 1);
        at++;
        start = at;
        continue;
      }
      if (byte === 0x5c) {
        const next = source[at + 1];
        if (next === 0x7b || next === 0x7d) {
          at++;
          continue;
        }
        if (!raw) {
          const bad = escapeError(source, at, false);
          if (bad) this.error(bad, at, at + 2);
          if (next === 0x4e && source[at + 2] === 0x7b) {
            while (source[at] !== 0x7d && source[at] !== 0x0a && source[at] !== quote && source[at] !== 0) at++;
            if (source[at] === 0x7d) at++;
            continue;
          }
        }
        at++;
        if (source[at] === 0x0d && source[at + 1] === 0x0a) at++;
        if (at < length) at++;
        continue;
      }
      if (byte === 0 && at >= length) {
        this.formatUnterminated(top, triple, at);
        return;
      }
      if (!triple && (byte === 0x0a || byte === 0x0d)) {
        if (spec) {
          if (at > start) this.push(tFormatText, start, at, value);
          this.fieldSpec[this.fieldTop - 1] = 2;
          this.at = at;
          return;
        }
        this.formatUnterminated(top, triple, at);
        return;
      }
      at++;
    }
  }

  private formatUnterminated(top: number, triple: boolean, at: number): void {
    const start = this.stringStart[top];
    this.closeFields(top);
    this.stringTop = top;
    this.unterminated(start, at, triple);
  }

  private openField(string: number, at: number): void {
    this.push(tLeftBrace, at, at + 1, 0);
    if (this.level >= maxBrackets || this.stringFields[string] >= maxFieldDepth) {
      this.error('f-string: expressions nested too deeply', at, at + 1);
      if (this.level >= maxBrackets) {
        this.dropStrings(0);
        this.level = 0;
        return;
      }
    }
    this.brackets[this.level] = 0x7b;
    this.bracketStarts[this.level] = at;
    this.level++;
    this.fieldLevel[this.fieldTop] = this.level;
    this.fieldString[this.fieldTop] = string;
    this.fieldSpec[this.fieldTop] = 0;
    this.fieldTop++;
    this.stringFields[string]++;
  }

  /** Forgets the open fields of a string that ended too early. */
  private closeFields(string: number): void {
    while (this.fieldTop > 0 && this.fieldString[this.fieldTop - 1] >= string) {
      this.fieldTop--;
      this.level = this.fieldLevel[this.fieldTop] - 1;
    }
    this.stringFields[string] = 0;
  }

  private dropStrings(top: number): void {
    this.stringTop = top;
    this.fieldTop = 0;
  }

  // Arrays

  private push(kind: number, start: number, end: number, value: number): void {
    const { count } = this;
    if (count + 8 > this.kinds.length) this.growTokens();
    this.kinds[count] = kind;
    this.starts[count] = start;
    this.ends[count] = end;
    this.values[count] = value;
    this.count = count + 1;
  }

  private error(message: string, start: number, end: number): void {
    this.push(tError, start, end, this.message(message));
  }

  private message(text: string): number {
    // One per line is enough; a hostile file must not fill the memory with messages.
    if (this.messages.length >= 1 << 16) return this.messages.length - 1;
    return this.messages.push(text) - 1;
  }

  private comment(start: number, end: number): void {
    const index = this.commentCount * 2;
    if (index + 2 > this.comments.length) {
      const grown = new Int32Array(this.comments.length * 2);
      grown.set(this.comments);
      this.comments = grown;
    }
    this.comments[index] = start;
    this.comments[index + 1] = end;
    this.commentCount++;
  }

  private growTokens(): void {
    const size = this.kinds.length * 2;
    const kinds = new Uint8Array(size);
    kinds.set(this.kinds);
    this.kinds = kinds;
    this.starts = growWords(this.starts, size);
    this.ends = growWords(this.ends, size);
    this.values = growWords(this.values, size);
  }
}

function growWords(words: Int32Array<ArrayBuffer>, size: number): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(size);
  grown.set(words);
  return grown;
}

function isFieldEnd(byte: number, next: number): boolean {
  return byte === 0x3a || (byte === 0x21 && next !== 0x3d);
}

function prefixOf(source: Uint8Array, start: number, end: number): number {
  const first = source[start] | 0x20;
  return prefixes.get(end - start === 1 ? first : first * 128 + (source[start + 1] | 0x20)) ?? 0;
}

const isDecimalDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isOctalDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x37;
const isBinaryDigit = (byte: number): boolean => byte === 0x30 || byte === 0x31;
const isHexDigit = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

function isZero(source: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (source[at] !== 0x30 && source[at] !== 0x5f) return false;
  return true;
}

function countDigits(source: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (source[at] !== 0x5f) count++;
  return count;
}

/** `1if x else y` is legal: a number may be followed by these words. */
function startsAllowedKeyword(source: Uint8Array, at: number): boolean {
  let end = at;
  while (nameBytes[source[end]] !== 0 && end - at < 8) end++;
  const word = decoder.decode(source.subarray(at, end));
  return /^(?:and|else|for|if|in|is|or|not)/.test(word);
}

/** Why the escape at a backslash is not legal; '' when it is. */
function escapeError(source: Uint8Array, at: number, bytes: boolean): string {
  const letter = source[at + 1];
  let digits = 0;
  if (letter === 0x78) digits = 2;
  else if (bytes) return '';
  else if (letter === 0x75) digits = 4;
  else if (letter === 0x55) digits = 8;
  else if (letter === 0x4e) {
    if (source[at + 2] !== 0x7b || source[at + 3] === 0x7d) return 'malformed \\N character escape';
    for (let index = at + 3; ; index++) {
      const byte = source[index];
      if (byte === 0x7d) return '';
      if (nameBytes[byte] !== 1 && byte !== 0x20 && byte !== 0x2d) return 'malformed \\N character escape';
    }
  } else return '';
  let value = 0;
  for (let index = 0; index < digits; index++) {
    const byte = source[at + 2 + index];
    if (!isHexDigit(byte)) return `truncated \\${String.fromCharCode(letter)} escape`;
    value = value * 16 + Number.parseInt(String.fromCharCode(byte), 16);
  }
  return value > 0x10ffff ? 'illegal Unicode character' : '';
}
