/**
 * The single source of the tree's shape: every node kind of CPython 3.14's `ast` with its fields, in CPython's order.
 * `scripts/generate-python-nodes.ts` turns it into `nodes.generated.ts`; the dump, the walkers and the oracle read it too.
 *
 * A node is `[kind, start, end, ...fields]` in one Int32Array, a list is `[~n, ...items]`; offset 0 is "none" and the
 * empty list. Children stand before their parents, so a linear pass over the words visits every node.
 */

export type FieldType =
  /** Offset of a node; with `?` 0 means none. */
  | 'node'
  | 'node?'
  /** Offset of a list of nodes; with `?` items may be 0 (Dict.keys, kw_defaults). */
  | 'nodes'
  | 'nodes?'
  /** Symbol id; with `?` 0 means none. */
  | 'symbol'
  | 'symbol?'
  | 'symbols'
  /** Plain number. */
  | 'int'
  /** Number of the enumeration of that name. */
  | 'enum:context'
  | 'enum:boolOperator'
  | 'enum:operator'
  | 'enum:unaryOperator'
  | 'enums:compareOperator'
  /** Constant kind in the low byte, string state above (see literals.ts). */
  | 'constant'
  /** A byte offset that only decoding needs. */
  | 'offset'
  /** Written by later phases (resolved slot). Not part of CPython's tree. */
  | 'spare';

export type NodeGroup = 'module' | 'statement' | 'expression' | 'pattern' | 'typeParameter' | 'part';

export interface NodeSchema {
  /** Name of the accessor object and of the `Kind` entry. */
  readonly name: string;
  /** CPython's name, where it differs. */
  readonly cpython?: string;
  readonly group: NodeGroup;
  /** CPython gives it no position (ours still has one). */
  readonly positionless?: true;
  /** Field names as CPython writes them. */
  readonly fields: Readonly<Record<string, FieldType>>;
}

/** Enumerations; the value is the index in the list. */
export const enumerations = {
  context: ['Load', 'Store', 'Del'],
  boolOperator: ['And', 'Or'],
  operator: [
    'Add',
    'Sub',
    'Mult',
    'MatMult',
    'Div',
    'Mod',
    'Pow',
    'LShift',
    'RShift',
    'BitOr',
    'BitXor',
    'BitAnd',
    'FloorDiv',
  ],
  unaryOperator: ['Invert', 'Not', 'UAdd', 'USub'],
  compareOperator: ['Eq', 'NotEq', 'Lt', 'LtE', 'Gt', 'GtE', 'Is', 'IsNot', 'In', 'NotIn'],
  constantKind: ['None', 'False', 'True', 'Ellipsis', 'Int', 'Float', 'Complex', 'Str', 'Bytes'],
} as const;

const functionFields = {
  name: 'symbol',
  args: 'node',
  body: 'nodes',
  decorator_list: 'nodes',
  returns: 'node?',
  type_params: 'nodes',
  slot: 'spare',
} as const;
const forFields = { target: 'node', iter: 'node', body: 'nodes', orelse: 'nodes' } as const;
const withFields = { items: 'nodes', body: 'nodes' } as const;
const tryFields = { body: 'nodes', handlers: 'nodes', orelse: 'nodes', finalbody: 'nodes' } as const;
const comprehensionFields = { elt: 'node', generators: 'nodes' } as const;

