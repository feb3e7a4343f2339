/**
 * The parser: recursive descent for statements, precedence climbing for operators, tokens to the flat tree of
 * schema.ts. State lives in this module (one parse at a time, no allocation per node). Chains that are long in real
 * or hostile code (`a + b + …`, `elif`, `x if a else y if …`) are loops; everything that recurses is bounded by the
 * tokeniser's limits on brackets and indents or by `maxDepth`.
 */
import { Lexer, textRaw, tooManyTokens } from './lexer.ts';
import { ConstantKind, Context, Kind, UnaryOperator } from './nodes.generated.ts';
import { symbols } from './symbols.ts';
import {
  kAnd,
  kAs,
  kAssert,
  kAsync,
  kAwait,
  kBreak,
  kClass,
  kContinue,
  kDef,
  kDel,
  kElif,
  kElse,
  kExcept,
  keywordBase,
  kFalse,
  kFinally,
  kFor,
  kFrom,
  kGlobal,
  kIf,
  kImport,
  kIn,
  kIs,
  kLambda,
  kNone,
  kNonlocal,
  kNot,
  kOr,
  kPass,
  kRaise,
  kReturn,
  kTrue,
  kTry,
  kWhile,
  kWith,
  kYield,
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
  tFirstAugmented,
  tFloat,
  tFormatEnd,
  tFormatStart,
  tFormatText,
  tGreaterEqual,
  tIndent,
  tInt,
  tLastAugmented,
  tLeftBrace,
  tLeftBracket,
  tLeftParen,
  tLeftShift,
  tMinus,
  tName,
  tNewline,
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

/** Nested unary operators, lambdas, powers: CPython gives up too, a little later. */
const maxDepth = 200;
/** Words of one tree (256 MB): some 100 MB of usual source. */
const maxWords = 1 << 26;
/** Issues kept per file; the rest counts as one more. */
const maxIssues = 1000;

/** Bits of a Constant's value word above the constant kind: how its text starts (literals.ts decodes it). */
export const constantStateShift = 8;
/** The constant starts inside an f-string's text; the low bits are those of the lexer's text tokens. */
export const stateInsideFormat = 16;
/** The constant is the source text of `{expression=}`. */
export const stateDebug = 32;

export interface ParserIssue {
  readonly kind: 'syntax' | 'limit';
  readonly byte: number;
  readonly message: string;
}

export interface ParserResult {
  readonly words: Int32Array;
  readonly root: number;
  readonly comments: Int32Array;
  readonly issues: readonly ParserIssue[];
  readonly nodeCount: number;
  /** Start of the first triple-quoted string that is never closed; -1 when there is none. */
  readonly openTriple: number;
}

const lexer = new Lexer();
let source: Uint8Array = lexer.source;
// Tokens of the current logical line.
let kinds = lexer.kinds;
let starts = lexer.starts;
let ends = lexer.ends;
let values = lexer.values;
let pos = 0;
/** Kind of the current token. */
let tok = 0;
/** End of the last token before the newline that was consumed last. */
let lineEnd = 0;
// The tree.
let words = new Int32Array(1 << 16);
let capacity = words.length - 16;
let top = 1;
let nodeCount = 0;
/** Items of lists under construction. */
let stack = new Int32Array(1 << 10);
let sp = 0;
let depth = 0;
let wordLimit = maxWords;
let issues: ParserIssue[] = [];

/** Thrown to the statement list; carries nothing, `fail` has recorded the issue. */
const syntaxError = new Error('syntax error');
let failure: ParserIssue | undefined;

/** Parses a module. `bytes` must satisfy {@link Lexer.start}. */
export function parseSource(bytes: Uint8Array, length: number): ParserResult {
  source = bytes;
  top = 1;
  words[0] = -1;
  sp = 0;
  depth = 0;
  nodeCount = 0;
  issues = [];
  failure = undefined;
  wordLimit = maxWords;
  lexer.start(bytes, length, report);
  lineEnd = 0;
  nextLine();
  const body = statements();
  const root = node1(Kind.Module, 0, length, body);
  const result: ParserResult = {
    words: words.slice(0, top),
    root,
    comments: lexer.comments.slice(0, lexer.commentCount * 2),
    issues,
    nodeCount,
    openTriple: lexer.openTriple,
  };
  source = new Uint8Array(0);
  // A huge file must not keep its scratch space for the rest of the process.
  if (words.length > 1 << 22) {
    words = new Int32Array(1 << 16);
    capacity = words.length - 16;
  }
  if (stack.length > 1 << 20) stack = new Int32Array(1 << 10);
  lexer.release();
  return result;
}

// Tokens

function nextLine(): void {
  lexer.nextLine();
  kinds = lexer.kinds;
  starts = lexer.starts;
  ends = lexer.ends;
  values = lexer.values;
  pos = 0;
  tok = kinds[0];
}

function advance(): void {
  tok = kinds[++pos];
}

function expect(kind: number, message: string): void {
  if (tok !== kind) fail(message);
  tok = kinds[++pos];
}

function accept(kind: number): boolean {
  if (tok !== kind) return false;
  tok = kinds[++pos];
  return true;
}

function newline(): void {
  if (tok !== tNewline) fail('invalid syntax');
  lineEnd = ends[pos - 1];
  nextLine();
}

function nameToken(): number {
  if (tok !== tName) fail('a name is expected');
  const symbol = values[pos];
  tok = kinds[++pos];
  return symbol;
}

function isSoft(at: number, symbol: number): boolean {
  return kinds[at] === tName && values[at] === symbol && source[starts[at]] < 0x80;
}

// Errors

/** Ends the statement at the current token. */
function fail(message: string, byte = starts[pos]): never {
  const reason = tok === tError ? lexer.messages[values[pos]] : message;
  failure = { kind: reason === tooManyTokens ? 'limit' : 'syntax', byte, message: reason };
  throw syntaxError;
}

function failDeep(): never {
  failure = { kind: 'limit', byte: starts[pos], message: 'nested too deeply to be analysed' };
  throw syntaxError;
}

/** Records an error and goes on: the tree is still useful. */
function report(message: string, byte: number): void {
  record({ kind: 'syntax', byte, message });
}

function record(issue: ParserIssue): void {
  if (issues.length < maxIssues) issues.push(issue);
  else if (issues.length === maxIssues) {
    issues.push({ kind: 'limit', byte: issue.byte, message: 'too many errors; the following are not listed' });
  }
}

// Nodes

function grow(needed: number): void {
  if (top + needed > wordLimit) {
    failure = { kind: 'limit', byte: starts[pos], message: 'the file is too large to be analysed from here on' };
    throw syntaxError;
  }
  const grown = new Int32Array(Math.max(words.length * 2, top + needed + 32));
  grown.set(words);
  words = grown;
  capacity = words.length - 16;
}

function node0(kind: number, start: number, end: number): number {
  if (top > capacity) grow(16);
  const at = top;
  words[at] = kind;
  words[at + 1] = start;
  words[at + 2] = end;
  top = at + 3;
  nodeCount++;
  return at;
}

function node1(kind: number, start: number, end: number, a: number): number {
  if (top > capacity) grow(16);
  const at = top;
  const target = words;
  target[at] = kind;
  target[at + 1] = start;
  target[at + 2] = end;
  target[at + 3] = a;
  top = at + 4;
  nodeCount++;
  return at;
}

function node2(kind: number, start: number, end: number, a: number, b: number): number {
  if (top > capacity) grow(16);
  const at = top;
  const target = words;
  target[at] = kind;
  target[at + 1] = start;
  target[at + 2] = end;
  target[at + 3] = a;
  target[at + 4] = b;
  top = at + 5;
  nodeCount++;
  return at;
}

function node3(kind: number, start: number, end: number, a: number, b: number, c: number): number {
  if (top > capacity) grow(16);
  const at = top;
  const target = words;
  target[at] = kind;
  target[at + 1] = start;
  target[at + 2] = end;
  target[at + 3] = a;
  target[at + 4] = b;
  target[at + 5] = c;
  top = at + 6;
  nodeCount++;
  return at;
}

function node4(kind: number, start: number, end: number, a: number, b: number, c: number, d: number): number {
  if (top > capacity) grow(16);
  const at = top;
  const target = words;
  target[at] = kind;
  target[at + 1] = start;
  target[at + 2] = end;
  target[at + 3] = a;
  target[at + 4] = b;
  target[at + 5] = c;
  target[at + 6] = d;
  top = at + 7;
  nodeCount++;
  return at;
}

function node7(kind: number, start: number, end: number, fields: readonly number[]): number {
  if (top > capacity) grow(16);
  const at = top;
  words[at] = kind;
  words[at + 1] = start;
  words[at + 2] = end;
  for (let index = 0; index < fields.length; index++) words[at + 3 + index] = fields[index];
  top = at + 3 + fields.length;
  nodeCount++;
  return at;
}

function push(item: number): void {
  if (sp === stack.length) {
    const grown = new Int32Array(stack.length * 2);
    grown.set(stack);
    stack = grown;
  }
  stack[sp++] = item;
}

/** Makes a list of the stack above `base`. */
function list(base: number): number {
  const count = sp - base;
  if (count === 0) return 0;
  if (top + count > capacity) grow(count + 16);
  const at = top;
  const target = words;
  target[at] = ~count;
  for (let index = 0; index < count; index++) target[at + 1 + index] = stack[base + index];
  top = at + 1 + count;
  sp = base;
  return at;
}

function list1(item: number): number {
  if (top > capacity) grow(16);
  const at = top;
  words[at] = ~1;
  words[at + 1] = item;
  top = at + 2;
  return at;
}

// Statements

/** The statements up to a dedent or the end; returns the list. */
function statements(): number {
  const base = sp;
  /** Indents that belong to no block: after an error or where none may stand. */
  let strayIndents = 0;
  let afterError = false;
  for (;;) {
    if (tok === tEnd) {
      // Only the open lists are still to be written.
      wordLimit = Number.POSITIVE_INFINITY;
      break;
    }
    if (tok === tDedent) {
      if (strayIndents === 0) break;
      strayIndents--;
      advance();
      continue;
    }
    if (tok === tIndent) {
      if (!afterError) report('unexpected indent', starts[pos]);
      strayIndents++;
      advance();
      continue;
    }
    const savedTop = top;
    const savedStack = sp;
    const savedDepth = depth;
    const savedCount = nodeCount;
    const start = starts[pos];
    try {
      afterError = false;
      statement();
    } catch (error) {
      if (error !== syntaxError) throw error;
      top = savedTop;
      sp = savedStack;
      depth = savedDepth;
      nodeCount = savedCount;
      record(failure!);
      afterError = true;
      skipLine();
      push(node0(Kind.ErrorStatement, start, Math.max(lineEnd, start)));
    }
  }
  return list(base);
}

/** Goes to the start of the next logical line. */
function skipLine(): void {
  while (tok !== tNewline && tok !== tEnd) advance();
  if (tok === tEnd) return;
  lineEnd = pos > 0 ? ends[pos - 1] : ends[pos];
  nextLine();
}

/** One compound statement, or the simple statements of a line; pushes them. */
function statement(): void {
  switch (tok) {
    case tName:
      if (isSoft(pos, softMatch) && isMatchStatement()) {
        push(matchStatement());
        return;
      }
      break;
    case kIf:
      push(ifStatement());
      return;
    case kDef:
      push(functionDefinition(starts[pos], Kind.FunctionDef, 0));
      return;
    case kFor:
      push(forStatement(starts[pos], Kind.For));
      return;
    case kWith:
      push(withStatement(starts[pos], Kind.With));
      return;
    case kTry:
      push(tryStatement());
      return;
    case kWhile:
      push(whileStatement());
      return;
    case kClass:
      push(classDefinition(0));
      return;
    case tAt:
      push(decorated());
      return;
    case kAsync: {
      const start = starts[pos];
      advance();
      if (tok === kDef) push(functionDefinition(start, Kind.AsyncFunctionDef, 0));
      else if (tok === kFor) push(forStatement(start, Kind.AsyncFor));
      else if (tok === kWith) push(withStatement(start, Kind.AsyncWith));
      else fail('invalid syntax');
      return;
    }
  }
  for (;;) {
    push(simpleStatement());
    if (!accept(tSemicolon)) break;
    if (tok === tNewline) break;
  }
  newline();
}

/** `:` and what follows: an indented block or statements on the same line. Returns the list. */
function block(): number {
  expect(tColon, "':' is expected");
  if (tok !== tNewline) {
    const base = sp;
    for (;;) {
      push(simpleStatement());
      if (!accept(tSemicolon)) break;
      // NEWLINE after `;` ends the block.
      if (tok === tNewline) break;
    }
    newline();
    return list(base);
  }
  const at = starts[pos];
  newline();
  if (tok !== tIndent) {
    report('an indented block is expected', at);
    return 0;
  }
  advance();
  const body = statements();
  if (tok === tDedent) advance();
  return body;
}

function simpleStatement(): number {
  const start = starts[pos];
  switch (tok) {
    case tName:
      if (isSoft(pos, softType) && kinds[pos + 1] === tName) return typeAlias();
      return expressionStatement();
    case kReturn: {
      advance();
      const value = tok === tNewline || tok === tSemicolon ? 0 : starExpressions();
      return node1(Kind.Return, start, ends[pos - 1], value);
    }
    case kImport:
      return importStatement();
    case kFrom:
      return fromStatement();
    case kRaise: {
      advance();
      let exception = 0;
      let cause = 0;
      if (tok !== tNewline && tok !== tSemicolon) {
        exception = expression();
        if (accept(kFrom)) cause = expression();
      }
      return node2(Kind.Raise, start, ends[pos - 1], exception, cause);
    }
    case kPass:
      advance();
      return node0(Kind.Pass, start, ends[pos - 1]);
    case kBreak:
      advance();
      return node0(Kind.Break, start, ends[pos - 1]);
    case kContinue:
      advance();
      return node0(Kind.Continue, start, ends[pos - 1]);
    case kAssert: {
      advance();
      const test = expression();
      const message = accept(tComma) ? expression() : 0;
      return node2(Kind.Assert, start, ends[pos - 1], test, message);
    }
    case kDel: {
      advance();
      const base = sp;
      for (;;) {
        const target = binary(precedenceBar);
        setTarget(target, Context.Del);
        push(target);
        if (!accept(tComma)) break;
        if (tok === tNewline || tok === tSemicolon) break;
      }
      const end = ends[pos - 1];
      return node1(Kind.Delete, start, end, list(base));
    }
    case kGlobal:
    case kNonlocal: {
      const kind = tok === kGlobal ? Kind.Global : Kind.Nonlocal;
      advance();
      const base = sp;
      do push(nameToken());
      while (accept(tComma));
      const end = ends[pos - 1];
      return node1(kind, start, end, list(base));
    }
    default:
      return expressionStatement();
  }
}

function expressionStatement(): number {
  const first = pos;
  const start = starts[first];
  let value = tok === kYield ? yieldExpression() : starExpressions();
  if (tok === tNewline || tok === tSemicolon) return node1(Kind.Expr, start, ends[pos - 1], value);
  if (tok === tEqual) {
    const base = sp;
    while (tok === tEqual) {
      setTarget(value, Context.Store);
      push(value);
      advance();
      value = tok === kYield ? yieldExpression() : starExpressions();
    }
    const end = ends[pos - 1];
    return node2(Kind.Assign, start, end, list(base), value);
  }
  if (tok >= tFirstAugmented && tok <= tLastAugmented) {
    const op = tok - tFirstAugmented;
    const kind = words[value];
    if (kind === Kind.Name || kind === Kind.Attribute || kind === Kind.Subscript) setTarget(value, Context.Store);
    else report(`'${describe(value)}' is an illegal expression for augmented assignment`, start);
    advance();
    const right = tok === kYield ? yieldExpression() : starExpressions();
    return node3(Kind.AugAssign, start, ends[pos - 1], value, op, right);
  }
  if (tok === tColon) {
    const kind = words[value];
    const parenthesised = kinds[first] === tLeftParen;
    if (kind === Kind.Name || kind === Kind.Attribute || kind === Kind.Subscript) setTarget(value, Context.Store);
    else fail('illegal target for annotation');
    advance();
    const annotation = expression();
    let assigned = 0;
    if (accept(tEqual)) assigned = tok === kYield ? yieldExpression() : starExpressions();
    const simple = kind === Kind.Name && !parenthesised ? 1 : 0;
    return node4(Kind.AnnAssign, start, ends[pos - 1], value, annotation, assigned, simple);
  }
  return fail('invalid syntax');
}

function typeAlias(): number {
  const start = starts[pos];
  advance();
  const nameStart = starts[pos];
  const symbol = nameToken();
  const name = node3(Kind.Name, nameStart, ends[pos - 1], symbol, Context.Store, 0);
  const parameters = typeParameters();
  expect(tEqual, "'=' is expected");
  const value = expression();
  return node3(Kind.TypeAlias, start, ends[pos - 1], name, parameters, value);
}

/** Names joined by dots, as one symbol. */
function dottedName(): number {
  const start = pos;
  let symbol = nameToken();
  if (tok !== tDot) return symbol;
  while (accept(tDot)) nameToken();
  let text = '';
  for (let at = start; at < pos; at += 2) text += (at > start ? '.' : '') + symbols.name(values[at]);
  symbol = symbols.intern(text);
  return symbol;
}

function importStatement(): number {
  const start = starts[pos];
  advance();
  const base = sp;
  do {
    const aliasStart = starts[pos];
    const name = dottedName();
    const as = accept(kAs) ? nameToken() : 0;
    push(node3(Kind.Alias, aliasStart, ends[pos - 1], name, as, 0));
  } while (accept(tComma));
  const end = ends[pos - 1];
  return node1(Kind.Import, start, end, list(base));
}

function fromStatement(): number {
  const start = starts[pos];
  advance();
  let level = 0;
  for (; tok === tDot || tok === tEllipsis; advance()) level += tok === tDot ? 1 : 3;
  const module = tok === kImport && level > 0 ? 0 : dottedName();
  expect(kImport, "'import' is expected");
  const base = sp;
  if (tok === tStar) {
    push(node3(Kind.Alias, starts[pos], ends[pos], starSymbol, 0, 0));
    advance();
  } else {
    const parenthesised = accept(tLeftParen);
    for (;;) {
      const aliasStart = starts[pos];
      const name = nameToken();
      const as = accept(kAs) ? nameToken() : 0;
      push(node3(Kind.Alias, aliasStart, ends[pos - 1], name, as, 0));
      if (!accept(tComma)) break;
      if (tok === tRightParen && parenthesised) break;
      if (tok === tNewline) fail('trailing comma not allowed without surrounding parentheses');
    }
    if (parenthesised) expect(tRightParen, "')' is expected");
  }
  const end = ends[pos - 1];
  return node3(Kind.ImportFrom, start, end, module, list(base), level);
}

/** `if` with all its `elif`: a loop, so that a chain of any length is no deeper than one. */
function ifStatement(): number {
  const base = sp;
  let orelse = 0;
  for (;;) {
    const start = starts[pos];
    advance();
    const test = namedExpression();
    const body = block();
    push(start);
    push(test);
    push(body);
    if (tok !== kElif || !clauseIsSound()) break;
  }
  if (tok === kElse && elseIsSound()) {
    advance();
    orelse = block();
  }
  let result = 0;
  while (sp > base) {
    const body = stack[--sp];
    const test = stack[--sp];
    const start = stack[--sp];
    result = node3(Kind.If, start, lineEnd, test, body, orelse);
    if (sp > base) orelse = list1(result);
  }
  return result;
}

/**
 * True when the header of a further clause can be parsed: otherwise the statement ends before it, and the statement
 * list reports the clause as a broken statement of its own, so that what came before is kept.
 */
function clauseIsSound(): boolean {
  for (let at = pos; kinds[at] !== tNewline; at++) if (kinds[at] === tError) return false;
  const savedTop = top;
  const savedStack = sp;
  const savedDepth = depth;
  const savedCount = nodeCount;
  const savedPos = pos;
  const savedIssues = issues.length;
  // Most headers are sound; this look ahead costs a second parse of the test only.
  let sound = true;
  try {
    advance();
    namedExpression();
    sound = tok === tColon;
  } catch (error) {
    if (error !== syntaxError) throw error;
    sound = false;
  }
  top = savedTop;
  sp = savedStack;
  depth = savedDepth;
  nodeCount = savedCount;
  pos = savedPos;
  tok = kinds[pos];
  issues.length = savedIssues;
  return sound;
}

function elseIsSound(): boolean {
  return kinds[pos + 1] === tColon;
}

function whileStatement(): number {
  const start = starts[pos];
  advance();
  const test = namedExpression();
  const body = block();
  const orelse = elseBlock();
  return node3(Kind.While, start, lineEnd, test, body, orelse);
}

function elseBlock(): number {
  if (tok !== kElse || !elseIsSound()) return 0;
  advance();
  return block();
}

function forStatement(start: number, kind: number): number {
  advance();
  const target = starTargets();
  expect(kIn, "'in' is expected");
  const iter = starExpressions();
  const body = block();
  const orelse = elseBlock();
  return node4(kind, start, lineEnd, target, iter, body, orelse);
}

/** Targets of `for`, in statements and comprehensions. */
function starTargets(): number {
  const start = starts[pos];
  const first = starTarget();
  if (tok !== tComma) {
    setTarget(first, Context.Store);
    return first;
  }
  const base = sp;
  push(first);
  while (accept(tComma)) {
    if (tok === kIn || tok === tEqual) break;
    push(starTarget());
  }
  const end = ends[pos - 1];
  const target = node2(Kind.Tuple, start, end, list(base), Context.Store);
  setTarget(target, Context.Store);
  return target;
}

function starTarget(): number {
  const start = starts[pos];
  if (tok !== tStar) return binary(precedenceBar);
  advance();
  const value = binary(precedenceBar);
  return node2(Kind.Starred, start, ends[pos - 1], value, Context.Load);
}

function withStatement(start: number, kind: number): number {
  advance();
  const base = sp;
  if (tok === tLeftParen && isItemGroup()) {
    advance();
    do {
      if (tok === tRightParen) break;
      push(withItem());
    } while (accept(tComma));
    expect(tRightParen, "')' is expected");
  } else {
    do push(withItem());
    while (accept(tComma));
  }
  const items = list(base);
  const body = block();
  return node2(kind, start, lineEnd, items, body);
}

function withItem(): number {
  const start = starts[pos];
  const context = expression();
  let target = 0;
  if (accept(kAs)) {
    target = starTarget();
    setTarget(target, Context.Store);
  }
  return node2(Kind.WithItem, start, ends[pos - 1], context, target);
}

/** Whether the parentheses after `with` hold items; otherwise they are part of an expression. */
function isItemGroup(): boolean {
  let nesting = 0;
  let at = pos;
  let sawAs = false;
  let sawOther = false;
  for (; ; at++) {
    const kind = kinds[at];
    if (kind === tNewline || kind === tEnd) return false;
    if (kind === tLeftParen || kind === tLeftBracket || kind === tLeftBrace) {
      nesting++;
      if (nesting === 1 && (kinds[at + 1] === tRightParen || kinds[at + 1] === kYield || kinds[at + 1] === tStar)) {
        sawOther = true;
      }
    } else if (kind === tRightParen || kind === tRightBracket || kind === tRightBrace) {
      nesting--;
      if (nesting === 0) break;
    } else if (nesting === 1) {
      if (kind === kAs) sawAs = true;
      else if (kind === tColonEqual || kind === kFor || (kind === tComma && kinds[at + 1] === tStar)) sawOther = true;
    }
  }
  if (kinds[at + 1] !== tColon) return false;
  return sawAs || !sawOther;
}

function tryStatement(): number {
  const start = starts[pos];
  advance();
  const body = block();
  const base = sp;
  let group = -1;
  while (tok === kExcept && handlerIsSound()) {
    const handlerStart = starts[pos];
    advance();
    const star = accept(tStar) ? 1 : 0;
    if (group >= 0 && group !== star) report("cannot have both 'except' and 'except*' on the same 'try'", handlerStart);
    group = star;
    let type = 0;
    let name = 0;
    if (tok !== tColon) {
      const typeStart = starts[pos];
      type = expression();
      if (tok === tComma) {
        // Python 3.14: several types without parentheses, when nothing is bound.
        const typeBase = sp;
        push(type);
        while (accept(tComma)) {
          if (tok === tColon) break;
          push(expression());
        }
        const end = ends[pos - 1];
        type = node2(Kind.Tuple, typeStart, end, list(typeBase), Context.Load);
        if (tok === kAs) fail("multiple exception types must be parenthesized when using 'as'");
      } else if (accept(kAs)) name = nameToken();
    } else if (star) fail('one or more exception types are expected');
    const handlerBody = block();
    push(node4(Kind.ExceptHandler, handlerStart, lineEnd, type, name, handlerBody, 0));
  }
  const handlers = list(base);
  const orelse = handlers !== 0 ? elseBlock() : 0;
  let final = 0;
  if (tok === kFinally && kinds[pos + 1] === tColon) {
    advance();
    final = block();
  }
  if (handlers === 0 && final === 0) report("'except' or 'finally' block is expected", start);
  return node4(group === 1 ? Kind.TryStar : Kind.Try, start, lineEnd, body, handlers, orelse, final);
}

/** A handler with a broken header becomes a statement of its own (see {@link clauseIsSound}). */
function handlerIsSound(): boolean {
  for (let at = pos; ; at++) {
    const kind = kinds[at];
    if (kind === tError) return false;
    if (kind === tColon) return true;
    if (kind === tNewline) return false;
  }
}

function decorated(): number {
  const base = sp;
  while (accept(tAt)) {
    push(namedExpression());
    newline();
  }
  const decorators = list(base);
  const start = starts[pos];
  if (tok === kDef) return functionDefinition(start, Kind.FunctionDef, decorators);
  if (tok === kClass) return classDefinition(decorators);
  if (tok === kAsync && kinds[pos + 1] === kDef) {
    advance();
    return functionDefinition(start, Kind.AsyncFunctionDef, decorators);
  }
  return fail('a function or class is expected after a decorator');
}

function functionDefinition(start: number, kind: number, decorators: number): number {
  advance();
  const name = nameToken();
  const parameters = typeParameters();
  expect(tLeftParen, "'(' is expected");
  const args = parseParameters(tRightParen, true);
  expect(tRightParen, "')' is expected");
  const returns = accept(tArrow) ? expression() : 0;
  const body = block();
  return node7(kind, start, lineEnd, [name, args, body, decorators, returns, parameters, 0]);
}

function classDefinition(decorators: number): number {
  const start = starts[pos];
  advance();
  const name = nameToken();
  const parameters = typeParameters();
  let bases = 0;
  let keywords = 0;
  if (accept(tLeftParen)) {
    callArguments(false);
    bases = argumentList;
    keywords = keywordList;
    expect(tRightParen, "')' is expected");
  }
  const body = block();
  return node7(Kind.ClassDef, start, lineEnd, [name, bases, keywords, body, decorators, parameters, 0]);
}

/** `[T: bound = default, *Ts, **P]`, or nothing. */
function typeParameters(): number {
  if (tok !== tLeftBracket) return 0;
  advance();
  const base = sp;
  for (;;) {
    const start = starts[pos];
    const kind = tok === tStar ? Kind.TypeVarTuple : tok === tDoubleStar ? Kind.ParamSpec : Kind.TypeVar;
    if (kind !== Kind.TypeVar) advance();
    const name = nameToken();
    let bound = 0;
    if (tok === tColon) {
      if (kind !== Kind.TypeVar) fail('a bound is only allowed for a type variable');
      advance();
      bound = expression();
    }
    let fallback = 0;
    if (accept(tEqual)) fallback = kind === Kind.TypeVarTuple ? starExpression() : expression();
    const end = ends[pos - 1];
    if (kind === Kind.TypeVar) push(node4(kind, start, end, name, bound, fallback, 0));
    else push(node3(kind, start, end, name, fallback, 0));
    if (!accept(tComma)) break;
    if (tok === tRightBracket) break;
  }
  expect(tRightBracket, "']' is expected");
  return list(base);
}

/** Parameters of a function or lambda up to `end`. */
function parseParameters(end: number, annotated: boolean): number {
  const start = starts[pos];
  if (tok === end) return node7(Kind.Arguments, start, start, noParameters);
  const base = sp;
  // Defaults and keyword-only defaults are collected apart from the parameters.
  const defaults: number[] = [];
  const keywordDefaults: number[] = [];
  let positionalOnly = 0;
  let positional = 0;
  let vararg = 0;
  let keywordOnly = 0;
  let kwarg = 0;
  let star = false;
  for (;;) {
    if (kwarg !== 0) fail('parameters cannot follow a var-keyword parameter');
    if (tok === tSlash) {
      if (positionalOnly !== 0 || star) fail("'/' must be ahead of '*' and stand only once");
      if (sp === base) fail("at least one parameter must precede '/'");
      advance();
      positionalOnly = list(base);
    } else if (tok === tStar) {
      if (star) fail("'*' may appear only once");
      star = true;
      advance();
      positional = list(base);
      if (tok === tComma) {
        const next = kinds[pos + 1];
        if (next !== tName) fail("named parameters must follow bare '*'");
      } else if (tok === end) fail("named parameters must follow bare '*'");
      else vararg = parameter(annotated, true);
      if (tok === tEqual) fail('var-positional parameter cannot have a default value');
    } else if (tok === tDoubleStar) {
      advance();
      kwarg = parameter(annotated, false);
      if (tok === tEqual) fail('var-keyword parameter cannot have a default value');
    } else {
      const parameterStart = starts[pos];
      push(parameter(annotated, false));
      const fallback = accept(tEqual) ? expression() : 0;
      if (star) keywordDefaults.push(fallback);
      else if (fallback !== 0) defaults.push(fallback);
      else if (defaults.length > 0)
        report('parameter without a default follows parameter with a default', parameterStart);
    }
    if (!accept(tComma)) break;
    if (tok === end) break;
  }
  const stop = ends[pos - 1];
  if (star) keywordOnly = list(base);
  else positional = list(base);
  return node7(Kind.Arguments, start, stop, [
    positionalOnly,
    positional,
    vararg,
    keywordOnly,
    listOf(keywordDefaults),
    kwarg,
    listOf(defaults),
  ]);
}

const noParameters: readonly number[] = [0, 0, 0, 0, 0, 0, 0];

function listOf(items: readonly number[]): number {
  const base = sp;
  for (const item of items) push(item);
  return list(base);
}

function parameter(annotated: boolean, starred: boolean): number {
  const start = starts[pos];
  const name = nameToken();
  let annotation = 0;
  if (annotated && accept(tColon)) annotation = starred ? starExpression() : expression();
  return node3(Kind.Arg, start, ends[pos - 1], name, annotation, 0);
}

// Pattern matching

/** `match` begins a statement exactly when its logical line ends in a colon. */
function isMatchStatement(): boolean {
  const next = kinds[pos + 1];
  if (next === tEqual || next === tDot || next === tNewline || next === tColon || next === tComma) return false;
  // The first byte after the line's last token is found by looking at the tokens only.
  let at = pos + 1;
  while (kinds[at] !== tNewline && kinds[at] !== tEnd) at++;
  return kinds[at - 1] === tColon;
}

function matchStatement(): number {
  const start = starts[pos];
  advance();
  const subjectStart = starts[pos];
  let subject = starNamedExpression();
  if (tok === tComma) {
    const base = sp;
    push(subject);
    while (accept(tComma)) {
      if (tok === tColon) break;
      push(starNamedExpression());
    }
    const end = ends[pos - 1];
    subject = node2(Kind.Tuple, subjectStart, end, list(base), Context.Load);
  } else if (words[subject] === Kind.Starred) fail('invalid syntax');
  expect(tColon, "':' is expected");
  newline();
  if (tok !== tIndent) fail("an indented block is expected after 'match'");
  advance();
  const base = sp;
  while (tok === tName && isSoft(pos, softCase)) push(matchCase());
  if (sp === base) fail("'case' is expected");
  const cases = list(base);
  if (tok === tDedent) advance();
  else if (tok !== tEnd) {
    // Not a case: report it, keep the cases, and read the rest of the block as statements.
    report("'case' is expected", starts[pos]);
    statements();
    if (tok === tDedent) advance();
  }
  return node2(Kind.Match, start, lineEnd, subject, cases);
}

function matchCase(): number {
  const start = starts[pos];
  advance();
  const patternStart = starts[pos];
  let pattern = starPattern();
  if (tok === tComma) {
    const base = sp;
    push(pattern);
    while (accept(tComma)) {
      if (tok === tColon || tok === kIf) break;
      push(starPattern());
    }
    const end = ends[pos - 1];
    pattern = node1(Kind.MatchSequence, patternStart, end, list(base));
  } else if (words[pattern] === Kind.MatchStar) {
    fail('a star pattern stands only in a sequence');
  }
  const guard = accept(kIf) ? namedExpression() : 0;
  const body = block();
  return node3(Kind.MatchCase, start, lineEnd, pattern, guard, body);
}

function starPattern(): number {
  const start = starts[pos];
  if (!accept(tStar)) return asPattern();
  const name = nameToken();
  return node2(Kind.MatchStar, start, ends[pos - 1], name === softUnderscore ? 0 : name, 0);
}

function asPattern(): number {
  if (++depth > maxDepth) failDeep();
  const start = starts[pos];
  let pattern = closedPattern();
  if (tok === tPipe) {
    const base = sp;
    push(pattern);
    while (accept(tPipe)) push(closedPattern());
    const end = ends[pos - 1];
    pattern = node1(Kind.MatchOr, start, end, list(base));
  }
  if (accept(kAs)) {
    const name = nameToken();
    if (name === softUnderscore) report("cannot use '_' as a target", starts[pos - 1]);
    pattern = node3(Kind.MatchAs, start, ends[pos - 1], pattern, name, 0);
  }
  depth--;
  return pattern;
}

function closedPattern(): number {
  const start = starts[pos];
  switch (tok) {
    case tName: {
      if (kinds[pos + 1] !== tDot && kinds[pos + 1] !== tLeftParen) {
        const name = values[pos];
        advance();
        return node3(Kind.MatchAs, start, ends[pos - 1], 0, name === softUnderscore ? 0 : name, 0);
      }
      if (values[pos] === softUnderscore) fail("'_' is a wildcard, not a name", starts[pos + 1]);
      let value = nameOrAttribute();
      if (tok === tLeftParen) value = classPattern(start, value);
      else value = node1(Kind.MatchValue, start, ends[pos - 1], value);
      return value;
    }
    case kNone:
    case kTrue:
    case kFalse: {
      const value = tok === kNone ? ConstantKind.None : tok === kTrue ? ConstantKind.True : ConstantKind.False;
      advance();
      return node1(Kind.MatchSingleton, start, ends[pos - 1], value);
    }
    case tLeftParen:
    case tLeftBracket: {
      const close = tok === tLeftParen ? tRightParen : tRightBracket;
      advance();
      const base = sp;
      let commas = false;
      let single = 0;
      while (tok !== close) {
        single = starPattern();
        push(single);
        if (!accept(tComma)) break;
        commas = true;
      }
      expect(close, 'the pattern is not closed');
      if (close === tRightParen && sp - base === 1 && !commas) {
        sp = base;
        if (words[single] === Kind.MatchStar) fail('a star pattern stands only in a sequence', start);
        return single;
      }
      const end = ends[pos - 1];
      return node1(Kind.MatchSequence, start, end, list(base));
    }
    case tLeftBrace:
      return mappingPattern();
    default: {
      const value = literalPattern();
      return node1(Kind.MatchValue, start, ends[pos - 1], value);
    }
  }
}

function nameOrAttribute(): number {
  const start = starts[pos];
  let value = node3(Kind.Name, start, ends[pos], nameToken(), Context.Load, 0);
  while (accept(tDot)) {
    const attribute = nameToken();
    value = node3(Kind.Attribute, start, ends[pos - 1], value, attribute, Context.Load);
  }
  return value;
}

/** Strings and signed or complex numbers. */
function literalPattern(): number {
  const start = starts[pos];
  if (tok === tString || tok === tBytes || tok === tFormatStart) return strings();
  const left = signedNumber();
  if (tok !== tPlus && tok !== tMinus) return left;
  const op = tok - tPlus;
  advance();
  if (tok !== tComplex) fail('an imaginary number is expected in a complex literal');
  const right = atom();
  return node3(Kind.BinOp, start, ends[pos - 1], left, op, right);
}

function signedNumber(): number {
  const start = starts[pos];
  const negative = accept(tMinus);
  if (tok !== tInt && tok !== tFloat && tok !== tComplex) fail('invalid syntax');
  const value = atom();
  return negative ? node2(Kind.UnaryOp, start, ends[pos - 1], UnaryOperator.USub, value) : value;
}

function classPattern(start: number, cls: number): number {
  advance();
  const base = sp;
  let patterns = -1;
  const names: number[] = [];
  while (tok !== tRightParen) {
    if (tok === tName && kinds[pos + 1] === tEqual) {
      if (patterns < 0) patterns = list(base);
      names.push(values[pos]);
      advance();
      advance();
      push(asPattern());
    } else {
      if (patterns >= 0) fail('positional patterns follow keyword patterns');
      push(asPattern());
    }
    if (!accept(tComma)) break;
  }
  expect(tRightParen, "')' is expected");
  const end = ends[pos - 1];
  if (patterns < 0) patterns = list(base);
  const keywordPatterns = list(base);
  return node4(Kind.MatchClass, start, end, cls, patterns, listOf(names), keywordPatterns);
}

function mappingPattern(): number {
  const start = starts[pos];
  advance();
  const keys: number[] = [];
  const base = sp;
  let rest = 0;
  while (tok !== tRightBrace) {
    if (rest !== 0) fail("a '**' pattern must be the last of a mapping");
    if (accept(tDoubleStar)) {
      rest = nameToken();
      if (rest === softUnderscore) report("cannot use '_' as a target", starts[pos - 1]);
    } else {
      keys.push(patternKey());
      expect(tColon, "':' is expected");
      push(asPattern());
    }
    if (!accept(tComma)) break;
  }
  expect(tRightBrace, "'}' is expected");
  const end = ends[pos - 1];
  const patterns = list(base);
  return node4(Kind.MatchMapping, start, end, listOf(keys), patterns, rest, 0);
}

function patternKey(): number {
  if (tok === tName) {
    if (kinds[pos + 1] !== tDot) fail('a mapping pattern key is a literal or an attribute');
    return nameOrAttribute();
  }
  if (tok === kNone || tok === kTrue || tok === kFalse) return atom();
  return literalPattern();
}

// Expressions

/** `expression`, or a tuple of them; `*` allowed. */
function starExpressions(): number {
  const start = starts[pos];
  const first = tok === tStar ? starExpression() : expression();
  if (tok !== tComma) return first;
  const base = sp;
  push(first);
  while (accept(tComma)) {
    if (!startsExpression(tok)) break;
    push(tok === tStar ? starExpression() : expression());
  }
  const end = ends[pos - 1];
  return node2(Kind.Tuple, start, end, list(base), Context.Load);
}

function starExpression(): number {
  if (tok !== tStar) return expression();
  const start = starts[pos];
  advance();
  const value = binary(precedenceBar);
  return node2(Kind.Starred, start, ends[pos - 1], value, Context.Load);
}

function starNamedExpression(): number {
  return tok === tStar ? starExpression() : namedExpression();
}

function namedExpression(): number {
  if (tok !== tName || kinds[pos + 1] !== tColonEqual) {
    const value = expression();
    if (tok === tColonEqual) fail(`cannot use assignment expressions with ${describe(value)}`);
    return value;
  }
  const start = starts[pos];
  const target = node3(Kind.Name, start, ends[pos], values[pos], Context.Store, 0);
  advance();
  advance();
  const value = expression();
  return node2(Kind.NamedExpr, start, ends[pos - 1], target, value);
}

function yieldExpression(): number {
  const start = starts[pos];
  advance();
  if (accept(kFrom)) {
    const value = expression();
    return node1(Kind.YieldFrom, start, ends[pos - 1], value);
  }
  const value = startsExpression(tok) ? starExpressions() : 0;
  return node1(Kind.Yield, start, ends[pos - 1], value);
}

/** A conditional expression or lambda. */
function expression(): number {
  if (tok === kLambda) return lambda();
  const start = starts[pos];
  const first = binary(precedenceOr);
  return tok === kIf ? conditional(start, first) : first;
}

/** `a if b else c if d else e`: collected, then folded from the right. */
function conditional(firstStart: number, first: number): number {
  const base = sp;
  let start = firstStart;
  let value = first;
  while (accept(kIf)) {
    push(start);
    push(value);
    push(binary(precedenceOr));
    expect(kElse, "'else' is expected after 'if' expression");
    start = starts[pos];
    if (tok === kLambda) {
      value = lambda();
      break;
    }
    value = binary(precedenceOr);
  }
  const end = ends[pos - 1];
  while (sp > base) {
    const test = stack[--sp];
    const body = stack[--sp];
    value = node3(Kind.IfExp, stack[--sp], end, test, body, value);
  }
  return value;
}

function lambda(): number {
  if (++depth > maxDepth) failDeep();
  const start = starts[pos];
  advance();
  const args = parseParameters(tColon, false);
  expect(tColon, "':' is expected");
  const body = expression();
  depth--;
  return node2(Kind.Lambda, start, ends[pos - 1], args, body);
}

const precedenceOr = 1;
const precedenceAnd = 2;
const precedenceNot = 3;
const precedenceCompare = 4;
const precedenceBar = 5;
const precedenceUnary = 11;
const precedencePower = 12;
/** By token kind; 0 is no infix operator. */
const precedences = new Uint8Array(128);
const comparisons = new Uint8Array(128);
precedences[kOr] = precedenceOr;
precedences[kAnd] = precedenceAnd;
for (let kind = tEqualEqual; kind <= tGreaterEqual; kind++) {
  precedences[kind] = precedenceCompare;
  comparisons[kind] = kind - tEqualEqual;
}
precedences[kIs] = precedenceCompare;
precedences[kIn] = precedenceCompare;
precedences[kNot] = precedenceCompare;
comparisons[kIs] = 6;
comparisons[kIn] = 8;
precedences[tPipe] = precedenceBar;
precedences[tCaret] = 6;
precedences[tAmpersand] = 7;
precedences[tLeftShift] = 8;
precedences[tRightShift] = 8;
precedences[tPlus] = 9;
precedences[tMinus] = 9;
for (const kind of [tStar, tSlash, tDoubleSlash, tPercent, tAt]) precedences[kind] = 10;
precedences[tDoubleStar] = precedencePower;

/** Operators that bind at least as tightly as `minimum`. */
function binary(minimum: number): number {
  const start = starts[pos];
  let left: number;
  if (tok === kNot || tok === tMinus || tok === tPlus || tok === tTilde) left = unary(minimum);
  else left = primary();
  for (;;) {
    const precedence = precedences[tok];
    if (precedence === 0 || precedence < minimum) return left;
    if (precedence <= precedenceAnd) left = boolean(left, start, precedence);
    else if (precedence === precedenceCompare) {
      if (tok === kNot && kinds[pos + 1] !== kIn) return left;
      left = comparison(left, start);
    } else {
      const op = tok - tPlus;
      advance();
      let right: number;
      if (precedence === precedencePower) {
        if (++depth > maxDepth) failDeep();
        right = binary(precedenceUnary);
        depth--;
      } else right = binary(precedence + 1);
      left = node3(Kind.BinOp, start, ends[pos - 1], left, op, right);
    }
  }
}

function unary(minimum: number): number {
  if (++depth > maxDepth) failDeep();
  const start = starts[pos];
  const kind = tok;
  advance();
  let result: number;
  if (kind === kNot) {
    if (minimum > precedenceNot) fail("'not' after an operator must be parenthesized", start);
    const operand = binary(precedenceNot);
    result = node2(Kind.UnaryOp, start, ends[pos - 1], UnaryOperator.Not, operand);
  } else {
    const operand = binary(precedenceUnary);
    const op = kind === tMinus ? UnaryOperator.USub : kind === tPlus ? UnaryOperator.UAdd : UnaryOperator.Invert;
    result = node2(Kind.UnaryOp, start, ends[pos - 1], op, operand);
  }
  depth--;
  return result;
}

function boolean(left: number, start: number, precedence: number): number {
  const base = sp;
  const kind = tok;
  push(left);
  while (accept(kind)) push(binary(precedence + 1));
  const end = ends[pos - 1];
  return node2(Kind.BoolOp, start, end, precedence === precedenceAnd ? 0 : 1, list(base));
}

function comparison(left: number, start: number): number {
  const op = comparisonOperator();
  const right = binary(precedenceBar);
  if (precedences[tok] !== precedenceCompare || (tok === kNot && kinds[pos + 1] !== kIn)) {
    const end = ends[pos - 1];
    const ops = list1(op);
    return node3(Kind.Compare, start, end, left, ops, list1(right));
  }
  const operators = [op];
  const base = sp;
  push(right);
  while (precedences[tok] === precedenceCompare && (tok !== kNot || kinds[pos + 1] === kIn)) {
    operators.push(comparisonOperator());
    push(binary(precedenceBar));
  }
  const end = ends[pos - 1];
  const comparators = list(base);
  return node3(Kind.Compare, start, end, left, listOf(operators), comparators);
}

function comparisonOperator(): number {
  let op = comparisons[tok];
  if (tok === kNot) {
    op = 9;
    advance();
  } else if (tok === kIs && kinds[pos + 1] === kNot) {
    op = 7;
    advance();
  }
  advance();
  return op;
}

/** An atom with its attributes, subscripts and calls; `await` in front. */
function primary(): number {
  const start = starts[pos];
  let value: number;
  if (tok === tName) {
    value = node3(Kind.Name, start, ends[pos], values[pos], Context.Load, 0);
    tok = kinds[++pos];
  } else if (tok === kAwait) {
    if (++depth > maxDepth) failDeep();
    advance();
    if (tok === kAwait) fail('invalid syntax');
    value = primary();
    depth--;
    return node1(Kind.Await, start, ends[pos - 1], value);
  } else value = atom();
  for (;;) {
    if (tok === tDot) {
      advance();
      const attribute = nameToken();
      value = node3(Kind.Attribute, start, ends[pos - 1], value, attribute, Context.Load);
    } else if (tok === tLeftParen) {
      advance();
      callArguments(true);
      const args = argumentList;
      const keywords = keywordList;
      expect(tRightParen, 'invalid syntax; perhaps a comma is missing');
      value = node3(Kind.Call, start, ends[pos - 1], value, args, keywords);
    } else if (tok === tLeftBracket) {
      advance();
      const slice = slices();
      expect(tRightBracket, 'invalid syntax; perhaps a comma is missing');
      value = node3(Kind.Subscript, start, ends[pos - 1], value, slice, Context.Load);
    } else return value;
  }
}

// Results of callArguments: two lists.
let argumentList = 0;
let keywordList = 0;

/** Arguments after `(`, up to but without `)`. */
function callArguments(isCall: boolean): void {
  if (tok === tRightParen) {
    argumentList = 0;
    keywordList = 0;
    return;
  }
  const open = starts[pos - 1];
  const base = sp;
  /** Keywords stand on the stack above the positional arguments once there is one; later `*x` is inserted below. */
  let keywords: number[] | undefined;
  let sawUnpacking = false;
  for (;;) {
    const start = starts[pos];
    if (tok === tName && kinds[pos + 1] === tEqual) {
      const name = values[pos];
      advance();
      advance();
      const value = expression();
      keywords ??= [];
      keywords.push(node2(Kind.Keyword, start, ends[pos - 1], name, value));
    } else if (tok === tDoubleStar) {
      advance();
      const value = expression();
      keywords ??= [];
      keywords.push(node2(Kind.Keyword, start, ends[pos - 1], 0, value));
      sawUnpacking = true;
    } else if (tok === tStar) {
      if (sawUnpacking) report('iterable argument unpacking follows keyword argument unpacking', start);
      advance();
      const value = expression();
      push(node2(Kind.Starred, start, ends[pos - 1], value, Context.Load));
    } else {
      let value = namedExpression();
      if (tok === kFor || tok === kAsync) {
        const generators = comprehensions();
        const alone = sp === base && keywords === undefined && tok === tRightParen && isCall;
        if (!alone) report('generator expression must be parenthesized', start);
        const end = tok === tRightParen ? ends[pos] : ends[pos - 1];
        value = node2(Kind.GeneratorExp, open, end, value, generators);
      } else if (tok === tEqual) fail('expression cannot contain assignment, perhaps you meant "=="?', start);
      if (keywords !== undefined) {
        report(
          sawUnpacking
            ? 'positional argument follows keyword argument unpacking'
            : 'positional argument follows keyword argument',
          start,
        );
      }
      push(value);
    }
    if (!accept(tComma)) break;
    if (tok === tRightParen) break;
  }
  const positional = list(base);
  keywordList = keywords === undefined ? 0 : listOf(keywords);
  argumentList = positional;
}

function slices(): number {
  const start = starts[pos];
  const first = slice();
  if (tok !== tComma && words[first] !== Kind.Starred) return first;
  const base = sp;
  push(first);
  while (accept(tComma)) {
    if (tok === tRightBracket) break;
    push(slice());
  }
  const end = ends[pos - 1];
  return node2(Kind.Tuple, start, end, list(base), Context.Load);
}

function slice(): number {
  const start = starts[pos];
  if (accept(tStar)) {
    // Unlike elsewhere, any expression may follow the star.
    const value = expression();
    return node2(Kind.Starred, start, ends[pos - 1], value, Context.Load);
  }
  const bareName = tok === tName;
  let lower = 0;
  if (tok !== tColon) {
    lower = namedExpression();
    if (tok !== tColon || (bareName && words[lower] === Kind.NamedExpr)) return lower;
  }
  expect(tColon, "']' is expected");
  const upper = startsExpression(tok) ? expression() : 0;
  let step = 0;
  if (accept(tColon) && startsExpression(tok)) step = expression();
  return node3(Kind.Slice, start, ends[pos - 1], lower, upper, step);
}

/** By token kind: 1 when an expression (or `*`) can begin with it. */
const expressionStarts = new Uint8Array(128);
for (const kind of [
  tName,
  tInt,
  tFloat,
  tComplex,
  tString,
  tBytes,
  tFormatStart,
  tLeftParen,
  tLeftBracket,
  tLeftBrace,
  tEllipsis,
  tMinus,
  tPlus,
  tTilde,
  tStar,
  tError,
  kNot,
  kLambda,
  kAwait,
  kNone,
  kTrue,
  kFalse,
]) {
  expressionStarts[kind] = 1;
}

function startsExpression(kind: number): boolean {
  return expressionStarts[kind] === 1;
}

function atom(): number {
  const start = starts[pos];
  switch (tok) {
    case tString:
    case tBytes:
    case tFormatStart:
      return strings();
    case tInt:
      advance();
      return node1(Kind.Constant, start, ends[pos - 1], ConstantKind.Int);
    case tFloat:
      advance();
      return node1(Kind.Constant, start, ends[pos - 1], ConstantKind.Float);
    case tComplex:
      advance();
      return node1(Kind.Constant, start, ends[pos - 1], ConstantKind.Complex);
    case tName:
      advance();
      return node3(Kind.Name, start, ends[pos - 1], values[pos - 1], Context.Load, 0);
    case kNone:
      advance();
      return node1(Kind.Constant, start, ends[pos - 1], ConstantKind.None);
    case kTrue:
      advance();
      return node1(Kind.Constant, start, ends[pos - 1], ConstantKind.True);
    case kFalse:
      advance();
      return node1(Kind.Constant, start, ends[pos - 1], ConstantKind.False);
    case tEllipsis:
      advance();
      return node1(Kind.Constant, start, ends[pos - 1], ConstantKind.Ellipsis);
    case tLeftParen:
      return parenthesised();
    case tLeftBracket:
      return bracketed();
    case tLeftBrace:
      return braced();
    default:
      return fail(tok >= keywordBase ? `invalid syntax at '${symbols.name(tok - keywordBase)}'` : 'invalid syntax');
  }
}

function parenthesised(): number {
  const start = starts[pos];
  advance();
  if (tok === tRightParen) {
    advance();
    return node2(Kind.Tuple, start, ends[pos - 1], 0, Context.Load);
  }
  if (tok === kYield) {
    const value = yieldExpression();
    expect(tRightParen, "')' is expected");
    return value;
  }
  const first = starNamedExpression();
  if (tok === tComma) {
    const base = sp;
    push(first);
    while (accept(tComma)) {
      if (tok === tRightParen) break;
      push(starNamedExpression());
    }
    expect(tRightParen, 'invalid syntax; perhaps a comma is missing');
    const end = ends[pos - 1];
    return node2(Kind.Tuple, start, end, list(base), Context.Load);
  }
  if (tok === kFor || tok === kAsync) {
    if (words[first] === Kind.Starred) fail('iterable unpacking cannot be used in comprehension', start);
    const generators = comprehensions();
    expect(tRightParen, "')' is expected");
    return node2(Kind.GeneratorExp, start, ends[pos - 1], first, generators);
  }
  if (words[first] === Kind.Starred) fail('cannot use starred expression here', start);
  expect(tRightParen, 'invalid syntax; perhaps a comma is missing');
  return first;
}

function bracketed(): number {
  const start = starts[pos];
  advance();
  const base = sp;
  if (tok !== tRightBracket) {
    const first = starNamedExpression();
    if (tok === kFor || tok === kAsync) {
      if (words[first] === Kind.Starred) fail('iterable unpacking cannot be used in comprehension', start);
      const generators = comprehensions();
      expect(tRightBracket, "']' is expected");
      return node2(Kind.ListComp, start, ends[pos - 1], first, generators);
    }
    push(first);
    while (accept(tComma)) {
      if (tok === tRightBracket) break;
      push(starNamedExpression());
    }
  }
  expect(tRightBracket, 'invalid syntax; perhaps a comma is missing');
  const end = ends[pos - 1];
  return node2(Kind.List, start, end, list(base), Context.Load);
}

/** A dict, a set, or a comprehension of either. */
function braced(): number {
  const start = starts[pos];
  advance();
  if (tok === tRightBrace) {
    advance();
    return node2(Kind.Dict, start, ends[pos - 1], 0, 0);
  }
  const base = sp;
  if (tok !== tDoubleStar) {
    const bareName = tok === tName;
    const first = starNamedExpression();
    if (tok !== tColon) {
      if (tok === kFor || tok === kAsync) {
        if (words[first] === Kind.Starred) fail('iterable unpacking cannot be used in comprehension', start);
        const generators = comprehensions();
        expect(tRightBrace, "'}' is expected");
        return node2(Kind.SetComp, start, ends[pos - 1], first, generators);
      }
      push(first);
      while (accept(tComma)) {
        if (tok === tRightBrace) break;
        push(starNamedExpression());
      }
      expect(tRightBrace, 'invalid syntax; perhaps a comma is missing');
      const end = ends[pos - 1];
      return node1(Kind.SetExpr, start, end, list(base));
    }
    if (words[first] === Kind.Starred || (bareName && words[first] === Kind.NamedExpr)) {
      fail('invalid syntax');
    }
    advance();
    const value = expression();
    if (tok === kFor || tok === kAsync) {
      const generators = comprehensions();
      expect(tRightBrace, "'}' is expected");
      return node3(Kind.DictComp, start, ends[pos - 1], first, value, generators);
    }
    push(first);
    push(value);
    if (!accept(tComma)) return dictEnd(start, base);
  }
  while (tok !== tRightBrace) {
    if (accept(tDoubleStar)) {
      push(0);
      push(binary(precedenceBar));
      if (tok === kFor || tok === kAsync) fail('dict unpacking cannot be used in dict comprehension');
    } else {
      push(expression());
      expect(tColon, "':' expected after dictionary key");
      push(expression());
    }
    if (!accept(tComma)) break;
  }
  return dictEnd(start, base);
}

/** Keys and values alternate on the stack. */
function dictEnd(start: number, base: number): number {
  expect(tRightBrace, 'invalid syntax; perhaps a comma is missing');
  const count = (sp - base) >> 1;
  if (top + 2 * count + 2 > capacity) grow(2 * count + 32);
  const target = words;
  const keys = top;
  target[keys] = ~count;
  for (let index = 0; index < count; index++) target[keys + 1 + index] = stack[base + 2 * index];
  const items = keys + 1 + count;
  target[items] = ~count;
  for (let index = 0; index < count; index++) target[items + 1 + index] = stack[base + 2 * index + 1];
  top = items + 1 + count;
  sp = base;
  return node2(Kind.Dict, start, ends[pos - 1], keys, items);
}

/** The `for … in … if …` clauses of a comprehension. */
function comprehensions(): number {
  const base = sp;
  while (tok === kFor || tok === kAsync) {
    const start = starts[pos];
    const isAsync = accept(kAsync) ? 1 : 0;
    expect(kFor, "'for' is expected");
    const target = starTargets();
    expect(kIn, "'in' is expected");
    const iter = binary(precedenceOr);
    const conditions = sp;
    while (accept(kIf)) push(binary(precedenceOr));
    const end = ends[pos - 1];
    const ifs = list(conditions);
    push(node4(Kind.Comprehension, start, end, target, iter, ifs, isAsync));
  }
  return list(base);
}

// Strings

function isString(kind: number): boolean {
  return kind === tString || kind === tBytes || kind === tFormatStart;
}

/** One or more adjacent string literals. */
function strings(): number {
  const begin = pos;
  const start = starts[begin];
  if (tok !== tFormatStart) {
    const first = tok;
    advance();
    while (tok === first) advance();
    if (!isString(tok)) {
      const kind = first === tBytes ? ConstantKind.Bytes : ConstantKind.Str;
      return node1(Kind.Constant, start, ends[pos - 1], kind);
    }
    pos = begin;
    tok = first;
  }
  return joinedStrings(start);
}

// The text between two replacement fields, which may span several literals.
let runStart = -1;
let runEnd = 0;
let runState = 0;
let runIsEmpty = true;

function extendRun(start: number, end: number, state: number, isEmpty: boolean): void {
  if (runStart < 0) {
    runStart = start;
    runState = state;
    runIsEmpty = true;
  }
  runEnd = end;
  if (!isEmpty) runIsEmpty = false;
}

function endRun(): void {
  if (runStart >= 0 && !runIsEmpty) {
    push(node1(Kind.Constant, runStart, runEnd, ConstantKind.Str | (runState << constantStateShift)));
  }
  runStart = -1;
}

/** Literals of which at least one is an f-string or t-string (or kinds are mixed, which is an error). */
function joinedStrings(start: number): number {
  const base = sp;
  const saved = [runStart, runEnd, runState, runIsEmpty ? 1 : 0] as const;
  runStart = -1;
  let templates = 0;
  let formats = 0;
  let texts = 0;
  let bytes = 0;
  while (isString(tok)) {
    if (tok === tFormatStart) {
      if (values[pos] === 1) templates++;
      else formats++;
      formatString(values[pos] === 1);
      continue;
    }
    if (tok === tBytes) bytes++;
    else {
      texts++;
      extendRun(starts[pos], ends[pos], 0, isEmptyLiteral(starts[pos], ends[pos]));
    }
    advance();
  }
  endRun();
  runStart = saved[0];
  runEnd = saved[1];
  runState = saved[2];
  runIsEmpty = saved[3] === 1;
  const end = ends[pos - 1];
  if (bytes > 0) fail('cannot mix bytes and nonbytes literals', start);
  if (templates > 0 && formats + texts > 0)
    report('cannot mix t-string literals with string or f-string literals', start);
  return node1(templates > 0 ? Kind.TemplateStr : Kind.JoinedStr, start, end, list(base));
}

/** One f-string: adds to the run of text and pushes its fields. */
function formatString(template: boolean): void {
  advance();
  while (tok !== tFormatEnd) {
    if (tok === tFormatText) {
      textPiece();
    } else if (tok === tLeftBrace) replacementField(template);
    else fail('f-string: invalid syntax');
  }
  advance();
}

function textPiece(): void {
  const state = stateInsideFormat | values[pos];
  const raw = (values[pos] & textRaw) !== 0;
  extendRun(starts[pos], ends[pos], state, !raw && isEmptyText(starts[pos], ends[pos]));
  advance();
}

function replacementField(template: boolean): void {
  if (++depth > maxDepth) failDeep();
  const start = starts[pos];
  advance();
  if (tok === tRightBrace || tok === tBang || tok === tColon) fail("f-string: valid expression required before '}'");
  const value = tok === kYield ? yieldExpression() : starExpressions();
  const textEnd = ends[pos - 1];
  let debug = false;
  if (tok === tEqual) {
    debug = true;
    advance();
  }
  if (tok !== tRightBrace && tok !== tBang && tok !== tColon) fail("f-string: expecting '=', or '!', or ':', or '}'");
  // The text of `{x=}` reaches to the conversion, the specification or the brace, spaces included.
  if (debug) extendRun(start + 1, starts[pos], stateDebug, false);
  let conversion = -1;
  if (accept(tBang)) {
    if (tok !== tName || starts[pos] !== ends[pos - 1]) fail('f-string: invalid conversion character');
    const letter = source[starts[pos]];
    if (ends[pos] - starts[pos] !== 1 || (letter !== 0x73 && letter !== 0x72 && letter !== 0x61)) {
      fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
    }
    conversion = letter;
    advance();
  }
  let spec = 0;
  const hasSpec = tok === tColon;
  // The field's own text ends here: what follows belongs to the specification.
  endRun();
  if (hasSpec) spec = formatSpecification();
  if (debug && conversion === -1 && !hasSpec) conversion = 0x72;
  expect(tRightBrace, "f-string: expecting '}'");
  const end = ends[pos - 1];
  if (template) push(node4(Kind.Interpolation, start, end, value, textEnd, conversion, spec));
  else push(node3(Kind.FormattedValue, start, end, value, conversion, spec));
  depth--;
}

function formatSpecification(): number {
  const start = starts[pos];
  advance();
  const base = sp;
  runStart = -1;
  while (tok === tFormatText || tok === tLeftBrace) {
    if (tok === tFormatText) textPiece();
    else replacementField(false);
  }
  endRun();
  const end = ends[pos - 1];
  return node1(Kind.JoinedStr, start, end, list(base));
}

function isEmptyLiteral(start: number, end: number): boolean {
  let at = start;
  let raw = false;
  while (source[at] !== 0x22 && source[at] !== 0x27) raw = (source[at++] | 0x20) === 0x72 || raw;
  const quotes = end - at >= 6 && source[at + 1] === source[at] && source[at + 2] === source[at] ? 3 : 1;
  return at + quotes === end - quotes || (!raw && isEmptyText(at + quotes, end - quotes));
}

/** Nothing but backslashes before line breaks. */
function isEmptyText(start: number, end: number): boolean {
  for (let at = start; at < end; ) {
    if (source[at] !== 0x5c) return false;
    at++;
    if (source[at] === 0x0d && source[at + 1] === 0x0a) at += 2;
    else if (source[at] === 0x0a || source[at] === 0x0d) at++;
    else return false;
  }
  return true;
}

// Targets

/** Marks an expression as assigned or deleted; reports what cannot be. */
function setTarget(node: number, context: number): void {
  switch (words[node]) {
    case Kind.Name:
      words[node + 4] = context;
      return;
    case Kind.Attribute:
    case Kind.Subscript:
      words[node + 5] = context;
      return;
    case Kind.Starred:
      if (context === Context.Del) break;
      words[node + 4] = context;
      setTarget(words[node + 3], context);
      return;
    case Kind.List:
    case Kind.Tuple: {
      words[node + 4] = context;
      const items = words[node + 3];
      const count = ~words[items];
      for (let index = 1; index <= count; index++) setTarget(words[items + index], context);
      return;
    }
  }
  report(`cannot ${context === Context.Del ? 'delete' : 'assign to'} ${describe(node)}`, words[node + 1]);
}

function describe(node: number): string {
  switch (words[node]) {
    case Kind.Call:
      return 'function call';
    case Kind.Constant: {
      const kind = words[node + 3] & 0xff;
      if (kind === ConstantKind.None) return 'None';
      if (kind === ConstantKind.True) return 'True';
      if (kind === ConstantKind.False) return 'False';
      return kind === ConstantKind.Ellipsis ? 'ellipsis' : 'literal';
    }
    case Kind.Name:
      return 'name';
    case Kind.Attribute:
      return 'attribute';
    case Kind.Subscript:
      return 'subscript';
    case Kind.Tuple:
      return 'tuple';
    case Kind.List:
      return 'list';
    case Kind.Starred:
      return 'starred';
    case Kind.Compare:
      return 'comparison';
    case Kind.Lambda:
      return 'lambda';
    case Kind.IfExp:
      return 'conditional expression';
    case Kind.JoinedStr:
      return 'f-string expression';
    case Kind.Yield:
    case Kind.YieldFrom:
      return 'yield expression';
    case Kind.Await:
      return 'await expression';
    case Kind.Dict:
      return 'dict literal';
    case Kind.SetExpr:
      return 'set display';
    case Kind.GeneratorExp:
      return 'generator expression';
    case Kind.NamedExpr:
      return 'named expression';
    default:
      return 'expression';
  }
}

const softMatch = symbols.find('match');
const softCase = symbols.find('case');
const softType = symbols.find('type');
const softUnderscore = symbols.find('_');
const starSymbol = symbols.intern('*');
