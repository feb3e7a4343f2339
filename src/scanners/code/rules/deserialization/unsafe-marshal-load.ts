import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPlainValue } from '../../support/plain-values.ts';

export const rule = defineRule({
  meta: {
    name: 'unsafe-marshal-load',
    title: 'Data is loaded with marshal',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-502'],
    aliases: [
      'bandit:B302',
      'ruff:S302',
      'codeaudit:marshal.loads',
      'codeaudit:marshal.load',
      'semgrep:python.lang.security.audit.marshal.marshal-usage',
    ],
    tags: ['deserialization', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('marshal.{load,loads}'),
  check(ctx, node, path) {
    const data = ctx.argumentNode(node, undefined, 0);
    if (data === undefined || isPlainValue(ctx, data) || ctx.isCallOf(data, 'marshal.dumps')) return;
    ctx.report(node, {
      message: `\`${path}\` is made for trusted .pyc files: wrong data crashes the interpreter, and code objects in it can be run.`,
      remediation: 'Use JSON or `struct` for data.',
    });
  },
});
