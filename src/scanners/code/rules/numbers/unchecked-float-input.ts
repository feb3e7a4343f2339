import { Attribute, Call, Kind, listItems, Name, Subscript } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { frameOf, ownNodes } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'unchecked-float-input',
    title: 'A float from outside may be NaN or infinite',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-754', 'CWE-704'],
    aliases: [
      'pyscg:0018',
      'semgrep:python.django.security.nan-injection.nan-injection',
      'semgrep:python.flask.security.injection.nan-injection.nan-injection',
    ],
    tags: ['numbers', 'input'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('builtins.float'),
  check(ctx, node) {
    const { words } = ctx;
    const argument = listItems(words, Call.args(words, node))[0];
    if (argument === undefined || !isForeign(ctx, argument)) return;
    const isChecked = ownNodes(ctx, frameOf(ctx, node)).some((inner) => {
      if (words[inner] === Kind.Call)
        return /(?:^|\.)(?:isfinite|isnan|isinf|clip|clamp|min|max)$/.test(ctx.text(Call.func(words, inner)));
      // A chained test of a range turns NaN away.
      return words[inner] === Kind.Compare && words[words[inner + 4]] === ~2;
    });
    if (isChecked) return;
    ctx.report(node, {
      message:
        '`float` accepts "nan" and "inf": comparisons with the result are false, and sums and prices become NaN.',
      remediation: 'Test with `math.isfinite`, or check the range with `low <= value <= high`.',
    });
  },
});

/** Console input, or a part of a request. */
function isForeign(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  const value = ctx.valueOf(node);
  let at = value;
  for (let step = 0; step < 8; step++) {
    if (words[at] === Kind.Call) {
      if (ctx.denotes(Call.func(words, at), 'builtins.input')) return true;
      at = Call.func(words, at);
    } else if (words[at] === Kind.Subscript) at = Subscript.value(words, at);
    else if (words[at] === Kind.Attribute) {
      const part = ctx.name(Attribute.attr(words, at));
      const owner = Attribute.value(words, at);
      const isRequest =
        (words[owner] === Kind.Name && ctx.name(Name.id(words, owner)) === 'request') ||
        ctx.denotes(owner, 'flask.request') ||
        (words[owner] === Kind.Attribute && ctx.name(Attribute.attr(words, owner)) === 'request');
      if (isRequest) return /^(?:args|form|values|json|GET|POST|data|query_params|cookies|COOKIES|headers)$/.test(part);
      at = owner;
    } else return false;
  }
  return false;
}
