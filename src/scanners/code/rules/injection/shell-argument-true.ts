import { Call, Keyword, Kind } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'shell-argument-true',
    title: 'A function other than subprocess is called with shell=True',
    severity: 'medium',
    confidence: 'low',
    cwe: ['CWE-78'],
    aliases: ['bandit:B604', 'ruff:S604', 'pyscg:0009'],
    tags: ['command'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: onNode('Keyword', { symbols: ['shell'] }),
  check(ctx, keyword) {
    if (ctx.name(Keyword.arg(ctx.words, keyword)) !== 'shell') return;
    if (ctx.truth(Keyword.value(ctx.words, keyword)) !== true) return;
    const call = ctx.parent(keyword);
    if (call === undefined || ctx.kind(call) !== Kind.Call) return;
    const callee = Call.func(ctx.words, call);
    if (ctx.bindings.qualifiedNames(callee).some((path) => path.startsWith('subprocess.'))) return;
    ctx.report(call, {
      message: `\`${ctx.text(callee).slice(0, 60)}\` is told to use a shell; its command is read by that shell.`,
    });
  },
});
