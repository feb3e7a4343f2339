/** The Python language and nothing about security: source bytes to a flat tree with names, imports and constants. */

export * from './bind/index.ts';
export type { Constant as FoldedConstant } from './constants/index.ts';
export { LineIndex, type LinePosition, lineIndexOf } from './line-index.ts';
export {
  bytesValue,
  type ConstantValue,
  constantKindOf,
  constantValue,
  interpolationText,
  numberValue,
  stringValue,
} from './literals.ts';
export type { ParsedModule, ParseOptions, SyntaxIssue } from './module.ts';
export * from './modules/index.ts';
export * from './nodes.generated.ts';
export { type Cell, type CellMap, cellAt } from './notebook.ts';
export { parseModule } from './parse-module.ts';
export { type SymbolTable, symbols } from './symbols.ts';
export { nodeText, statementTokens, tokensBetween } from './text.ts';
export {
  countNodes,
  endOf,
  forEachChild,
  forEachNode,
  kindName,
  kindOf,
  listItem,
  listItems,
  listLength,
  startOf,
  walk,
} from './tree.ts';
