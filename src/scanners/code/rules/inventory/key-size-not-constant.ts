import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'key-size-not-constant',
    title: 'The size of a key is decided at run time',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-326'],
    aliases: ['codeql:py/unknown-asymmetric-key-gen-size'],
    tags: ['inventory', 'crypto'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call(
    'cryptography.hazmat.primitives.asymmetric.{rsa,dsa}.generate_private_key',
    '{Crypto,Cryptodome}.PublicKey.{RSA,DSA}.generate',
  ),
  check(ctx, node, path) {
    const isDsa = path.includes('.dsa.');
    const size =
      ctx.argumentNode(node, 'key_size', isDsa ? 0 : 1) ??
      (path.startsWith('Crypto') ? ctx.argumentNode(node, 'bits', 0) : undefined);
    if (size === undefined || ctx.integer(size) !== undefined) return;
    ctx.report(node, {
      message: 'How strong this key is depends on who calls.',
      remediation: 'Refuse sizes below 2048 bits (3072 for new keys).',
    });
  },
});
