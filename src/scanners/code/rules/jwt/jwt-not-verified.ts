import { Call } from '../../../../python/index.ts';
import { lookUp } from '../../arguments.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const verifiers = /^(?:jwt|jose)\.(?:.*\.)?(?:decode|decode_complete|verify)$/;

export const rule = defineRule({
  meta: {
    name: 'jwt-not-verified',
    title: 'A JSON Web Token is read without checking its signature',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-347', 'CWE-287'],
    aliases: [
      'codeql:py/jwt-missing-verification',
      'semgrep:python.jwt.security.unverified-jwt-decode.unverified-jwt-decode',
    ],
    tags: ['jwt', 'authentication'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'jwt.{decode,decode_complete}',
    'jwt.api_jwt.{decode,decode_complete}',
    'jwt.PyJWT().{decode,decode_complete}',
    'jose.jwt.{decode,get_unverified_claims}',
    'jose.jws.{verify,get_unverified_claims}',
  ),
  check(ctx, node, path) {
    if (!isUnverified(ctx, node, path)) return;
    const around = ctx.enclosingFunction(node);
    const isVerifiedToo =
      around !== undefined &&
      ctx.nodesOf('Call').some((other) => {
        if (other === node || ctx.enclosingFunction(other) !== around) return false;
        const name = ctx.qualifiedName(Call.func(ctx.words, other));
        return name !== undefined && verifiers.test(name) && !isUnverified(ctx, other, name);
      });
    if (isVerifiedToo) return;
    ctx.report(node, {
      message: 'The signature is not checked: everybody can write a token with any content.',
      remediation: 'Give the key and `algorithms=[…]`, and leave the checks on.',
    });
  },
});

function isUnverified(ctx: RuleContext, node: Node, path: string): boolean {
  if (path.endsWith('get_unverified_claims')) return true;
  const verify = ctx.argumentNode(node, 'verify', path.startsWith('jwt.') ? 2 : undefined);
  if (verify !== undefined && ctx.truth(verify) === false) return true;
  const options = ctx.argumentNode(node, 'options', path.startsWith('jwt.') ? 3 : undefined);
  if (options === undefined) return false;
  const signature = lookUp(ctx, options, 'verify_signature');
  return signature.state === 'given' && ctx.truth(signature.node) === false;
}
