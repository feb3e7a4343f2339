import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const leastRounds = 100_000;
const leastRoundsOfOldHash = 1_000_000;
const leastScrypt = 2 ** 14;
const leastBcrypt = 10;
const leastKey = 16;

export const rule = defineRule({
  meta: {
    name: 'cheap-key-derivation',
    title: 'A password is hashed with too little work',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-916'],
    aliases: [
      'codeql:py/kdf-low-iteration-count',
      'codeql:py/kdf-small-key-size',
      'codeql:py/weak-kdf-algorithm',
      'codeql:py/kdf-weak-mode',
    ],
    tags: ['crypto'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'hashlib.{pbkdf2_hmac,scrypt}',
    'cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC',
    'cryptography.hazmat.primitives.kdf.scrypt.Scrypt',
    '{Crypto,Cryptodome}.Protocol.KDF.{PBKDF1,PBKDF2,scrypt}',
    'bcrypt.gensalt',
  ),
  check(ctx, node, path) {
    const problem = weakness(ctx, node, path);
    if (problem === undefined) return;
    ctx.report(node, {
      message: `${problem}: guesses against a stolen hash are cheap.`,
      remediation: 'Use Argon2id, or PBKDF2 with SHA-256 and 600 000 rounds.',
    });
  },
});

function weakness(ctx: RuleContext, node: Node, path: string): string | undefined {
  const number = (name: string, position?: number): number | undefined => {
    const argument = ctx.argumentNode(node, name, position);
    return argument === undefined ? undefined : ctx.integer(argument);
  };
  if (path === 'bcrypt.gensalt') {
    const rounds = number('rounds', 0);
    return rounds !== undefined && rounds < leastBcrypt ? `bcrypt runs with cost ${rounds}` : undefined;
  }
  if (path.endsWith('PBKDF1')) return 'PBKDF1 is obsolete';
  if (/scrypt$/i.test(path)) {
    const cost = number(
      path.startsWith('Crypto') ? 'N' : 'n',
      path.startsWith('Crypto') ? 3 : path.endsWith('Scrypt') ? 2 : undefined,
    );
    return cost !== undefined && cost < leastScrypt ? `scrypt runs with n = ${cost}` : undefined;
  }
  const isStandard = path === 'hashlib.pbkdf2_hmac';
  const isPycrypto = path.startsWith('Crypto');
  const rounds =
    number(isPycrypto ? 'count' : 'iterations', 3) ?? (isPycrypto && ctx.omits(node, 'count', 3) ? 1000 : undefined);
  if (rounds !== undefined && rounds < leastRounds) return `PBKDF2 runs ${rounds} rounds`;
  const length = number(isStandard ? 'dklen' : isPycrypto ? 'dkLen' : 'length', isStandard ? 4 : isPycrypto ? 2 : 1);
  if (length !== undefined && length > 0 && length < leastKey) return `The derived key has ${length} bytes`;
  if (rounds !== undefined && rounds < leastRoundsOfOldHash && isOldHash(ctx, node))
    return 'PBKDF2 runs over an old hash function with few rounds';
  return undefined;
}

function isOldHash(ctx: RuleContext, node: Node): boolean {
  const algorithm = ctx.argumentNode(node, 'algorithm', 0) ?? ctx.argumentNode(node, 'hash_name', 0);
  if (algorithm === undefined) return false;
  const name = ctx.string(algorithm);
  if (name !== undefined) return /^(?:md5|sha1?|sha-1)$/i.test(name);
  return ctx.isCallOf(
    algorithm,
    'cryptography.hazmat.primitives.hashes.MD5',
    'cryptography.hazmat.primitives.hashes.SHA1',
  );
}
