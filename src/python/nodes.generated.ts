/** Generated from schema.ts by scripts/generate-python-nodes.ts: kinds and typed accessors of the flat tree. */

export const Kind = {
  Module: 1,
  FunctionDef: 2,
  AsyncFunctionDef: 3,
  ClassDef: 4,
  Return: 5,
  Delete: 6,
  Assign: 7,
  TypeAlias: 8,
  AugAssign: 9,
  AnnAssign: 10,
  For: 11,
  AsyncFor: 12,
  While: 13,
  If: 14,
  With: 15,
  AsyncWith: 16,
  Match: 17,
  Raise: 18,
  Try: 19,
  TryStar: 20,
  Assert: 21,
  Import: 22,
  ImportFrom: 23,
  Global: 24,
  Nonlocal: 25,
  Expr: 26,
  Pass: 27,
  Break: 28,
  Continue: 29,
  ErrorStatement: 30,
  BoolOp: 31,
  NamedExpr: 32,
  BinOp: 33,
  UnaryOp: 34,
  Lambda: 35,
  IfExp: 36,
  Dict: 37,
  SetExpr: 38,
  ListComp: 39,
  SetComp: 40,
  DictComp: 41,
  GeneratorExp: 42,
  Await: 43,
  Yield: 44,
  YieldFrom: 45,
  Compare: 46,
  Call: 47,
  FormattedValue: 48,
  Interpolation: 49,
  JoinedStr: 50,
  TemplateStr: 51,
  Constant: 52,
  Attribute: 53,
  Subscript: 54,
  Starred: 55,
  Name: 56,
  List: 57,
  Tuple: 58,
  Slice: 59,
  Comprehension: 60,
  ExceptHandler: 61,
  Arguments: 62,
  Arg: 63,
  Keyword: 64,
  Alias: 65,
  WithItem: 66,
  MatchCase: 67,
  MatchValue: 68,
  MatchSingleton: 69,
  MatchSequence: 70,
  MatchMapping: 71,
  MatchClass: 72,
  MatchStar: 73,
  MatchAs: 74,
  MatchOr: 75,
  TypeVar: 76,
  ParamSpec: 77,
  TypeVarTuple: 78,
} as const;
export type Kind = (typeof Kind)[keyof typeof Kind];
export const kindCount = 79;

export const Context = {
  Load: 0,
  Store: 1,
  Del: 2,
} as const;
export type Context = (typeof Context)[keyof typeof Context];

export const BoolOperator = {
  And: 0,
  Or: 1,
} as const;
export type BoolOperator = (typeof BoolOperator)[keyof typeof BoolOperator];

export const Operator = {
  Add: 0,
  Sub: 1,
  Mult: 2,
  MatMult: 3,
  Div: 4,
  Mod: 5,
  Pow: 6,
  LShift: 7,
  RShift: 8,
  BitOr: 9,
  BitXor: 10,
  BitAnd: 11,
  FloorDiv: 12,
} as const;
export type Operator = (typeof Operator)[keyof typeof Operator];

export const UnaryOperator = {
  Invert: 0,
  Not: 1,
  UAdd: 2,
  USub: 3,
} as const;
export type UnaryOperator = (typeof UnaryOperator)[keyof typeof UnaryOperator];

export const CompareOperator = {
  Eq: 0,
  NotEq: 1,
  Lt: 2,
  LtE: 3,
  Gt: 4,
  GtE: 5,
  Is: 6,
  IsNot: 7,
  In: 8,
  NotIn: 9,
} as const;
export type CompareOperator = (typeof CompareOperator)[keyof typeof CompareOperator];

export const ConstantKind = {
  None: 0,
  False: 1,
  True: 2,
  Ellipsis: 3,
  Int: 4,
  Float: 5,
  Complex: 6,
  Str: 7,
  Bytes: 8,
} as const;
export type ConstantKind = (typeof ConstantKind)[keyof typeof ConstantKind];

export function isStatement(kind: number): boolean {
  return kind >= 2 && kind <= 30;
}

export function isExpression(kind: number): boolean {
  return kind >= 31 && kind <= 59;
}

export function isPattern(kind: number): boolean {
  return kind >= 68 && kind <= 75;
}

