import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isFixedBytes } from '../../support/fixed-bytes.ts';

/** Where the salt stands when it is not named. */
const positions: { readonly [path: string]: number } = {
  'hashlib.pbkdf2_hmac': 2,
  'bcrypt.hashpw': 1,
  Argon2id: 0,
  PBKDF2HMAC: 2,
  Scrypt: 0,
};
const smallest = 16;

export const rule = defineRule({
  meta: {
    name: 'constant-salt',
    title: 'A password is hashed with a constant or short salt',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-760', 'CWE-759'],
    aliases: ['codeql:py/kdf-weak-salt-gen', 'codeql:py/kdf-small-salt-size'],
    tags: ['crypto'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'hashlib.{pbkdf2_hmac,scrypt}',
    'cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC',
    'cryptography.hazmat.primitives.kdf.scrypt.Scrypt',
    'cryptography.hazmat.primitives.kdf.argon2.Argon2id',
    '{Crypto,Cryptodome}.Protocol.KDF.{PBKDF2,scrypt}',
    'argon2.low_level.{hash_secret,hash_secret_raw}',
    'bcrypt.hashpw',
  ),
  check(ctx, node, path) {
    const last = path.slice(path.lastIndexOf('.') + 1);
    if (path === 'hashlib.scrypt' && ctx.omits(node, 'salt')) return;
    const salt = ctx.argumentNode(
      node,
      'salt',
      path === 'hashlib.scrypt' ? undefined : (positions[path] ?? positions[last] ?? 1),
    );
    if (salt === undefined) return;
    const isConstant = isFixedBytes(ctx, salt) || ctx.string(salt) !== undefined;
    const value = ctx.valueOf(salt);
    const size = ctx.isCallOf(value, 'os.urandom', 'secrets.token_bytes', 'Crypto.Random.get_random_bytes')
      ? ctx.argumentNode(value, undefined, 0)
      : undefined;
    const length = size === undefined ? undefined : ctx.integer(size);
    if (!isConstant && (length === undefined || length >= smallest)) return;
    ctx.report(salt, {
      message: isConstant
        ? 'The salt is the same for all passwords: equal passwords get equal hashes, and one table breaks them all.'
        : `A salt of ${length} bytes repeats among many users.`,
      remediation: 'Make a salt of 16 bytes with `os.urandom` for each password and store it with the hash.',
    });
  },
});
