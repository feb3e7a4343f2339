import { call, defineRule } from '../../rule.ts';
import { isPlainValue } from '../../support/plain-values.ts';

export const rule = defineRule({
  meta: {
    name: 'source-compiled',
    title: 'Source code is compiled at run time',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-95'],
    aliases: ['codeaudit:compile'],
    tags: ['inventory', 'injection', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call('builtins.compile'),
  check(ctx, node) {
    const source = ctx.argumentNode(node, 'source', 0);
    if (source === undefined || isPlainValue(ctx, source)) return;
    ctx.report(node, {
      message: 'Text becomes code here.',
      remediation: 'Make sure that nobody else can choose the text; use `ast.parse` where it is only read.',
    });
  },
});
