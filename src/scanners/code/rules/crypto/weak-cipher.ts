import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'weak-cipher',
    title: 'A broken or outdated cipher is used',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-327'],
    aliases: [
      'bandit:B304',
      'ruff:S304',
      'codeql:py/weak-cryptographic-algorithm',
      'codeql:py/weak-symmetric-encryption',
      'semgrep:python.cryptography.security.insecure-cipher-algorithms-arc4.insecure-cipher-algorithm-arc4',
      'semgrep:python.cryptography.security.insecure-cipher-algorithms-blowfish.insecure-cipher-algorithm-blowfish',
      'semgrep:python.cryptography.security.insecure-cipher-algorithms.insecure-cipher-algorithm-idea',
      'semgrep:python.pycryptodome.security.insecure-cipher-algorithm-des.insecure-cipher-algorithm-des',
      'semgrep:python.pycryptodome.security.insecure-cipher-algorithm.insecure-cipher-algorithm-xor',
    ],
    tags: ['crypto'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    '{Crypto,Cryptodome}.Cipher.{ARC2,ARC4,Blowfish,CAST,DES,DES3,XOR}.new',
    'cryptography.hazmat.primitives.ciphers.algorithms.{ARC4,RC2,Blowfish,CAST5,IDEA,SEED,TripleDES}',
    'cryptography.hazmat.decrepit.ciphers.algorithms.{ARC4,RC2,Blowfish,CAST5,IDEA,SEED,TripleDES}',
  ),
  check(ctx, node, path) {
    const parts = path.split('.');
    const name = parts[parts.length - 1] === 'new' ? parts[parts.length - 2] : parts[parts.length - 1];
    ctx.report(node, {
      message: `${name} no longer keeps a secret: its key or its block is too small, or the algorithm is broken.`,
      remediation: 'Use AES-GCM or ChaCha20-Poly1305, for example through `cryptography.fernet`.',
    });
  },
});
