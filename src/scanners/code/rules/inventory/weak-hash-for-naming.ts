import { setKeyword, unsafeFix } from '../../edits.ts';
import { defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { weakHashCalls, weakHashOf } from '../../support/weak-hash-call.ts';

export const rule = defineRule({
  meta: {
    name: 'weak-hash-for-naming',
    title: 'MD5 or SHA-1 tells contents apart',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-328'],
    aliases: ['bandit:B324', 'bandit:B303', 'ruff:S324', 'ruff:S303'],
    tags: ['inventory', 'crypto', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: weakHashCalls,
  check(ctx, node, path) {
    const found = weakHashOf(ctx, node, path);
    if (found?.use !== 'names') return;
    ctx.report(node, {
      message: `${found.algorithm} makes a name or follows a protocol here; who can choose the contents can make two with an equal name.`,
      remediation: 'Say so with `usedforsecurity=False`, or use SHA-256 where others choose the contents.',
      fix: path.startsWith('hashlib.')
        ? unsafeFix('Say that it is not for security', setKeyword(ctx, node, 'usedforsecurity', 'False'))
        : undefined,
    });
  },
});
