import { Assign, Attribute, Call, Keyword, Kind, List, listItems, Name, Subscript } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'celery-accepts-pickle',
    title: 'Celery accepts messages that are pickles',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-502'],
    aliases: [],
    tags: ['celery', 'deserialization', 'configuration'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    onNode('Assign', {
      symbols: [
        'accept_content',
        'CELERY_ACCEPT_CONTENT',
        'CELERY_TASK_SERIALIZER',
        'task_serializer',
        'result_serializer',
        'CELERY_RESULT_SERIALIZER',
      ],
    }),
    call('celery.Celery().conf.update', 'celery.Celery'),
  ],
  check(ctx, node) {
    const { words } = ctx;
    const settings: [string, Node][] = [];
    if (ctx.kind(node) === Kind.Call)
      for (const keyword of listItems(words, Call.keywords(words, node)))
        settings.push([ctx.name(Keyword.arg(words, keyword)), Keyword.value(words, keyword)]);
    else
      for (const target of listItems(words, Assign.targets(words, node)))
        settings.push([targetName(ctx, target), Assign.value(words, node)]);
    for (const [name, value] of settings) {
      if (
        !/^(?:CELERY_)?(?:(?:RESULT_)?ACCEPT_CONTENT|TASK_SERIALIZER|RESULT_SERIALIZER|EVENT_SERIALIZER)$/i.test(name)
      )
        continue;
      const list = ctx.valueOf(value);
      const items = [Kind.List, Kind.Tuple, Kind.SetExpr].some((kind) => kind === ctx.kind(list))
        ? listItems(words, List.elts(words, list))
        : [list];
      const pickled = items.find((item) => /^(?:pickle|application\/x-python-serialize)$/.test(ctx.string(item) ?? ''));
      if (pickled === undefined) continue;
      const accepts = /accept/i.test(name);
      ctx.report(pickled, {
        ...(accepts ? {} : { severity: 'medium' as const }),
        message: accepts
          ? 'Whoever can put a message into the broker runs code on the workers.'
          : 'Messages are pickles: who reads them must run what is in them.',
        remediation: 'Use `json` (or `msgpack`) for `task_serializer` and `accept_content`.',
      });
    }
  },
});

function targetName(ctx: RuleContext, target: Node): string {
  const kind = ctx.kind(target);
  if (kind === Kind.Name) return ctx.name(Name.id(ctx.words, target));
  if (kind === Kind.Attribute) return ctx.name(Attribute.attr(ctx.words, target));
  return kind === Kind.Subscript ? (ctx.literal(Subscript.slice(ctx.words, target)) ?? '') : '';
}
