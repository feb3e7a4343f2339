import { call, defineRule } from '../../rule.ts';
import { outsideTests } from '../../support/contexts.ts';

export const rule = defineRule({
  meta: {
    name: 'mako-without-escaping',
    title: 'A Mako template does not escape values',
    severity: 'medium',
    confidence: 'medium',
    cwe: ['CWE-79', 'CWE-80'],
    aliases: [
      'bandit:B702',
      'ruff:S702',
      'semgrep:python.lang.security.audit.mako-templates-detected.mako-templates-detected',
    ],
    tags: ['web', 'xss', 'mako'],
    since: '0.1.0',
    contexts: outsideTests,
  },
  on: call('mako.{template.Template,lookup.TemplateLookup}'),
  check(ctx, node) {
    const filters = ctx.argument(node, 'default_filters');
    if (filters.state === 'unknown') return;
    if (filters.state === 'given' && /['"]h['"]|['"]x['"]|escape/.test(ctx.text(ctx.valueOf(filters.node)))) return;
    ctx.report(node, {
      message: 'Mako puts values into the page as they are: one that holds HTML becomes part of it.',
      remediation: 'Pass `default_filters=["h"]`.',
    });
  },
});
