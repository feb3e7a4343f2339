import { Call, ExceptHandler, Expr, Kind, listItems } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'error-only-printed',
    title: 'A handler prints the error where the program has a log',
    severity: 'low',
    confidence: 'medium',
    cwe: ['CWE-778'],
    aliases: ['pyscg:0020'],
    tags: ['logging', 'exceptions', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
    contexts: outsideTests,
  },
  on: call('builtins.print', 'traceback.{print_exc,print_exception,print_stack}', 'pprint.pprint'),
  check(ctx, node) {
    const { words } = ctx;
    const statement = ctx.enclosingStatement(node);
    if (words[statement] !== Kind.Expr || Expr.value(words, statement) !== node) return;
    const handler = ctx.parent(statement);
    if (handler === undefined || words[handler] !== Kind.ExceptHandler) return;
    const body = listItems(words, ExceptHandler.body(words, handler));
    const isQuiet = body.every((part) => {
      if (words[part] === Kind.Pass || words[part] === Kind.Continue) return true;
      if (words[part] !== Kind.Expr || words[Expr.value(words, part)] !== Kind.Call) return false;
      return /^(?:print|traceback\.|pprint)/.test(ctx.text(Call.func(words, Expr.value(words, part))));
    });
    if (!isQuiet || body.indexOf(statement) !== body.findIndex((part) => words[part] === Kind.Expr)) return;
    ctx.report(node, {
      message: 'The error is printed and forgotten: no level, no time, no record that monitoring could see.',
      remediation: 'Use `logging.exception(…)` in the handler.',
    });
  },
});
