import { defineRule, imported } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'pycrypto-import',
    title: 'The Crypto package is imported, which may be the abandoned PyCrypto',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-1104', 'CWE-327'],
    aliases: ['bandit:B413', 'bandit:B414', 'ruff:S413'],
    tags: ['crypto', 'supply-chain'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: imported('Crypto'),
  check(ctx, alias, path) {
    if (path !== 'Crypto') return;
    ctx.report(alias, {
      message:
        '`Crypto` is PyCrypto, abandoned since 2013 with known holes, unless PyCryptodome is installed in its place.',
      remediation: 'Depend on `pycryptodomex` and import `Cryptodome`, or use `cryptography`.',
    });
  },
});
