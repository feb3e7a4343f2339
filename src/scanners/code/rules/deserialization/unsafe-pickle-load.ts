import { Call } from '../../../../python/index.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';
import { isPlainValue } from '../../support/plain-values.ts';

const dumps = [
  'pickle.dumps',
  'cPickle.dumps',
  '_pickle.dumps',
  'dill.dumps',
  'cloudpickle.dumps',
  'jsonpickle.encode',
  'marshal.dumps',
];

export const rule = defineRule({
  meta: {
    name: 'unsafe-pickle-load',
    title: 'Data is loaded with pickle or a format that contains it',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-502'],
    aliases: [
      'bandit:B301',
      'ruff:S301',
      'pyscg:0023',
      'codeaudit:pickle.loads',
      'codeaudit:pickle.load',
      'codeaudit:pickle.Unpickler',
      'codeaudit:shelve.open',
      'codeaudit:shelve.DbfilenameShelf',
      'semgrep:python.lang.security.deserialization.pickle.avoid-pickle',
      'semgrep:python.lang.security.deserialization.pickle.avoid-dill',
      'semgrep:python.lang.security.deserialization.pickle.avoid-shelve',
      'semgrep:python.lang.security.deserialization.avoid-jsonpickle.avoid-jsonpickle',
    ],
    tags: ['deserialization', 'stdlib'],
    since: '0.1.0',
    tier: 'inventory',
    contexts: outsideTests,
  },
  on: call(
    '{pickle,cPickle,_pickle,dill,cloudpickle}.{load,loads,Unpickler}',
    'shelve.{open,DbfilenameShelf,Shelf}',
    'jsonpickle.{decode,unpickler.decode}',
    'pandas.read_pickle',
    'pandas.io.pickle.read_pickle',
    'joblib.{load,numpy_pickle.load}',
    'numpy.load',
  ),
  check(ctx, node, path) {
    if (path === 'numpy.load') {
      const allow = ctx.argumentNode(node, 'allow_pickle', 2);
      if (allow === undefined || ctx.truth(allow) !== true) return;
    }
    const data = ctx.argumentNode(node, undefined, 0);
    const isLoads = path.endsWith('loads') || path.endsWith('decode');
    if (
      data !== undefined &&
      (ctx.isCallOf(data, ...dumps) || (isLoads && isPlainValue(ctx, data)) || isAuthenticated(ctx, node))
    )
      return;
    ctx.report(node, {
      message: `\`${path}\` builds whatever objects the data names: who can change the data runs code in this process.`,
      remediation:
        'Use JSON or another format for data; where pickle must stay, check an HMAC of the bytes before loading them.',
    });
  },
});

/** The same function compares a digest before it loads. */
function isAuthenticated(ctx: RuleContext, node: Node): boolean {
  const around = ctx.enclosingFunction(node) ?? ctx.module.root;
  const checks = ctx.memo(isAuthenticated, () => digestChecks(ctx));
  return checks.some((check) => check < node && (ctx.enclosingFunction(check) ?? ctx.module.root) === around);
}

function digestChecks(ctx: RuleContext): readonly Node[] {
  const { symbols } = ctx.module;
  if (symbols.find('compare_digest') === 0) return [];
  return ctx
    .nodesOf('Call')
    .filter((node) => ctx.denotes(Call.func(ctx.words, node), 'hmac.compare_digest', 'secrets.compare_digest'));
}
