import { Assign, Call, Compare, endOf, Kind, listItems, Subscript, startOf } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'cors-origin-reflected',
    title: 'An answer allows whatever origin asks',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-942', 'CWE-346'],
    aliases: ['codeql:py/cors-misconfiguration-with-credentials'],
    tags: ['cors', 'web'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode('Assign'),
  onlyWith: ['Access-Control-Allow-Origin'],
  check(ctx, node) {
    const isHeader = listItems(ctx.words, Assign.targets(ctx.words, node)).some(
      (target) =>
        ctx.kind(target) === Kind.Subscript &&
        /^access-control-allow-origin$/i.test(ctx.literal(Subscript.slice(ctx.words, target)) ?? ''),
    );
    if (!isHeader) return;
    const given = Assign.value(ctx.words, node);
    const value = ctx.text(ctx.valueOf(given));
    if (!/(?:headers?|META|environ)\b[\s\S]{0,60}\b(?:HTTP_)?ORIGIN\b/i.test(value) || isCompared(ctx, node)) return;
    const around = ctx.enclosingFunction(node);
    const text = around === undefined ? '' : ctx.text(around).slice(0, 20_000);
    const credentials = /Access-Control-Allow-Credentials['"]\]?\s*[,=:]\s*['"]?true/i.test(text);
    ctx.report(given, {
      ...(credentials ? { severity: 'high' as const, confidence: 'high' as const } : {}),
      message: credentials
        ? 'Any site may send requests with the cookies of the visitor and read the answers: it acts as the visitor.'
        : 'The origin that asks is always the one that is allowed: any site may read the answer.',
      remediation: 'Compare the origin with a list of the own sites before it is allowed.',
    });
  },
});

/** Whether the function compares something about the origin, or asks another one (`is_allowed_origin(…)`). */
function isCompared(ctx: RuleContext, node: Node): boolean {
  const around = ctx.enclosingFunction(node) ?? ctx.module.root;
  const asks = ctx.nodesOf('Call').some((call) => {
    const callee = ctx.text(Call.func(ctx.words, call)).slice(-60);
    return /(?:allow|valid|check|trust|is_|permit|match)\w*origin|origin\w*(?:allow|valid|check|trust|match)/i.test(
      callee,
    );
  });
  if (asks) return true;
  return ctx
    .nodesOf('Compare')
    .some(
      (test) =>
        startOf(ctx.words, test) >= startOf(ctx.words, around) &&
        endOf(ctx.words, test) <= endOf(ctx.words, around) &&
        /origin/i.test(ctx.text(Compare.left(ctx.words, test))) &&
        !/^['"]/.test(ctx.text(Compare.left(ctx.words, test))),
    );
}