/** Words of a node by kind: three of header, then the fields. */
export const nodeSizes = Uint8Array.of(0, 4, 10, 10, 10, 4, 4, 5, 6, 6, 7, 7, 7, 6, 6, 5, 5, 5, 5, 7, 7, 5, 4, 6, 4, 4, 4, 3, 3, 3, 3, 5, 5, 6, 5, 5, 6, 5, 4, 5, 5, 6, 5, 4, 4, 4, 6, 6, 6, 7, 4, 4, 4, 6, 6, 5, 6, 5, 5, 6, 7, 7, 10, 6, 5, 6, 5, 6, 4, 4, 4, 7, 7, 5, 6, 4, 7, 6, 6);
/** Fields per row of `childShapes`. */
export const maxFields = 7;
/** What a field holds, at `kind * maxFields + field`: 0 no child, 1 a node or none, 2 a list of nodes. */
export const childShapes = Uint8Array.of(
  0, 0, 0, 0, 0, 0, 0,
  2, 0, 0, 0, 0, 0, 0,
  0, 1, 2, 2, 1, 2, 0,
  0, 1, 2, 2, 1, 2, 0,
  0, 2, 2, 2, 2, 2, 0,
  1, 0, 0, 0, 0, 0, 0,
  2, 0, 0, 0, 0, 0, 0,
  2, 1, 0, 0, 0, 0, 0,
  1, 2, 1, 0, 0, 0, 0,
  1, 0, 1, 0, 0, 0, 0,
  1, 1, 1, 0, 0, 0, 0,
  1, 1, 2, 2, 0, 0, 0,
  1, 1, 2, 2, 0, 0, 0,
  1, 2, 2, 0, 0, 0, 0,
  1, 2, 2, 0, 0, 0, 0,
  2, 2, 0, 0, 0, 0, 0,
  2, 2, 0, 0, 0, 0, 0,
  1, 2, 0, 0, 0, 0, 0,
  1, 1, 0, 0, 0, 0, 0,
  2, 2, 2, 2, 0, 0, 0,
  2, 2, 2, 2, 0, 0, 0,
  1, 1, 0, 0, 0, 0, 0,
  2, 0, 0, 0, 0, 0, 0,
  0, 2, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  1, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  0, 2, 0, 0, 0, 0, 0,
  1, 1, 0, 0, 0, 0, 0,
  1, 0, 1, 0, 0, 0, 0,
  0, 1, 0, 0, 0, 0, 0,
  1, 1, 0, 0, 0, 0, 0,
  1, 1, 1, 0, 0, 0, 0,
  2, 2, 0, 0, 0, 0, 0,
  2, 0, 0, 0, 0, 0, 0,
  1, 2, 0, 0, 0, 0, 0,
  1, 2, 0, 0, 0, 0, 0,
  1, 1, 2, 0, 0, 0, 0,
  1, 2, 0, 0, 0, 0, 0,
  1, 0, 0, 0, 0, 0, 0,
  1, 0, 0, 0, 0, 0, 0,
  1, 0, 0, 0, 0, 0, 0,
  1, 0, 2, 0, 0, 0, 0,
  1, 2, 2, 0, 0, 0, 0,
  1, 0, 1, 0, 0, 0, 0,
  1, 0, 0, 1, 0, 0, 0,
  2, 0, 0, 0, 0, 0, 0,
  2, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  1, 0, 0, 0, 0, 0, 0,
  1, 1, 0, 0, 0, 0, 0,
  1, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  2, 0, 0, 0, 0, 0, 0,
  2, 0, 0, 0, 0, 0, 0,
  1, 1, 1, 0, 0, 0, 0,
  1, 1, 2, 0, 0, 0, 0,
  1, 0, 2, 0, 0, 0, 0,
  2, 2, 1, 2, 2, 1, 2,
  0, 1, 0, 0, 0, 0, 0,
  0, 1, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  1, 1, 0, 0, 0, 0, 0,
  1, 1, 2, 0, 0, 0, 0,
  1, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  2, 0, 0, 0, 0, 0, 0,
  2, 2, 0, 0, 0, 0, 0,
  1, 2, 0, 2, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
  1, 0, 0, 0, 0, 0, 0,
  2, 0, 0, 0, 0, 0, 0,
  0, 1, 1, 0, 0, 0, 0,
  0, 1, 0, 0, 0, 0, 0,
  0, 1, 0, 0, 0, 0, 0,
);
/** CPython names by kind. */
export const kindNames: readonly string[] = [
  '',
  'Module',
  'FunctionDef',
  'AsyncFunctionDef',
  'ClassDef',
  'Return',
  'Delete',
  'Assign',
  'TypeAlias',
  'AugAssign',
  'AnnAssign',
  'For',
  'AsyncFor',
  'While',
  'If',
  'With',
  'AsyncWith',
  'Match',
  'Raise',
  'Try',
  'TryStar',
  'Assert',
  'Import',
  'ImportFrom',
  'Global',
  'Nonlocal',
  'Expr',
  'Pass',
  'Break',
  'Continue',
  'ErrorStatement',
  'BoolOp',
  'NamedExpr',
  'BinOp',
  'UnaryOp',
  'Lambda',
  'IfExp',
  'Dict',
  'Set',
  'ListComp',
  'SetComp',
  'DictComp',
  'GeneratorExp',
  'Await',
  'Yield',
  'YieldFrom',
  'Compare',
  'Call',
  'FormattedValue',
  'Interpolation',
  'JoinedStr',
  'TemplateStr',
  'Constant',
  'Attribute',
  'Subscript',
  'Starred',
  'Name',
  'List',
  'Tuple',
  'Slice',
  'comprehension',
  'ExceptHandler',
  'arguments',
  'arg',
  'keyword',
  'alias',
  'withitem',
  'match_case',
  'MatchValue',
  'MatchSingleton',
  'MatchSequence',
  'MatchMapping',
  'MatchClass',
  'MatchStar',
  'MatchAs',
  'MatchOr',
  'TypeVar',
  'ParamSpec',
  'TypeVarTuple',
];

