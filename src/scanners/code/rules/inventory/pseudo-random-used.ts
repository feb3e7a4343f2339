import { call, defineRule } from '../../rule.ts';

export const rule = defineRule({
  meta: {
    name: 'pseudo-random-used',
    title: 'The pseudo-random generator of the standard library is used',
    severity: 'low',
    confidence: 'high',
    cwe: ['CWE-330', 'CWE-338'],
    aliases: [
      'bandit:B311',
      'ruff:S311',
      'codeaudit:random.random',
      'codeaudit:random.Random',
      'codeaudit:random.randrange',
      'codeaudit:random.randint',
      'codeaudit:random.uniform',
      'codeaudit:random.triangular',
      'codeaudit:random.seed',
      'codeaudit:random.randbytes',
    ],
    tags: ['inventory', 'crypto', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
  },
  on: call(
    'random.{random,Random,randrange,randint,choice,choices,uniform,triangular,randbytes,shuffle,sample,getrandbits,seed,gauss,betavariate,expovariate,normalvariate}',
  ),
  check(ctx, node) {
    ctx.report(node, {
      message: 'These numbers can be predicted.',
      remediation: 'Use `secrets` where somebody must not guess the value.',
    });
  },
});
