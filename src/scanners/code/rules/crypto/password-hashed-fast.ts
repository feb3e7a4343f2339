import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

const password =
  /(?:^|[^a-z])(?:password|passwd|passphrase|pwd)(?![a-z])(?!_?(?:hash|digest|field|file|hint|id|reset|url|policy))/i;

const slow = /bcrypt|scrypt|argon2|pbkdf2|hashpw/i;

export const rule = defineRule({
  meta: {
    name: 'password-hashed-fast',
    title: 'A password is hashed without key derivation',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-916', 'CWE-328'],
    aliases: ['codeql:py/weak-sensitive-data-hashing'],
    tags: ['crypto', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('hashlib.{sha224,sha256,sha384,sha512,sha3_224,sha3_256,sha3_384,sha3_512,blake2b,blake2s}'),
  check(ctx, node, path) {
    const data = ctx.argumentNode(node, 'data', 0) ?? ctx.argumentNode(node, 'string');
    if (data === undefined || ctx.constant(data) !== undefined || !password.test(ctx.text(data).slice(0, 300))) return;
    // A password may be shortened before the slow function gets it.
    const around = ctx.enclosingFunction(node);
    if (around !== undefined && slow.test(ctx.text(around).slice(0, 5000))) return;
    ctx.report(node, {
      message: `\`${path}\` is made to be fast: a stolen hash of a password is soon guessed.`,
      remediation: 'Use Argon2id, scrypt or bcrypt, with a salt for each password.',
    });
  },
});
