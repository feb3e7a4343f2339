import { Call, ConstantKind, constantKindOf, Kind, listItems, UnaryOp } from '../../../../python/index.ts';
import { replaceNode, safeFix } from '../../edits.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'decimal-from-float',
    title: 'A Decimal is made from a float',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-681'],
    aliases: ['pyscg:0007', 'ruff:RUF032'],
    tags: ['numbers', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    contexts: outsideTests,
  },
  on: call('decimal.Decimal'),
  check(ctx, node) {
    const { words } = ctx;
    const argument = listItems(words, Call.args(words, node))[0];
    if (argument === undefined) return;
    const literal = words[argument] === Kind.UnaryOp ? UnaryOp.operand(words, argument) : argument;
    const isLiteral = words[literal] === Kind.Constant && constantKindOf(words, literal) === ConstantKind.Float;
    const isConversion = words[argument] === Kind.Call && ctx.denotes(Call.func(words, argument), 'builtins.float');
    if (!isLiteral && !isConversion) return;
    // 0.5 and 2.0 are exact.
    if (isLiteral && isExact(ctx.text(literal))) return;
    ctx.report(argument, {
      message: isLiteral
        ? 'The literal is rounded to binary first: the Decimal has some fifty digits that nobody wrote.'
        : 'The value goes through binary floating point first and is not the written number any more.',
      remediation: isLiteral ? 'Write the number as a string.' : 'Pass the text to `Decimal` directly.',
      ...(isLiteral
        ? {
            fix: safeFix(
              'Write it as a string',
              replaceNode(ctx, argument, `"${ctx.text(argument).replaceAll('_', '')}"`),
            ),
          }
        : {}),
    });
  },
});

/** Whether a decimal literal is a sum of powers of two that a double holds. */
function isExact(text: string): boolean {
  const match = /^(\d*)\.?(\d*)$/.exec(text.replaceAll('_', ''));
  if (match === null) return false;
  const fraction = match[2].replace(/0+$/, '');
  return fraction === '' || (Number(`0.${fraction}`) * 2 ** 20) % 1 === 0;
}
