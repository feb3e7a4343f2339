import { Keyword } from '../../../../python/index.ts';
import { defineRule, node as onNode } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'public-bucket',
    title: 'A storage bucket or object is made public',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-732', 'CWE-284'],
    aliases: [],
    tags: ['cloud', 'boto3', 'aws'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: onNode('Keyword', { symbols: ['ACL'] }),
  check(ctx, node) {
    if (ctx.name(Keyword.arg(ctx.words, node)) !== 'ACL') return;
    if (!['boto3', 'botocore', 'aiobotocore', 'aioboto3'].some((module) => ctx.imports(module))) return;
    const value = ctx.string(Keyword.value(ctx.words, node));
    if (value === undefined || !/^(?:public-read(?:-write)?|authenticated-read)$/.test(value)) return;
    const isWritable = value === 'public-read-write';
    ctx.report(node, {
      severity: isWritable ? 'high' : 'medium',
      message: isWritable ? 'Everybody can replace what is stored here.' : 'Everybody can read what is stored here.',
      remediation: 'Leave the ACL out and give time-limited links.',
    });
  },
});
