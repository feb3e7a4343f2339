import { setKeyword, unsafeFix } from '../../edits.ts';
import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

const webFrameworks = [
  'flask',
  'quart',
  'django',
  'fastapi',
  'starlette',
  'aiohttp',
  'tornado',
  'sanic',
  'bottle',
  'pyramid',
  'falcon',
];

export const rule = defineRule({
  meta: {
    name: 'jinja2-autoescape-off',
    title: 'A Jinja2 environment does not escape values',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-79', 'CWE-116', 'CWE-94'],
    aliases: [
      'bandit:B701',
      'ruff:S701',
      'codeql:py/jinja2/autoescape-false',
      'semgrep:python.jinja2.security.audit.autoescape-disabled-false.incorrect-autoescape-disabled',
      'semgrep:python.jinja2.security.audit.missing-autoescape-disabled.missing-autoescape-disabled',
      'semgrep:python.flask.security.xss.audit.direct-use-of-jinja2.direct-use-of-jinja2',
    ],
    tags: ['web', 'xss', 'jinja2'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call(
    'jinja2.{Environment,environment.Environment,Template,environment.Template,nativetypes.NativeEnvironment,sandbox.SandboxedEnvironment,sandbox.ImmutableSandboxedEnvironment}',
  ),
  check(ctx, node, path) {
    if (path.includes('Native')) return;
    const autoescape = ctx.argument(node, 'autoescape');
    if (autoescape.state === 'unknown') return;
    const isOff = autoescape.state === 'given' && ctx.truth(autoescape.node) === false;
    if (autoescape.state === 'given' && !isOff) return;
    if (path.endsWith('Template') && !isOff) return;
    // Most templates outside web applications are configuration, code or mail text, where escaping would be wrong.
    const isWeb = webFrameworks.some((name) => ctx.imports(name));
    ctx.report(node, {
      ...(isWeb ? (isOff ? { severity: 'high' as const } : {}) : { severity: 'low' as const }),
      ...(isOff && isWeb ? {} : { confidence: 'low' as const }),
      message: isOff
        ? 'With `autoescape=False` a value that holds HTML becomes part of the page.'
        : 'Jinja2 does not escape unless it is told to: in HTML templates a value that holds HTML becomes part of the page.',
      remediation:
        'Pass `autoescape=jinja2.select_autoescape()`; where no HTML is made, accept the finding with a comment that says so.',
      fix: isOff ? undefined : unsafeFix('Escape values', setKeyword(ctx, node, 'autoescape', 'True')),
    });
  },
});
