import { Dict, Kind, listItems } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

const secretClaim =
  /^(?:user_?)?(?:password|passwd|passphrase|pwd|secret|client_secret|api_?key|private_?key|credit_?card(?:_?number)?|ssn|cvv)$/i;

export const rule = defineRule({
  meta: {
    name: 'credential-in-jwt',
    title: 'A password or secret is put into a JSON Web Token',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-522', 'CWE-312'],
    aliases: [
      'semgrep:python.jwt.security.audit.jwt-exposed-data.jwt-python-exposed-data',
      'semgrep:python.jwt.security.jwt-exposed-credentials.jwt-python-exposed-credentials',
    ],
    tags: ['jwt'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'jwt.encode',
    'jwt.api_jwt.encode',
    'jose.jwt.encode',
    'authlib.jose.jwt.encode',
    'jwt.{PyJWT,JWT}().encode',
  ),
  check(ctx, node, path) {
    const payload = ctx.argumentNode(
      node,
      path.startsWith('jose') ? 'claims' : 'payload',
      path.startsWith('authlib') ? 1 : 0,
    );
    if (payload === undefined) return;
    const table = ctx.valueOf(payload);
    if (ctx.kind(table) !== Kind.Dict) return;
    for (const key of listItems(ctx.words, Dict.keys(ctx.words, table))) {
      if (key === 0) continue;
      const name = ctx.string(key);
      if (name === undefined || !secretClaim.test(name)) continue;
      ctx.report(key, {
        message: `A token is signed, not encrypted: whoever sees it reads \`${name}\`.`,
        remediation: 'Put an identifier into the token and keep the secret on the server.',
      });
    }
  },
});
