import { ClassDef, FunctionDef, Kind, listItems } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'hash-without-equality',
    title: 'A class defines only one of equality and hash',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-581', 'CWE-595'],
    aliases: [
      'codeql:py/equals-hash-mismatch',
      'semgrep:python.lang.best-practice.missing-hash-with-eq.missing-hash-with-eq',
      'pyscg:0033',
    ],
    tags: ['standards', 'comparison'],
    since: '0.1.0',
    tier: 'quality',
    enabled: false,
    contexts: outsideTests,
  },
  on: onNode('ClassDef', { symbols: ['__eq__', '__hash__'] }),
  check(ctx, node) {
    const { words } = ctx;
    const members = new Set<string>();
    for (const member of listItems(words, ClassDef.body(words, node))) {
      if (words[member] === Kind.FunctionDef) members.add(ctx.name(FunctionDef.name(words, member)));
      else if (words[member] === Kind.Assign) members.add(ctx.text(words[words[member + 3] + 1]));
    }
    if (members.has('__eq__') === members.has('__hash__') || ctx.decorators(node).length > 0) return;
    if (members.has('__hash__') && listItems(words, ClassDef.bases(words, node)).length > 0) return;
    ctx.report(node, {
      message: members.has('__eq__')
        ? 'A class with `__eq__` and without `__hash__` cannot be a key or in a set.'
        : 'Objects with equal hash are still compared by identity: sets and dicts hold the same value several times.',
      remediation: 'Define both over the same fields, or set `__hash__ = None`.',
    });
  },
});
