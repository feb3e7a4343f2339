import { Keyword, Kind } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'remote-model-code-trusted',
    title: 'Code that comes with a downloaded model is run',
    severity: 'high',
    confidence: 'high',
    cwe: ['CWE-829', 'CWE-94'],
    aliases: [],
    tags: ['ml', 'supply-chain', 'huggingface'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode('Keyword', { symbols: ['trust_remote_code'] }),
  check(ctx, node) {
    if (ctx.name(Keyword.arg(ctx.words, node)) !== 'trust_remote_code') return;
    if (ctx.truth(Keyword.value(ctx.words, node)) !== true) return;
    const around = ctx.enclosing(node, Kind.Call);
    const revision = around === undefined ? undefined : ctx.argumentNode(around, 'revision');
    if (revision !== undefined && /^[0-9a-f]{40}$/.test(ctx.string(revision) ?? '')) return;
    ctx.report(node, {
      message: 'Python files from the repository of the model run here, whatever they will hold then.',
      remediation: 'Leave it out; where the model needs it, read its code and pin `revision` to that commit.',
    });
  },
});
