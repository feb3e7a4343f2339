import { Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPlainValue } from '../../support/plain-values.ts';

export const rule = defineRule({
  meta: {
    name: 'eval-of-dynamic-code',
    title: 'eval() of an expression that is not constant',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-95', 'CWE-94'],
    aliases: [
      'bandit:B307',
      'ruff:S307',
      'codeaudit:eval',
      'semgrep:python.lang.security.audit.eval-detected.eval-detected',
    ],
    tags: ['injection', 'code', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('builtins.eval', 'pandas.eval', 'numexpr.evaluate'),
  check(ctx, node) {
    const expression = ctx.argumentNode(node, undefined, 0);
    if (expression === undefined || isPlainValue(ctx, expression)) return;
    const compiled = ctx.valueOf(expression);
    if (ctx.kind(compiled) === Kind.Call && ctx.isCallOf(compiled, 'builtins.compile')) {
      const source = ctx.argumentNode(compiled, 'source', 0);
      if (source !== undefined && isPlainValue(ctx, source)) return;
    }
    ctx.report(node, {
      message:
        '`eval` runs any Python expression it is given, and this one is not constant: who can choose it controls the process.',
      remediation:
        'Use `ast.literal_eval` for data, a dictionary of functions for choices, or a parser for a small language.',
    });
  },
});