/** All node kinds; the kind number is the index + 1. */
export const nodeSchemas: readonly NodeSchema[] = [
  { name: 'Module', group: 'module', positionless: true, fields: { body: 'nodes' } },

  { name: 'FunctionDef', group: 'statement', fields: functionFields },
  { name: 'AsyncFunctionDef', group: 'statement', fields: functionFields },
  {
    name: 'ClassDef',
    group: 'statement',
    fields: {
      name: 'symbol',
      bases: 'nodes',
      keywords: 'nodes',
      body: 'nodes',
      decorator_list: 'nodes',
      type_params: 'nodes',
      slot: 'spare',
    },
  },
  { name: 'Return', group: 'statement', fields: { value: 'node?' } },
  { name: 'Delete', group: 'statement', fields: { targets: 'nodes' } },
  { name: 'Assign', group: 'statement', fields: { targets: 'nodes', value: 'node' } },
  { name: 'TypeAlias', group: 'statement', fields: { name: 'node', type_params: 'nodes', value: 'node' } },
  { name: 'AugAssign', group: 'statement', fields: { target: 'node', op: 'enum:operator', value: 'node' } },
  {
    name: 'AnnAssign',
    group: 'statement',
    fields: { target: 'node', annotation: 'node', value: 'node?', simple: 'int' },
  },
  { name: 'For', group: 'statement', fields: forFields },
  { name: 'AsyncFor', group: 'statement', fields: forFields },
  { name: 'While', group: 'statement', fields: { test: 'node', body: 'nodes', orelse: 'nodes' } },
  { name: 'If', group: 'statement', fields: { test: 'node', body: 'nodes', orelse: 'nodes' } },
  { name: 'With', group: 'statement', fields: withFields },
  { name: 'AsyncWith', group: 'statement', fields: withFields },
  { name: 'Match', group: 'statement', fields: { subject: 'node', cases: 'nodes' } },
  { name: 'Raise', group: 'statement', fields: { exc: 'node?', cause: 'node?' } },
  { name: 'Try', group: 'statement', fields: tryFields },
  { name: 'TryStar', group: 'statement', fields: tryFields },
  { name: 'Assert', group: 'statement', fields: { test: 'node', msg: 'node?' } },
  { name: 'Import', group: 'statement', fields: { names: 'nodes' } },
  { name: 'ImportFrom', group: 'statement', fields: { module: 'symbol?', names: 'nodes', level: 'int' } },
  { name: 'Global', group: 'statement', fields: { names: 'symbols' } },
  { name: 'Nonlocal', group: 'statement', fields: { names: 'symbols' } },
  { name: 'Expr', group: 'statement', fields: { value: 'node' } },
  { name: 'Pass', group: 'statement', fields: {} },
  { name: 'Break', group: 'statement', fields: {} },
  { name: 'Continue', group: 'statement', fields: {} },
  /** Not CPython's: a statement that could not be parsed. Its reason is in `ParsedModule.errors`. */
  { name: 'ErrorStatement', group: 'statement', fields: {} },

  { name: 'BoolOp', group: 'expression', fields: { op: 'enum:boolOperator', values: 'nodes' } },
  { name: 'NamedExpr', group: 'expression', fields: { target: 'node', value: 'node' } },
  { name: 'BinOp', group: 'expression', fields: { left: 'node', op: 'enum:operator', right: 'node' } },
  { name: 'UnaryOp', group: 'expression', fields: { op: 'enum:unaryOperator', operand: 'node' } },
  { name: 'Lambda', group: 'expression', fields: { args: 'node', body: 'node' } },
  { name: 'IfExp', group: 'expression', fields: { test: 'node', body: 'node', orelse: 'node' } },
  { name: 'Dict', group: 'expression', fields: { keys: 'nodes?', values: 'nodes' } },
  { name: 'SetExpr', cpython: 'Set', group: 'expression', fields: { elts: 'nodes' } },
  { name: 'ListComp', group: 'expression', fields: comprehensionFields },
  { name: 'SetComp', group: 'expression', fields: comprehensionFields },
  { name: 'DictComp', group: 'expression', fields: { key: 'node', value: 'node', generators: 'nodes' } },
  { name: 'GeneratorExp', group: 'expression', fields: comprehensionFields },
  { name: 'Await', group: 'expression', fields: { value: 'node' } },
  { name: 'Yield', group: 'expression', fields: { value: 'node?' } },
  { name: 'YieldFrom', group: 'expression', fields: { value: 'node' } },
  {
    name: 'Compare',
    group: 'expression',
    fields: { left: 'node', ops: 'enums:compareOperator', comparators: 'nodes' },
  },
  { name: 'Call', group: 'expression', fields: { func: 'node', args: 'nodes', keywords: 'nodes' } },
  {
    name: 'FormattedValue',
    group: 'expression',
    fields: { value: 'node', conversion: 'int', format_spec: 'node?' },
  },
  {
    name: 'Interpolation',
    group: 'expression',
    /** `str` is the byte offset where the expression's text ends; it starts after the `{`. */
    fields: { value: 'node', str: 'offset', conversion: 'int', format_spec: 'node?' },
  },
  { name: 'JoinedStr', group: 'expression', fields: { values: 'nodes' } },
  { name: 'TemplateStr', group: 'expression', fields: { values: 'nodes' } },
  { name: 'Constant', group: 'expression', fields: { value: 'constant' } },
  { name: 'Attribute', group: 'expression', fields: { value: 'node', attr: 'symbol', ctx: 'enum:context' } },
  { name: 'Subscript', group: 'expression', fields: { value: 'node', slice: 'node', ctx: 'enum:context' } },
  { name: 'Starred', group: 'expression', fields: { value: 'node', ctx: 'enum:context' } },
  { name: 'Name', group: 'expression', fields: { id: 'symbol', ctx: 'enum:context', slot: 'spare' } },
  { name: 'List', group: 'expression', fields: { elts: 'nodes', ctx: 'enum:context' } },
  { name: 'Tuple', group: 'expression', fields: { elts: 'nodes', ctx: 'enum:context' } },
  { name: 'Slice', group: 'expression', fields: { lower: 'node?', upper: 'node?', step: 'node?' } },

  {
    name: 'Comprehension',
    cpython: 'comprehension',
    group: 'part',
    positionless: true,
    fields: { target: 'node', iter: 'node', ifs: 'nodes', is_async: 'int' },
  },
  { name: 'ExceptHandler', group: 'part', fields: { type: 'node?', name: 'symbol?', body: 'nodes', slot: 'spare' } },
  {
    name: 'Arguments',
    cpython: 'arguments',
    group: 'part',
    positionless: true,
    fields: {
      posonlyargs: 'nodes',
      args: 'nodes',
      vararg: 'node?',
      kwonlyargs: 'nodes',
      kw_defaults: 'nodes?',
      kwarg: 'node?',
      defaults: 'nodes',
    },
  },
  { name: 'Arg', cpython: 'arg', group: 'part', fields: { arg: 'symbol', annotation: 'node?', slot: 'spare' } },
  { name: 'Keyword', cpython: 'keyword', group: 'part', fields: { arg: 'symbol?', value: 'node' } },
  { name: 'Alias', cpython: 'alias', group: 'part', fields: { name: 'symbol', asname: 'symbol?', slot: 'spare' } },
  {
    name: 'WithItem',
    cpython: 'withitem',
    group: 'part',
    positionless: true,
    fields: { context_expr: 'node', optional_vars: 'node?' },
  },
  {
    name: 'MatchCase',
    cpython: 'match_case',
    group: 'part',
    positionless: true,
    fields: { pattern: 'node', guard: 'node?', body: 'nodes' },
  },

  { name: 'MatchValue', group: 'pattern', fields: { value: 'node' } },
  { name: 'MatchSingleton', group: 'pattern', fields: { value: 'constant' } },
  { name: 'MatchSequence', group: 'pattern', fields: { patterns: 'nodes' } },
  {
    name: 'MatchMapping',
    group: 'pattern',
    fields: { keys: 'nodes', patterns: 'nodes', rest: 'symbol?', slot: 'spare' },
  },
  {
    name: 'MatchClass',
    group: 'pattern',
    fields: { cls: 'node', patterns: 'nodes', kwd_attrs: 'symbols', kwd_patterns: 'nodes' },
  },
  { name: 'MatchStar', group: 'pattern', fields: { name: 'symbol?', slot: 'spare' } },
  { name: 'MatchAs', group: 'pattern', fields: { pattern: 'node?', name: 'symbol?', slot: 'spare' } },
  { name: 'MatchOr', group: 'pattern', fields: { patterns: 'nodes' } },

  {
    name: 'TypeVar',
    group: 'typeParameter',
    fields: { name: 'symbol', bound: 'node?', default_value: 'node?', slot: 'spare' },
  },
  { name: 'ParamSpec', group: 'typeParameter', fields: { name: 'symbol', default_value: 'node?', slot: 'spare' } },
  { name: 'TypeVarTuple', group: 'typeParameter', fields: { name: 'symbol', default_value: 'node?', slot: 'spare' } },
];
