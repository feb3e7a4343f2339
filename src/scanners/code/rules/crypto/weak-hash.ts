import { Assign, Attribute, Call, FunctionDef, Keyword, Kind, listItems, Name } from '../../../../python/index.ts';
import { setKeyword, unsafeFix } from '../../edits.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const weak = /^(?:md2|md4|md5|sha|sha1|sha-1|ripemd160)$/i;
/** Names that say the digest protects something. */
const protects = /passw|pwd|secret|token|signature|\bsign|_sign|credential|auth|session|otp|hmac/i;

export const rule = defineRule({
  meta: {
    name: 'weak-hash',
    title: 'MD5, SHA-1 or an older hash function is used',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-328', 'CWE-327'],
    aliases: [
      'bandit:B324',
      'bandit:B303',
      'ruff:S324',
      'ruff:S303',
      'codeaudit:hashlib.md5',
      'codeaudit:hashlib.sha1',
      'codeql:py/weak-sensitive-data-hashing',
      'codeql:py/weak-hashes',
      'semgrep:python.lang.security.insecure-hash-algorithms-md5.insecure-hash-algorithm-md5',
      'semgrep:python.lang.security.insecure-hash-algorithms.insecure-hash-algorithm-sha1',
      'semgrep:python.lang.security.insecure-hash-function.insecure-hash-function',
      'semgrep:python.cryptography.security.insecure-hash-algorithms.insecure-hash-algorithm-sha1',
      'semgrep:python.pycryptodome.security.insecure-hash-algorithm.insecure-hash-algorithm-sha1',
    ],
    tags: ['crypto', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'hashlib.{md4,md5,sha1,new}',
    '_hashlib.{openssl_md5,openssl_sha1}',
    '{md5,sha}.new',
    'Crypto.Hash.{MD2,MD4,MD5,SHA,SHA1,RIPEMD,RIPEMD160}.new',
    'Cryptodome.Hash.{MD2,MD4,MD5,SHA,SHA1,RIPEMD,RIPEMD160}.new',
    'cryptography.hazmat.primitives.hashes.{MD5,SHA1}',
    'crypt.crypt',
    'crypt.mksalt',
  ),
  check(ctx, node, path) {
    const algorithm = algorithmOf(ctx, node, path);
    if (algorithm === undefined) return;
    const forSecurity = ctx.argument(node, 'usedforsecurity');
    if (forSecurity.state === 'unknown') return;
    if (forSecurity.state === 'given' && ctx.truth(forSecurity.node) !== true) return;
    if (isChosenElsewhere(ctx, node)) return;
    const isSensitive = protects.test(surroundings(ctx, node));
    ctx.report(node, {
      severity: isSensitive ? 'high' : 'medium',
      message: isSensitive
        ? `${algorithm} protects something here, and texts with an equal ${algorithm} can be made; for passwords it is also far too fast.`
        : `Texts with an equal ${algorithm} can be made at will, so it proves nothing about who made the data.`,
      remediation:
        'Use SHA-256 or BLAKE2 (for passwords Argon2, scrypt or bcrypt). For cache keys and the like, say so with `usedforsecurity=False`.',
      fix:
        path.startsWith('hashlib.') && !isSensitive
          ? unsafeFix('Say that it is not for security', setKeyword(ctx, node, 'usedforsecurity', 'False'))
          : undefined,
    });
  },
});

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
