import { Attribute, Kind } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { type ShapePart, stringShape } from '../../string-shape.ts';
import { contains } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isRequest, requestItem } from '../../support/request-data.ts';

export const rule = defineRule({
  meta: {
    name: 'host-header-in-url',
    title: 'A URL is built from the Host header',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-644', 'CWE-20'],
    aliases: ['semgrep:python.flask.security.audit.host-header-injection-python.host-header-injection-python'],
    tags: ['web', 'flask'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode(['JoinedStr', 'BinOp'], {
    symbols: ['request'],
    roots: ['flask', 'quart', 'bottle', 'django', 'pyramid', 'aiohttp', 'starlette', 'fastapi'],
  }),
  check(ctx, node) {
    const outer = ctx.parent(node);
    if (outer !== undefined && (ctx.kind(outer) === Kind.BinOp || ctx.kind(outer) === Kind.FormattedValue)) return;
    const parts = stringShape(ctx, node) ?? [];
    const index = parts.findIndex(
      (part, at) =>
        part.kind === 'hole' &&
        part.node !== undefined &&
        contains(ctx, node, part.node) &&
        isUrlStart(parts[at - 1]) &&
        isHost(ctx, part.node),
    );
    if (index < 0) return;
    ctx.report(node, {
      message: 'The client writes the Host header: a link that is sent or cached with it can lead to another site.',
      remediation:
        'Take the host from a setting, or restrict it (`TRUSTED_HOSTS` of Flask, `ALLOWED_HOSTS` with `request.get_host()` of Django).',
    });
  },
});

function isUrlStart(part: ShapePart | undefined): boolean {
  return part?.kind === 'text' && /:\/\/$/.test(part.text);
}

function isHost(ctx: RuleContext, node: Node): boolean {
  const { words } = ctx;
  const value = ctx.valueOf(node);
  if (words[value] === Kind.Attribute) {
    return ctx.name(Attribute.attr(words, value)) === 'host' && isRequest(ctx, Attribute.value(words, value));
  }
  const item = requestItem(ctx, value);
  return (
    item !== undefined &&
    /^(?:HTTP_)?(?:X[-_]FORWARDED[-_])?HOST$/i.test(item.key) &&
    /^(?:headers|META|environ)$/.test(item.part)
  );
}
