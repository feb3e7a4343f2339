import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'open-without-encoding',
    title: 'A text file is opened without an encoding',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-176', 'CWE-175'],
    aliases: [
      'pyscg:0045',
      'pyscg:0043',
      'semgrep:python.lang.best-practice.unspecified-open-encoding.unspecified-open-encoding',
      'pylint:W1514',
    ],
    tags: ['inventory', 'encoding', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call('builtins.open', 'io.open', 'pathlib.Path().{read_text,write_text,open}'),
  check(ctx, node, path) {
    const isFunction = path.endsWith('s.open') || path === 'io.open';
    const encoding = isFunction ? 3 : path.endsWith('read_text') ? 0 : path.endsWith('write_text') ? 1 : 2;
    if (!ctx.omits(node, 'encoding', encoding)) return;
    if (path.endsWith('open')) {
      const mode = ctx.argument(node, 'mode', isFunction ? 1 : 0);
      if (mode.state === 'unknown') return;
      if (mode.state === 'given' && (ctx.string(mode.node) ?? 'b').includes('b')) return;
    }
    ctx.report(node, {
      message: 'The encoding is that of the machine: the same file reads differently elsewhere, or not at all.',
      remediation: "Pass `encoding='utf-8'`.",
    });
  },
});
