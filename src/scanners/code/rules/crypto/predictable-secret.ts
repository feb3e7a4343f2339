import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isSecretName, receivingNames } from '../../support/secret-names.ts';

export const rule = defineRule({
  meta: {
    name: 'predictable-secret',
    title: 'A secret is made with predictable random numbers',
    severity: 'high',
    confidence: 'medium',
    cwe: ['CWE-338', 'CWE-330'],
    aliases: ['pyscg:0038', 'codeql:py/insecure-randomness', 'codeql:py/predictable-token'],
    tags: ['crypto', 'stdlib'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'random.{random,randrange,randint,choice,choices,uniform,randbytes,sample,getrandbits}',
    'numpy.random.{bytes,randint,choice,random,rand}',
    'uuid.uuid1',
  ),
  check(ctx, node, path) {
    const name = receivingNames(ctx, node).find(isSecretName);
    if (name === undefined) return;
    ctx.report(node, {
      message: `\`${name}\` is made with \`${path}\`, whose next values can be computed from earlier ones.`,
      remediation: 'Use `secrets.token_urlsafe`, `secrets.token_hex` or `secrets.choice`.',
    });
  },
});
