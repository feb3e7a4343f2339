import { Attribute, Call, Compare, CompareOperator, Kind, listItem, listItems } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'digest-compared-with-equals',
    title: 'A secret is compared with ==',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-208'],
    aliases: [
      'codeql:py/timing-attack-against-hash',
      'codeql:py/possible-timing-attack-against-hash',
      'codeql:py/timing-attack-against-header-value',
      'codeql:py/timing-attack-sensitive-info',
      'codeql:py/possible-timing-attack-sensitive-info',
    ],
    tags: ['crypto', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode('Compare', {
    roots: ['hmac', 'cryptography', 'Crypto', 'Cryptodome'],
    symbols: ['digest', 'hexdigest', 'finalize'],
  }),
  check(ctx, node) {
    const { words } = ctx;
    const operator = listItem(words, Compare.ops(words, node), 0);
    if (operator !== CompareOperator.Eq && operator !== CompareOperator.NotEq) return;
    const sides = [Compare.left(words, node), ...listItems(words, Compare.comparators(words, node))];
    if (sides.length !== 2 || sides.some((side) => ctx.constant(side) !== undefined)) return;
    if (!sides.some((side) => isKeyedDigest(ctx, side, 0))) return;
    ctx.report(node, {
      message: 'The time this comparison takes tells how much of the code was right.',
      remediation: 'Use `hmac.compare_digest`.',
    });
  },
});

const transforms = new Set([
  'digest',
  'hexdigest',
  'hex',
  'decode',
  'encode',
  'lower',
  'upper',
  'strip',
  'rstrip',
  'finalize',
]);

/** An HMAC object or what its methods and the encoders make of it. */
function isKeyedDigest(ctx: RuleContext, node: Node, depth: number): boolean {
  const { words } = ctx;
  const value = ctx.valueOf(node);
  if (depth > 6 || words[value] !== Kind.Call) return false;
  const callee = Call.func(words, value);
  if (
    ctx.denotes(
      callee,
      'hmac.new',
      'hmac.HMAC',
      'hmac.digest',
      'cryptography.hazmat.primitives.hmac.HMAC',
      'Crypto.Hash.HMAC.new',
      'Cryptodome.Hash.HMAC.new',
    )
  )
    return true;
  if (
    ctx.denotes(
      callee,
      'base64.b64encode',
      'base64.urlsafe_b64encode',
      'base64.standard_b64encode',
      'binascii.hexlify',
      'builtins.str',
      'builtins.bytes',
    )
  ) {
    const data = ctx.argumentNode(value, undefined, 0);
    return data !== undefined && isKeyedDigest(ctx, data, depth + 1);
  }
  return (
    words[callee] === Kind.Attribute &&
    transforms.has(ctx.name(Attribute.attr(words, callee))) &&
    isKeyedDigest(ctx, Attribute.value(words, callee), depth + 1)
  );
}
