/** Picking arguments of a call by what a model says, and deciding a model's conditions. */
import type { Activation } from './activation.ts';
import type { CallArguments } from './call.ts';
import type { ArgumentSelector, Condition } from './model.ts';
import { bottom, join, type Value } from './values.ts';

/** The values a selector picks; empty when the call gives none of them. */
export function selectArguments(args: CallArguments, selector: ArgumentSelector, self: Value | undefined): Value[] {
  const out: Value[] = [];
  const seen = new Set<string>();
  for (const position of selector.positions) {
    const value =
      args.positional[position] ?? (args.rest && position >= args.positional.length ? args.rest : undefined);
    if (value) out.push(value);
  }
  if (selector.from !== undefined) {
    out.push(...args.positional.slice(selector.from));
    if (args.rest) out.push(args.rest);
  }
  for (const name of selector.names) {
    const value = args.keywords.get(name);
    seen.add(name);
    if (value) out.push(value);
  }
  if (selector.anyKeyword) for (const [name, value] of args.keywords) if (!seen.has(name)) out.push(value);
  if (args.more && out.length === 0 && (selector.names.length > 0 || selector.anyKeyword)) out.push(args.more);
  if (selector.self && self) out.push(self);
  return out;
}

/** Truth of a condition for a call; undefined when it is not known. */
export function decideCondition(
  a: Activation,
  condition: Condition,
  args: CallArguments,
  self: Value | undefined,
): boolean | undefined {
  switch (condition.op) {
    case 'and': {
      let result: boolean | undefined = true;
      for (const part of condition.of) {
        const one = decideCondition(a, part, args, self);
        if (one === false) return false;
        if (one === undefined) result = undefined;
      }
      return result;
    }
    case 'or': {
      let result: boolean | undefined = false;
      for (const part of condition.of) {
        const one = decideCondition(a, part, args, self);
        if (one === true) return true;
        if (one === undefined) result = undefined;
      }
      return result;
    }
    case 'not': {
      const one = decideCondition(a, condition.of, args, self);
      return one === undefined ? undefined : !one;
    }
    case 'given':
      return selectArguments(args, condition.argument, self).length > 0;
    case 'equals': {
      const values = selectArguments(args, condition.argument, self);
      return values.length === 0 ? false : every(joined(values), (c) => condition.values.some((v) => v === c));
    }
    case 'prefix': {
      const values = selectArguments(args, condition.argument, self);
      return values.length === 0
        ? false
        : every(joined(values), (c) => typeof c === 'string' && condition.values.some((v) => c.startsWith(v)));
    }
    case 'path': {
      const values = selectArguments(args, condition.argument, self);
      if (values.length === 0) return false;
      const atoms = joined(values);
      const hits = atoms.filter((x) => x.k === 'api' && condition.values.includes(x.state.path)).length;
      return hits === atoms.length ? true : hits > 0 || atoms.some((x) => x.k === 'unknown') ? undefined : false;
    }
  }
}

const joined = (values: readonly Value[]): Value => values.reduce((all, v) => join(all, v), bottom);

function every(value: Value, test: (c: string | number | boolean | null) => boolean): boolean | undefined {
  let result: boolean | undefined;
  for (const atom of value) {
    if (atom.k === 'unknown' || atom.k === 'string') return undefined;
    const c = atom.k === 'const' ? plain(atom.c) : atom.k === 'api' ? atom.state.path : undefined;
    const one = c !== undefined && test(c);
    if (result !== undefined && result !== one) return undefined;
    result = one;
  }
  return result;
}

function plain(c: import('../python/constants/index.ts').Constant): string | number | boolean | null | undefined {
  switch (c.kind) {
    case 'none':
      return null;
    case 'bool':
    case 'str':
    case 'float':
    case 'bytes':
      return c.value;
    case 'int':
      return Number(c.value);
    default:
      return undefined;
  }
}
