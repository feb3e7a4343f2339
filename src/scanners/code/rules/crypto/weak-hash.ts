import { setKeyword, unsafeFix } from '../../edits.ts';
import { defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { weakHashCalls, weakHashOf } from '../../support/weak-hash-call.ts';

export const rule = defineRule({
  meta: {
    name: 'weak-hash',
    title: 'MD5, SHA-1 or an older hash function is used',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-328', 'CWE-327'],
    aliases: [
      'semgrep:python.lang.security.audit.md5-used-as-password.md5-used-as-password',

      'bandit:B324',
      'bandit:B303',
      'ruff:S324',
      'ruff:S303',
      'codeaudit:hashlib.md5',
      'codeaudit:hashlib.sha1',
      'codeql:py/weak-sensitive-data-hashing',
      'codeql:py/weak-hashes',
      'semgrep:python.lang.security.insecure-hash-algorithms-md5.insecure-hash-algorithm-md5',
      'semgrep:python.lang.security.insecure-hash-algorithms.insecure-hash-algorithm-sha1',
      'semgrep:python.lang.security.insecure-hash-function.insecure-hash-function',
      'semgrep:python.cryptography.security.insecure-hash-algorithms.insecure-hash-algorithm-sha1',
      'semgrep:python.pycryptodome.security.insecure-hash-algorithm.insecure-hash-algorithm-sha1',
    ],
    tags: ['crypto', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: weakHashCalls,
  check(ctx, node, path) {
    const found = weakHashOf(ctx, node, path);
    if (found === undefined || found.use === 'names') return;
    const { algorithm } = found;
    const isSensitive = found.use === 'protects';
    ctx.report(node, {
      severity: isSensitive ? 'high' : 'medium',
      message: isSensitive
        ? `${algorithm} protects something here, and texts with an equal ${algorithm} can be made; for passwords it is also far too fast.`
        : `Texts with an equal ${algorithm} can be made at will, so it proves nothing about who made the data.`,
      remediation:
        'Use SHA-256 or BLAKE2 (for passwords Argon2, scrypt or bcrypt). For cache keys and the like, say so with `usedforsecurity=False`.',
      fix:
        path.startsWith('hashlib.') && !isSensitive
          ? unsafeFix('Say that it is not for security', setKeyword(ctx, node, 'usedforsecurity', 'False'))
          : undefined,
    });
  },
});
