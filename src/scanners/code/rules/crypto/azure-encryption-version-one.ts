import { Assign, Attribute, Kind, listItems } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'azure-encryption-version-one',
    title: 'Azure Storage encrypts with the broken first version',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-327'],
    aliases: ['codeql:py/azure-storage/unsafe-client-side-encryption-in-use'],
    tags: ['crypto', 'azure'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode('Assign', { symbols: ['key_encryption_key'], roots: ['azure'] }),
  check(ctx, node) {
    const { words } = ctx;
    const target = listItems(words, Assign.targets(words, node))[0];
    if (ctx.kind(target) !== Kind.Attribute || ctx.name(Attribute.attr(words, target)) !== 'key_encryption_key') return;
    if (!ctx.imports('azure.storage') || ctx.bindings.constant(Assign.value(words, node))?.kind === 'none') return;
    const usesSecondVersion = ctx.nodesOf('Assign').some((other) => {
      const name = listItems(words, Assign.targets(words, other))[0];
      return (
        ctx.kind(name) === Kind.Attribute &&
        ctx.name(Attribute.attr(words, name)) === 'encryption_version' &&
        ctx.string(Assign.value(words, other)) !== '1.0'
      );
    });
    if (usesSecondVersion) return;
    ctx.report(node, {
      message: 'Without `encryption_version`, the first version is used, which does not notice changed data.',
      remediation: "Set `encryption_version = '2.0'` and encrypt the stored data anew.",
    });
  },
});
