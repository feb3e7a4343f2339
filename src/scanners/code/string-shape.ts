/** How a string is put together: literal text and holes, through `+`, `%`, `.format`, f-strings, `join` and names. */
import {
  Attribute,
  AugAssign,
  BinOp,
  Call,
  FormattedValue,
  JoinedStr,
  Kind,
  List,
  listItems,
  Operator,
  Tuple,
} from '../../python/index.ts';
import { lookUp } from './arguments.ts';
import type { Node, RuleContext } from './rule-context.ts';

export type ShapePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `node` is the inserted expression; undefined when it is not one expression (`'…'.format(**values)`). */
  | { readonly kind: 'hole'; readonly node: Node | undefined };

const mostParts = 64;
const mostSteps = 200;

/**
 * The parts of a string expression; undefined when it is not one that this function can read (a plain name, a call).
 * Constants are folded: a name with a known value is text. Names with one definition are followed, `+=` included.
 */
export function stringShape(ctx: RuleContext, node: Node): readonly ShapePart[] | undefined {
  const builder = { parts: [] as ShapePart[], steps: 0 };
  return append(ctx, node, builder, true) ? builder.parts : undefined;
}

/** The literal text of a shape, with `hole` in place of each hole. */
export function shapeText(parts: readonly ShapePart[], hole = '\u0000'): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : hole)).join('');
}

interface Builder {
  readonly parts: ShapePart[];
  steps: number;
}

/** `top`: the expression itself must be readable; below it, an unreadable part is a hole. */
function append(ctx: RuleContext, node: Node, builder: Builder, top: boolean): boolean {
  if (++builder.steps > mostSteps || builder.parts.length > mostParts) return hole(builder, node, top);
  const { words } = ctx;
  const known = ctx.string(node);
  if (known !== undefined) return text(builder, known);
  switch (words[node]) {
    case Kind.JoinedStr:
      for (const value of listItems(words, JoinedStr.values(words, node))) {
        if (words[value] === Kind.FormattedValue) append(ctx, FormattedValue.value(words, value), builder, false);
        else append(ctx, value, builder, false);
      }
      return true;
    case Kind.BinOp: {
      const operator = BinOp.op(words, node);
      if (operator === Operator.Add) {
        const mark = builder.parts.length;
        const left = append(ctx, BinOp.left(words, node), builder, false);
        const right = append(ctx, BinOp.right(words, node), builder, false);
        const readable = builder.parts.slice(mark).some(({ kind }) => kind === 'text');
        return left && right && (readable || !top);
      }
      return operator === Operator.Mod ? percent(ctx, node, builder, top) : hole(builder, node, top);
    }
    case Kind.Call:
      return formatted(ctx, node, builder, top);
    case Kind.NamedExpr:
    case Kind.Name: {
      const value = ctx.valueOf(node);
      if (value !== node) return append(ctx, value, builder, top);
      return grown(ctx, node, builder) || hole(builder, node, top);
    }
    default:
      return hole(builder, node, top);
  }
}

function text(builder: Builder, value: string): true {
  builder.parts.push({ kind: 'text', text: value });
  return true;
}

function hole(builder: Builder, node: Node | undefined, top: boolean): boolean {
  if (!top) builder.parts.push({ kind: 'hole', node });
  return !top;
}

