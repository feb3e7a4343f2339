/** Token kinds. Keywords are `keywordBase + symbol id`, so the tokeniser gets them from the interned name for free. */
import { symbols } from './symbols.ts';

export const tEnd: number = 0;
export const tNewline: number = 1;
export const tIndent: number = 2;
export const tDedent: number = 3;
export const tName: number = 4;
export const tInt: number = 5;
export const tFloat: number = 6;
export const tComplex: number = 7;
export const tString: number = 8;
export const tBytes: number = 9;
/** Start of an f-string or t-string; the value is 1 for a t-string. */
export const tFormatStart: number = 10;
/** Text of an f-string; the value says how to decode it (literals.ts). */
export const tFormatText: number = 11;
export const tFormatEnd: number = 12;
/** A lexical error; the value is the index of its message. */
export const tError: number = 13;

export const tLeftParen: number = 14;
export const tRightParen: number = 15;
export const tLeftBracket: number = 16;
export const tRightBracket: number = 17;
export const tLeftBrace: number = 18;
export const tRightBrace: number = 19;
export const tComma: number = 20;
export const tColon: number = 21;
export const tSemicolon: number = 22;
export const tDot: number = 23;
export const tEllipsis: number = 24;
export const tEqual: number = 25;
export const tArrow: number = 26;
export const tColonEqual: number = 27;
export const tBang: number = 28;
export const tTilde: number = 29;
/** Binary operators, in the order of `Operator` in the schema. */
export const tPlus: number = 30;
export const tMinus: number = 31;
export const tStar: number = 32;
export const tAt: number = 33;
export const tSlash: number = 34;
export const tPercent: number = 35;
export const tDoubleStar: number = 36;
export const tLeftShift: number = 37;
export const tRightShift: number = 38;
export const tPipe: number = 39;
export const tCaret: number = 40;
export const tAmpersand: number = 41;
export const tDoubleSlash: number = 42;
/** Augmented assignments: the operator + `augmentedOffset`. */
export const augmentedOffset: number = 13;
export const tFirstAugmented: number = 43;
export const tLastAugmented: number = 55;
/** Comparisons, in the order of `CompareOperator`. */
export const tEqualEqual: number = 56;
export const tNotEqual: number = 57;
export const tLess: number = 58;
export const tLessEqual: number = 59;
export const tGreater: number = 60;
export const tGreaterEqual: number = 61;

export const keywordBase: number = 64;
const keyword = (name: string): number => keywordBase + symbols.find(name);
export const kFalse = keyword('False');
export const kNone = keyword('None');
export const kTrue = keyword('True');
export const kAnd = keyword('and');
export const kAs = keyword('as');
export const kAssert = keyword('assert');
export const kAsync = keyword('async');
export const kAwait = keyword('await');
export const kBreak = keyword('break');
export const kClass = keyword('class');
export const kContinue = keyword('continue');
export const kDef = keyword('def');
export const kDel = keyword('del');
export const kElif = keyword('elif');
export const kElse = keyword('else');
export const kExcept = keyword('except');
export const kFinally = keyword('finally');
export const kFor = keyword('for');
export const kFrom = keyword('from');
export const kGlobal = keyword('global');
export const kIf = keyword('if');
export const kImport = keyword('import');
export const kIn = keyword('in');
export const kIs = keyword('is');
export const kLambda = keyword('lambda');
export const kNonlocal = keyword('nonlocal');
export const kNot = keyword('not');
export const kOr = keyword('or');
export const kPass = keyword('pass');
export const kRaise = keyword('raise');
export const kReturn = keyword('return');
export const kTry = keyword('try');
export const kWhile = keyword('while');
export const kWith = keyword('with');
export const kYield = keyword('yield');

/** Words that cannot stand inside brackets: on a new line they tell that a bracket was left open. */
export const startsStatement = new Uint8Array(128);
for (const kind of [
  kAssert,
  kBreak,
  kClass,
  kContinue,
  kDef,
  kDel,
  kElif,
  kExcept,
  kFinally,
  kGlobal,
  kImport,
  kNonlocal,
  kPass,
  kRaise,
  kReturn,
  kTry,
  kWhile,
  kWith,
]) {
  startsStatement[kind] = 1;
}
