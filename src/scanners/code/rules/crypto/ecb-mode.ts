import { Call, Kind } from '../../../../python/index.ts';
import { defineRule, reference } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'ecb-mode',
    title: 'A block cipher is used in ECB mode',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-327'],
    aliases: [
      'bandit:B305',
      'ruff:S305',
      'codeql:py/weak-block-mode',
      'semgrep:python.cryptography.security.insecure-cipher-mode-ecb.insecure-cipher-mode-ecb',
    ],
    tags: ['crypto'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: reference(
    'cryptography.hazmat.primitives.ciphers.modes.ECB',
    '{Crypto,Cryptodome}.Cipher.{AES,DES,DES3,Blowfish,CAST,ARC2}.MODE_ECB',
  ),
  check(ctx, node) {
    const parent = ctx.parent(node);
    if (parent === undefined || ctx.kind(parent) === Kind.Compare) return;
    const isCallee = ctx.kind(parent) === Kind.Call && Call.func(ctx.words, parent) === node;
    if (
      !isCallee &&
      ctx.kind(parent) !== Kind.Call &&
      ctx.kind(parent) !== Kind.Keyword &&
      ctx.kind(parent) !== Kind.Assign
    )
      return;
    ctx.report(isCallee ? parent : node, {
      message:
        'In ECB mode equal blocks of text give equal blocks of cipher text: patterns stay visible and blocks can be exchanged.',
      remediation: 'Use an authenticated mode such as GCM with a fresh nonce for each message.',
    });
  },
});
