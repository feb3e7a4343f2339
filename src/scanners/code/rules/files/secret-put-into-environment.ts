import { Assign, Kind, listItems, Subscript } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

const vaults = /\b(?:read_secret\w*|get_secret_value|get_secret|access_secret_version|get_parameters?)\b/;

export const rule = defineRule({
  meta: {
    name: 'secret-put-into-environment',
    title: 'A secret from a vault is copied into the environment',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-526'],
    aliases: [],
    tags: ['secrets', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode('Assign', { symbols: ['environ'] }),
  check(ctx, node) {
    const { words } = ctx;
    const target = listItems(words, Assign.targets(words, node))[0];
    if (words[target] !== Kind.Subscript || !ctx.denotes(Subscript.value(words, target), 'os.environ')) return;
    const value = Assign.value(words, node);
    if (!vaults.test(ctx.text(value).slice(0, 1000)) && !vaults.test(ctx.text(ctx.valueOf(value)).slice(0, 1000)))
      return;
    ctx.report(node, {
      message: 'The secret leaves the vault for a place that every child process inherits.',
      remediation: 'Hand the value to who needs it.',
    });
  },
});
