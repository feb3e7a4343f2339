import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isFixedBytes } from '../../support/fixed-bytes.ts';

export const rule = defineRule({
  meta: {
    name: 'constant-encryption-key',
    title: 'An encryption key is constant or empty',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-321'],
    aliases: ['semgrep:python.cryptography.security.empty-aes-key.empty-aes-key'],
    tags: ['crypto', 'secrets'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'cryptography.fernet.Fernet',
    'cryptography.hazmat.primitives.ciphers.algorithms.{AES,AES128,AES256,Camellia,ChaCha20,TripleDES,Blowfish}',
    'cryptography.hazmat.primitives.ciphers.aead.{AESGCM,AESCCM,AESSIV,AESOCB3,AESGCMSIV,ChaCha20Poly1305}',
    '{Crypto,Cryptodome}.Cipher.{AES,DES,DES3,Blowfish,CAST,ARC2,ARC4,ChaCha20,Salsa20,ChaCha20_Poly1305}.new',
    'nacl.secret.SecretBox',
  ),
  check(ctx, node) {
    const key = ctx.argumentNode(node, 'key', 0);
    if (key === undefined || !(isFixedBytes(ctx, key) || ctx.string(key) !== undefined)) return;
    ctx.report(key, {
      message: 'The key is part of the code: whoever can read the code can read and forge the data.',
      remediation: 'Read the key from the environment or a secret store, and make a new one.',
    });
  },
});