export const Module = {
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const FunctionDef = {
  /** symbol */
  name(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  args(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** nodes */
  decoratorList(words: Int32Array, node: number): number {
    return words[node + 6];
  },
  /** node? */
  returns(words: Int32Array, node: number): number {
    return words[node + 7];
  },
  /** nodes */
  typeParams(words: Int32Array, node: number): number {
    return words[node + 8];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 9];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 9] = value;
  },
};

export const AsyncFunctionDef = {
  /** symbol */
  name(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  args(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** nodes */
  decoratorList(words: Int32Array, node: number): number {
    return words[node + 6];
  },
  /** node? */
  returns(words: Int32Array, node: number): number {
    return words[node + 7];
  },
  /** nodes */
  typeParams(words: Int32Array, node: number): number {
    return words[node + 8];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 9];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 9] = value;
  },
};

export const ClassDef = {
  /** symbol */
  name(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  bases(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  keywords(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 6];
  },
  /** nodes */
  decoratorList(words: Int32Array, node: number): number {
    return words[node + 7];
  },
  /** nodes */
  typeParams(words: Int32Array, node: number): number {
    return words[node + 8];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 9];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 9] = value;
  },
};

export const Return = {
  /** node? */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const Delete = {
  /** nodes */
  targets(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const Assign = {
  /** nodes */
  targets(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const TypeAlias = {
  /** node */
  name(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  typeParams(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const AugAssign = {
  /** node */
  target(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** enum:operator */
  op(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const AnnAssign = {
  /** node */
  target(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  annotation(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** node? */
  value(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** int */
  simple(words: Int32Array, node: number): number {
    return words[node + 6];
  },
};

export const For = {
  /** node */
  target(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  iter(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** nodes */
  orelse(words: Int32Array, node: number): number {
    return words[node + 6];
  },
};

export const AsyncFor = {
  /** node */
  target(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  iter(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** nodes */
  orelse(words: Int32Array, node: number): number {
    return words[node + 6];
  },
};

export const While = {
  /** node */
  test(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  orelse(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const If = {
  /** node */
  test(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  orelse(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const With = {
  /** nodes */
  items(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const AsyncWith = {
  /** nodes */
  items(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const Match = {
  /** node */
  subject(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  cases(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const Raise = {
  /** node? */
  exc(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node? */
  cause(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const Try = {
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  handlers(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  orelse(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** nodes */
  finalbody(words: Int32Array, node: number): number {
    return words[node + 6];
  },
};

export const TryStar = {
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  handlers(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  orelse(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** nodes */
  finalbody(words: Int32Array, node: number): number {
    return words[node + 6];
  },
};

export const Assert = {
  /** node */
  test(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node? */
  msg(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const Import = {
  /** nodes */
  names(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const ImportFrom = {
  /** symbol? */
  module(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  names(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** int */
  level(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const Global = {
  /** symbols */
  names(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const Nonlocal = {
  /** symbols */
  names(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const Expr = {
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const BoolOp = {
  /** enum:boolOperator */
  op(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  values(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const NamedExpr = {
  /** node */
  target(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const BinOp = {
  /** node */
  left(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** enum:operator */
  op(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** node */
  right(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const UnaryOp = {
  /** enum:unaryOperator */
  op(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  operand(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const Lambda = {
  /** node */
  args(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  body(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const IfExp = {
  /** node */
  test(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  body(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** node */
  orelse(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const Dict = {
  /** nodes? */
  keys(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  values(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const SetExpr = {
  /** nodes */
  elts(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const ListComp = {
  /** node */
  elt(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  generators(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const SetComp = {
  /** node */
  elt(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  generators(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const DictComp = {
  /** node */
  key(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  generators(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const GeneratorExp = {
  /** node */
  elt(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  generators(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const Await = {
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const Yield = {
  /** node? */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const YieldFrom = {
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const Compare = {
  /** node */
  left(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** enums:compareOperator */
  ops(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  comparators(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const Call = {
  /** node */
  func(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  args(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  keywords(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const FormattedValue = {
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** int */
  conversion(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** node? */
  formatSpec(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const Interpolation = {
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** offset */
  str(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** int */
  conversion(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** node? */
  formatSpec(words: Int32Array, node: number): number {
    return words[node + 6];
  },
};

export const JoinedStr = {
  /** nodes */
  values(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const TemplateStr = {
  /** nodes */
  values(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const Constant = {
  /** constant */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const Attribute = {
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** symbol */
  attr(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** enum:context */
  ctx(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const Subscript = {
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  slice(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** enum:context */
  ctx(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const Starred = {
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** enum:context */
  ctx(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const Name = {
  /** symbol */
  id(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** enum:context */
  ctx(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 5] = value;
  },
};

export const List = {
  /** nodes */
  elts(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** enum:context */
  ctx(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const Tuple = {
  /** nodes */
  elts(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** enum:context */
  ctx(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const Slice = {
  /** node? */
  lower(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node? */
  upper(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** node? */
  step(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const Comprehension = {
  /** node */
  target(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  iter(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  ifs(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** int */
  isAsync(words: Int32Array, node: number): number {
    return words[node + 6];
  },
};

export const ExceptHandler = {
  /** node? */
  type(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** symbol? */
  name(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 6];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 6] = value;
  },
};

export const Arguments = {
  /** nodes */
  posonlyargs(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  args(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** node? */
  vararg(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** nodes */
  kwonlyargs(words: Int32Array, node: number): number {
    return words[node + 6];
  },
  /** nodes? */
  kwDefaults(words: Int32Array, node: number): number {
    return words[node + 7];
  },
  /** node? */
  kwarg(words: Int32Array, node: number): number {
    return words[node + 8];
  },
  /** nodes */
  defaults(words: Int32Array, node: number): number {
    return words[node + 9];
  },
};

export const Arg = {
  /** symbol */
  arg(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node? */
  annotation(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 5] = value;
  },
};

export const Keyword = {
  /** symbol? */
  arg(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const Alias = {
  /** symbol */
  name(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** symbol? */
  asname(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 5] = value;
  },
};

export const WithItem = {
  /** node */
  contextExpr(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node? */
  optionalVars(words: Int32Array, node: number): number {
    return words[node + 4];
  },
};

export const MatchCase = {
  /** node */
  pattern(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node? */
  guard(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** nodes */
  body(words: Int32Array, node: number): number {
    return words[node + 5];
  },
};

export const MatchValue = {
  /** node */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const MatchSingleton = {
  /** constant */
  value(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const MatchSequence = {
  /** nodes */
  patterns(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const MatchMapping = {
  /** nodes */
  keys(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  patterns(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** symbol? */
  rest(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 6];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 6] = value;
  },
};

export const MatchClass = {
  /** node */
  cls(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** nodes */
  patterns(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** symbols */
  kwdAttrs(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** nodes */
  kwdPatterns(words: Int32Array, node: number): number {
    return words[node + 6];
  },
};

export const MatchStar = {
  /** symbol? */
  name(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 4] = value;
  },
};

export const MatchAs = {
  /** node? */
  pattern(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** symbol? */
  name(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 5] = value;
  },
};

export const MatchOr = {
  /** nodes */
  patterns(words: Int32Array, node: number): number {
    return words[node + 3];
  },
};

export const TypeVar = {
  /** symbol */
  name(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node? */
  bound(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** node? */
  defaultValue(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 6];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 6] = value;
  },
};

export const ParamSpec = {
  /** symbol */
  name(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node? */
  defaultValue(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 5] = value;
  },
};

export const TypeVarTuple = {
  /** symbol */
  name(words: Int32Array, node: number): number {
    return words[node + 3];
  },
  /** node? */
  defaultValue(words: Int32Array, node: number): number {
    return words[node + 4];
  },
  /** spare */
  slot(words: Int32Array, node: number): number {
    return words[node + 5];
  },
  setSlot(words: Int32Array, node: number, value: number): void {
    words[node + 5] = value;
  },
};
