import { Call, Kind } from '../../../../python/index.ts';
import { defineRule, reference } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

const authenticators = [
  'hmac',
  'cryptography.hazmat.primitives.hmac',
  'cryptography.hazmat.primitives.cmac',
  'cryptography.hazmat.primitives.poly1305',
  'Crypto.Hash.HMAC',
  'Crypto.Hash.CMAC',
  'Cryptodome.Hash.HMAC',
  'Cryptodome.Hash.CMAC',
];

export const rule = defineRule({
  meta: {
    name: 'mode-without-authentication',
    title: 'Data is encrypted without a proof that nobody changed it',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-353', 'CWE-327'],
    aliases: [
      'semgrep:python.cryptography.security.mode-without-authentication.crypto-mode-without-authentication',
      'semgrep:python.pycryptodome.security.mode-without-authentication.crypto-mode-without-authentication',
    ],
    tags: ['crypto'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: reference(
    'cryptography.hazmat.primitives.ciphers.modes.{CBC,CTR,CFB,CFB8,OFB}',
    '{Crypto,Cryptodome}.Cipher.{AES,DES3,Blowfish,CAST,ARC2}.MODE_{CBC,CTR,CFB,OFB}',
  ),
  check(ctx, node, path) {
    const parent = ctx.parent(node);
    if (parent === undefined) return;
    const parentKind = ctx.kind(parent);
    const isCallee = parentKind === Kind.Call && Call.func(ctx.words, parent) === node;
    if (path.includes('.MODE_') ? parentKind !== Kind.Call && parentKind !== Kind.Keyword : !isCallee) return;
    if (authenticators.some((module) => ctx.imports(module))) return;
    ctx.report(isCallee ? parent : node, {
      message:
        'This mode hides the text but does not protect it: who can change the cipher text changes what is decrypted.',
      remediation: 'Use AES-GCM, ChaCha20-Poly1305 or Fernet, which refuse changed data.',
    });
  },
});
