import { FunctionDef, isBuiltin, Kind, Name } from '../../../../python/index.ts';

import { defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'builtin-redefined',
    title: 'A built-in name gets another meaning',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-1109'],
    aliases: ['pyscg:0032', 'codeql:py/local-shadows-builtin', 'pylint:W0622', 'ruff:A001'],
    tags: ['inventory', 'standards'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: onNode(['FunctionDef', 'AsyncFunctionDef', 'ClassDef', 'Assign']),
  check(ctx, node) {
    const { words } = ctx;
    let name: string;
    if (words[node] === Kind.Assign) {
      const target = words[words[node + 3] + 1];
      if (words[target] !== Kind.Name) return;
      name = ctx.name(Name.id(words, target));
    } else name = ctx.name(FunctionDef.name(words, node));
    if (!isBuiltin(name) || name.startsWith('_')) return;
    // A member of a class hides nothing.
    const parent = ctx.parent(node);
    if (parent !== undefined && words[parent] === Kind.ClassDef) return;
    ctx.report(node, {
      message: `From here on \`${name}\` is not the built-in any more: code that relies on it does something else.`,
      remediation: 'Choose another name.',
    });
  },
});
