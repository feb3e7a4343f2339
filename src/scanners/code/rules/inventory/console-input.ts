import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'console-input',
    title: 'The console is read with input()',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-20'],
    aliases: ['bandit:B322', 'codeaudit:input', 'codeql:py/use-of-input'],
    tags: ['inventory', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call('builtins.{input,raw_input}'),
  check(ctx, node) {
    ctx.report(node, {
      message: 'Text from the console enters here.',
      remediation: 'Check its length, form and range before use.',
    });
  },
});
