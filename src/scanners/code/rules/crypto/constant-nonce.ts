import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isFixedBytes } from '../../support/fixed-bytes.ts';

export const rule = defineRule({
  meta: {
    name: 'constant-nonce',
    title: 'An initialization vector or nonce is constant',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-329'],
    aliases: ['codeql:py/weak-block-mode-iv-or-nonce'],
    tags: ['crypto'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'cryptography.hazmat.primitives.ciphers.modes.{CBC,CTR,CFB,CFB8,OFB,GCM}',
    'cryptography.hazmat.primitives.ciphers.aead.{AESGCM,AESCCM,AESSIV,AESOCB3,AESGCMSIV,ChaCha20Poly1305}().encrypt',
    'cryptography.hazmat.primitives.ciphers.algorithms.ChaCha20',
    '{Crypto,Cryptodome}.Cipher.{AES,DES,DES3,Blowfish,CAST,ARC2,ChaCha20,Salsa20,ChaCha20_Poly1305}.new',
  ),
  check(ctx, node, path) {
    const isNew = path.endsWith('.new');
    const nonce = isNew
      ? (ctx.argumentNode(node, 'iv') ??
        ctx.argumentNode(node, 'IV') ??
        ctx.argumentNode(node, 'nonce') ??
        ctx.argumentNode(node, undefined, 2))
      : path.endsWith('.ChaCha20')
        ? ctx.argumentNode(node, 'nonce', 1)
        : (ctx.argumentNode(node, 'initialization_vector', 0) ?? ctx.argumentNode(node, 'nonce'));
    if (nonce === undefined || !isFixedBytes(ctx, nonce)) return;
    ctx.report(nonce, {
      message: 'This nonce is the same for every message: messages under one key reveal each other.',
      remediation: 'Make a fresh one with `os.urandom` for each message and send it along.',
    });
  },
});
