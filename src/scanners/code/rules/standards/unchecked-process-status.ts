import { Expr, Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'unchecked-process-status',
    title: 'Whether a program failed is not looked at',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-252'],
    aliases: [
      'pyscg:0036',
      'pyscg:0015',
      'semgrep:python.lang.correctness.unchecked-returns.unchecked-subprocess-call',
      'pylint:W1510',
    ],
    tags: ['standards', 'stdlib'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
    contexts: outsideTests,
  },
  on: call('subprocess.{call,run}', 'os.system'),
  check(ctx, node, path) {
    const { words } = ctx;
    const parent = ctx.parent(node);
    if (parent === undefined || words[parent] !== Kind.Expr || Expr.value(words, parent) !== node) return;
    if (path === 'subprocess.run') {
      const check = ctx.argument(node, 'check');
      if (check.state === 'unknown' || (check.state === 'given' && ctx.truth(check.node) !== false)) return;
    }
    ctx.report(node, {
      message: 'When the program fails, nobody notices, and the next step works on what is not there.',
      remediation: 'Use `subprocess.run(…, check=True)`, or look at the return code.',
    });
  },
});
