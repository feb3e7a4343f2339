/** Whether an expression always gives the same bytes: `b'…'`, `bytes(16)`, `b'\0' * 16`, `'…'.encode()`. */
import { Attribute, BinOp, Call, Kind, Operator } from '../../../python/index.ts';
import type { Node, RuleContext } from '../rule-context.ts';

const deepest = 6;

export function isFixedBytes(ctx: RuleContext, node: Node, depth = 0): boolean {
  if (depth > deepest) return false;
  const { words } = ctx;
  const constant = ctx.constant(node);
  if (constant !== undefined) return constant.kind === 'bytes' || constant.kind === 'str';
  const value = ctx.valueOf(node);
  if (words[value] === Kind.BinOp) {
    const [left, right] = [BinOp.left(words, value), BinOp.right(words, value)];
    if (BinOp.op(words, value) === Operator.Mult) {
      return isFixedBytes(ctx, left, depth + 1) || isFixedBytes(ctx, right, depth + 1);
    }
    return isFixedBytes(ctx, left, depth + 1) && isFixedBytes(ctx, right, depth + 1);
  }
  if (words[value] !== Kind.Call) return false;
  const callee = Call.func(words, value);
  const first = ctx.argumentNode(value, undefined, 0);
  if (ctx.denotes(callee, 'builtins.bytes', 'builtins.bytearray', 'builtins.bytes.fromhex')) {
    return first !== undefined && ctx.constant(first) !== undefined;
  }
  if (ctx.denotes(callee, 'base64.b64decode', 'base64.urlsafe_b64decode', 'binascii.unhexlify')) {
    return first !== undefined && isFixedBytes(ctx, first, depth + 1);
  }
  return (
    words[callee] === Kind.Attribute &&
    ctx.name(Attribute.attr(words, callee)) === 'encode' &&
    isFixedBytes(ctx, Attribute.value(words, callee), depth + 1)
  );
}
