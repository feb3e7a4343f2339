import { Attribute, Call, Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'rsa-without-oaep',
    title: 'RSA encrypts with the old padding or without one',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-780'],
    aliases: ['codeql:py/weak-asymmetric-padding'],
    tags: ['crypto'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'cryptography.hazmat.primitives.asymmetric.padding.PKCS1v15',
    '{Crypto,Cryptodome}.Cipher.PKCS1_v1_5.new',
    'rsa.{encrypt,decrypt}',
  ),
  check(ctx, node, path) {
    if (path.endsWith('PKCS1v15')) {
      const around = ctx.enclosing(node, Kind.Call);
      const callee = around === undefined ? undefined : Call.func(ctx.words, around);
      if (callee === undefined || ctx.kind(callee) !== Kind.Attribute) return;
      if (!/^(?:encrypt|decrypt)$/.test(ctx.name(Attribute.attr(ctx.words, callee)))) return;
    }
    ctx.report(node, {
      message: 'Who can ask for decryptions and sees whether the padding was right decrypts any message.',
      remediation: 'Use OAEP with SHA-256; where the old form must be read, never tell why a message was refused.',
    });
  },
});
