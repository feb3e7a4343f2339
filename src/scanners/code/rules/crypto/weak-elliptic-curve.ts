import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'weak-elliptic-curve',
    title: 'An elliptic curve is too small',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-326', 'CWE-327'],
    aliases: [
      'bandit:B505',
      'ruff:S505',
      'codeql:py/weak-elliptic-curve',
      'semgrep:python.cryptography.security.insufficient-ec-key-size.insufficient-ec-key-size',
    ],
    tags: ['crypto'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'cryptography.hazmat.primitives.asymmetric.ec.{SECP192R1,SECT163K1,SECT163R2,SECP160R1}',
    '{Crypto,Cryptodome}.PublicKey.ECC.generate',
  ),
  check(ctx, node, path) {
    const curve = path.endsWith('.generate') ? ctx.argumentConstant(node, 'curve') : undefined;
    if (path.endsWith('.generate') && !(curve?.kind === 'str' && /192/.test(curve.value))) return;
    ctx.report(node, {
      message: 'This curve gives less than 112 bits of security.',
      remediation: 'Use Curve25519, or P-256 and larger.',
    });
  },
});
