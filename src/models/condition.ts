/** Conditions of models: `shell: == true`, `arg(1) in ["a", "b"] and not given(x:)`. */
import type { Condition } from '../flow/index.ts';
import { ModelPathError, parseSelector } from './path.ts';

/** Parses a condition. */
export function parseCondition(text: string): Condition {
  const tokens = text.match(/"[^"]*"|'[^']*'|\w+\([^)]*\)|==|!=|\[|\]|,|\bin\b|[\w.+-]+/g) ?? [];
  let at = 0;
  const peek = (): string | undefined => tokens[at];
  const take = (): string => {
    const next = tokens[at++];
    if (next === undefined) throw new ModelPathError(`condition "${text}" ends too early`);
    return next;
  };
  const literal = (): string | number | boolean | null => {
    const word = take();
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'none') return null;
    if (/^['"]/.test(word)) return word.slice(1, -1);
    if (/^-?\d+(\.\d+)?$/.test(word)) return Number(word);
    return word;
  };
  const list = (): (string | number | boolean | null)[] => {
    if (take() !== '[') throw new ModelPathError(`condition "${text}": a list was expected`);
    const out = [literal()];
    while (peek() === ',') {
      take();
      out.push(literal());
    }
    take();
    return out;
  };
  /** `in [a, b]` or `== a`. */
  const values = (): (string | number | boolean | null)[] => (take() === 'in' ? list() : [literal()]);
  const primary = (): Condition => {
    const word = take();
    if (word === 'not') return { op: 'not', of: primary() };
    const call = /^(\w+)\(([^)]*)\)$/.exec(word);
    if (!call) throw new ModelPathError(`condition "${text}": cannot read "${word}"`);
    const argument = parseSelector(call[2] ?? '', text);
    if (call[1] === 'given') return { op: 'given', argument };
    if (call[1] === 'starts') {
      return {
        op: 'prefix',
        argument,
        values: values().map(String),
      };
    }
    if (call[1] === 'is') return { op: 'path', argument, values: values().map(String) };
    if (call[1] !== 'arg') throw new ModelPathError(`condition "${text}": "${call[1]}" is not known`);
    const operator = take();
    if (operator === 'in') return { op: 'equals', argument, values: list() };
    if (operator === '==') return { op: 'equals', argument, values: [literal()] };
    if (operator === '!=') return { op: 'not', of: { op: 'equals', argument, values: [literal()] } };
    throw new ModelPathError(`condition "${text}": "${operator}" is not an operator`);
  };
  const conjunction = (): Condition => {
    const parts = [primary()];
    while (peek() === 'and') {
      take();
      parts.push(primary());
    }
    return parts.length === 1 ? parts[0]! : { op: 'and', of: parts };
  };
  const parts = [conjunction()];
  while (peek() === 'or') {
    take();
    parts.push(conjunction());
  }
  if (at < tokens.length) throw new ModelPathError(`condition "${text}": "${tokens[at]}" is left over`);
  return parts.length === 1 ? parts[0]! : { op: 'or', of: parts };
}
