/** Whether code that is run was decoded, decompressed or turned around on the spot. */
import { Attribute, Call, Kind } from '../../../python/index.ts';
import type { Node, RuleContext } from '../rule-context.ts';

const decoders = [
  ...['b64decode', 'b32decode', 'b16decode', 'b85decode', 'a85decode', 'urlsafe_b64decode', 'decodebytes'].map(
    (name) => `base64.${name}`,
  ),
  'zlib.decompress',
  'gzip.decompress',
  'bz2.decompress',
  'lzma.decompress',
  'codecs.decode',
  'binascii.unhexlify',
  'binascii.a2b_base64',
  'builtins.bytes.fromhex',
];
const deepest = 8;

/** The first argument of this call, followed through names, `compile`, `.decode()` and `marshal.loads`. */
export function runsDecoded(ctx: RuleContext, call: Node): boolean {
  const source = ctx.argumentNode(call, undefined, 0);
  return source !== undefined && isDecoded(ctx, source, 0);
}

function isDecoded(ctx: RuleContext, node: Node, depth: number): boolean {
  const { words } = ctx;
  const value = ctx.valueOf(node);
  if (depth > deepest || words[value] !== Kind.Call) return false;
  const callee = Call.func(words, value);
  if (ctx.denotes(callee, ...decoders)) return true;
  const first = ctx.argumentNode(value, undefined, 0);
  if (ctx.denotes(callee, 'builtins.compile', 'builtins.str', 'builtins.bytes', 'marshal.loads')) {
    return first !== undefined && isDecoded(ctx, first, depth + 1);
  }
  return (
    words[callee] === Kind.Attribute &&
    /^(?:decode|strip|format|replace)$/.test(ctx.name(Attribute.attr(words, callee))) &&
    isDecoded(ctx, Attribute.value(words, callee), depth + 1)
  );
}
