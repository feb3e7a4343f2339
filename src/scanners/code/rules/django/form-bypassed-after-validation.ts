import { Attribute, Call, If, Kind, listItems, Subscript } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { contains } from '../../support/body.ts';
import { outsideTests } from '../../support/contexts.ts';
import { requestPart } from '../../support/request-data.ts';

export const rule = defineRule({
  meta: {
    name: 'form-bypassed-after-validation',
    title: 'Raw request data is read although the form was checked',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-20'],
    aliases: [
      'semgrep:python.django.security.django-using-request-post-after-is-valid.django-using-request-post-after-is-valid',
    ],
    tags: ['inventory', 'django', 'validation'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call('*.is_valid'),
  check(ctx, node) {
    const branch = ctx.enclosing(node, Kind.If);
    const form = ctx.receiver(node);
    if (branch === undefined || form === undefined || !contains(ctx, If.test(ctx.words, branch), node)) return;
    const made = ctx.valueOf(form);
    if (ctx.kind(made) !== Kind.Call || ctx.kind(If.test(ctx.words, branch)) === Kind.UnaryOp) return;
    if (!listItems(ctx.words, Call.args(ctx.words, made)).some((part) => requestPart(ctx, part) === 'POST')) return;
    const body = listItems(ctx.words, If.body(ctx.words, branch));
    const inside = (read: number): boolean => body.some((statement) => contains(ctx, statement, read));
    const items = ctx
      .nodesOf('Subscript')
      .filter((read) => requestPart(ctx, Subscript.value(ctx.words, read)) === 'POST');
    const gets = ctx.nodesOf('Call').filter((read) => {
      const callee = Call.func(ctx.words, read);
      return (
        ctx.kind(callee) === Kind.Attribute &&
        /^get(?:list)?$/.test(ctx.name(Attribute.attr(ctx.words, callee))) &&
        requestPart(ctx, Attribute.value(ctx.words, callee)) === 'POST'
      );
    });
    for (const read of [...items, ...gets].filter(inside)) {
      ctx.report(read, {
        message: 'The form has checked and converted its fields; this reads what the client sent.',
        remediation: 'Use `form.cleaned_data`.',
      });
    }
  },
});
