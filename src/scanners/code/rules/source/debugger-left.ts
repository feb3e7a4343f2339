import { FunctionDef, If, Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'debugger-left',
    title: 'A debugger is started',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-489'],
    aliases: [
      'semgrep:python.lang.best-practice.pdb.python-debugger-found',
      'semgrep:python.lang.correctness.pdb.pdb-remove',
      'pyscg:0021',
    ],
    tags: ['developer-tools', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'builtins.breakpoint',
    '{pdb,ipdb,pudb,wdb,rpdb,celery.contrib.rdb}.{set_trace,runcall}',
    'pdb.Pdb().set_trace',
    'pydevd.settrace',
    'pydevd_pycharm.settrace',
    'debugpy.{listen,breakpoint}',
    'ptvsd.enable_attach',
    'rpdb.Rpdb',
  ),
  check(ctx, node) {
    const condition = ctx.enclosing(node, Kind.If);
    if (condition !== undefined && /(?<!__)debug|pdb|break|trace/i.test(ctx.text(If.test(ctx.words, condition))))
      return;
    const around = ctx.enclosingFunction(node);
    if (
      around !== undefined &&
      ctx.kind(around) !== Kind.Lambda &&
      /debug|[pr]db|set_?trace|break/i.test(ctx.name(FunctionDef.name(ctx.words, around)))
    )
      return;
    ctx.report(node, {
      message: 'Here the program stops and waits for a debugger.',
      remediation: 'Remove the line before the code is delivered.',
    });
  },
});
