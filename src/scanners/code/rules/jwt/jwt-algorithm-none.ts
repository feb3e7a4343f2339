import { Kind, List, listItems } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'jwt-algorithm-none',
    title: 'A JSON Web Token may be unsigned or has an empty key',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-347', 'CWE-327'],
    aliases: [
      'codeql:py/jwt-empty-secret-or-algorithm',
      'semgrep:python.jwt.security.jwt-none-alg.jwt-python-none-alg',
    ],
    tags: ['jwt', 'authentication'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('jwt.{encode,decode,decode_complete}', 'jwt.PyJWT().{encode,decode}', 'jose.jwt.{encode,decode}'),
  check(ctx, node, path) {
    const isEncode = path.endsWith('encode');
    const algorithm = isEncode ? ctx.argumentNode(node, 'algorithm', 2) : ctx.argumentNode(node, 'algorithms', 2);
    const value = algorithm === undefined ? undefined : ctx.valueOf(algorithm);
    const isList = value !== undefined && (ctx.kind(value) === Kind.List || ctx.kind(value) === Kind.Tuple);
    const names = value === undefined ? [] : isList ? listItems(ctx.words, List.elts(ctx.words, value)) : [value];
    const allowsNone = names.some(
      (name) => ctx.string(name)?.toLowerCase() === 'none' || (isEncode && ctx.constant(name)?.kind === 'none'),
    );
    const key = isEncode ? ctx.argumentConstant(node, 'key', 1) : undefined;
    const isKeyEmpty = key !== undefined && (key.kind === 'none' || (key.kind === 'str' && key.value === ''));
    if (!allowsNone && !isKeyEmpty) return;
    ctx.report(node, {
      message: allowsNone
        ? 'With the algorithm `none` a token needs no signature.'
        : 'The key is empty: everybody can sign tokens.',
      remediation: 'Name the one algorithm you use, and a key of at least 32 random bytes.',
    });
  },
});
