import { Call } from '../../../../python/index.ts';
import { replaceNode, safeFix } from '../../edits.ts';
import { call, defineRule } from '../../rule.ts';
import type { Node, RuleContext } from '../../rule-context.ts';
import { outsideTests } from '../../support/contexts.ts';

const safeLoaders = /(?:^|\.)C?(?:Safe|Base)Loader(?:\(\))?$/;
const unsafeLoaders = /(?:^|\.)C?(?:Loader|UnsafeLoader|FullLoader)(?:\(\))?$/;

export const rule = defineRule({
  meta: {
    name: 'unsafe-yaml-load',
    title: 'YAML is loaded with a loader that builds Python objects',
    severity: 'medium',
    confidence: 'high',
    cwe: ['CWE-502', 'CWE-20'],
    aliases: [
      'bandit:B506',
      'ruff:S506',
      'semgrep:python.lang.security.deserialization.avoid-pyyaml-load.avoid-pyyaml-load',
      'semgrep:python.lang.security.deserialization.avoid-unsafe-ruamel.avoid-unsafe-ruamel',
    ],
    tags: ['deserialization', 'yaml'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: [
    call('yaml.{load,load_all,unsafe_load,unsafe_load_all,full_load,full_load_all}', 'ruamel.yaml.{load,load_all}'),
    call('ruamel.yaml.YAML'),
  ],
  check(ctx, node, path) {
    if (path === 'ruamel.yaml.YAML') {
      const kind = ctx.argumentNode(node, 'typ', 0);
      if (kind === undefined || ctx.string(kind) !== 'unsafe') return;
      ctx.report(node, {
        message: '`typ="unsafe"` lets a YAML document build any Python object, and so run code.',
        remediation: 'Use `typ="safe"`.',
      });
      return;
    }
    const method = path.slice(path.lastIndexOf('.') + 1);
    if (method.startsWith('full_')) {
      ctx.report(node, {
        severity: 'low',
        confidence: 'medium',
        message:
          'The full loader builds some Python objects and has been escaped before; documents of strangers need the safe one.',
        remediation: 'Use `yaml.safe_load`.',
      });
      return;
    }
    const data = ctx.argumentNode(node, path.startsWith('yaml') ? 'stream' : 'stream', 0);
    if (data !== undefined && ctx.constant(data) !== undefined) return;
    const loader = ctx.argument(node, 'Loader', 1);
    if (
      !method.startsWith('unsafe_') &&
      (loader.state === 'unknown' || (loader.state === 'given' && isAcceptable(ctx, loader.node)))
    )
      return;
    const isFull = loader.state === 'given' && /FullLoader$/.test(ctx.text(loader.node));
    ctx.report(node, {
      ...(isFull ? { severity: 'low' as const } : {}),
      message:
        loader.state === 'absent' && !method.startsWith('unsafe_')
          ? 'Without a safe loader a YAML document can name any Python object to build, and so run code (PyYAML before 6 allowed it; 6 and newer refuse the call).'
          : 'This loader builds the Python objects that a YAML document names: who writes the document runs code.',
      remediation: 'Use `yaml.safe_load`, or pass `Loader=yaml.SafeLoader`.',
      fix: fixOf(ctx, node, path, loader.state === 'given' ? loader.node : undefined),
    });
  },
});

/** Safe loaders, and loaders of the project itself unless they extend an unsafe one. */
function isAcceptable(ctx: RuleContext, loader: Node): boolean {
  const paths = ctx.bindings.qualifiedNames(loader);
  if (paths.some((path) => safeLoaders.test(path))) return true;
  return !paths.some((path) => unsafeLoaders.test(path));
}

function fixOf(ctx: RuleContext, node: Node, path: string, loader: Node | undefined) {
  const callee = Call.func(ctx.words, node);
  if (loader !== undefined)
    return safeFix('Use the safe loader', replaceNode(ctx, loader, ctx.text(loader).replace(/\w+$/, 'SafeLoader')));
  const text = ctx.text(callee);
  if (!/^yaml\.(?:load|unsafe_load)(?:_all)?$/.test(path) || !/\.(?:unsafe_)?load(?:_all)?$/.test(text))
    return undefined;
  return safeFix('Load safely', replaceNode(ctx, callee, text.replace(/(?:unsafe_)?load(_all)?$/, 'safe_load$1')));
}
