import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'small-key',
    title: 'An RSA, DSA or DH key is too small',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-326'],
    aliases: [
      'bandit:B505',
      'ruff:S505',
      'codeql:py/weak-crypto-key',
      'codeql:py/weak-asymmetric-key-gen-size',
      'semgrep:python.cryptography.security.insufficient-rsa-key-size.insufficient-rsa-key-size',
      'semgrep:python.cryptography.security.insufficient-dsa-key-size.insufficient-dsa-key-size',
      'semgrep:python.pycryptodome.security.insufficient-rsa-key-size.insufficient-rsa-key-size',
    ],
    tags: ['crypto'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'cryptography.hazmat.primitives.asymmetric.{rsa.generate_private_key,dsa.generate_private_key,dh.generate_parameters}',
    '{Crypto,Cryptodome}.PublicKey.{RSA,DSA,ElGamal}.generate',
    'paramiko.{RSAKey,DSSKey,rsakey.RSAKey,dsskey.DSSKey}.generate',
    'rsa.newkeys',
  ),
  check(ctx, node, path) {
    const isHazmat = path.startsWith('cryptography');
    const takesSizeSecond = /\.(?:rsa\.generate_private_key|dh\.generate_parameters)$/.test(path);
    const size = isHazmat
      ? ctx.argumentNode(node, 'key_size', takesSizeSecond ? 1 : 0)
      : ctx.argumentNode(node, path === 'rsa.newkeys' ? 'nbits' : 'bits', 0);
    const bits = size === undefined ? undefined : ctx.integer(size);
    if (bits === undefined || bits >= 2048) return;
    ctx.report(node, {
      severity: bits < 1024 ? 'high' : 'medium',
      message: `A key of ${bits} bits is within reach of attackers with large computers; 2048 bits are the minimum.`,
      remediation: 'Generate keys of 3072 bits or more, or use an elliptic curve such as Ed25519.',
    });
  },
});
