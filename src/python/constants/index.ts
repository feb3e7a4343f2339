/** Constant values and the exact folder of Python operations: the entrance of `constants/`. */
export { callBuiltin, callStatic } from './builtins.ts';
export { containerMethod, dictView, mutatingMethods } from './container-methods.ts';
export { latin1 } from './encodings.ts';
export { formatValue } from './format-spec.ts';
export {
  type BinaryOperator,
  binary,
  type ComparisonOperator,
  compare,
  type UnaryOperator,
  unary,
} from './operators.ts';
export { percentFormat } from './percent.ts';
export { repr, toStr } from './repr.ts';
export { slice, subscript } from './sequences.ts';
export { applyConversion, strFormat } from './str-format.ts';
export { textKeywords, textMethod } from './text-methods.ts';
export * from './value.ts';
