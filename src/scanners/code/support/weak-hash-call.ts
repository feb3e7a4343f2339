/** Calls of broken hash functions: which one it is, and whether names around say what the digest is for. */
import { Assign, Attribute, Call, FunctionDef, Keyword, Kind, listItems, Name } from '../../../python/index.ts';
import { call } from '../rule.ts';
import type { Node, RuleContext } from '../rule-context.ts';

export type HashUse = 'protects' | 'names' | 'unknown';

const weak = /^(?:md2|md4|md5|sha|sha1|sha-1|ripemd160)$/i;
/** Names that say the digest protects something. */
const protects = /passw|pwd|secret|token|signature|\bsign|_sign|credential|auth|session|otp|hmac/i;
/** Names that say the digest tells contents apart or follows a protocol where nothing rests on collisions. */
const naming =
  /e_?tag|cache|websocket|sec_key|ws_key|accept_va|gravatar|uuid|bucket|shard|partition|filename|file_?name|c_?nonce|client_nonce|lock_?file/i;

export const weakHashCalls = call(
  'hashlib.{md4,md5,sha1,new}',
  '_hashlib.{openssl_md5,openssl_sha1}',
  '{md5,sha}.new',
  'Crypto.Hash.{MD2,MD4,MD5,SHA,SHA1,RIPEMD,RIPEMD160}.new',
  'Cryptodome.Hash.{MD2,MD4,MD5,SHA,SHA1,RIPEMD,RIPEMD160}.new',
  'cryptography.hazmat.primitives.hashes.{MD5,SHA1}',
  'crypt.crypt',
  'crypt.mksalt',
);

/** The function's name and its use; undefined if it is not a weak one, is declared harmless, or is chosen elsewhere. */
export function weakHashOf(
  ctx: RuleContext,
  node: Node,
  path: string,
): { readonly algorithm: string; readonly use: HashUse } | undefined {
  const algorithm = algorithmOf(ctx, node, path);
  if (algorithm === undefined) return undefined;
  const forSecurity = ctx.argument(node, 'usedforsecurity');
  if (forSecurity.state === 'unknown') return undefined;
  if (forSecurity.state === 'given' && ctx.truth(forSecurity.node) !== true) return undefined;
  if (isChosenElsewhere(ctx, node)) return undefined;
  const names = surroundings(ctx, node);
  return { algorithm, use: protects.test(names) ? 'protects' : naming.test(names) ? 'names' : 'unknown' };
}

function algorithmOf(ctx: RuleContext, node: Node, path: string): string | undefined {
  if (path === 'hashlib.new') {
    const name = ctx.argumentNode(node, 'name', 0);
    const text = name === undefined ? undefined : ctx.string(name);
    return text !== undefined && weak.test(text) ? text.toUpperCase() : undefined;
  }
  if (path === 'crypt.crypt' || path === 'crypt.mksalt') {
    const method = ctx.argumentNode(node, path === 'crypt.crypt' ? 'salt' : 'method', path === 'crypt.crypt' ? 1 : 0);
    if (method === undefined) return undefined;
    const found = ctx.bindings
      .qualifiedNames(method)
      .find((name) => /^crypt\.METHOD_(?:CRYPT|MD5|BLOWFISH)$/.test(name));
    return found?.replace('crypt.METHOD_', 'crypt ');
  }
  const parts = path.split('.');
  const name = parts[parts.length - 1] === 'new' ? parts[parts.length - 2] : parts[parts.length - 1];
  return name
    .replace(/^openssl_/, '')
    .toUpperCase()
    .replace(/^SHA$/, 'SHA1');
}

/** Inside an HMAC these functions stay sound; in a table of algorithms the choice falls elsewhere. */
function isChosenElsewhere(ctx: RuleContext, node: Node): boolean {
  const around = ctx.parent(node);
  if (around === undefined) return false;
  if (ctx.kind(around) === Kind.Dict) return true;
  // `sha1().digest_size` hashes nothing.
  if (ctx.kind(around) === Kind.Attribute)
    return /^(?:digest|block)_size$/.test(ctx.name(Attribute.attr(ctx.words, around)));
  return (
    ctx.kind(around) === Kind.Call &&
    ctx.denotes(Call.func(ctx.words, around), 'hmac.new', 'hmac.HMAC', 'cryptography.hazmat.primitives.hmac.HMAC')
  );
}

/** The data's text and the names the digest goes to. */
function surroundings(ctx: RuleContext, node: Node): string {
  const { words } = ctx;
  const texts: string[] = [];
  const data = ctx.argumentNode(node, undefined, 0);
  if (data !== undefined) texts.push(ctx.text(data).slice(0, 200));
  const statement = ctx.enclosingStatement(node);
  if (ctx.kind(statement) === Kind.Assign) {
    for (const target of listItems(words, Assign.targets(words, statement))) {
      if (ctx.kind(target) === Kind.Name) texts.push(ctx.name(Name.id(words, target)));
      if (ctx.kind(target) === Kind.Attribute) texts.push(ctx.name(Attribute.attr(words, target)));
    }
  }
  const parent = ctx.parent(node);
  if (parent !== undefined && ctx.kind(parent) === Kind.Keyword) texts.push(ctx.name(Keyword.arg(words, parent)));
  const around = ctx.enclosingFunction(node);
  if (around !== undefined && ctx.kind(around) !== Kind.Lambda) texts.push(ctx.name(FunctionDef.name(words, around)));
  return texts.join(' ');
}