const conversion = /%(?:\((\w+)\))?[-#0 +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?([diouxXeEfFgGcrsa%])/g;

/** `'… %s …' % (a, b)`. Conversions that print numbers are text: they cannot carry anything else. */
function percent(ctx: RuleContext, node: Node, builder: Builder, top: boolean): boolean {
  const { words } = ctx;
  const template = stringShape(ctx, BinOp.left(words, node));
  if (template === undefined) return hole(builder, node, top);
  const right = BinOp.right(words, node);
  const operands = words[right] === Kind.Tuple ? listItems(words, Tuple.elts(words, right)) : [right];
  let next = 0;
  for (const part of template) {
    if (part.kind === 'hole') {
      builder.parts.push(part);
      continue;
    }
    let from = 0;
    for (const match of part.text.matchAll(conversion)) {
      text(builder, part.text.slice(from, match.index));
      from = match.index + match[0].length;
      const [, key, type] = match;
      if (type === '%') text(builder, '%');
      else {
        const operand = key === undefined ? operands[next++] : itemOf(ctx, right, key);
        if ('diouxXeEfFgG'.includes(type)) text(builder, '0');
        else if (operand === undefined) hole(builder, undefined, false);
        else append(ctx, operand, builder, false);
      }
    }
    text(builder, part.text.slice(from));
  }
  return true;
}

function itemOf(ctx: RuleContext, mapping: Node, key: string): Node | undefined {
  const item = lookUp(ctx, mapping, key);
  return item.state === 'given' ? item.node : undefined;
}

/** `'…'.format(…)` and `sep.join([…])`. */
function formatted(ctx: RuleContext, node: Node, builder: Builder, top: boolean): boolean {
  const { words } = ctx;
  const callee = Call.func(words, node);
  if (words[callee] !== Kind.Attribute) return hole(builder, node, top);
  const method = ctx.name(Attribute.attr(words, callee));
  const receiver = Attribute.value(words, callee);
  if (method === 'format') {
    const template = stringShape(ctx, receiver);
    if (template === undefined) return hole(builder, node, top);
    let next = 0;
    for (const part of template) {
      if (part.kind === 'hole') builder.parts.push(part);
      else {
        for (const piece of part.text.split(/(\{\{|\}\}|\{[^{}]*\})/)) {
          if (piece === '{{' || piece === '}}') text(builder, piece[0]);
          else if (piece.startsWith('{')) {
            const name = /^\{(\w*)/.exec(piece)?.[1] ?? '';
            const position = name === '' ? next++ : /^\d+$/.test(name) ? Number(name) : undefined;
            const plain = /^\{\w*(?:[!:][^{}]*)?\}$/.test(piece);
            const value = plain
              ? ctx.argumentNode(node, position === undefined ? name : undefined, position)
              : undefined;
            if (value === undefined) hole(builder, undefined, false);
            else append(ctx, value, builder, false);
          } else text(builder, piece);
        }
      }
    }
    return true;
  }
  if (method === 'join') {
    const separator = ctx.string(receiver);
    const items = ctx.argumentNode(node, undefined, 0);
    if (separator === undefined || items === undefined) return hole(builder, node, top);
    const value = ctx.valueOf(items);
    if (words[value] === Kind.List || words[value] === Kind.Tuple) {
      listItems(words, List.elts(words, value)).forEach((item, index) => {
        if (index > 0) text(builder, separator);
        append(ctx, item, builder, false);
      });
      return true;
    }
    return hole(builder, node, top);
  }
  if (['strip', 'lstrip', 'rstrip', 'lower', 'upper', 'encode'].includes(method))
    return append(ctx, receiver, builder, top);
  return hole(builder, node, top);
}

/** A local that is assigned once and then only grows by `+=`, in the order of the source. */
function grown(ctx: RuleContext, name: Node, builder: Builder): boolean {
  const { words } = ctx;
  const writes = ctx.bindings.writes(name).filter(({ node }) => node < name || words[node + 1] < words[name + 1]);
  if (writes.length < 2 || writes[0].kind !== 'assignment' || writes[0].value === undefined) return false;
  if (writes.slice(1).some(({ kind }) => kind !== 'augmented')) return false;
  if (!append(ctx, writes[0].value, builder, false)) return false;
  for (const { statement } of writes.slice(1)) {
    if (words[statement] !== Kind.AugAssign || AugAssign.op(words, statement) !== Operator.Add) return false;
    if (words[statement + 1] > words[name + 1]) break;
    append(ctx, AugAssign.value(words, statement), builder, false);
  }
  return true;
}
