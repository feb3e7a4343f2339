import { Kind, Name, Subscript, startOf } from '../../../../python/index.ts';
import { call, defineRule, node as onNode } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';

const dangerous = /^(?:eval|exec|compile|__import__|open|input)$/;

export const rule = defineRule({
  meta: {
    name: 'disguised-builtin',
    title: 'A dangerous built-in is reached by a detour',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-506', 'CWE-95'],
    aliases: ['codeaudit:feature:obfuscated-builtins'],
    tags: ['supply-chain', 'malware'],
    since: '0.1.0',
  },
  on: [
    call('builtins.getattr'),
    onNode('Subscript', { symbols: ['__builtins__', 'builtins'] }),
    onNode('Name', { symbols: ['eval', 'exec', 'compile', '__import__'] }),
  ],
  check(ctx, node) {
    const { words } = ctx;
    if (words[node] === Kind.Name) {
      const start = startOf(words, node);
      const isLookAlike =
        ctx.module.source[start] > 0x7f && /^(?:eval|exec|compile|__import__)$/.test(ctx.name(Name.id(words, node)));
      if (!isLookAlike) return;
    } else {
      const isCall = words[node] === Kind.Call;
      const owner = isCall ? ctx.argumentNode(node, undefined, 0) : Subscript.value(words, node);
      const key = isCall ? ctx.argumentNode(node, undefined, 1) : Subscript.slice(words, node);
      if (owner === undefined || key === undefined || !isBuiltins(ctx, owner)) return;
      if (words[key] === Kind.Constant || !dangerous.test(ctx.string(key) ?? '')) return;
    }
    ctx.report(node, {
      message: 'This reaches a built-in that runs code, written so that it is not seen.',
      remediation: 'Find out who put it here and what it is given.',
    });
  },
});

function isBuiltins(ctx: RuleContext, owner: Node): boolean {
  return ctx.denotes(owner, 'builtins', '__builtin__') || /^__builtins__(?:\.__dict__)?$/.test(ctx.text(owner));
}
