import { Call, Kind } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { runsDecoded } from '../../support/decoded-code.ts';

export const rule = defineRule({
  meta: {
    name: 'decoded-code-executed',
    title: 'Decoded text is run as code',
    severity: 'critical',
    confidence: 'high',
    cwe: ['CWE-506', 'CWE-95'],
    aliases: [],
    tags: ['supply-chain', 'malware'],
    since: '0.1.0',
  },
  on: call('builtins.{exec,eval,compile}', 'marshal.loads'),
  check(ctx, node, path) {
    if (path === 'builtins.compile' && ctx.enclosing(node, Kind.Call) !== undefined) return;
    if (path === 'marshal.loads' && !isRun(ctx, node)) return;
    if (!runsDecoded(ctx, node)) return;
    ctx.report(node, {
      message: 'What runs here is hidden by an encoding.',
      remediation: 'Decode it without running it and find out who put it here.',
    });
  },
});

function isRun(ctx: RuleContext, node: Node): boolean {
  const around = ctx.enclosing(node, Kind.Call);
  return (
    around !== undefined &&
    ctx.denotes(Call.func(ctx.words, around), 'builtins.exec', 'builtins.eval', 'types.FunctionType')
  );
}
